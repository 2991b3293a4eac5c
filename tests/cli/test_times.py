"""``precedent times``: a text in, its times out."""

from __future__ import annotations

import json
import subprocess
import sys


def run(*args: str, feed: str = "") -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-m", "precedent", "times", *args], input=feed, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_times_of_a_text() -> None:
    (found,) = run("the first crossing since last August", "--published", "2025-10-20")
    assert found == {
        "start": 25, "end": 36, "text": "last August", "type": "DATE", "value": "2024-08", "grain": "month", "basis": "published",
        "from": "2024-08-01", "until": "2024-09-01",
        "readings": [{"value": "2024-08", "from": "2024-08-01", "until": "2024-09-01"},
                     {"value": "2025-08", "from": "2025-08-01", "until": "2025-09-01"}],
    }  # fmt: skip


def test_standard_input() -> None:
    assert [t["value"] for t in run("-", feed="It began in 1914.\nIt ended in 1918.")] == ["1914", "1918"]


def test_columns() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "precedent", "times", "in May 2014", "--format", "table"], capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[:4] == ["text", "type", "value", "from"]
