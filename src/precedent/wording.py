"""Plain English for codes and queries: what was read is shown back, so that a misreading is seen at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from precedent.codebooks.inflect import noun_forms
from precedent.entries import EventRow, Judgement
from precedent.knowledge import countries
from precedent.query import Period, QuantityWanted, Query, RoleWanted

# What one event of a type or mode is called, and how whoever it is done to follows the noun.
_EVENTS = {
    "ACCUSE": ("accusation", "against"),
    "AGREE": ("agreement", "with"),
    "AID": ("act of aid", "to"),
    "ASSAULT": ("attack", "on"),
    "COERCE": ("act of coercion", "against"),
    "CONCEDE": ("concession", "to"),
    "CONSULT": ("meeting", "with"),
    "COOPERATE": ("act of cooperation", "with"),
    "CROSS": ("crossing", "involving"),
    "MIGRATE": ("migration", "involving"),
    "MOBILIZE": ("mobilisation", "against"),
    "PROTEST": ("protest", "against"),
    "REJECT": ("rejection", "of"),
    "REPATRIATE": ("repatriation", "of"),
    "REQUEST": ("request", "to"),
    "RETREAT": ("withdrawal", "from"),
    "SANCTION": ("sanction", "on"),
    "SUPPORT": ("act of support", "for"),
    "THREATEN": ("threat", "against"),
}
_SECTORS = {
    "AGR": "farmer",
    "BUS": "business person",
    "COP": "police officer",
    "CRM": "criminal",
    "CVL": "civilian",
    "EDU": "teacher or student",
    "ELI": "member of the elite",
    "GOV": "member of government",
    "JRN": "journalist",
    "JUD": "member of the judiciary",
    "LAB": "worker",
    "LEG": "lawmaker",
    "MED": "health worker",
    "MIL": "soldier",
    "OPP": "member of the opposition",
    "PRM": "member of a militia",
    "PTY": "member of a party",
    "REB": "rebel",
    "REF": "refugee",
    "REL": "member of the clergy",
    "SOC": "member of civil society",
    "SPY": "member of an intelligence service",
    "UAF": "unidentified armed man",
}
_OPS = {"=": "", ">=": "at least ", ">": "more than ", "<=": "at most ", "<": "fewer than "}


def event_noun(type_: str | None, *, plural: bool = True) -> str:
    """What events of a type are called: "crossings". A codebook of one's own has its code: "STRIKE events"."""
    if type_ is None:
        return "events" if plural else "event"
    if type_ not in _EVENTS:
        return f"{type_} event{'s' if plural else ''}"
    noun, *rest = _EVENTS[type_][0].split(" ", 1)
    return " ".join([noun_forms(noun)[1] if plural else noun, *rest])


def sector_noun(code: str) -> str:
    """A person of a sector, with the article: "a soldier"."""
    return _with_article(_SECTORS.get(code, f"actor of sector {code}"))


def country_name(code: str) -> str:
    found = countries.get(code)
    return found.name if found else code


def actor_words(wanted: RoleWanted) -> str:
    """Who is looked for: the words as given, else what the codes stand for."""
    if wanted.words:
        return wanted.words
    if wanted.country is None:
        return sector_noun(wanted.sector) if wanted.sector else "anyone"
    found = countries.get(wanted.country)
    if wanted.sector is None:
        return found.name if found else wanted.country
    of = found.demonyms[0] if found and found.demonyms else country_name(wanted.country)
    return _with_article(f"{of} {_SECTORS.get(wanted.sector, wanted.sector)}")


@lru_cache(maxsize=4096)
def date_words(from_: str | None, until: str | None = None) -> str:
    """Half-open bounds as one would say them: "3 July 2025", "August 2024", "2017", "1 to 9 May 2025"."""
    if from_ is None:
        return "an unknown date"
    first = date.fromisoformat(from_[:10])
    last = first if until is None else max(first, date.fromisoformat(until[:10]) - timedelta(days=0 if len(until) > 10 else 1))
    if first == last:
        return f"{first.day} {first:%B %Y}"
    after = last + timedelta(days=1)
    if first.day == after.day == 1:
        if (first.month, after.month) == (1, 1):
            return str(first.year) if last.year == first.year else f"{first.year} to {last.year}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%B %Y}"
        return f"{first:%B %Y} to {last:%B %Y}"
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"


def judgement_words(j: Judgement) -> str:
    """A judgement as a line of words."""
    named = " and ".join(j.events)
    said = {
        "same": f"{named} are one event",
        "different": f"{named} are not one event",
        "type": f"{named} is {j.right}, not {j.wrong}",
        "value": f"{j.field} of {named} is " + (f"{j.right}, not {j.wrong}" if j.right is not None else f"not {j.wrong}"),
        "not-event": f"{named} is no event",
        "accept": f"{named} is read rightly",
        "undo": f"judgement {j.undoes} is undone",
    }[j.kind]
    return said + (f" ({j.note})" if j.note else "")


def status(row: EventRow) -> str:
    """What departs from "it happened, once": empty for most events."""
    default = ("positive", "asserted", "specific")
    return " ".join(
        value for value, usual in zip((row.polarity, row.modality, row.genericity), default, strict=True) if value != usual
    )


def _with_article(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def query_words(query: Query, *, plural: bool = True) -> str:
    """The reading of *query* in plain English: "crossings by a soldier at the Military Demarcation Line since 1 January 2017"."""
    parts = [_events(query, plural)]
    parts += [_role(r, query.type) for r in query.roles]
    parts += [_where(query)] if query.places else []
    parts += [_when(query.time)] if query.time else []
    parts += [_quantity(query.quantity)] if query.quantity else []
    parts += [f'that mention "{query.text}"'] if query.text else []
    words = " ".join(p for p in parts if p)
    return {"people": f"people in {words}", "reports": f"reports of {words}"}.get(query.count_by, words)


def _events(query: Query, plural: bool) -> str:
    marks = []
    if query.polarity == "negative":
        marks.append("denied or absent")
    marks += [m for m in (query.modality, query.genericity) if m not in (None, "asserted", "specific")]
    nouns = _or([event_noun(t, plural=plural) for t in query.type]) or event_noun(None, plural=plural)
    modes = f" ({_or(list(query.mode))})" if query.mode else ""
    return " ".join([*(str(m) for m in marks), nouns + modes])


def _role(wanted: RoleWanted, types: Sequence[str]) -> str:
    follows = _EVENTS[types[0]][1] if len(types) == 1 and types[0] in _EVENTS else "involving"
    by = {"actor": "by", "recipient": follows, "instrument": "with", "beneficiary": "for"}.get(wanted.role, "involving")
    return f"{by} {actor_words(wanted)}"


def _where(query: Query) -> str:
    said = []
    for place in query.places:
        name = place.name or place.place or (f"a {place.kind}" if place.kind else "a place")
        by = {"origin": "from", "destination": "to", "via": "by way of"}.get(place.role, "at")
        said.append(f"within {place.within_km:g} km of {name}" if place.within_km else f"{by} {name}")
    return _or(said)


def _when(period: Period) -> str:
    if period.from_ and period.until:
        return f"in {date_words(period.from_, period.until)}"
    if period.from_:
        return f"since {date_words(period.from_)}"
    return f"before {date_words(period.until)}" if period.until else ""


def _quantity(wanted: QuantityWanted) -> str:
    return f"with {_OPS[wanted.op]}{wanted.value:g} {wanted.kind}"


def _or(words: Sequence[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
