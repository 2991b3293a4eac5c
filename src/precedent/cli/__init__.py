"""The command line: one small file a verb."""

from __future__ import annotations

import os
import sys

_STOPPED = 130


def main() -> None:
    """Run ``precedent``; what a user can mend is told in one line, with exit status 1 (2 for usage)."""
    # Small products gain nothing by threads of numpy's, which wait by turning: more work at a time is what --jobs is for.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        _run()
    except BrokenPipeError:
        # The reader of our output has gone (head, less): nothing more to say, and no traceback on the way out.
        sys.stderr.close()
        sys.exit(0)
    except (KeyboardInterrupt, SystemExit) as ended:
        # Ctrl-C while the program loads; once it runs, typer makes an exit of 130 of it, without a word.
        if isinstance(ended, SystemExit) and ended.code != _STOPPED:
            raise
        print("precedent: stopped; run the same command again to go on", file=sys.stderr)  # noqa: T201
        sys.exit(_STOPPED)


def _run() -> None:
    from precedent.cli.app import app
    from precedent.errors import PrecedentError

    try:
        app(prog_name="precedent")
    except PrecedentError as error:
        print(f"precedent: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_code)
