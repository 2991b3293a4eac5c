"""Where an export goes: a file that is there whole or not at all, or standard output."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from precedent.errors import UsageError


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write *path* with: it takes that name once all is written and on the disk; after an error nothing is left.

    Raises ``UsageError`` where it cannot be written.
    """
    path = path.resolve()  # a link stays one
    odd = path.exists() and not path.is_file()  # a pipe or a device is written to, not replaced
    # Made by name, not by tempfile: the user's umask says who may read it.
    part = path if odd else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            if not odd:
                os.fsync(file.fileno())
        if not odd:
            part.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror or error})", "give another path") from error
    finally:
        if not odd:
            part.unlink(missing_ok=True)


@contextmanager
def standard_output(*, seekable: bool = False) -> Iterator[IO[bytes]]:
    """Standard output as bytes; *seekable* by way of a temporary file, for forms that count their bytes."""
    out = sys.stdout.buffer
    if not seekable:
        yield out
    else:
        with tempfile.TemporaryFile() as file:
            yield file
            file.seek(0)
            shutil.copyfileobj(file, out)
    out.flush()
