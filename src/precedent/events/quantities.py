"""How many took part in an event, or were killed, wounded, detained, displaced … in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from precedent.clean.document import Document, Sentence
from precedent.events import amounts
from precedent.events.amounts import Amount
from precedent.events.draft import Draft, by_sentence
from precedent.knowledge import actors
from precedent.records import Quantity
from precedent.resolve.describe import chunk_at
from precedent.spans.phrases import Phrases

_TAKING_PART = "taking part"
_TOLLS = ("killed", "wounded", "missing")
_OBJECT_REACH, _STATE_REACH = 4, 6
_CLAUSE = 24  # words before a number that may say when it was counted
_BEFORE, _REACH = 8, 4  # tellings, and sentences, within which a toll finds its event


class _Count(NamedTuple):
    """An amount whose words say its kind; ``anchor`` is the state word's token ("killing", "dead", "toll")."""

    amount: Amount
    kind: str
    anchor: int


def find(doc: Document, phrases: Sequence[Phrases], drafts: Sequence[Draft]) -> None:
    """Fill ``Draft.quantities``: counts with a state word ("killing three", "12 dead"), and counts inside a role's phrase.

    A toll in a sentence that tells of nothing it could be of belongs to the event told last that such counts go with.
    """
    told_in = by_sentence(drafts)
    before: list[Draft] = []
    for sentence in doc.sentences:
        told = told_in.get(sentence.index, [])
        if told or (before and not sentence.quoted and not _harms().isdisjoint(t.lower for t in sentence.tokens)):
            found = amounts.find(sentence, phrases[sentence.index])
            states = _states(sentence, phrases[sentence.index], found)
            for count in states:
                owner = _owner(count, told) or _told_before(count, before, sentence)
                if owner:
                    owner.quantities.append(_quantity(doc, sentence, count.amount, count.kind, "recipient"))
            stated = {count.amount.first for count in states}
            free = [a for a in found if a.first not in stated]
            for draft in told:
                _taking_part(doc, phrases[sentence.index], draft, free)
        before = [*before, *told][-_BEFORE:] if sentence.part == "text" else before


@cache
def _harms() -> frozenset[str]:
    """The words without which no toll is told."""
    kinds = (amounts.words()["kinds"][kind] for kind in _TOLLS)
    return frozenset(word for forms in kinds for words in forms.values() for word in words)


def _told_before(count: _Count, before: Sequence[Draft], sentence: Sentence) -> Draft | None:
    if count.kind not in _TOLLS:
        return None
    near = [d for d in before if sentence.index - d.sentence.index <= _REACH]
    belongs: Sequence[str] = amounts.words()["belongs"].get(count.kind, ())
    return next((d for d in reversed(near) if d.type in belongs), None)


def _quantity(doc: Document, sentence: Sentence, amount: Amount, kind: str, role: str | None) -> Quantity:
    span = doc.words(sentence, amount.first, amount.last)
    return Quantity(
        start=span.start,
        end=span.end,
        text=span.text,
        in_=span.in_,
        kind=kind,
        role=role,
        value=amount.value,
        approximate=amount.approximate,
        low=amount.low,
        high=amount.high,
        revision=_revision(sentence, amount) if kind in _TOLLS else None,
    )


def _revision(sentence: Sentence, amount: Amount) -> Literal["earlier", "later"] | None:
    """Whether the words before a toll say that it was counted before the others of the report, or since."""
    words = [t.lower for t in sentence.tokens[max(0, amount.first - _CLAUSE) : amount.first]]
    start = max((i for i, w in enumerate(words) if w in (";", ",")), default=-1) + 1
    known, clause = amounts.words(), words[start:]
    if known["earlier"] & set(clause) or words[-1:] == ["from"]:
        return "earlier"
    return "later" if known["later"] & set(clause) else None


# counts with a state word


def _states(sentence: Sentence, phrases: Phrases, found: Sequence[Amount]) -> list[_Count]:
    counts: list[_Count] = []
    taken = frozenset(i for amount in found for i in range(amount.first, amount.last))
    for amount in found:
        if not _of_people(sentence, amount):
            continue
        state = (
            _noun_state(sentence, amount)
            or _before(sentence, phrases, amount)
            or _after(sentence, phrases, amount, taken)
            or _shared(sentence, amount, counts)
        )
        if state:
            counts.append(_Count(amount, *state))
    return counts


def _of_people(sentence: Sentence, amount: Amount) -> bool:
    """The counted are people, craft, or unnamed: "12", "12 others", "12 soldiers"; "12 rockets" are not."""
    if amount.noun is None:
        return True
    word = sentence.tokens[amount.noun].lower
    known = actors.noun(word)
    if known and known.kind != "word":
        return True
    return (
        word in ("others", "more", "lives", "one", "dead", "wounded", "injured", "casualties", "bodies")
        or any(word in kind["noun"] for kind in amounts.words()["kinds"].values())
        or word.endswith(("ists", "men", "ers", "ans", "ese", "is"))
    )


