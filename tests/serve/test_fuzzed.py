"""The whole API by its own description: whatever is sent, the answer is one that is described, and never an error of ours."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from precedent.serve.app import create
from precedent.serve.config import Config

CASES = 60, 5000  # a slice, and by make soak: of all operations together
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
HERE = {"Host": "127.0.0.1"}


@pytest.fixture(scope="module")
def served(read_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    path = Path(shutil.copy(read_ledger, tmp_path_factory.mktemp("fuzzed") / "desk.db"))
    app = create(Config(ledger=str(path), secret="a secret of the tests", rate=0))
    yield app
    app.state.jobs.close()


def test_no_request_breaks_the_api(served: FastAPI, soak: bool) -> None:
    described = schemathesis.openapi.from_asgi("/api/openapi.json", served, headers=HERE)
    operations = [found.ok() for found in described.get_all_operations()]
    each = max(CASES[soak] // len(operations), 1)
    sent = 0
    for operation in operations:

        @settings(
            max_examples=each,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def one(case: Any) -> None:
            nonlocal sent
            sent += 1
            if isinstance(case.body, dict) and "url" in case.body:  # nothing is asked of the network
                case.body["url"] = "http://127.0.0.1/" + str(case.body["url"])[:20] if case.body["url"] else case.body["url"]
            case.headers = {**(case.headers or {}), **HERE}
            case.call_and_validate(checks=list(CHECKS), headers=HERE)

        one()
    assert sent >= each * len(operations) * 0.5
