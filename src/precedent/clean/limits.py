"""A function run in a process of its own, under limits of time and memory: a page that would take minutes is given up.

The time is the processor's, so that what is given up does not depend on how busy the machine is.

A subprocess rather than ``multiprocessing``: it neither imports the user's main module again nor minds being started
from a worker. It stays for the next call, since its imports take most of a second.
"""

from __future__ import annotations

import math
import queue
import signal
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from importlib import import_module
from typing import IO, Any, Generic, Self, TypeVar, cast

import msgspec

from precedent.errors import SourceError

_LENGTH = struct.Struct(">Q")
_PATIENCE = 6  # seconds of waiting for each second of the processor, where the machine is busy
_LEAST_PATIENCE = 120.0  # a machine may be busy indeed: what a page gives must not depend on it
_OUT_OF_TIME = getattr(signal, "SIGXCPU", signal.SIGTERM)
_ADVICE = "save the text you mean as plain text and read that"

T = TypeVar("T")


class Limited(Generic[T]):
    """Calls ``module:function`` elsewhere, with at most *seconds* of the processor a call and *memory* bytes; a context manager.

    Arguments and result travel as MessagePack; *result* is the result's type.
    """

    def __init__(self, target: str, result: type[T], seconds: float = 20.0, memory: int = 2**30) -> None:
        self.target, self.seconds, self.memory = target, seconds, memory
        self._decoder = msgspec.msgpack.Decoder(tuple[result | None, tuple[str, str | None] | None])  # type: ignore[valid-type]
        self._process: subprocess.Popen[bytes] | None = None
        self._sender: threading.Thread | None = None
        self._answers: queue.Queue[bytes | None] = queue.Queue()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __call__(self, *arguments: Any) -> T:
        """What the function returns. Raises :class:`SourceError` with the reason where it went over a limit or failed."""
        process = self._started()
        answer: bytes | None = None
        try:
            assert process.stdin is not None
            self._sender = threading.Thread(target=_send, args=(process.stdin, msgspec.msgpack.encode(arguments)), daemon=True)
            self._sender.start()
            answer = self._answers.get(timeout=max(_LEAST_PATIENCE, _PATIENCE * self.seconds))
        except queue.Empty:
            process.kill()
        if answer is None:
            over_time = process.wait() in (-_OUT_OF_TIME, -signal.SIGKILL)
            self.close()
            if over_time:
                raise SourceError(f"it could not be read within {self.seconds:g} seconds", _ADVICE)
            raise SourceError(f"its reader broke off (it may use {self.memory // 2**20} MiB of memory)", _ADVICE)
        returned, refused = self._decoder.decode(answer)
        if refused is not None:
            raise SourceError(*refused)
        return cast(T, returned)

    def close(self) -> None:
        """End the process; the next call starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            if self._sender is not None:
                self._sender.join()
            if process.stdin is not None:
                with suppress(OSError):  # what was not sent is lost with the process
                    process.stdin.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            command = [
                sys.executable,
                "-c",
                f"from precedent.clean.limits import serve; serve({self.target!r}, {self.memory:d}, {self.seconds!r})",
            ]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            assert self._process.stdout is not None
            self._answers = queue.Queue()
            threading.Thread(target=_listen, args=(self._process.stdout, self._answers), daemon=True).start()
        return self._process


def serve(target: str, memory: int, seconds: float) -> None:
    """What the process does: take arguments from standard input and write results to standard output until it closes."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ImportError, ValueError, OSError):  # no such limit on this system: those of time and of the size of input remain
        pass
    module, _, name = target.partition(":")
    function = getattr(import_module(module), name)
    while (message := _receive(sys.stdin.buffer)) is not None:
        answer: tuple[Any, tuple[str, str | None] | None]
        _limit_time(seconds)
        try:
            answer = function(*msgspec.msgpack.decode(message)), None
        except MemoryError:
            break
        except SourceError as error:
            answer = None, (error.wrong, error.advice)
        except Exception as error:  # whatever the input makes a parser raise is that input's refusal
            answer = None, (f"it could not be read ({type(error).__name__}: {' '.join(str(error).split())[:200]})", _ADVICE)
        _send(sys.stdout.buffer, msgspec.msgpack.encode(answer))


def _limit_time(seconds: float) -> None:
    """Let this process end itself when it has used so many more seconds of the processor."""
    try:
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime + seconds), hard))
    except (ImportError, ValueError, OSError):  # no such limit on this system: the caller's patience remains
        pass


def _listen(pipe: IO[bytes], answers: queue.Queue[bytes | None]) -> None:
    with pipe:
        message: bytes | None = b""
        while message is not None:
            message = _receive(pipe)
            answers.put(message)


def _send(pipe: IO[bytes], message: bytes) -> None:
    try:
        pipe.write(_LENGTH.pack(len(message)) + message)
        pipe.flush()
    except OSError:  # the other side is gone: whoever waits for its answer is told so
        return


def _receive(pipe: IO[bytes]) -> bytes | None:
    """The next message, or None at the end."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    message = pipe.read(length)
    return message if len(message) == length else None
