"""The query that would check a claim: the events like the one it compares, as far as its words say what like means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from precedent.codebooks.load import shipped
from precedent.codebooks.relaxed import knows
from precedent.events.claims.comparisons import OCCASIONS, Comparison
from precedent.events.claims.line import Line
from precedent.events.claims.words import is_anyone, load, ranks
from precedent.events.draft import Draft
from precedent.knowledge import actors, countries
from precedent.knowledge.calendar import number
from precedent.query import PlaceWanted, QuantityWanted, Query, RoleWanted
from precedent.records import Place, RoleActor, RolePlace, Span
from precedent.spans.phrases import Chunk
from precedent.wording import query_words

Describe = Callable[[int, int, int], tuple[str | None, str | None]]

_WHERE = frozenset({"in", "at", "near", "around", "outside", "inside", "across"})
_MUTUAL = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})


class _Typed(Protocol):
    @property
    def type(self) -> str: ...
    @property
    def mode(self) -> str | None: ...


_SKIPPED = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "its",
        "his",
        "her",
        "their",
        "no",
        "other",
        "another",
        "such",
        "only",
        "further",
        "more",
        "any",
    }
)
_SUMS = frozenset({"total", "number", "toll"})  # "a total of eight soldiers": the soldiers stand beside it
_EMPTY = _SKIPPED | {"in", "on", "at", "by", "of", "with", "to", "from", "near", "between", "it", "they", "them", "its", "both"}


def build(line: Line, comparison: Comparison, own: Draft | None, told: Draft | None, describe: Describe | None) -> Query:
    """*own* is the telling in the claim's words, *told* the one it looks back to ("such a crossing"): at least one is given."""
    base = own or told
    if base is None:
        raise ValueError("a claim compares an event")
    roles = _roles(line, comparison, own, describe) if own else ()
    places = _places(line, comparison, own) if own else ()
    if own and not places:  # "killed in bombings in Marawi": told by another word for the same
        alike = (d for d in line.drafts if d is not own and d.type == own.type and comparison.first <= d.first < comparison.last)
        places = tuple(place_wanted(p) for d in alike for p in d.places)
    counted = _counted(line, comparison, own) if own else None
    if told is not None:
        further = (a for a in told.actors if a.role not in {r.role for r in roles})
        roles += tuple(wanted(a) for a in further if is_somebody(a))
        places = places or tuple(place_wanted(p) for p in told.places)
    mode = (own.mode,) if own and own.mode and not own.contextual and (own.nominal or comparison.clause) else ()
    query = Query(
        type=(base.type, *(a.type for a in base.also if own and own.nominal and not mode)),
        mode=mode,
        roles=mutual(placed_by_country(tuple(r for r in roles if not _is_placed(r, places)), own.places if own else ()), base),
        places=places,
        polarity="positive",
        modality="asserted",
        genericity="specific",
        quantity=QuantityWanted(kind=counted, op=">=", value=1) if counted else None,
        text=unlisted(own.codebook, own.type, own.also, line.words[own.head]) if own and own.nominal and not mode else None,
        count_by="people" if _counts_people(line, comparison, own) else "events",
    )
    return msgspec.structs.replace(query, words=query_words(query))


def _is_placed(role: RoleWanted, places: Sequence[PlaceWanted]) -> bool:
    """Whether a participant is but the place, said once more: "shots on the River Uruguay"."""
    if role.country or role.sector or not role.words:
        return False
    return role.words.lower().removeprefix("the ") in {(p.name or "").lower() for p in places}


def _roles(line: Line, comparison: Comparison, own: Draft, describe: Describe | None) -> tuple[RoleWanted, ...]:
    """Who takes part: what the draft knows, else who the claim's phrases name ("the third soldier to cross", "by a soldier")."""
    first, last = line.sentence.tokens[comparison.first].start, line.sentence.tokens[comparison.last - 1].end
    if comparison.time or (not own.nominal and comparison.doer is None):
        first, last = line.sentence.start, line.sentence.end
    part = line.sentence.in_
    held = [a for a in own.actors if a.in_ == part and a.start < last and (first <= a.start or a.end + 4 >= first)]
    held = [a for a in held if a.country or a.sector or not any(_overlap(a, p) for p in own.places)]
    held = [without_place(a, own.places) for a in held if not any(_same(a, p) and p.kind != "country" for p in own.places)]
    held = [a for a in held if not is_site(a.text, own.places)]
    held = [a for a in held if not names_event(own.codebook, own.type, a)]
    doer = comparison.doer
    if doer is not None and own.first <= doer.head < own.last:
        doer = None  # "no other crossing by a soldier": the phrase tells the event, not who
    if doer is not None:
        held = [a for a in held if a.role != "actor" and not _on(line, doer, a)]
    roles = tuple(_owning(line, a) if own.nominal else wanted(a) for a in held if is_somebody(a))
    if doer is None and not any(a.role == "actor" for a in held) and own.nominal:
        doer = next(
            (c for c in line.phrases.chunks if own.last < c.last <= comparison.last and line.words[c.first - 1] == "by"), None
        )
    if doer is None:
        return roles
    role = next((a.role for a in own.actors if a.in_ == part and _on(line, doer, a)), "recipient" if own.passive else "actor")
    country, sector = describe(line.sentence.index, doer.first, doer.last) if describe else (None, None)
    known = next((a for a in own.actors if a.in_ == part and _on(line, doer, a)), None)
    if known is not None:
        country, sector = country or known.country, sector or known.sector
    words = _plain(line, doer)
    if countries.by_name(words):
        return (*roles, RoleWanted(role=role, country=country or countries.by_name(words)))
    if is_anyone(words):
        return (*roles, RoleWanted(role=role, country=country, words=words)) if country else roles
    return (*roles, RoleWanted(role=role, country=country, sector=sector, words=words))


