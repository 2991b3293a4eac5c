"""A plain install has what the program needs, and nothing it needs is missing from what it declares."""

from __future__ import annotations

import importlib
import subprocess
import sys
import time
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement

# Where a distribution's name is not the name it is imported by.
MODULES = {"lxml-html-clean": "lxml_html_clean", "pyyaml": "yaml", "marisa-trie": "marisa_trie"}
DECLARED = [r for r in map(Requirement, requires("precedent-ledger") or []) if r.marker is None]


@pytest.mark.parametrize("requirement", DECLARED, ids=lambda r: r.name)
def test_every_declared_dependency_imports(requirement: Requirement) -> None:
    name = requirement.name.lower().replace("_", "-")
    importlib.import_module(MODULES.get(name, name.replace("-", "_")))


def test_help_loads_nothing_heavy() -> None:
    """``precedent --help`` has to answer at once: it must not import what only the verbs need."""
    heavy = "numpy sqlalchemy trafilatura lxml rapidfuzz ftfy yaml marisa_trie rensa selectolax py3langid"
    code = (
        "import sys\nfrom precedent.cli.app import app\n"
        "try:\n    app(['--help'], prog_name='precedent')\nexcept SystemExit:\n    pass\n"
        f"print('LOADED', [m for m in '{heavy}'.split() if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_help_is_not_much_slower_than_the_library_it_is_built_on() -> None:
    """As a ratio in one run, since machines differ: at most twice the time of importing typer in a fresh interpreter."""

    def seconds(*args: str) -> float:
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            subprocess.run([sys.executable, *args], stdout=subprocess.DEVNULL, check=True)
            best = min(best, time.perf_counter() - start)
        return best

    assert seconds("-m", "precedent", "--help") < 2 * seconds("-c", "import typer, typer.main, rich.console")
