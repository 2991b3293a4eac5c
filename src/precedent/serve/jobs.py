"""Work that may take longer than an answer may: begun at once, looked at after a second, followed while it goes on."""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from concurrent.futures import TimeoutError as Late
from typing import Any, Literal

from fastapi.responses import StreamingResponse

from precedent.base import Record
from precedent.errors import LedgerError, NotFound, PrecedentError
from precedent.records import to_json

_log = logging.getLogger(__name__)
_WORKERS = 4
_WAITING = 32  # jobs that may be under way or waiting: more are refused, not queued without end
_FRESH = 120.0  # seconds for which what is asked again is the same job
_KEPT = 3600.0  # seconds for which what came of a job can be asked for
_LONGEST = 600.0  # seconds for which a stream of progress is kept open


class Busy(PrecedentError):
    """More work than the server takes on."""


class Stopped(PrecedentError):
    """Work that whoever began it wanted no more."""

    def __init__(self) -> None:
        super().__init__("it was stopped", "begin it again: what had been read by then is kept, and it goes on from there")


class Progress(Record, frozen=True, kw_only=True):
    """How a job fares: ``done`` of ``of`` steps (0: not known). ``result`` is there when it is done, ``problem`` if it failed.

    One that is to be stopped is ``running`` until it has.
    """

    job: str
    state: Literal["running", "done", "failed", "stopped"]
    words: str = ""
    done: int = 0
    of: int = 0
    result: Any = None
    problem: str | None = None


class Job:
    """One piece of work. Not to be made but by :meth:`Jobs.begin`."""

    def __init__(self, owner: str, key: str | None) -> None:
        self.id, self.owner, self.key, self.begun = secrets.token_urlsafe(16), owner, key, time.monotonic()
        self.future: Future[Record] = Future()
        self._told: tuple[str, int, int] = ("waiting for its turn", 0, 0)
        self._stop = threading.Event()

    def tell(self, words: str, done: int = 0, of: int = 0) -> None:
        """Note how far it has got. Raises :class:`Stopped` in work that is to be stopped: at a place where it may be."""
        if self._stop.is_set():
            raise Stopped
        self._told = (words, done, of)

    def stop(self) -> None:
        """Have it stop at the next place where it may. What has ended stays as it is."""
        self._stop.set()

    def stopping(self) -> bool:
        """Whether it is to be stopped, or was."""
        return self._stop.is_set()

    def result(self, seconds: float) -> Record | None:
        """What came of it, if it is done within so many seconds. Raises what it raised."""
        try:
            return self.future.result(seconds)
        except Late:
            if self.future.done():
                raise
            return None

    def settle(self, seconds: float) -> None:
        """Wait so many seconds for it to end, in whatever way."""
        wait([self.future], seconds)

    def progress(self) -> Progress:
        """How it fares now."""
        words, done, of = self._told
        if not self.future.done():
            return Progress(job=self.id, state="running", words="stopping" if self.stopping() else words, done=done, of=of)
        error = self.future.exception()
        if isinstance(error, Stopped):
            return Progress(job=self.id, state="stopped", words="stopped", done=done, of=of, problem=str(error))
        if error is None:
            return Progress(job=self.id, state="done", words="done", done=of, of=of, result=self.future.result())
        said = str(error) if isinstance(error, PrecedentError) else f"an error in the program ({type(error).__name__})"
        return Progress(job=self.id, state="failed", words="failed", done=done, of=of, problem=said)


class Jobs:
    """The jobs of one server."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="precedent")
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def begin(self, owner: str, work: Work, key: str | None = None) -> Job:
        """Begin *work* in a thread of its own. Raises :class:`Busy` where too much is under way.

        Work of a *key* that its owner has begun and not looked at since is that job, and is not begun again.
        """
        with self._lock:
            now = time.monotonic()
            lately = (job for job in self._jobs.values() if now - job.begun < _FRESH and not job.stopping())
            under = [job for job in lately if key is not None and (job.owner, job.key) == (owner, key)]
            if under:
                return under[0]
            self._jobs = {id: j for id, j in self._jobs.items() if not j.future.done() or now - j.begun < _KEPT}
            if sum(not job.future.done() for job in self._jobs.values()) >= _WAITING:
                raise Busy(f"{_WAITING} jobs are under way", "try again when some are done")
            job = Job(owner, key)
            self._jobs[job.id] = job
        self._pool.submit(_run, job, work)
        return job

    def get(self, id: str, owner: str) -> Job:
        """The job of that id, of whoever began it (by name: programs have no session)."""
        job = self._jobs.get(id)
        if job is None or job.owner != owner:
            raise NotFound(f"no job {id!r} is known", "jobs are kept for an hour, and end with the server; begin it again")
        return job

    def end(self, job: Job) -> None:
        """Forget a job whose result was taken: who asks again has it looked up anew."""
        with self._lock:
            self._jobs.pop(job.id, None)

    def close(self) -> None:
        """Begin nothing more, and stop what is under way: the ledger takes up later what was left undone."""
        for job in list(self._jobs.values()):
            job.stop()
        self._pool.shutdown(wait=False)


Work = Callable[[Job], Record]
"""What is done in a thread of its own. It tells the job how far it has got, and has the ledger look whether to stop."""


def _run(job: Job, work: Work) -> None:
    try:
        job.tell("under way")
        job.future.set_result(work(job))
    except LedgerError as error:  # whatever was under way, and however it says that it was broken off
        job.future.set_exception(Stopped() if job.stopping() else error)
    except BaseException as error:
        if not isinstance(error, PrecedentError):
            _log.error("precedent serve: a job failed", exc_info=error)
        job.future.set_exception(error)


class EventStream(StreamingResponse):
    """Server-sent events."""

    media_type = "text/event-stream"


async def stream(job: Job) -> AsyncIterator[str]:
    """Server-sent events: how the job fares whenever that changes, and at the end what came of it."""
    last = None
    while time.monotonic() - job.begun < _LONGEST:
        now = job.progress()
        if now != last:
            last = now
            yield f"event: {now.state}\ndata: {to_json(now)}\n\n"
            if now.state != "running":
                return
        await asyncio.sleep(0.1)