def _owning(line: Line, actor: RoleActor) -> RoleWanted:
    """A state to which an event belongs has done it or had it at home: "North Korea's fourth launch", "Mali's second coup"."""
    found, behind = wanted(actor), next((t.text for t in line.sentence.tokens if t.start >= actor.end), "")
    owned = found.country and found.words is None and (behind in ("'s", "’s") or actor.text.endswith(("'s", "’s")))
    return msgspec.structs.replace(found, role="any") if owned else found


def unlisted(codebook: str, type_: str, also: Sequence[object], noun: str) -> str | None:
    """The noun that tells an event, where it may be of several types or its type has no word for it: "coup" is looked for by
    that word, or any attack would do."""
    book = next((b for b in shipped() if b.name == codebook), None)
    known = book is None or (not also and knows(book, type_, noun))
    return None if known or noun in load().stand_ins else noun


def _counts_people(line: Line, comparison: Comparison, own: Draft | None) -> bool:
    """Whether a number is of people: not of events ("three attacks have taken place"), nor of things ("five ships")."""
    doer = comparison.doer
    if comparison.stem != "number" or doer is None or (own is not None and own.first <= doer.head < own.last):
        return False
    noun = line.words[doer.head]
    return is_anyone(noun) or actors.noun(noun) is not None


def _counted(line: Line, comparison: Comparison, own: Draft) -> str | None:
    """The kind of a number of people, where it is not just that they took part: "200 people have been killed since"."""
    doer = comparison.doer
    if doer is None or not _counts_people(line, comparison, own):
        return None
    first, last = line.sentence.tokens[doer.first].start, line.sentence.tokens[doer.last - 1].end
    kinds = (q.kind for q in own.quantities if first <= q.start < last and q.in_ == line.sentence.in_)
    return next((kind for kind in kinds if kind != "taking part"), None)


def _overlap(a: Span, b: Span) -> bool:
    return a.in_ == b.in_ and a.start < b.end and b.start < a.end


def _same(a: Span, b: Span) -> bool:
    return a.in_ == b.in_ and (a.start, a.end) == (b.start, b.end)


def without_place(actor: RoleActor, places: Sequence[Place]) -> RoleActor:
    """A participant without the words of where: "hospitals | in Sudan"."""
    for place in places:
        before, _, behind = actor.text.partition(place.text)
        said = before.split()
        where = next((k for k, word in enumerate(said) if k and word in _WHERE), None)
        if where is not None and not behind and before:
            return msgspec.structs.replace(actor, text=" ".join(said[:where]))
    return actor if len(actor.text.split()) == 1 or actor.text.split()[-1] not in _WHERE else _cut(actor)


def _cut(actor: RoleActor) -> RoleActor:
    return msgspec.structs.replace(actor, text=" ".join(actor.text.split()[:-1]))


def is_site(phrase: str, places: Sequence[Place]) -> bool:
    """Whether a phrase is but a place with what kind of place it is: "the port of Odesa"."""
    head, _, name = phrase.partition(" of ")
    return bool(name) and head.split()[-1].lower() in load().sites and any(p.text == name for p in places)


def mutual(roles: tuple[RoleWanted, ...], event: _Typed | None) -> tuple[RoleWanted, ...]:
    """Of parties that do a thing with each other one report calls the one the actor and another the other."""
    if event is None or event.type not in _MUTUAL or event.mode == "visit" or len({r.role for r in roles}) < 2:
        return roles
    return tuple(dict.fromkeys(msgspec.structs.replace(r, role="any") if r.role in ("actor", "recipient") else r for r in roles))


def _on(line: Line, chunk: Chunk, actor: RoleActor) -> bool:
    """Whether an actor's words lie in a noun phrase."""
    tokens = line.sentence.tokens
    return actor.start < tokens[chunk.last - 1].end and actor.end > tokens[chunk.first].start


