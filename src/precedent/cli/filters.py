"""The options by which verbs filter events: said once, for every verb that takes events out of a ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from precedent.cli.options import AsOf, Since, Until

if TYPE_CHECKING:
    from precedent.entries import EventRow
    from precedent.pipeline import Ledger
    from precedent.query import Query


class Wanted(NamedTuple):
    """Which events were asked for."""

    query: Query
    as_of: str | None
    story: str | None
    report: str | None
    datasets: tuple[str, ...]

    def of(self, ledger: Ledger) -> Iterator[EventRow]:
        """Those that *ledger* holds, by the day they happened; of imported data sets where some were named."""
        if self.datasets:
            return ledger.rows(self.query, None if "all" in self.datasets else self.datasets, self.as_of)
        return ledger.events(self.query, as_of=self.as_of, story=self.story, report=self.report)


def filtered(verb: Callable[..., None]) -> Callable[..., None]:
    """*verb* with the options of :func:`_wanted`, ahead of its own; it is given what they say as *wanted*."""

    def run(**given: Any) -> None:
        filters = {name: given.pop(name) for name in _FILTERS}
        verb(wanted=_wanted(**filters), **given)

    own = [one for one in signature(verb, eval_str=True).parameters.values() if one.name != "wanted"]
    first = [one for one in own if _is_argument(one)]
    rest = [one for one in own if one not in first]
    run.__doc__ = verb.__doc__
    run.__signature__ = Signature([*first, *_FILTERS.values(), *rest])  # type: ignore[attr-defined]
    return run


def _is_argument(parameter: Parameter) -> bool:
    return any(isinstance(said, typer.models.ArgumentInfo) for said in getattr(parameter.annotation, "__metadata__", ()))


def _wanted(
    type_: Annotated[
        list[str] | None, typer.Option("--type", "-t", help="Event type (any reading of it); may be repeated.")
    ] = None,
    mode: Annotated[list[str] | None, typer.Option("--mode", help="Mode of the type; may be repeated.")] = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Words of a participant's name.")] = None,
    country: Annotated[str | None, typer.Option("--country", help="A participant's country code (PRK).")] = None,
    sector: Annotated[str | None, typer.Option("--sector", help="A participant's sector code (MIL).")] = None,
    place: Annotated[str | None, typer.Option("--place", help="A place's name or id; places inside it count.")] = None,
    within: Annotated[float | None, typer.Option("--within", metavar="KM", help="Or so near to it.")] = None,
    since: Since = None,
    until: Until = None,
    text: Annotated[str | None, typer.Option("--text", help="Words of what is told.")] = None,
    polarity: Annotated[str | None, typer.Option("--polarity", help="positive or negative.")] = None,
    modality: Annotated[
        str | None, typer.Option("--modality", help="asserted, planned, possible, requested, hypothetical, believed.")
    ] = None,
    genericity: Annotated[str | None, typer.Option("--genericity", help="specific, habitual, total.")] = None,
    story: Annotated[str | None, typer.Option("--story", help="Only those of this story.")] = None,
    report: Annotated[str | None, typer.Option("--report", help="Only those this report tells of.")] = None,
    dataset: Annotated[
        list[str] | None,
        typer.Option(
            "--dataset", metavar="NAME", help="Imported rows of this data set instead (all: of every one); may be repeated."
        ),
    ] = None,
    as_of: AsOf = None,
) -> Wanted:
    from precedent.pipeline import known_types, place_id
    from precedent.query import Period, PlaceWanted, Query, RoleWanted

    roles = (RoleWanted(country=country, sector=sector, words=actor),) if country or sector or actor else ()
    query = Query(
        type=tuple(type_ or ()) if dataset else known_types(type_ or ()),  # data sets keep types of their own
        mode=tuple(mode or ()),
        roles=roles,
        places=(PlaceWanted(place=place_id(place), within_km=within, name=place),) if place else (),
        time=Period(from_=since, until=until) if since or until else None,
        polarity=polarity,
        modality=modality,
        genericity=genericity,
        text=text,
        count_by="events",
    )
    return Wanted(query, as_of, story, report, tuple(dataset or ()))


_FILTERS = dict(signature(_wanted, eval_str=True).parameters)
