"""Reports from JSON: one object a line, read as a stream; or one object, or a list of them, in a file."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any, Protocol

from precedent.clean import dates
from precedent.records import Refusal, Report
from precedent.sources.identity import by_content, canonical, domain

LONGEST = 64 * 2**20
"""Bytes of the longest line that is read."""

_KEYS = frozenset(["id", "text", "title", "source", "author", "published", "url"])
_SURROGATE = re.compile("[\ud800-\udfff]")
_WANTED = 'each line is one object with at least a "text", as {"text": "…", "published": "2025-10-20"}'


class Lines(Protocol):
    """What lines are read from: a file, or what stands in for one."""

    def readline(self, size: int = ..., /) -> bytes: ...


def stream(file: Lines, name: str, place: str) -> Iterator[Report | Refusal]:
    """The reports of a file of JSON lines. *name* is what to call the file, *place* what ids begin with.

    Memory holds one line at a time, whatever the length of the file.
    """
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = file.readline(LONGEST)
            yield Refusal(
                source=name, line=number, reason="the line is longer than 64 MiB", advice="give each report a line of its own"
            )
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield _from_line(line, name, place, number)


def _from_line(line: bytes, name: str, place: str, number: int) -> Report | Refusal:
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Refusal(
            source=name, line=number, reason=f"not UTF-8 (byte {error.start + 1} of the line)", advice="save the file as UTF-8"
        )
    except json.JSONDecodeError as error:
        return Refusal(source=name, line=number, reason=f"broken JSON ({error.msg.lower()}, column {error.colno})", advice=_WANTED)
    except (RecursionError, ValueError):
        return Refusal(source=name, line=number, reason="JSON nested too deeply or with a number too long", advice=_WANTED)
    return from_object(value, name, place, number)


def from_object(value: object, name: str, place: str, number: int | None = None) -> Report | Refusal:
    """The report that a JSON object gives; whatever cannot be used is a loss, told in words."""
    if not isinstance(value, dict):
        return Refusal(source=name, line=number, reason="not a JSON object", advice=_WANTED)
    losses: list[str] = []
    value = _without_surrogates(value, losses)
    text = value.get("text")
    if not isinstance(text, str):
        return Refusal(source=name, line=number, reason='no "text"' if text is None else '"text" is not a string', advice=_WANTED)
    id_ = value.get("id")
    if not text.strip():
        return Refusal(source=str(id_ or name), line=number, reason="the text is empty", kind="empty")
    url = canonical(_string(value, "url", losses))
    if url is None and value.get("url"):
        losses.append('"url" is not a web address')
    title, author, source = (_string(value, key, losses) for key in ("title", "author", "source"))
    published = dates.published(value.get("published"))
    if published is None and value.get("published") not in (None, ""):
        losses.append(f'"published" is no date that reads in one way only: {str(value["published"])[:40]}')
    return Report(
        id=_id(id_, losses) or url or by_content(place, text, title, source, author, published),
        text=text,
        title=title,
        source=source or domain(url),
        author=author,
        published=published,
        published_by="given" if published else None,
        url=url,
        losses=tuple(losses),
        extra={key: kept for key, kept in value.items() if key not in _KEYS},
    )


def _id(value: object, losses: list[str]) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        if value is not None:
            losses.append('"id" is neither a string nor a number')
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return str(value).strip() or None


def _string(value: dict[str, Any], key: str, losses: list[str]) -> str | None:
    """A field of text. A list of names is joined; an object gives its "name", as in JSON-LD."""
    given = value.get(key)
    names = [item.get("name") if isinstance(item, dict) else item for item in (given if isinstance(given, list) else [given])]
    words = [item for item in names if isinstance(item, str)]
    if len(words) == len(names):
        return ", ".join(item for item in words if item.strip()) or None
    if given is not None:
        losses.append(f'"{key}" is not a string')
    return None


def _without_surrogates(value: dict[str, Any], losses: list[str]) -> dict[str, Any]:
    """Halves of surrogate pairs stand for no character and fit in no output: each becomes U+FFFD, so that offsets stay true."""
    count = 0

    def repair(item: Any) -> Any:
        nonlocal count
        if isinstance(item, str):
            repaired, found = _SURROGATE.subn("\ufffd", item)
            count += found
            return repaired
        if isinstance(item, list):
            return [repair(inner) for inner in item]
        if isinstance(item, dict):
            return {repair(key): repair(inner) for key, inner in item.items()}
        if isinstance(item, float) and not math.isfinite(item):
            return None
        if isinstance(item, int) and not -(2**63) <= item < 2**64:  # what fits in no record is kept as its digits
            return str(item)
        return item

    repaired: dict[str, Any] = repair(value)
    if count:
        losses.append(f"{count} halves of surrogate pairs became U+FFFD")
    return repaired
