"""From the marks of a statement to the query it asks: the same marks that a report's sentence would get."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from precedent.ask.asking import NUMBER
from precedent.ask.turning import Asked
from precedent.ask.words import load
from precedent.codebooks.load import Codebook
from precedent.codebooks.relaxed import says_mode
from precedent.events.claims.queries import (
    is_site,
    is_somebody,
    mutual,
    names_event,
    place_wanted,
    placed_by_country,
    unlisted,
    wanted,
    without_place,
)
from precedent.events.claims.words import is_anyone
from precedent.knowledge import actors as nouns
from precedent.query import CountBy, Period, PlaceWanted, QuantityWanted, Query, RoleWanted
from precedent.records import Event, Marked, RoleActor, Span, Time
from precedent.wording import date_words, query_words

# Kinds of people that are harmed by what may be of any type: those killed in a riot are killed in a protest.
_HARM = frozenset({"killed", "wounded", "missing"})
_OPEN, _CLOSED = frozenset({"since", "after"}), frozenset({"before", "until", "till", "by", "through"})
_STATES = frozenset({"country", "countries", "state", "states", "nation", "nations", "government", "governments"})
_CAUSE = re.compile(
    r"\b(?:in|during|by|from|of) (?:the |a |an )?((?:[a-z]+ )?[a-z]+)\b(?= (?:in|at|on|near|of|since|this|last)\b|\.)"
)
_CALENDAR = frozenset({"DATE", "TIME", "DURATION"})


class Reading(NamedTuple):
    """``asked`` is the role that is asked for (None: not a participant), ``counted`` the kind of people that a count counts;
    ``states`` is true where which states is asked, and not who."""

    query: Query
    asked: str | None
    counted: str | None
    states: bool
    caveats: tuple[str, ...]


def build(asked: Asked, marked: Marked, codebooks: Sequence[Codebook]) -> Reading | None:
    """None where the statement tells no event of a codebook, and asks for none in particular ("what happened")."""
    if not marked.events and not asked.whole:
        return None
    if asked.whole:
        marked = msgspec.structs.replace(marked, events=())  # whatever it was: words of a place and a time tell no event
    main = _main(asked, marked.events)
    alike = [e for e in marked.events if main is not None and e.type == main.type]
    holder = _holder(asked, main)
    quantity = _counted(asked, main) if main is not None else None
    harmed = quantity in _HARM
    told = list(marked.events) if harmed else alike
    roles = tuple(r for e in alike for a in e.actors if (r := _role(a, e, holder, marked)) is not None)
    places = _places(marked, alike, holder)
    count_by: CountBy = asked.by or ("people" if asked.kind == "count" and quantity else "events")
    query = Query(
        type=tuple(dict.fromkeys(e.type for e in told)),
        mode=tuple(dict.fromkeys(e.mode for e in alike[:1] if e.mode and _is_said(e, asked.statement, codebooks))),
        roles=mutual(tuple(dict.fromkeys(placed_by_country(roles, [p for e in alike for p in e.places]))), main),
        places=places,
        time=_period(asked.statement, marked.times),
        polarity=main.polarity if main is not None else "positive",
        modality="planned" if asked.planned else "asserted",
        genericity="specific",
        text=_noun(asked, main) or (_cause(asked.statement, main) if harmed and len(told) == 1 else None),
        quantity=QuantityWanted(kind=quantity, op=">=", value=1) if quantity and quantity != "taking part" else None,
        count_by=count_by,
    )
    words = query_words(query)
    return Reading(
        msgspec.structs.replace(query, words=words),
        holder.role if holder else None,
        quantity,
        holder is not None and holder.text.split()[-1].lower() in _STATES,
        _caveats(asked, marked, told),
    )


def _noun(asked: Asked, main: Event | None) -> str | None:
    """The noun by which an event is only named, where that says more than its type: "list the coups"."""
    if main is None or not asked.statement.lower().startswith("there "):
        return None
    return unlisted(main.codebook, main.type, main.also, main.trigger.text.lower().split()[-1])


def _cause(statement: str, main: Event | None) -> str | None:
    """What people died of, where that is no event of its own: "77 people died | in the floods | in Derna"."""
    if main is None or main.type != "OTHER":
        return None
    found = _CAUSE.search(statement, main.trigger.end)
    return found[1].split()[-1] if found else None


def _main(asked: Asked, events: Sequence[Event]) -> Event | None:
    """The event whose participant is asked for, else the one told by what is counted, else the first by a verb."""
    for event in events:
        if asked.held and any(_overlaps(a, asked.held) for a in event.actors):
            return event
    for event in events:
        if asked.held and _overlaps(event.trigger, asked.held):
            return event
    return min(events, key=lambda e: e.trigger.start, default=None)


def _overlaps(span: Span, held: tuple[int, int]) -> bool:
    return span.in_ is None and span.start < held[1] and held[0] < span.end


def _holder(asked: Asked, main: Event | None) -> RoleActor | None:
    """The participant that stands for what is asked."""
    if main is None or asked.held is None:
        return None
    return next((a for a in main.actors if _overlaps(a, asked.held)), None)


def _counted(asked: Asked, main: Event) -> str | None:
    """The kind of the number asked for; None where events are counted, not people."""
    if asked.kind != "count" or asked.held is None:
        return None
    if main.trigger.in_ is None and asked.held[0] < main.trigger.end <= asked.held[1] and asked.held[0] <= main.trigger.start:
        return None  # "77 kidnappings": what is counted are events
    noun = asked.statement[asked.held[0] : asked.held[1]].split()[-1].lower()
    people = is_anyone(noun) or nouns.noun(noun) is not None
    if not people and noun.isalpha():
        return None  # "77 ships were seized": each in an event of its own, as far as anyone can tell
    found = next((q.kind for q in main.quantities if q.value == int(NUMBER)), None)
    return found or ("taking part" if people or any(_overlaps(a, asked.held) for a in main.actors) else None)


def _role(actor: RoleActor, event: Event, holder: RoleActor | None, marked: Marked) -> RoleWanted | None:
    """A participant as one to look for. Nobody in particular, and what is named as a place, is not looked for."""
    if is_site(actor.text, marked.places):
        return None
    actor, own = without_place(actor, event.places), actor
    plain = actor.text.removeprefix(f"{NUMBER} ") if own is holder else actor.text
    if own is not holder and (not is_somebody(actor) or names_event(event.codebook, event.type, actor)):
        return None
    if is_anyone(plain):
        return RoleWanted(role=actor.role, country=actor.country) if actor.country else None
    if any(_same(actor, p) and p.kind != "country" for p in marked.places) or any(_within(actor, t) for t in marked.times):
        return None
    if actor.country is None and actor.sector is None and any(p.text in actor.text for p in event.places):
        return None
    found = wanted(msgspec.structs.replace(actor, text=plain))
    return found if own is not holder else _kind(found, plain)


def _kind(found: RoleWanted, plain: str) -> RoleWanted:
    """Of whom is asked, the kind alone is said: "countries" are governments, "rebel group" any group of rebels."""
    if plain.split()[-1].lower() in _STATES:
        return RoleWanted(role=found.role, country=found.country)
    if found.country or found.sector or plain.split()[-1].lower() in load().sets["groups"]:
        return msgspec.structs.replace(found, words=None) if not (found.country or found.sector) else found
    known = nouns.noun(plain.split()[-1].lower())
    return msgspec.structs.replace(found, words=known.lemma if known else plain)


def _same(actor: Span, place: Span) -> bool:
    return actor.in_ == place.in_ and (actor.start, actor.end) == (place.start, place.end)


def _places(marked: Marked, alike: Sequence[Event], holder: RoleActor | None) -> tuple[PlaceWanted, ...]:
    """Where the event is said to be; else where any other told beside it is, else any place that acts in none."""
    own = [p for e in alike for p in e.places]
    own = own or [p for e in marked.events for p in e.places]
    acting = [a for e in marked.events for a in e.actors]
    # A state that something is done to or by is no place besides: "sanctioned Mali".
    named = [p for p in own if not (p.kind == "country" and any(_same(a, p) and a.country for a in acting))]
    if own:
        return tuple(dict.fromkeys(place_wanted(p) for p in named))
    acting = [a for a in acting if not is_site(a.text, marked.places)]
    free = [p for p in marked.places if not p.as_actor and not any(_within(p, a) for a in acting)]
    return tuple(dict.fromkeys(PlaceWanted(place=p.place, name=p.name) for p in free))


def _within(inner: Span, outer: Span) -> bool:
    return inner.in_ == outer.in_ and outer.start <= inner.start and inner.end <= outer.end


def _is_said(event: Event, statement: str, codebooks: Sequence[Codebook]) -> bool:
    book = next((b for b in codebooks if b.name == event.codebook), None)
    around = frozenset(statement.lower().rstrip(".").split())
    trigger = event.trigger.text.lower().split()[0]
    return book is not None and event.mode is not None and says_mode(book, event.type, event.mode, trigger, around)


def _period(statement: str, times: Sequence[Time]) -> Period | None:
    """When, from the times of the statement and the words before them: "since", "before", "between … and …"."""
    from_, until = None, None
    dated = [t for t in times if t.in_ is None and t.type in _CALENDAR and t.from_ is not None]
    for time in dated:
        before = statement[: time.start].lower().rstrip().rsplit(" ", 1)[-1]
        first, end = (time.from_ or "")[:10], (time.until or time.from_ or "")[:10]
        if before == "before":
            until = first
        elif before in _CLOSED:
            until = end
        elif before in _OPEN or (before == "from" and len(dated) == 1):
            from_ = end if before == "after" else first
        else:
            from_, until = min(filter(None, (from_, first))), max(filter(None, (until, end)))
    return Period(from_=from_, until=until) if from_ or until else None


def _caveats(asked: Asked, marked: Marked, told: Sequence[Event]) -> tuple[str, ...]:
    """What was left unread, and times of which another reading is as usual."""
    found = [
        f"“{t.text}” is read as {date_words(t.readings[0].from_, t.readings[0].until)}; "
        f"it may also be {date_words(t.readings[1].from_, t.readings[1].until)}"
        for t in marked.times
        if len(t.readings) > 1
    ]
    found += [f"“{t.text}” names no time on the calendar" for t in marked.times if t.from_ is None and t.type != "SET"]
    found += [f"the place “{p.text}” is in no gazetteer, and is looked for by its name" for p in marked.places if p.place is None]
    return tuple(found)
