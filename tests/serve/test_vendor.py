"""What others wrote is what the manifest says, and nothing of it asks for anything outside."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from precedent.errors import PrecedentError
from precedent.serve import vendor

FOLDERS = [(vendor.HERE, vendor.PACKAGES), (vendor.TESTS, vendor.CHECKERS)]


def manifest(folder: Path) -> list[dict[str, Any]]:
    return json.loads((folder / "manifest.json").read_text("utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("folder", [folder for folder, _ in FOLDERS], ids=lambda f: f.parent.name)
def test_the_manifest_lists_every_file_with_its_hash(folder: Path) -> None:
    listed = {name: digest for package in manifest(folder) for name, digest in package["files"].items()}
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    del there["manifest.json"]
    assert listed == there


@pytest.mark.parametrize(("folder", "packages"), FOLDERS, ids=["served", "tests"])
def test_the_manifest_says_what_the_script_pins(folder: Path, packages: tuple[vendor.Package, ...]) -> None:
    pinned = [(p.name, p.version, p.licence, p.sha512, sorted(p.files.values())) for p in packages]
    assert [(m["name"], m["version"], m["licence"], m["sha512"], sorted(m["files"])) for m in manifest(folder)] == pinned


@pytest.mark.parametrize("package", vendor.PACKAGES, ids=lambda p: p.name)
def test_each_package_has_its_licence_beside_it(package: vendor.Package) -> None:
    licence = next(name for name in package.files.values() if name.endswith(".LICENSE"))
    assert "copyright" in (vendor.HERE / licence).read_text("utf-8").casefold() or package.licence == "0BSD"


def test_all_of_it_is_small() -> None:
    assert sum(path.stat().st_size for path in vendor.HERE.iterdir()) < 4_000_000


def test_another_archive_than_the_pinned_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def pack(command: list[str], **_: object) -> None:
        with open(f"{command[-1]}/htmx.tgz", "wb") as archive:
            archive.write(b"something else")

    monkeypatch.setattr(vendor.subprocess, "run", pack)
    with pytest.raises(PrecedentError, match=r"has the hash .*, not Thx/"):
        vendor.fetch(vendor.PACKAGES[0])
