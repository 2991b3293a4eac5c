"""``precedent backup TARGET``: a copy of the ledger as it is now, while others use it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from precedent.cli.options import LedgerPath
from precedent.cli.output import say

EXAMPLES = """\b
Examples:
  precedent backup precedent-2025-10-20.db
  precedent backup /mnt/safe/desk.db --ledger desk.db
"""


def run(
    target: Annotated[Path, typer.Argument(help="The file to make; never one that is there.")], ledger: LedgerPath = None
) -> None:
    """Copy the ledger to one file, whole and of one moment, while others read and write it."""
    from precedent.pipeline import Ledger

    with Ledger(ledger, create=False) as kept:
        size = kept.backup(target)
    say(f"{target}  {size / 1e6:.1f} MB")
