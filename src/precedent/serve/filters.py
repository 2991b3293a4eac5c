"""The filters of events that every page and the API share, as they stand in an address."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query
from pydantic import BeforeValidator, Field

from precedent import query
from precedent.base import Record
from precedent.pipeline import place_id
from precedent.records import Genericity, Modality, Polarity, Standing
from precedent.serve.render import address

T = TypeVar("T")
_blank = BeforeValidator(lambda value: None if value == "" else value)  # an empty field of a form asks for nothing
FIRST_DAY, LAST_DAY = "1000-01-01", "2999-12-31"  # that can be asked for
Day = Annotated[Annotated[date, Field(ge=date.fromisoformat(FIRST_DAY), le=date.fromisoformat(LAST_DAY))] | None, _blank]
Words = Annotated[Annotated[str, Field(max_length=200)] | None, _blank]


class Filters(Record, frozen=True, kw_only=True):
    """As ``precedent events`` takes them. ``since`` is included, ``until`` is not; ISO days."""

    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    actor: str | None = None
    country: str | None = None
    sector: str | None = None
    place: str | None = None
    within: float | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    polarity: Polarity | None = None
    modality: Modality | None = None
    genericity: Genericity | None = None
    standing: Standing | None = None
    story: str | None = None
    report: str | None = None
    as_of: str | None = None

    def query(self) -> query.Query:
        """The query that these mean. Raises ``NotFound`` where the place is in no gazetteer."""
        who = query.RoleWanted(country=self.country, sector=self.sector, words=self.actor)
        where = self.place and query.PlaceWanted(place=place_id(self.place), within_km=self.within, name=self.place)
        return query.Query(
            type=self.type,
            mode=self.mode,
            roles=(who,) if who != query.RoleWanted() else (),
            places=(where,) if where else (),
            time=query.Period(from_=self.since, until=self.until) if self.since or self.until else None,
            polarity=self.polarity,
            modality=self.modality,
            genericity=self.genericity,
            standing=self.standing,
            text=self.text,
            count_by="events",
        )

    def elsewhere(self) -> dict[str, str | None]:
        """What is asked besides the query: keyword arguments of ``Ledger.events``."""
        return {"as_of": self.as_of, "story": self.story, "report": self.report}

    def address(self, path: str, **changes: Any) -> str:
        """The address of *path* with these filters, some of them changed (None: without it)."""
        held = {name: getattr(self, name) for name in self.__struct_fields__}
        return address(path, **{**held, **changes})


def filters(
    type: Annotated[list[Annotated[str, Field(max_length=60)]], Query(max_length=50, description="Event types; any reading.")] = [],  # noqa: B006
    mode: Annotated[list[Annotated[str, Field(max_length=60)]], Query(max_length=50, description="Modes of the types.")] = [],  # noqa: B006
    actor: Annotated[Words, Query(description="Words of a participant's name.")] = None,
    country: Annotated[Words, Query(description="A participant's country (PRK).")] = None,
    sector: Annotated[Words, Query(description="A participant's sector (MIL).")] = None,
    place: Annotated[Words, Query(description="A place's name or id; places inside it count.")] = None,
    within: Annotated[Annotated[float, Field(ge=0, le=20040)] | None, _blank, Query(description="Or so near to it, in km.")] = None,
    since: Annotated[Day, Query(description="On that day or later.")] = None,
    until: Annotated[Day, Query(description="Before that day.")] = None,
    text: Annotated[Words, Query(description="Words of what is told.")] = None,
    polarity: Annotated[Polarity | None, _blank] = None,
    modality: Annotated[Modality | None, _blank] = None,
    genericity: Annotated[Genericity | None, _blank] = None,
    standing: Annotated[Standing | None, _blank] = None,
    story: Annotated[Words, Query(description="Only those of this story.")] = None,
    report: Annotated[Words, Query(description="Only those that this report tells of.")] = None,
    as_of: Annotated[Day, Query(description="Only what was published and had happened by its end.")] = None,
) -> Filters:
    said = dict(locals())
    said |= {name: None if said[name] is None else said[name].isoformat() for name in ("since", "until", "as_of")}
    return Filters(**{**said, "type": tuple(t for t in type if t), "mode": tuple(m for m in mode if m)})


Filtered = Annotated[Filters, Depends(filters)]
