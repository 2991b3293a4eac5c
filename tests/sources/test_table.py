"""Tables: rows as reports, by the names of their columns or as the user names them."""

import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from precedent.errors import UsageError
from precedent.records import Refusal, Report
from precedent.sources.content import Reader
from precedent.sources.open import read
from precedent.sources.origin import Origin

ROWS = [("r1", "A soldier crossed.", "2025-10-20", "Asia"), ("r2", 'He said: "No,\nnever".', "2025-10-21", "")]


def table(separator: str = ",", header: tuple[str, ...] = ("id", "text", "published", "desk")) -> str:
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in ROWS]
    return "\r\n".join(separator.join(row) for row in (header, *quoted)) + "\r\n"


def found(data: str | bytes, name: str = "x", columns: Mapping[str, str] | None = None) -> list[Report | Refusal]:
    with Reader(columns=columns) as reader:
        return list(reader.read(io.BytesIO(data.encode() if isinstance(data, str) else data), Origin(name, name)))


def reports(data: str | bytes, name: str = "x", columns: Mapping[str, str] | None = None) -> list[Report]:
    rows = found(data, name, columns)
    assert all(isinstance(row, Report) for row in rows), rows
    return [row for row in rows if isinstance(row, Report)]


EXPECTED = [
    Report(id="r1", text="A soldier crossed.", published="2025-10-20", published_by="given", extra={"desk": "Asia"}),
    Report(id="r2", text='He said: "No,\nnever".', published="2025-10-21", published_by="given"),
]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_rows_are_reports(separator: str, encoding: str) -> None:
    assert reports(table(separator).encode(encoding)) == EXPECTED


def test_columns_as_the_user_names_them() -> None:
    data = table(header=("number", "body", "date", "desk"))
    assert reports(data, "x.csv", {"id": "number", "text": "body", "published": "date"}) == EXPECTED
    first, _ = reports(data, "x.csv", {"text": "body"})
    assert (first.id[:6], first.published, first.extra) == ("x.csv:", None, {"number": "r1", "date": "2025-10-20", "desk": "Asia"})


def test_a_table_without_a_column_of_text_says_which_it_has() -> None:
    (refused,) = found(table(header=("number", "body", "date", "desk")), "x.csv")
    assert isinstance(refused, Refusal)
    assert refused.reason == "no column of the table is called text"
    assert refused.advice == "name the one: --column text=NAME, of number, body, date, desk"
    (refused,) = found(table(), "x.csv", {"text": "bodies"})
    assert isinstance(refused, Refusal)
    assert "no column 'bodies'" in refused.reason
    with pytest.raises(UsageError, match="no field 'words'"):
        found(table(), "x.csv", {"words": "text"})


def test_text_with_commas_is_no_table() -> None:
    (report,) = reports("On Sunday, a soldier crossed.\nThe text, as given, stands.\n", "x.txt")
    assert report.text.startswith("On Sunday")


def test_rows_that_are_broken_or_empty_do_not_stop_the_rest() -> None:
    first, empty, last = found("id,text\nr1,One.\nr2,\n\nr3,Three.,surplus\n")
    assert isinstance(empty, Refusal)
    assert (getattr(first, "text", ""), empty.line, empty.kind, getattr(last, "text", "")) == ("One.", 3, "empty", "Three.")


def test_spreadsheet_formulas_are_only_words() -> None:
    (report,) = reports("id,text\nr1,\"=cmd|'/c calc'!A1 was written on the wall.\"\n")
    assert report.text.startswith("=cmd")


def test_a_cell_without_end_is_refused_and_memory_stays(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('id,text\nr1,"' + "never closed " * 1_500_000)
    (refused,) = read(str(path))
    assert isinstance(refused, Refusal)
    assert "broken CSV" in refused.reason


def test_memory_does_not_grow_with_a_table(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "x.csv"
    with path.open("w") as file:
        file.write("id,text\n")
        file.writelines(f"r{number},{'word ' * 200}\n" for number in range(1500))
    tracemalloc.start()
    assert sum(1 for _ in read(str(path))) == 1500
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2 * 2**20


def test_parquet() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    file = io.BytesIO()
    names = ("id", "body", "published", "desk")
    parquet.write_table(pyarrow.table({name: [row[at] or None for row in ROWS] for at, name in enumerate(names)}), file)
    assert reports(file.getvalue(), "x", {"text": "body"}) == EXPECTED


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    (refused,) = found(b"PAR1" + bytes(20))
    assert isinstance(refused, Refusal)
    assert refused.advice == "pip install 'precedent-ledger[parquet]'"