def _plain(line: Line, chunk: Chunk) -> str:
    """A ranked or counted phrase as one would name any of its kind: "No other North Korean soldier" is "a North Korean soldier"."""
    kept = [
        k
        for k in range(chunk.first, chunk.last)
        if line.words[k] not in _SKIPPED and line.phrases.penn[k] not in ("CD", "JJS", "RBS")
    ]
    counts = [k for k in range(chunk.first, chunk.last) if ranks(line.words[k]) or line.phrases.penn[k] == "CD"]
    kept = [k for k in kept if not counts or k > counts[-1]]
    words = " ".join(line.sentence.tokens[k].text for k in kept)
    if not words or line.phrases.penn[chunk.head] in ("NNS", "NNPS", "NNP"):
        return words or line.sentence.tokens[chunk.head].text
    return f"{'an' if words[0].lower() in 'aeiou' else 'a'} {words}"


def placed_by_country(roles: tuple[RoleWanted, ...], places: Sequence[Place]) -> tuple[RoleWanted, ...]:
    """Roles without a country that only where it happened says: "attacks on soldiers in Togo" may be on anybody's soldiers."""
    here = {p.country for p in places if p.country}
    return tuple(msgspec.structs.replace(r, country=None) if r.country in here and not _says_country(r) else r for r in roles)


def _says_country(role: RoleWanted) -> bool:
    """Whether a participant's words name a country or anything else by name, beyond a capital at their beginning."""
    words = (role.words or "").split()
    named = any(countries.by_demonym(w) or countries.by_name(w) for w in words if w[:1].isupper())
    return role.words is None or named or any(w[:1].isupper() for w in words[1:])


def names_event(codebook: str, type_: str, actor: RoleActor) -> bool:
    """Whether a participant is the event by its noun: "the summit | was held"."""
    book = next((b for b in shipped() if b.name == codebook), None)
    return (
        book is not None and actor.country is None and actor.sector is None and knows(book, type_, actor.text.split()[-1].lower())
    )


def is_somebody(actor: RoleActor) -> bool:
    """Whether a participant can be looked for: not "people", nor a bare "the"."""
    return bool(actor.country) or not (
        is_anyone(actor.text) or actor.text.split()[-1].lower() in _SUMS or {w.lower() for w in actor.text.split()} <= _EMPTY
    )


def wanted(actor: RoleActor) -> RoleWanted:
    """An actor of a telling as one to look for.

    A kind of actor ("a soldier") is looked for by its codes; a state by its country alone, as its name, its capital and
    its army all act for it; whoever else has a proper name, by that name.
    """
    said = actor.text.split()
    while len(said) > 1 and said[-1].lower() in _EMPTY:  # "a tanker in the | strait"
        said.pop()
    while len(said) > 1 and said[0] not in ("A", "a") and number([said[0].lower()]):  # "two | Paraguayan convoys"
        said.pop(0)
    ranked = [k for k, word in enumerate(said) if ranks(word.lower()) or word.lower() in OCCASIONS]
    name = " ".join(said[ranked[-1] + 1 :] if ranked and ranked[-1] + 1 < len(said) else said)
    bare = name.removeprefix("the ").removeprefix("The ")
    if is_anyone(bare):
        return RoleWanted(role=actor.role, country=actor.country, words=name)
    if bare[:1].isupper() and " " not in bare and not countries.by_name(bare) and actors.noun(bare.lower()):
        bare = name = bare.lower()  # "Police" at the beginning of a sentence
    if bare[:1].islower() or bare.split(" ")[-1][:1].islower():
        words = name[:1].lower() + name[1:] if name.split(" ")[0] in ("A", "An", "The", "Some") else name
        # Of what acts in no trade of its own ("a convoy") the sector is a guess, and another report's guess may differ.
        sector = actor.sector if any(actors.noun(w.lower()) for w in said) else None
        return RoleWanted(role=actor.role, country=actor.country, sector=sector, words=words)
    state = countries.by_name(bare) or countries.by_capital(bare)
    if state:
        return RoleWanted(role=actor.role, country=actor.country or state)
    return RoleWanted(role=actor.role, words=name)


def _places(line: Line, comparison: Comparison, own: Draft) -> tuple[PlaceWanted, ...]:
    first, last = line.sentence.tokens[comparison.first].start, line.sentence.tokens[comparison.last - 1].end
    whole = comparison.time or comparison.clause or not own.nominal
    # "A US president": what only describes someone is no place of the event.
    described = [a for a in own.actors if a.country or a.sector]
    held = (p for p in own.places if not any(_overlap(p, a) and a.text != p.text for a in described))
    said = (p for p in held if line.sentence.holds(p))
    return tuple(place_wanted(p) for p in said if whole or first <= p.start < last)


def place_wanted(place: RolePlace) -> PlaceWanted:
    """Where it happened may be told as a way or a goal by others; where it set out from or was bound for may not."""
    return PlaceWanted(role="any" if place.role == "location" else place.role, place=place.place, name=place.name)
