"""What others wrote is what the manifest says, and nothing of it asks for anything outside."""

from __future__ import annotations

import hashlib
import json

import pytest

from precedent.errors import PrecedentError
from precedent.serve import vendor

MANIFEST = json.loads((vendor.HERE / "manifest.json").read_text("utf-8"))


def test_the_manifest_lists_every_file_with_its_hash() -> None:
    listed = {name: digest for package in MANIFEST for name, digest in package["files"].items()}
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in vendor.HERE.iterdir()}
    del there["manifest.json"]
    assert listed == there


def test_the_manifest_says_what_the_script_pins() -> None:
    pinned = [(p.name, p.version, p.licence, p.sha512, sorted(p.files.values())) for p in vendor.PACKAGES]
    assert [(m["name"], m["version"], m["licence"], m["sha512"], sorted(m["files"])) for m in MANIFEST] == pinned


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
