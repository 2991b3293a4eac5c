"""What ``import`` takes: tables of events as data sets of others write them, and what ``precedent export`` wrote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from precedent.errors import SourceError, UsageError
from precedent.pipeline.parts import gazetteer

if TYPE_CHECKING:
    from precedent.archive.importing import ImportSummary


def bring(
    folder: Path,
    path: Path,
    as_: str | None = None,
    map_: Path | None = None,
    name: str | None = None,
    on_step: Callable[[str, int, int], None] | None = None,
) -> ImportSummary:
    """Import *path* into the archive in *folder*, as what it is; see :meth:`precedent.pipeline.Ledger.import_`."""
    from precedent.archive.detect import OWN, TITLES
    from precedent.archive.importing import import_file
    from precedent.archive.own_import import NAME, import_events
    from precedent.export import back

    forms = (*OWN, *back.FORMS)
    if as_ is not None and as_ not in forms:
        raise UsageError(f"--as {as_} is no format that can be imported", f"give one of {', '.join(dict.fromkeys(forms))}")
    try:
        form = None if map_ is not None else back.form(path)
    except OSError as error:
        raise SourceError(f"{path} cannot be read ({error.strerror or error})", "check the path") from error
    if form is not None and as_ in (None, form):
        return import_events(folder, back.read_events(path), name or NAME, on_step)
    if form is not None:
        asked = TITLES.get(as_ or "", as_)
        raise SourceError(f"{path} is what precedent export writes as {form}, not {asked}", f"give --as {form}, or leave it away")
    if name is not None:
        raise UsageError("--name is for events that another ledger exported", "name your own data set in its map")
    if as_ in back.FORMS and as_ != "csv":
        raise SourceError(f"{path} is nothing that precedent export wrote as {as_}", "leave --as away to hear what it looks like")
    return import_file(folder, path, gazetteer(), as_, map_, on_step)
