"""Which of several places of one name someone means who types it: one of which the ledger tells, where it tells of any.

A report that says "Savanes" has Togo around it; a question has nothing around it but the ledger that it is put to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from precedent.ask.holdings import Holdings
from precedent.query import PlaceWanted, Query
from precedent.records import Candidate, Place
from precedent.wording import query_words

Settle = Callable[[Query, Sequence[Place]], Query]


def settle(store: Holdings, as_of: str | None) -> Settle:
    """A function that puts the likeliest place that *store* tells of in the place of one that it does not."""

    def told(place: str) -> bool:
        query = Query(places=(PlaceWanted(place=place),), count_by="reports")
        held = store.coverage(query=query, from_=None, until=None, as_of=as_of)
        return bool(held.reports or held.rows)

    def settled(query: Query, places: Sequence[Place]) -> Query:
        others = {p.place: sorted(p.candidates, key=lambda c: -c.p) for p in places if p.place and len(p.candidates) > 1}
        found = tuple(_settled(wanted, others, told) for wanted in query.places)
        if found == query.places:
            return query
        changed = msgspec.structs.replace(query, places=found)
        return msgspec.structs.replace(changed, words=query_words(changed))

    return settled


def _settled(wanted: PlaceWanted, others: Mapping[str, Sequence[Candidate]], told: Callable[[str], bool]) -> PlaceWanted:
    if wanted.place is None or wanted.place not in others or told(wanted.place):
        return wanted
    home = next((c for c in others[wanted.place] if c.place != wanted.place and told(c.place)), None)
    return msgspec.structs.replace(wanted, place=home.place, name=home.name or wanted.name) if home else wanted
