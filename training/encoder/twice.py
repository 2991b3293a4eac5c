"""Is it the same file from the same seed, and where a run was killed? ``python -m training.encoder.twice``, about four minutes.

Trains a small part of the corpora for two epochs three times, the third time killed after the first epoch and begun again, and
compares the checksums of what each exports. What decides the weights is the same as in a full run; only there is less of it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SMALL = {"epochs": 2, "own-share": 0.04, "real-share": 0.2, "lexicon-share": 0.02, "treebank-share": 0.01, "names-share": 0.01}


def trained(out: Path, given: argparse.Namespace, *, killed: bool = False) -> str:
    """The checksums of what a run exports, or of one that was *killed* after its first epoch and then begun again."""
    part = [word for name, value in SMALL.items() for word in (f"--{name}", str(value))]
    places = ["--shared", str(given.shared), "--base", str(given.base), "--threads", str(given.threads)]
    train = [sys.executable, "-m", "training.encoder.train", "--out", str(out), *part, *places]
    if killed:
        run = subprocess.Popen(train)
        while run.poll() is None and not (out / "checkpoint.pt").exists():
            time.sleep(0.05)
        run.kill()
        run.wait()
    subprocess.run(train, check=True)
    export = ["--checkpoint", str(out / "checkpoint.pt"), "--base", str(given.base), "--out", str(out / "weights")]
    subprocess.run([sys.executable, "-m", "training.encoder.export", *export], check=True)
    return (out / "weights" / "SHA256SUMS").read_text("utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--base", type=Path, default=Path("build/base"))
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        first, second, third = (trained(Path(folder) / name, given, killed=name == "c") for name in "abc")
    for what, other in (("trained again", second), ("killed and begun again", third)):
        print(f"{what}: {'the same' if other == first else 'NOT THE SAME'}")
    return int(not first == second == third)


if __name__ == "__main__":
    raise SystemExit(main())
