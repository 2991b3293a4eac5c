from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.support.warc import record

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as collections are: an archive of many lines, files of other kinds, a line that is broken."""
    folder = tmp_path_factory.mktemp("collection")
    told = [
        {
            "id": f"r{n}",
            "text": f"A soldier crossed the Military Demarcation Line on Sunday, the army said. Post {n}.",
            "published": "2025-10-20",
        }
        for n in range(12)
    ]
    lines = [json.dumps(one) for one in told]
    lines.insert(5, '{"id": "broken", "text": ')
    (folder / "wire.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name in ("2017-11-panmunjom.txt", "2025-07-imjin.html"):
        (folder / name).write_bytes((ROOT / "examples" / "crossing" / name).read_bytes())
    (folder / ".hidden.txt").write_text("not read")
    return folder


def page(number: int) -> bytes:
    said = f"<p>A soldier crossed the Military Demarcation Line on {number + 1} October 2025, the army of the South said.</p>"
    return f"<html><head><title>Line</title></head><body><article><h1>Line {number}</h1>{said * 4}</article></body></html>".encode()


@pytest.fixture(scope="session")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A crawl in all the forms that large collections come in; no two reports have an id in common."""
    import pyarrow
    from pyarrow import parquet

    folder = tmp_path_factory.mktemp("crawl")
    pages = [record(f"https://news.example/{n}", page(n)) for n in range(8)]
    (folder / "a.warc").write_bytes(b"".join(pages[:4]))
    (folder / "b.warc.gz").write_bytes(b"".join(gzip.compress(one) for one in pages[4:]))
    said = "The army said on Monday that gunmen had attacked a post near Panmunjom on {} October 2025."
    table = {name: [made.format(n + 1) for n in range(8)] for name, made in (("id", "t{}"), ("text", said))}
    parquet.write_table(pyarrow.table(table), folder / "c.parquet", row_group_size=2)
    told = [{"id": f"j{n}", "text": said.format(n + 10), "published": "2025-10-30", "source": "wire"} for n in range(4)]
    (folder / "d.jsonl").write_text("".join(json.dumps(one) + "\n" for one in told), encoding="utf-8")
    return folder
