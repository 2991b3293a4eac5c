"""The network as a source, opened when the first address is met: its parts take a third of a second to load."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from precedent.records import Refusal
from precedent.sources.origin import Fetched
from precedent.sources.visits import Memory, Visit

if TYPE_CHECKING:
    from precedent.sources.fetch import Door


class Network:
    """What may be fetched, and what is remembered of earlier visits.

    *allow* names hosts, or ``HOST:PORT``, that may have private addresses and other ports than 80 and 443.
    """

    def __init__(self, allow: Collection[str] = (), memory: Memory | None = None) -> None:
        self._allow, self._memory = allow, memory

    @cached_property
    def door(self) -> Door:
        """What the network is fetched through."""
        from precedent.sources.fetch import Door

        return Door(allow=self._allow, memory=self._memory)

    def fetch(self, address: str, told_by: str | None = None, article: bool = False) -> Fetched | Refusal:
        """What stands at *address*: see :meth:`precedent.sources.fetch.Door.fetch`."""
        return self.door.fetch(address, told_by, article)

    def visits(self) -> list[Visit]:
        """What pages fetched since the last call are recognised by; to be remembered once what they hold has been kept."""
        if "door" not in self.__dict__:
            return []
        visits, self.door.visited = self.door.visited, []
        return visits

    def remember(self, visits: Iterable[Visit]) -> None:
        """Keep what pages are recognised by, where anything is kept."""
        if self._memory is not None:
            self._memory.remember(visits)
