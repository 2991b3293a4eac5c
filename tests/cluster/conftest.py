from __future__ import annotations

import json
from pathlib import Path

import pytest

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
