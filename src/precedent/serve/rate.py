"""How often one client may ask: a bucket of tokens each, filled again as time goes by."""

from __future__ import annotations

import threading
import time

from fastapi import Request

from precedent.serve.jobs import Busy

_CLIENTS = 10_000  # buckets that are kept


class Rates:
    """*a_minute* requests, all of which may come at once; 0: any number."""

    def __init__(self, a_minute: int) -> None:
        self._a_minute = a_minute
        self._buckets: dict[str, tuple[float, float]] = {}  # tokens left, and when that was so
        self._lock = threading.Lock()

    def take(self, client: str, now: float) -> bool:
        """Whether *client* may make one more request, at *now* (seconds of a clock that only goes on)."""
        if not self._a_minute:
            return True
        with self._lock:
            left, at = self._buckets.pop(client, (float(self._a_minute), now))
            left = min(left + (now - at) * self._a_minute / 60, self._a_minute)
            self._buckets[client] = (left - 1 if left >= 1 else left, now)
            while len(self._buckets) > _CLIENTS:  # the one that has been quiet longest begins anew
                del self._buckets[next(iter(self._buckets))]
            return left >= 1


def limited(request: Request) -> None:
    """A dependency of every route of the API."""
    client = request.client.host if request.client else ""
    if not request.app.state.rates.take(client, time.monotonic()):
        raise Busy("more requests than one client may make in a minute", "wait a little, and try again")
