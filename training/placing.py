"""Where the words of a mark stand in their sentence, so that nobody counts offsets by hand."""

from __future__ import annotations

import re

_DATELINE = re.compile(r"[A-Z]{3}[^a-z]*(?:[^—–-]{0,60})[—–-]+ ")


class WrongMark(Exception):
    """A mark that cannot be read."""


def locate(plain: str, words: str) -> tuple[int, int]:
    """Where *words* stand in a sentence. ``A..B`` runs from A to the first B after it; ``A#2`` is the second A.

    Raises where they stand nowhere, or more than once without a number that says which.
    """
    first, dots, last = words.partition("..")
    start, end = _find(plain, first.strip())
    if not dots:
        return start, end
    stop = re.search(_whole(last.strip()), plain[end:])
    if not stop:
        raise WrongMark(f"{last.strip()!r} does not stand after {first.strip()!r}")
    return start, end + stop.end()


def _find(plain: str, words: str) -> tuple[int, int]:
    wanted, mark, number = words.rpartition("#")
    numbered = bool(mark) and number.isdigit()
    found = list(re.finditer(_whole(wanted if numbered else words), plain))
    if not found:
        raise WrongMark(f"{words!r} does not stand in the sentence")
    if numbered:
        if not 1 <= int(number) <= len(found):
            raise WrongMark(f"{wanted!r} stands {len(found)} times, so there is no #{number}")
        return found[int(number) - 1].span()
    if len(found) > 1:
        raise WrongMark(f"{words!r} stands {len(found)} times: write {words}#1 … #{len(found)}")
    return found[0].span()


def _whole(words: str) -> str:
    if not words:
        raise WrongMark("words are missing")
    opens, closes = words[0].isalnum(), words[-1].isalnum()
    return (r"(?<!\w)" if opens else "") + re.escape(words) + (r"(?!\w)" if closes else "")


def trim(plain: str, start: int, end: int) -> tuple[int, int]:
    """The bounds without a dateline, white space, punctuation at the ends and a leading "that"."""
    dateline = _DATELINE.match(plain) if start == 0 else None
    start = dateline.end() if dateline and dateline.end() < end else start
    inner = plain[start:end]
    left = re.match(r"[\s,:;.—–-]*(?:that\s+)?[\s\"“‘']*", inner)
    start += left.end() if left else 0
    while end > start and plain[end - 1] in " ,:;.—–-\"”“’'":
        end -= 1
    return start, end
