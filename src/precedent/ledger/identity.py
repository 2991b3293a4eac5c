"""What makes two reports one, which version is which, and who published it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from precedent.records import Report


def content_hash(report: Report) -> str:
    """What tells versions of a report apart: 32 hexadecimal digits of its title and text as given."""
    said = f"{report.title or ''}\x00{report.text}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def particulars(report: Report) -> tuple[tuple[bool, str], ...]:
    """What is known beside the words. Of two records of the same words the smaller is kept, in whatever order they come:
    known before unknown, then the earlier date."""
    said = (report.published, report.source, report.author, report.url, report.thread, report.number, report.rank)
    return tuple((value is None, str(value)) for value in said)


@lru_cache(maxsize=4096)
def publisher(source: str | None, url: str | None) -> tuple[str | None, str]:
    """The source as it is shown, and as sources are told apart ("" where unknown, so that all unknown are one).

    A source not given is the URL's registered domain; one that is a host name counts as its registered domain.
    """
    from courlan import extract_domain  # brings the list of public suffixes

    if source and source.strip():
        shown = source.strip()
        address = shown if "://" in shown else f"http://{shown}"
        host = extract_domain(address) if "." in shown and " " not in shown else None
        return shown, host or " ".join(shown.casefold().split())
    domain = extract_domain(url) if url else None
    return domain, domain or ""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a report; ``seq`` grows with the order of reading."""

    seq: int
    content: str
    published: str | None
    from_feed: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A version's id and what it revises. The last of a report's versions is ``current``."""

    seq: int
    id: str
    revises: str | None
    current: bool


def arrange(base: str, versions: Sequence[Version]) -> tuple[Placed, ...]:
    """Ids of all versions of the report *base*: the first keeps ``ID``, later ones are ``ID@HASH``.

    They are ordered by publication, so that the order of reading does not matter; only where a date is missing, or two
    are the same, is nothing else left to say which one is newer. What a feed says of a page comes before what the page says.
    """
    dated = all(v.published for v in versions)
    ordered = sorted(versions, key=lambda v: (not v.from_feed, v.published if dated else "", v.seq))
    ids = [base if i == 0 else f"{base}@{v.content[:8]}" for i, v in enumerate(ordered)]
    return tuple(Placed(v.seq, ids[i], ids[i - 1] if i else None, i == len(ordered) - 1) for i, v in enumerate(ordered))


def story_key(base: str) -> str:
    """What the id of a story is made of whose earliest report this is: 32 hexadecimal digits."""
    return hashlib.sha256(f"story\x00{base}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
