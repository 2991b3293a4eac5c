"""What a question asks for, and the statement it asks about: "when did a soldier last cross?" is "a soldier crossed".

The statement is then read like any sentence of a report, so that a question means what the same words mean there. What
is asked for stands in it as a number ("77 soldiers crossed") or as "the man", and is found again by its place.
"""

from __future__ import annotations

from precedent.ask.turning import Asked, Question, Verbs, Want, existing, finish, ranked, stated
from precedent.ask.words import load

# Stands for the number asked for: read as one, and of no year, day or hour.
NUMBER = "77"
# Stands for who is asked for; "someone abducted teachers" is read as two noun phrases.
SOMEONE = "the man"


def read(text: str, verbs: Verbs) -> Asked | None:
    """What *text* asks; None where it begins like no question that is known."""
    q = Question(text, verbs)
    at = q.after(0, load().lead)
    kind, first = next(((k, at + len(p)) for k, p in load().begins if q.words[at : at + len(p)] == p), ("", at))
    if kind == "" and q.is_in(at, "auxiliary"):
        return stated(q, Want("happened"), at)
    if kind == "" or first >= q.end:
        return None
    lead = q.words[at] if q.is_in(at, "prepositions") else None
    match kind:
        case "whole":
            return Asked("events", "all", q.said(first, q.end), whole=True)
        case "happened":
            existence = "There was" if "there" in q.words[at:first] else ""
            return finish(q, Want("happened"), existence, q.said(first, q.end))
        case "listed":
            return _listed(q, first)
        case "dated":
            return existing(q, Want("date"), first)
        case "toll":
            return finish(q, Want("count", f"{NUMBER} people"), f"{NUMBER} people", "were killed in", q.said(first, q.end))
        case "occasions":
            return stated(q, Want("count", by="events"), first)
        case "reports":
            return finish(q, Want("count", by="reports"), q.said(q.after(first, load().tells), q.end))
        case "date":
            if "since" in q.words[at:first]:
                q.which = "first"
            return stated(q, Want("date"), first)
        case "places":
            return stated(q, Want("places", lead=lead), first)
        case "actors":
            return ranked(q, SOMEONE, first) or stated(q, Want("actors", SOMEONE, lead), first)
        case _:
            return _with_noun(q, kind, lead, first)


def _listed(q: Question, first: int) -> Asked | None:
    """ "List the attacks in May", "name the countries that expelled diplomats"."""
    at = first + 1 if q.words[first] in ("the", "all") else first
    end = q.phrase(at)
    if end < q.end and q.words[end] in ("that", "which", "who"):
        return stated(q, Want("actors", q.said(at, end)), end + 1)
    return existing(q, Want("events"), first)


def _with_noun(q: Question, kind: str, lead: str | None, first: int) -> Asked | None:
    """ "How many soldiers …", "which countries …", "in which towns …": the noun says what is asked for."""
    end = q.phrase(first)
    noun = q.said(first, end)
    if kind == "count" and q.is_in(first, "auxiliary"):  # "how many were arrested"
        return stated(q, Want("count", f"{NUMBER} people", lead), first)
    if kind == "count":
        return stated(q, Want("count", f"{NUMBER} {noun}", lead), end)
    if q.is_in(first, "dropped") and q.words[first - 1] == "what":  # "what did the navy seize"
        return stated(q, Want("actors", SOMEONE, lead), first)
    if q.is_in(first, "auxiliary"):  # "which was the last attack", "what were the protests"
        return existing(q, Want("events"), first + 1)
    if q.is_in(end - 1, "places") or (q.is_in(end - 1, "states") and lead in ("in", "at", "to", "from")):
        return stated(q, Want("places", None if lead in ("in", "at") else noun, lead), end)
    if lead is None and (found := ranked(q, noun, end)):
        return found
    return stated(q, Want("actors", noun, lead), end)
