"""Who did it and to whom: participants of each event, from the grammar around its trigger.

Times and places are attached by :mod:`precedent.events.circumstances`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from precedent.clean.document import Document
from precedent.events import circumstances, grammar
from precedent.events.clause import Clause
from precedent.events.draft import Draft
from precedent.records import Place, RoleActor, Time
from precedent.spans.phrases import Phrases

if TYPE_CHECKING:
    from precedent.resolve.actors import Chains
    from precedent.spans.names import Name

# Prepositions that bring the recipient, likelier first, where the verb has no object that could be one.
_TOWARDS = (
    "against",
    "with",
    "on",
    "to",
    "at",
    "from",
    "for",
    "upon",
    "into",
    "toward",
    "towards",
    "of",
    "over",
    "between",
    "in",
    "by",
)
_THING = 2
_OTHER_SIDE = frozenset({"from", "with", "to", "against", "on", "for", "by"})  # "signed a deal with X", "rejected an offer from X"
_AIMED = frozenset({"against", "at", "on", "upon", "with", "to", "into", "over"})
_MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE", "SUPPORT"})  # "X and Y met": each is the other's recipient
_DONE_TO = frozenset({"ASSAULT", "COERCE", "SANCTION", "AID", "ACCUSE", "RETREAT", "REPATRIATE", "REJECT", "SUPPORT"})
_SELF_MOVED = frozenset({"withdraw", "resign", "disarm", "ceasefire"})  # "the army's withdrawal": they do it themselves
_INSTRUMENTS = ("with", "using")


class _Found(NamedTuple):
    role: str
    chunk: int | None
    span: tuple[int, int]


def fill(
    doc: Document,
    phrases: Sequence[Phrases],
    drafts: Sequence[Draft],
    names: Sequence[Name],
    times: Sequence[Time],
    places: Sequence[Place],
    chains: Chains,
) -> None:
    """Put participants, times and places into the drafts."""
    clauses: dict[int, Clause] = {}
    for draft in drafts:
        index = draft.sentence.index
        clause = clauses.setdefault(index, Clause(draft.sentence, phrases[index]))
        reader = _Reader(doc, clause, draft, chains)
        found = reader.nominal() if draft.nominal else reader.verbal()
        draft.actors.extend(reader.records(f for f in found if f.role in draft.takes))
    circumstances.attach(doc, clauses, drafts, times, places)


class _Reader:
    """Participants of one draft."""

    def __init__(self, doc: Document, clause: Clause, draft: Draft, chains: Chains) -> None:
        self.doc, self.clause, self.draft, self.chains = doc, clause, draft, chains

    def verbal(self) -> list[_Found]:
        draft, clause = self.draft, self.clause
        subject = self._named(clause.subject(draft.first))
        phrases = clause.complements(draft.last)
        if draft.passive:
            actors = [n for preposition, n in phrases if preposition == "by" and not clause.is_time(n)][:1]
            recipients = [subject] if subject is not None and not self._spoken_for(subject) else self._towards(phrases, actors)
        else:
            actors = [subject] if subject is not None else []
            mutual = draft.type in _MUTUAL and subject is not None and len(clause.joined(subject)) > 1
            recipients = self._recipients([(p, n) for p, n in phrases if not mutual or p in ("with", "to")], actors)
        return self._shared(actors, recipients) + self._instrument(phrases)

    def _named(self, n: int | None) -> int | None:
        """The speaker, where a pronoun opens what he says of himself."""
        if n is None or self.clause.parsed.penn[self.clause.chunk(n).head] != "PRP":
            return n
        speaker = self.clause.speaker(n)
        return n if speaker is None else speaker

    def _shared(self, actors: list[int], recipients: list[int]) -> list[_Found]:
        """Co-ordinated phrases apart; in mutual events without another side, the last of the actors is the other side."""
        clause = self.clause
        who = [m for n in actors for m in clause.joined(n)]
        whom = [m for n in recipients for m in clause.joined(n) if m not in who]
        if len(who) > 1 and self.draft.type in _MUTUAL and all(self._rank(n) == _THING for n in whom):
            whom = who[1:]
            who = who[:1]
        return [_Found("actor", n, clause.extended(n)) for n in who] + [_Found("recipient", n, clause.extended(n)) for n in whom]

    def _recipients(self, phrases: list[tuple[str, int]], actors: list[int]) -> list[int]:
        clause = self.clause
        direct = clause.object(self.draft.last)
        if direct is None and not phrases:
            direct = clause.relative_object(self.draft.first)
        if direct in actors:
            direct = None
        if direct is not None and self._spoken_for(direct):
            end = clause.chunk(direct).last + 1
            aimed = [n for p, n in phrases if p in _AIMED and clause.chunk(n).first == end and n not in actors][:1]
            aimed = aimed or self._towards([(p, n) for p, n in phrases if p in _AIMED], actors)
            if aimed or not (self.draft.type in _DONE_TO and self._participant(direct)):
                return aimed or self._towards(phrases, actors)
        if direct is not None and self._rank(direct) == _THING and self.draft.type != "ACCUSE":  # what is condemned stays whole
            other = [(p, n) for p, n in phrases if p in _OTHER_SIDE and self._rank(n) < _THING]
            return self._towards(other, actors) or [direct]
        if direct is not None:
            return [direct]
        return self._towards(phrases, actors) or self._embedded(actors)

    def _towards(self, phrases: list[tuple[str, int]], actors: list[int]) -> list[int]:
        """The participant that a preposition brings: the likeliest preposition, then the nearest phrase."""
        ranked = sorted(
            (self._rank(n), _TOWARDS.index(preposition), at, n)
            for at, (preposition, n) in enumerate(phrases)
            if preposition in _TOWARDS and n not in actors and not self._spoken_for(n)
        )
        return [ranked[0][3]] if ranked else []

    def _embedded(self, actors: list[int]) -> list[int]:
        """The object of the verb that completes the trigger: "threatened to bomb the port", "promised to help Chad"."""
        clause, words = self.clause, self.clause.words
        for k in range(self.draft.last, min(self.draft.last + 8, len(words))):
            if words[k] in (",", ";") or clause.parsed.penn[k] in ("WP", "WDT"):
                break
            if clause.is_verb(k):
                direct = clause.object(k + 1)
                if direct is not None and self._participant(direct):
                    return [direct] if direct not in actors else []
                found = self._towards(clause.complements(k + 1), actors)
                return found or ([direct] if direct is not None and direct not in actors else [])
        return []

    def nominal(self) -> list[_Found]:
        draft, clause = self.draft, self.clause
        own = clause.within[draft.first]
        chunk = clause.chunk(own)
        found: list[_Found] = []
        phrases = [(p, n) for p, n in clause.complements(chunk.last) if not clause.is_time(n)]
        undergoes = draft.type in _DONE_TO and draft.mode not in _SELF_MOVED
        actors = [n for p, n in phrases if p == "by"][:1]
        recipients: list[int] = []
        of = next((n for p, n in phrases if p == "of" and clause.chunk(n).first == chunk.last + 1), None)
        if of is not None:
            (recipients if undergoes else actors).append(of)
        between = next((n for p, n in phrases if p == "between"), None)
        if between is not None:
            sides = clause.joined(between)
            return [_Found("actor", sides[0], clause.extended(sides[0]))] + [
                _Found("recipient", n, clause.extended(n)) for n in sides[1:]
            ]
        holder = self._possessor(chunk.first, draft.first)
        if holder is not None:
            role = "recipient" if undergoes and actors and not recipients else "actor"
            found.append(_Found(role, None, holder))
        elif not actors:
            actors = self._of_light_verb(chunk.first)
        if not recipients and not any(f.role == "recipient" for f in found):
            recipients = self._towards([(p, n) for p, n in phrases if p not in ("by", "in", "of")], actors)
        return found + self._shared([] if any(f.role == "actor" for f in found) else actors, recipients) + self._instrument(phrases)

    def _possessor(self, first: int, last: int) -> tuple[int, int] | None:
        """Who a noun is said to be of, inside its phrase: "Turkey's visit", "Israeli strikes"; token bounds."""
        penn, tags = self.clause.parsed.penn, self.clause.parsed.tags
        for k in range(last - 1, first - 1, -1):
            if penn[k] == "POS":
                return first, k
        if penn[first] == "PRP$":
            return first, first + 1
        start = first + (tags[first] == "DET")
        end = start
        while end < last and self.clause.sentence.tokens[end].text[:1].isupper() and tags[end] in ("ADJ", "PROPN"):
            end += 1
        if end > start and any(self.chains.describe(self.draft.sentence.index, start, end)):
            return start, end
        return None

    def _of_light_verb(self, first: int) -> list[int]:
        """The subject of the verb whose object the noun is: "Israel launched an attack"."""
        clause = self.clause
        at = first - 1
        while at >= 0 and clause.parsed.tags[at] in ("ADV", "ADP", "CCONJ", "PART"):
            at -= 1
        if at < 0 or not clause.is_verb(at):
            return []
        if clause.words[at] not in grammar.forms("light-verbs"):
            return []
        subject = clause.subject(at)
        return [subject] if subject is not None else []

    def _instrument(self, phrases: list[tuple[str, int]]) -> list[_Found]:
        if "instrument" not in self.draft.takes:
            return []
        hits = [n for p, n in phrases if p in _INSTRUMENTS and not self._participant(n)]
        return [_Found("instrument", n, self.clause.extended(n)) for n in hits[:1]]

    def _rank(self, n: int) -> int:
        """0 for who can act, 1 for another name, 2 for a thing."""
        if self._participant(n):
            return 0
        return 1 if self.clause.parsed.tags[self.clause.chunk(n).head] == "PROPN" else _THING

    def _participant(self, n: int) -> bool:
        """Whether a phrase names someone who can act: a person, group, office, organisation or country."""
        chunk = self.clause.chunk(n)
        if self.clause.parsed.penn[chunk.head] == "PRP":
            return self.clause.words[chunk.head] not in ("it", "itself")
        return any(self.chains.describe(self.draft.sentence.index, chunk.first, chunk.last))

    def _spoken_for(self, n: int) -> bool:
        """Part of the trigger's own words: "talks" in "hold talks"."""
        return any(i in self.draft.used for i in range(self.clause.chunk(n).first, self.clause.chunk(n).last))

    def records(self, found: Iterable[_Found]) -> list[RoleActor]:
        draft, tokens = self.draft, self.draft.sentence.tokens
        index = draft.sentence.index
        made: list[RoleActor] = []
        for role, n, (first, last) in found:
            head = self.clause.chunk(n) if n is not None else None
            base = (head.first, head.last) if head else (first, last)
            chain = self.chains.at(index, *base)
            country, sector = self.chains.describe(index, *base)
            span = self.doc.span(draft.sentence.part, tokens[first].start, tokens[last - 1].end)
            record = RoleActor(
                role=role,
                start=span.start,
                end=span.end,
                text=span.text,
                in_=span.in_,
                chain=chain.id if chain else None,
                country=country,
                sector=sector,
            )
            if record not in made:
                made.append(record)
        return made
