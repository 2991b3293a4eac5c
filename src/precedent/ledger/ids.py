"""Ids of events and stories: short beginnings of the key of their smallest member.

Eight digits tell four thousand million keys apart; where two keys begin alike, the ids of both grow until they differ,
so that the id depends on which keys there are, and not on which came first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import takewhile

from sqlalchemy import Connection, select

from precedent.ledger import schema as s
from precedent.ledger.many import in_parts


def mention_keys(connection: Connection, beginnings: Collection[str]) -> dict[str, list[str]]:
    """The keys of mentions by their first digits."""
    c = s.mentions.c
    return _by_beginning(in_parts(connection, select(c.short, c.key).distinct(), c.short, beginnings))


def story_keys(connection: Connection, beginnings: Collection[str]) -> dict[str, list[str]]:
    """The keys that ids of stories are made of, by their first digits."""
    c = s.reports.c
    return _by_beginning(in_parts(connection, select(c.story_short, c.story_key).distinct(), c.story_short, beginnings))


def _by_beginning(rows: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for short, key in rows:
        found.setdefault(short, []).append(key)
    return found


def shortest(key: str, known: dict[str, list[str]]) -> str:
    """The shortest beginning of *key*, eight digits or more, that no other key has."""
    others = [k for k in known.get(key[: s.DIGITS], ()) if k != key]
    shared = (sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(key, k, strict=True))) for k in others)
    return key[: max(shared, default=s.DIGITS - 1) + 1]
