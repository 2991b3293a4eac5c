"""The repaired view of a text, with a map back to the text as given.

Repairs that keep the length come first: odd white space, control characters, curly quotes and rare hyphens become the plain
character in the same place, so that most texts need no map. Only what cannot keep its length is mapped: CRLF, zero-width
and bidirectional marks, soft hyphens, HTML entities left in plain text, and mojibake (UTF-8 read as Windows-1252).
Every repair maps one or more given characters to one or none, so the map rises strictly and no span of the view is lost.
"""

from __future__ import annotations

import html
import re

from precedent.clean.document import View

_REMOVED = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"

_WINDOWS_1252 = "ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"  # its printable characters between 0x80 and 0x9f

_SAME_LENGTH: dict[int, str] = {
    **dict.fromkeys((*range(0x20), 0x7F, *range(0x80, 0xA1), *range(0x2000, 0x200B), 0x1680, 0x202F, 0x205F, 0x3000), " "),
    **dict.fromkeys((0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029), "\n"),
    **dict.fromkeys(map(ord, "‘’‛ʼ´"), "'"),
    **dict.fromkeys(map(ord, "“”‟„"), '"'),
    **dict.fromkeys(map(ord, "‐‑"), "-"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}

_LENGTH_CHANGING = re.compile(
    rf"""
      \r(?=\n) | [{_REMOVED}]
    | &(?:amp|quot|apos|lt|gt|nbsp|lsquo|rsquo|ldquo|rdquo|ndash|mdash|hellip|\#\d{{1,5}}|\#[xX][0-9a-fA-F]{{1,4}});
    | [\u00c2-\u00f4][\u0080-\u00bf{_WINDOWS_1252}]{{1,3}}  # UTF-8 as Windows-1252
    """,
    re.VERBOSE,
)


def view(raw: str) -> View:
    """The view of *raw*; its ``back`` and ``ends`` are None where every offset is the same as in *raw*."""
    pieces: list[str] = []
    back: list[int] = []
    ends: list[int] = []
    done = at = 0
    while match := _LENGTH_CHANGING.search(raw, at):
        start = match.start()
        repaired, used = _repaired(match.group())
        at = start + used
        if len(repaired) == used:
            continue
        pieces += raw[done:start], repaired
        back += range(done, start)
        ends += range(done + 1, start + 1)
        if repaired:
            back.append(start)
            ends.append(at)
        done = at
    if not pieces:
        return View(text=raw.translate(_SAME_LENGTH), raw=raw)
    pieces.append(raw[done:])
    back += range(done, len(raw) + 1)
    ends += range(done + 1, len(raw) + 1)
    return View(text="".join(pieces).translate(_SAME_LENGTH), raw=raw, back=tuple(back), ends=tuple(ends))


def _repaired(given: str) -> tuple[str, int]:
    """What stands for the beginning of *given*, and how many of its characters that takes."""
    if given[0] == "&":
        meant = html.unescape(given)
        return (meant, len(given)) if len(meant) == 1 else ("&", 1)
    if len(given) == 1:
        return "", 1
    return _decoded(given)


def _decoded(given: str) -> tuple[str, int]:
    """Mojibake at the beginning of *given* made whole, if it is that; else its first character as it is."""
    from ftfy import bad_codecs, badness

    bad_codecs.ok()  # the import is what registers the codec
    octets = given.encode("sloppy-windows-1252", "replace")
    width = 2 if octets[0] < 0xE0 else 3 if octets[0] < 0xF0 else 4
    try:
        meant = octets[:width].decode("utf-8")
    except UnicodeDecodeError:
        return given[0], 1
    return (meant, width) if badness.is_bad(given[:width]) else (given[0], 1)
