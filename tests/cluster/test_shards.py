"""A collection in parts is the collection: whatever the size of a part, nothing is lost and nothing stands in two."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precedent import marks
from precedent.cluster.shards import Range, shards
from precedent.cluster.work import Work
from precedent.errors import PrecedentError
from precedent.pipeline import Ledger, mark_all
from precedent.records import Report
from precedent.sources.open import read

SIZE = 600  # bytes of a shard: the lines of the collection make some parts


@given(
    lines=st.lists(st.binary(max_size=8).map(lambda line: line.replace(b"\n", b"")), max_size=8),
    size=st.integers(1, 20),
    end=st.booleans(),
)
def test_each_line_is_in_the_range_in_which_it_begins(lines: list[bytes], size: int, end: bool) -> None:
    whole = b"\n".join(lines) + (b"\n" if end else b"")
    found = []
    for start in range(0, len(whole), size):
        part = Range(io.BytesIO(whole), start, min(start + size, len(whole)))
        while line := part.readline():
            found.append(line)
    assert found == whole.splitlines(keepends=True) or b"".join(found) == whole


def test_parts_are_the_files_below_a_folder_and_long_ones_in_ranges(collection: Path) -> None:
    parts = list(shards([str(collection)], SIZE))
    assert [part.place for part in parts] == sorted(part.place for part in parts)
    assert {part.place for part in parts} == {"wire.jsonl", "2017-11-panmunjom.txt", "2025-07-imjin.html"}
    ranges = [(part.start, part.end) for part in parts if part.place == "wire.jsonl"]
    assert len(ranges) > 2
    assert [start for start, _ in ranges[1:]] == [end for _, end in ranges[:-1]]
    assert len({part.name for part in parts}) == len(parts)


def test_a_large_table_is_cut_between_its_row_groups(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    table = pyarrow.table(
        {"id": [f"r{n}" for n in range(40)], "text": [f"The minister resigned on {n} May, she said." for n in range(40)]}
    )
    parquet.write_table(table, tmp_path / "t.parquet", row_group_size=10)
    parts = list(shards([str(tmp_path / "t.parquet")], 500))
    assert [(part.start, part.end) for part in parts] == [(0, 1), (1, 2), (2, 3), (3, 4)]
    with Work(str(tmp_path)) as work:
        found = [item for part in parts for item in work._items(part)]
    assert found == list(read(str(tmp_path / "t.parquet")))


@pytest.mark.parametrize("source", ["-", "https://news.example/feed.xml", "nowhere/at/all", "nosuchstore://x"])
def test_what_a_cluster_cannot_read_is_said_before_it_starts(source: str) -> None:
    with pytest.raises(PrecedentError):
        list(shards([source]))


@pytest.fixture(scope="session")
def marked(collection: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("marked")
    with Work(str(folder)) as work:
        for part in shards([str(collection)], SIZE):
            assert work(part).again
    return folder


def test_marks_are_those_of_one_process(collection: Path, marked: Path) -> None:
    one = list(mark_all(read(str(collection))))
    parts = list(marks.read(str(marked)))
    assert sorted(str(report) for report, _, _ in parts if report) == sorted(str(item.report) for item in one if item.report)
    assert sorted(str(told) for _, told, _ in parts if told) == sorted(str(item.marked) for item in one if item.marked)
    assert [refusal.reason for _, _, refusal in parts if refusal] == [item.refusal.reason for item in one if item.refusal]


def test_a_ledger_of_marks_is_the_ledger_of_the_reports(collection: Path, marked: Path, tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.db") as direct, Ledger(tmp_path / "b.db") as of_marks:
        told, read_in = direct.read(str(collection)), of_marks.read(str(marked))
        assert (told.new, len(told.refused)) == (read_in.new, len(read_in.refused))
        assert list(direct.events()) == list(of_marks.events())
        assert list(direct.reports()) == list(of_marks.reports())
        assert of_marks.read(str(marked)).unchanged == read_in.new


def test_marks_are_not_made_twice_until_the_file_the_options_or_the_version_change(
    collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "post.txt"
    source.write_bytes((collection / "2017-11-panmunjom.txt").read_bytes())
    to = tmp_path / "marks"
    to.mkdir()

    def again(as_: str | None = None) -> bool:
        with Work(str(to), as_) as work:
            (done,) = [work(part) for part in shards([str(source)])]
        return done.again

    assert [again(), again(), again("post"), again("post")] == [True, False, True, False]
    source.write_text(source.read_text() + " More was said.")
    assert [again("post"), again("post")] == [True, False]
    monkeypatch.setattr(marks, "version", lambda: "another")
    assert again("post")
    assert len(list(to.iterdir())) == 1


def test_marks_of_another_version_are_refused_by_name(marked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks, "version", lambda: "another")
    with Ledger(tmp_path / "x.db") as ledger:
        summary = ledger.read(str(marked))
    assert summary.new == 0
    assert {refusal.reason for refusal in summary.refused} == {"no marks of this version of precedent"}
    assert len(summary.refused) == len(list(marked.iterdir()))


def test_work_that_is_stopped_leaves_nothing_that_looks_finished(
    collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = next(shards([str(collection)]))
    with Work(str(tmp_path)) as work:
        monkeypatch.setattr(work, "_items", lambda shard: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            work(part)
        assert list(tmp_path.iterdir()) == []
        monkeypatch.undo()
        assert work(part).reports == 1


def test_an_object_store_is_read_and_written_by_its_address(collection: Path) -> None:
    import fsspec

    store = fsspec.filesystem("memory")
    store.pipe("/crawl/wire.jsonl", (collection / "wire.jsonl").read_bytes())
    store.makedirs("/marks", exist_ok=True)
    with Work("memory://marks") as work:
        done = [work(part) for part in shards(["memory://crawl"], SIZE)]
        assert [work.done(part) for part in shards(["memory://crawl"], SIZE)] == [True] * len(done)
    assert (sum(one.reports for one in done), sum(one.refusals for one in done)) == (12, 1)


def test_the_version_is_of_what_marks_depend_on() -> None:
    assert len(marks.version()) == 16
    assert isinstance(next(iter(read(__file__, "text"))), Report)
