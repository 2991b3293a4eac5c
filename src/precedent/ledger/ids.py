"""Ids of events and stories: short beginnings of the key of their smallest member.

Eight digits tell four thousand million keys apart; where two keys begin alike, the ids of both grow until they differ,
so that the id depends on which keys there are, and not on which came first.
"""

from __future__ import annotations

from itertools import takewhile

from sqlalchemy import Column, Connection, Table, select

from precedent.ledger import schema as s

DIGITS = 8


def sharing(connection: Connection, column: Column[str], beginning: str) -> list[str]:
    """The keys that begin so."""
    table = column.table
    assert isinstance(table, Table)
    found = connection.scalars(select(column).distinct().where(column >= beginning, column < beginning + "g").order_by(column))
    return list(found)


def shortest(connection: Connection, column: Column[str], key: str) -> str:
    """The shortest beginning of *key*, eight digits or more, that no other key of *column* has."""
    others = [k for k in sharing(connection, column, key[:DIGITS]) if k != key]
    shared = (sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(key, k, strict=True))) for k in others)
    return key[: max(shared, default=DIGITS - 1) + 1]


def event_id(connection: Connection, key: str) -> str:
    """The id of the event whose smallest mention has this key."""
    return "E-" + shortest(connection, s.mentions.c.key, key)


def story_id(connection: Connection, key: str) -> str:
    """The id of the story whose earliest report has this key."""
    return "S-" + shortest(connection, s.reports.c.story_key, key)
