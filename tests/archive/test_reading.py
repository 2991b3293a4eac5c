"""Tables as they come in the wild: what is read all the same, and what is refused, with its line and reason."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from precedent.archive import Archive
from precedent.errors import SourceError
from precedent.query import Query
from tests.archive.conftest import Importer
from tests.archive.files import ROWS, table

EVERY = Query(count_by="events")
GDELT, UCDP, ACLED, ICEWS = ROWS["gdelt"], ROWS["ucdp"], ROWS["acled"], ROWS["icews"]


def two(of: str, key: str) -> list[dict[str, str]]:
    return [{**ROWS[of]}, {**ROWS[of], key: "999"}]


@pytest.mark.parametrize(
    ("case", "text"),
    [
        ("without a row of names", table("ucdp", two("ucdp", "id"), header=False)),
        ("with a row of names where none is usual", table("gdelt", two("gdelt", "GLOBALEVENTID"), header=True)),
        ("empty cells at the end", table("polecat", two("polecat", "Event ID"), surplus=3)),
        ("empty cells at the end of one row", table("gdelt", two("gdelt", "GLOBALEVENTID")).replace("/1\n", "/1\t\t\n", 1)),
        ("a name without cells", table("polecat", two("polecat", "Event ID")).replace("Version", "Version\tHeadline", 1)),
        ("Windows line ends", table("icews", two("icews", "Event ID")).replace("\n", "\r\n")),
        ("lines between that are blank", table("icews", two("icews", "Event ID")).replace("\n", "\n\n")),
        ("no line end at the end", table("acled", two("acled", "event_id_cnty")).rstrip("\n")),
        ("a byte order mark", "\ufeff" + table("icews", two("icews", "Event ID"))),
        ("a quotation mark where none has a meaning", table("gdelt", two("gdelt", "GLOBALEVENTID")).replace("MEDIA", 'MEDIA"')),
    ],
)  # fmt: skip
def test_what_is_read_all_the_same(case: str, text: str, bring: Importer) -> None:
    summary = bring(text)
    assert (summary.new, summary.refused) == (2, 0)


@pytest.mark.parametrize("width", [57, 58])
def test_gdelt_of_the_first_version(width: int, bring: Importer) -> None:
    cells = table("gdelt", [GDELT]).rstrip("\n").split("\t")
    older = [c for at, c in enumerate(cells) if at not in (39, 47, 55)][:width]  # the ADM2 codes came later
    assert bring("\t".join(older) + "\n").new == 1


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_other_encodings(encoding: str, bring: Importer, opened: Callable[[], Archive]) -> None:
    rows = [{**ROWS["polecat"], "Source": "El Mañana"}, {**ROWS["polecat"], "Event ID": "2", "Source": "Plain"}]
    assert bring(table("polecat", rows).encode(encoding)).new == 2
    sources = {row.attributions[0].name for row in opened().rows(EVERY)}
    assert sources == {"El Mañana", "Plain"}


def test_packed_files(bring: Importer, tmp_path: Path) -> None:
    data = table("gdelt", [GDELT]).encode()
    (tmp_path / "a.gz").write_bytes(gzip.compress(data))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("20150518.export.CSV", data)
    assert bring(tmp_path / "a.gz").new == 1
    assert bring(tmp_path / "a.zip").unchanged == 1


@pytest.mark.parametrize(
    ("case", "text", "line", "reason"),
    [
        ("cut off", table("gdelt", [GDELT]) + "300000002\t20150518\tX\n", 2, "3 cells, not 61"),
        ("long", table("icews", [ICEWS]).rstrip("\n") + "\tx\n" + table("icews", [ICEWS] * 2, header=False), 2, "21 cells, not 20"),
        ("no id", table("ucdp", [UCDP, {**UCDP, "id": ""}]), 3, "no id"),
        ("no date", table("ucdp", [UCDP, {**UCDP, "id": "2", "date_start": "soon"}]), 3, "no date that can be read"),
        ("no day", table("gdelt", [GDELT, {**GDELT, "GLOBALEVENTID": "2", "SQLDATE": "20150230"}]), 2, "no date that can be read"),
        ("no type", table("acled", [ACLED, {**ACLED, "event_id_cnty": "X2", "sub_event_type": ""}]), 4, "no type"),
        ("an open quotation", table("acled", [ACLED]) + 'MLI9,"2019-01-01\n', 4, "a quotation mark is never closed"),
        ("a second row of names", table("icews", [ROWS["icews"]]) + table("icews", []), 3, "no date that can be read"),
    ],
)  # fmt: skip
def test_what_is_refused(case: str, text: str, line: int, reason: str, bring: Importer) -> None:
    summary = bring(text)
    assert summary.refused == 1
    assert [(r.line, r.reason) for r in summary.refusals] == [(line, reason)]
    assert summary.new >= 1


def test_a_stray_quotation_mark_costs_only_its_own_row(bring: Importer) -> None:
    rows = [{**ACLED, "event_id_cnty": f"X{n}"} for n in range(6)]
    lines = table("acled", rows).replace("X2,2019-03-08", 'X2,"2019-03-08', 1)
    summary = bring(lines)
    assert summary.new == 5
    assert summary.refused >= 1
    assert summary.refusals[0].line == 6  # a name line, and two lines for each row before it


def test_lines_are_those_of_the_file_across_blocks(bring: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("precedent.archive.reading.BLOCK", 700)
    monkeypatch.setattr("precedent.archive.reading.HEAD", 300)
    rows = [{**ACLED, "event_id_cnty": f"X{n}", "sub_event_type": "" if n == 17 else "Attack"} for n in range(20)]
    summary = bring(table("acled", rows), "acled")
    assert summary.new == 19
    assert [(r.line, r.reason) for r in summary.refusals] == [(2 + 2 * 17, "no type")]


@pytest.mark.parametrize(
    ("case", "content", "as_", "said"),
    [
        ("another data set", table("icews", [ROWS["icews"]]), "acled", "looks like ICEWS, not ACLED; give --as icews"),
        ("another, without names", table("gdelt", [GDELT]), "polecat", "looks like GDELT events, not POLECAT; give --as gdelt"),
        ("a table of one's own", "a,b\n1,2\n", "ucdp", "looks like a table with a row of names, not UCDP GED"),
        ("columns of nobody", "a,b\n1,2\n", None, "has the columns of no data set that is known"),
        ("mentions", "1\t20150218233000\t20150218233000\t1" + "\tx" * 12 + "\n", "gdelt", "GDELT mentions, which hold no events"),
        ("JSON lines", '{"id": 1}\n', None, "this is JSON, not a table"),
        ("a page", "<html><body>x</body></html>", None, "this is HTML or XML, not a table"),
        ("nothing", "", None, "the file is empty"),
        ("a PDF", b"%PDF-1.7\n", None, "this is a PDF document"),
        ("no date", "id,type\n1,ASSAULT\n", "csv", "no column says the date"),
    ],
)
def test_a_file_of_another_format_is_named(case: str, content: str | bytes, as_: str | None, said: str, bring: Importer) -> None:
    with pytest.raises(SourceError, match=said.replace("(", "\\(")):
        bring(content, as_)
