"""The command line, a watch and the server, all writing one ledger at the same time: nothing is lost, and nothing told twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from fastapi.testclient import TestClient

from precedent.pipeline import Ledger
from precedent.records import to_json
from precedent.serve.app import create
from precedent.serve.config import Config
from tests.support.site import Said, site

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")


def report(who: str, number: int) -> dict[str, str]:
    month = MONTHS[number]
    text = (
        f"A soldier crossed the Imjin River on {number + 3} {month} 2025, the army said. "
        f"It is number {number} that {who} tells of, and the {month} crossing was seen by a farmer of {who}."
    )
    return {"id": f"{who}-{number}", "text": text, "source": f"{who}.example", "published": f"2025-{number + 1:02}-{number + 4:02}"}


def precedent(*command: str, ledger: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PRECEDENT_LEDGER": str(ledger)}
    return subprocess.Popen(
        [sys.executable, "-m", "precedent", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def test_three_writers_of_one_ledger(tmp_path: Path) -> None:
    ledger, together = tmp_path / "alone.db", tmp_path / "together.db"
    sent = {who: [report(who, n) for n in range(10)] for who in ("desk", "wire", "post")}
    lines = {who: "".join(json.dumps(one) + "\n" for one in reports) for who, reports in sent.items()}
    for who in sent:
        (tmp_path / f"{who}.jsonl").write_text(lines[who], encoding="utf-8")
    with Ledger(ledger) as alone:
        for who in sent:
            alone.read(str(tmp_path / f"{who}.jsonl"))
        expected = [to_json(row) for row in (*alone.reports(), *alone.events())]
    with site() as web, TestClient(create(Config(ledger=str(together), secret="x", rate=0)), base_url="http://127.0.0.1") as served:
        web.pages["/wire.jsonl"] = Said(lines["wire"].encode(), headers={"Content-Type": "application/x-ndjson"})
        watch = precedent("watch", web.url("/wire.jsonl"), "--once", "--allow-private", web.host, ledger=together)
        reading = precedent("read", str(tmp_path / "desk.jsonl"), ledger=together)
        for one in sent["post"]:
            assert served.post("/api/read", json={"reports": [one]}).status_code in (200, 202)
        for process in (watch, reading):
            out, err = process.communicate(timeout=120)
            assert process.returncode == 0, out + err
        served.post("/api/read", json={"reports": [sent["post"][0]]})  # waits for its turn; merges what others had left
    with Ledger(together) as kept:
        kept.store.merge()
        assert [to_json(row) for row in (*kept.reports(), *kept.events())] == expected
        assert kept.doctor().complaints == ()