def _noun_state(sentence: Sentence, amount: Amount) -> tuple[str, int] | None:
    """ "12 deaths", "the deaths of 12", "the toll rose to 45"."""
    tokens = sentence.tokens
    for kind, forms in amounts.words()["kinds"].items():
        if amount.noun is not None and tokens[amount.noun].lower in forms["noun"]:
            return kind, amount.noun
        before = amount.first - 1
        if before > 0 and tokens[before].lower == "of" and tokens[before - 1].lower in forms["noun"]:
            return kind, before - 1
    toll = next((i for i in range(amount.first - 1, max(-1, amount.first - 8), -1) if tokens[i].lower == "toll"), None)
    if (
        toll is not None
        and all(t.text not in ",;" for t in tokens[toll : amount.first])
        and tokens[amount.first - 1].lower in ("to", "at", "of", "from", "was", "is", "reached", "hit")
    ):
        return "killed", toll
    return None


def _before(sentence: Sentence, phrases: Phrases, amount: Amount) -> tuple[str, int] | None:
    """A verb of the kind with the amount for its object: "killing three", "wounded at least 12"."""
    tokens = sentence.tokens
    at = amount.first - 1
    while at >= 0 and amount.first - at <= 2 and tokens[at].lower in ("a", "another", "further", "the", "additional"):
        at -= 1
    if at < 0:
        return None
    for kind, forms in amounts.words()["kinds"].items():
        if tokens[at].lower in forms["before"] and not _passive(phrases, tokens[at - 1].lower if at else ""):
            return kind, at
    return None


def _passive(phrases: Phrases, before: str) -> bool:
    return before in ("was", "were", "is", "are", "been", "being", "be")


def _after(sentence: Sentence, phrases: Phrases, amount: Amount, taken: frozenset[int]) -> tuple[str, int] | None:
    """A state word behind the counted: "12 people were killed", "left three dead", "two are missing"."""
    tokens = sentence.tokens
    between = amounts.words()["auxiliaries"]
    at = amount.end if amount.noun is not None else amount.last
    for i in range(at, min(len(tokens), at + _STATE_REACH)):
        word = tokens[i].lower
        for kind, forms in amounts.words()["kinds"].items():
            if (
                word in forms["after"]
                and i not in taken
                and not (phrases.penn[i] == "VBD" and word in forms["before"] and _has_object(phrases, i))
            ):
                return kind, i
        if word not in between or i in taken:
            return None
    return None


def _has_object(phrases: Phrases, verb: int) -> bool:
    """A noun phrase begins right behind the verb: the counted are its subject, not in its state."""
    chunk = chunk_at(phrases, verb + 1)
    return chunk is not None and chunk.first == verb + 1


def _shared(sentence: Sentence, amount: Amount, counts: Sequence[_Count]) -> tuple[str, int] | None:
    """ "killed three soldiers and 12 civilians": the second count shares the verb of the first."""
    if not counts:
        return None
    last = counts[-1]
    between = [t.lower for t in sentence.tokens[last.amount.end : amount.first]]
    return (
        (last.kind, last.anchor)
        if between in (["and"], [","], [",", "and"], [",", "including"]) and last.anchor < last.amount.first
        else None
    )


def _owner(count: _Count, drafts: Sequence[Draft]) -> Draft | None:
    """The event that a count belongs to: the one its state word tells of, else the nearest of a type that such counts go with."""
    for draft in drafts:
        if draft.first <= count.anchor < draft.last:
            return draft
    belongs: Sequence[str] = amounts.words()["belongs"].get(count.kind, ())
    fitting = [d for d in drafts if d.type in belongs]
    return min(fitting, key=lambda d: (belongs.index(d.type), abs(d.head - count.anchor), d.first), default=None)


# counts inside a role


def _taking_part(doc: Document, phrases: Phrases, draft: Draft, free: Sequence[Amount]) -> None:
    """Counts within the phrase of an actor or recipient; an article counts as one where one is worth counting."""
    sentence = draft.sentence
    tokens = sentence.tokens
    for role in draft.actors:
        if (role.in_ == "title") != (sentence.part == "title") or role.role not in ("actor", "recipient"):
            continue
        chunk = next((c for c in phrases.chunks if tokens[c.first].start == role.start or tokens[c.head].end == role.end), None)
        if chunk is None or tokens[chunk.head].start < role.start:
            continue
        counted = next(
            (a for a in free if role.start <= tokens[a.first].start and (a.noun == chunk.head or a.first == chunk.first)), None
        )
        if counted is None and draft.type in amounts.words()["single"] and _one(tokens[chunk.head].lower):
            counted = amounts.article(sentence, chunk)
        if counted is not None:
            draft.quantities.append(_quantity(doc, sentence, counted, _kind(draft, role.role), role.role))


def _one(word: str) -> bool:
    known = actors.noun(word)
    return known is not None and known.kind in ("person", "craft") and not known.plural


def _kind(draft: Draft, role: str) -> str:
    """What a count in a role is of: the state that the trigger puts the recipient in, else taking part."""
    if role == "recipient":
        words = [t.lower for t in draft.sentence.tokens[draft.first : draft.last]]
        kinds: dict[str, Any] = amounts.words()["kinds"]
        for kind, forms in kinds.items():
            if any(word in forms["before"] or word in forms["after"] or word in forms["noun"] for word in words):
                return kind
    return _TAKING_PART
