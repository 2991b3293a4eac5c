"""Real sentences to learn from, marked by our guidelines; marks and offsets are kept here, and never a word of the texts.

``python -m training.real select`` draws the sentences (once), ``export DIR`` writes them in the mark-up without marks,
``check DIR`` tells the annotator what is wrong, ``import DIR`` keeps the marks. ``--shared`` holds ``train/`` and ``gold/``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from training.heldback.real import SHARED
from training.real.marks import export, keep, marked
from training.real.sources import SELECTED, apart, draw, sentences, write


def _run(given: argparse.Namespace) -> Iterator[str]:
    """Do what was asked; every line told is something wrong."""
    if given.do == "select":
        if SELECTED.exists():
            yield f"{SELECTED.name} is there already: the sentences are drawn once"
        else:
            write(draw(sentences(given.shared).values(), apart(given.shared)))
    elif given.do == "export":
        export(given.folder, given.shared)
    else:
        texts, problems = marked(given.folder, given.shared)
        yield from map(str, problems)
        if given.do == "import" and not problems:
            keep(texts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="do", required=True)
    for name in ("select", "export", "check", "import"):
        command = commands.add_parser(name)
        if name != "select":
            command.add_argument("folder", type=Path, metavar="DIR")
        command.add_argument("--shared", type=Path, default=SHARED)
    told = list(_run(parser.parse_args()))
    print("\n".join(told) if told else "done")
    return int(bool(told))


if __name__ == "__main__":
    raise SystemExit(main())
