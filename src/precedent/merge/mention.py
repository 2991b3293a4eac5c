"""A mention: one event as one report tells it, with what merging needs to know of the report."""

from __future__ import annotations

import hashlib
from functools import cached_property

from precedent.base import Record
from precedent.codebooks.load import shipped
from precedent.codebooks.relaxed import say_mode
from precedent.merge import windows as w
from precedent.merge.features import Count, Features, Party
from precedent.merge.places import where
from precedent.merge.words import DISTINGUISHING, content, proper, tokens
from precedent.records import CARRIED, Actor, Event, RoleActor

UNDATED = "~"  # sorts after every ISO date

# Types that one occurrence is often told under, whichever of them its words suggest. Types outside every group, a
# user's own among them, are a family each.
FAMILIES: dict[str, frozenset[str]] = {
    "move": frozenset({"movement:CROSS", "movement:MIGRATE", "movement:REPATRIATE"}),
    "force": frozenset({"plover:ASSAULT", "plover:COERCE"}),
    "talk": frozenset({"plover:CONSULT", "plover:AGREE", "plover:COOPERATE", "plover:SUPPORT"}),
    "show": frozenset({"plover:MOBILIZE", "plover:THREATEN"}),
    "yield": frozenset({"plover:RETREAT", "plover:CONCEDE"}),
    "speak": frozenset({"plover:ACCUSE", "plover:REJECT", "plover:REQUEST"}),
}
_FAMILY = {type_: name for name, types in FAMILIES.items() for type_ in types}


class Kept(Record, frozen=True, kw_only=True):
    """What the ledger keeps of a mention: the event, the actors its roles and attributions name, and claims about it."""

    event: Event
    actors: tuple[Actor, ...] = ()
    claims: tuple[str, ...] = ()


class Mention:
    """``report`` is the id of the report, the same for all its versions; ``published`` its ISO date or datetime.

    Mentions are ordered by ``order``: by publication, unknown last, then report and place in it. What is compared is
    worked out once, because each is compared with many others; nothing of it ever changes.
    """

    def __init__(self, key: str, report: str, published: str | None, kept: Kept, features: Features | None = None) -> None:
        self.key, self.report, self.published, self.kept = key, report, published, kept
        self.event = kept.event
        self._features = features

    @cached_property
    def _chains(self) -> dict[str, str]:
        return {actor.id: actor.name for actor in self.kept.actors}

    @property
    def order(self) -> tuple[str, str, int, str]:
        return self.features.order

    @property
    def features(self) -> Features:
        """What it is compared by, where that was not handed in."""
        if self._features is None:
            self._features = self._compared()
        return self._features

    def _compared(self) -> Features:
        event = self.event
        type_ = f"{event.codebook}:{event.type}"
        types = frozenset((type_, *(f"{a.codebook}:{a.type}" for a in event.also)))
        windows = w.windows(event, self.published)
        verb = content((event.trigger.text,))
        return Features(
            key=self.key,
            report=self.report,
            order=order(self.published, self.report, event, self.key),
            day=w.day(self.published),
            type=type_,
            types=types,
            families=frozenset(_FAMILY.get(t, t) for t in types),
            mode=_said_mode(event),
            modality=event.modality,
            genericity=event.genericity,
            main=event.main,
            done=event.modality == "asserted" and event.tense != "future",
            distinguished=self._distinguished(),
            windows=windows,
            said_first=min((x.first for x in windows if not x.presumed), default=None),
            where=where(event),
            parties=tuple(self._party(a) for a in event.actors),
            counts=tuple(Count(q.kind, q.role, q.value, q.approximate) for q in event.quantities if q.value and q.value > 0),
            verb=verb,
            words=content((event.what.text,)) - verb,
            history=event.standing == "background",
            denied=event.polarity == "negative",
        )

    def _distinguished(self) -> bool:
        said = [self.event.what.text, *(a.text for a in self.event.actors)]
        return any(t.lower() in DISTINGUISHING for text in said for t in tokens(text))

    def name(self, a: RoleActor) -> str:
        """What the participant is called: its chain's name where it has one ("he" is nobody), else its words."""
        return self._chains.get(a.chain or "", a.text)

    def _party(self, a: RoleActor) -> Party:
        name = self.name(a)
        return Party(a.role, a.country, a.sector, content((name,)), proper(name), a.how == CARRIED)


def _said_mode(event: Event) -> str | None:
    """The mode where words say it: one that is only guessed keeps nothing apart. Of a user's codebook it is always said."""
    book = next((b for b in shipped() if b.name == event.codebook), None)
    if book is None or event.mode is None:
        return event.mode
    triggers = frozenset(t.lower() for m in (event.trigger, *(m.trigger for m in event.mentions)) for t in tokens(m.text))
    around = triggers | {t.lower() for x in (event.what, *event.actors) for t in tokens(x.text)}
    return event.mode if say_mode(book, event.type, event.mode, triggers, around) else None


def order(published: str | None, report: str, event: Event, key: str) -> tuple[str, str, int, str]:
    """What mentions are sorted by: the smallest gives its event the id. Titles come before texts."""
    start = event.trigger.start if event.trigger.in_ is None else event.trigger.start - (1 << 31)
    return published or UNDATED, report, start, key


def mention_key(report: str, text_hash: str, event: Event) -> str:
    """A mention's key: a hash of report, text, offsets and codebook, 32 hexadecimal digits.

    *report* is the id that all versions share, *text_hash* tells the versions apart. The type is left out, so that a
    better reading of the same words keeps the key; the event's own number tells apart two events of one trigger.
    """
    t = event.trigger
    told = f"{report}\x00{text_hash}\x00{t.in_ or ''}\x00{t.start}\x00{t.end}\x00{event.codebook}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
