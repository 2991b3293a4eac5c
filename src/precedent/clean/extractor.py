"""Article extraction in a process of its own, under limits of time and memory: a page that would take minutes is given up.

A subprocess rather than ``multiprocessing``: it neither imports the user's main module again nor minds being started
from a worker. It stays for the next page, since its imports take most of a second.
"""

from __future__ import annotations

import queue
import struct
import subprocess
import sys
import threading
from typing import IO, Self

import msgspec

from precedent.clean.article import Article
from precedent.errors import SourceError

_LENGTH = struct.Struct(">Q")
_SAVE = "save the article's text as plain text and read that"


class _Page(msgspec.Struct):
    page: str
    url: str | None


class Extractor:
    """Runs :func:`precedent.clean.article.extract` with at most *seconds* for a page and *memory* bytes; a context manager.

    ``largest`` is the largest page, in characters, that is tried at all.
    """

    def __init__(self, seconds: float = 20.0, memory: int = 2**30, largest: int = 20_000_000) -> None:
        self.seconds, self.memory, self.largest = seconds, memory, largest
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes | None] = queue.Queue()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def extract(self, page: str, url: str | None = None) -> Article:
        """The article of *page*. Raises :class:`SourceError` with the reason where the page went over a limit."""
        if len(page) > self.largest:
            raise SourceError(f"the page has more than {self.largest // 10**6} million characters", _SAVE)
        process = self._started()
        assert process.stdin is not None
        try:
            _send(process.stdin, msgspec.msgpack.encode(_Page(page, url)))
            answer = self._answers.get(timeout=self.seconds)
        except queue.Empty:
            self.close()
            raise SourceError(f"its article could not be found within {self.seconds:g} seconds", _SAVE) from None
        except OSError:
            answer = None
        if answer is None:
            self.close()
            raise SourceError(f"its article could not be found within {self.memory // 2**20} MiB of memory", _SAVE)
        article, reason = msgspec.msgpack.decode(answer, type=tuple[Article | None, str | None])
        if article is None:
            raise SourceError(f"its article could not be found ({reason})", _SAVE)
        return article

    def close(self) -> None:
        """End the process; the next page starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    try:
                        pipe.close()
                    except OSError:  # what was not sent is lost with the process
                        continue

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            command = [sys.executable, "-c", f"from precedent.clean.extractor import serve; serve({self.memory:d})"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            assert self._process.stdout is not None
            self._answers = queue.Queue()
            threading.Thread(target=_listen, args=(self._process.stdout, self._answers), daemon=True).start()
        return self._process


def serve(memory: int) -> None:
    """What the process does: read pages from standard input and write articles to standard output until it closes."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ImportError, ValueError, OSError):  # no such limits here: those of time and of the page's size remain
        pass
    from precedent.clean.article import extract

    decoder = msgspec.msgpack.Decoder(_Page)
    while (message := _receive(sys.stdin.buffer)) is not None:
        asked = decoder.decode(message)
        answer: tuple[Article | None, str | None]
        try:
            answer = extract(asked.page, asked.url), None
        except MemoryError:
            break
        except Exception as error:  # whatever a page makes the parsers raise is that page's refusal
            answer = None, f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        _send(sys.stdout.buffer, msgspec.msgpack.encode(answer))


def _listen(pipe: IO[bytes], answers: queue.Queue[bytes | None]) -> None:
    message: bytes | None = b""
    while message is not None:
        try:
            message = _receive(pipe)
        except (OSError, ValueError):
            message = None
        answers.put(message)


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    """The next message, or None at the end."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    message = pipe.read(length)
    return message if len(message) == length else None
