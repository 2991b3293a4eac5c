"""The text of a piece of HTML as a reader sees it, with the bounds of the quotations in it."""

from __future__ import annotations

import re
from typing import NamedTuple

from selectolax.lexbor import LexborNode

_BLOCKS = frozenset(
    """p div section article blockquote ul ol li dl dt dd table tr h1 h2 h3 h4 h5 h6 pre figure figcaption aside header footer hr
    details summary fieldset""".split()  # noqa: SIM905
)
_PARAGRAPHS = frozenset(["p", "blockquote", "ul", "ol", "table", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "aside"])
_SKIPPED = frozenset(["script", "style", "noscript", "template", "svg", "iframe", "button", "form", "select", "textarea", "object"])
_AROUND = _SKIPPED | frozenset(["nav", "header", "footer", "aside", "a"])
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")


class Quoted(NamedTuple):
    """Bounds of a quotation in the text, and the number of its element among those asked for."""

    start: int
    end: int
    number: int


def text_of(root: LexborNode, quotes: list[LexborNode]) -> tuple[str, list[Quoted]]:
    """The text of *root*, paragraphs apart by a blank line, and where the elements *quotes* stand in it (the outermost only).

    Walks without recursion: nesting may be as deep as the page likes.
    """
    index = {node.mem_id: number for number, node in enumerate(quotes)}
    pieces: list[str] = []
    length = 0
    pending = 0  # line breaks to write before the next words
    found: list[Quoted] = []
    opened: tuple[int, int] | None = None  # mem_id and start of the quotation being read

    def write(words: str) -> None:
        nonlocal length, pending
        if pending and length:
            words = "\n" * min(pending, 2) + words.lstrip(" ")
        elif not length or pieces[-1].endswith((" ", "\n")):
            words = words.lstrip(" ")
        if words.strip():
            pending = 0
        elif pending or not words:
            return
        pieces.append(words)
        length += len(words)

    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag
        if tag == "-text":
            words = node.text_content or ""
            write(_SPACE.sub(" ", words) if node.parent is None or node.parent.tag not in ("pre", "code") else words)
            continue
        if tag is None or tag.startswith("-") or tag in _SKIPPED:
            continue
        if tag == "br":
            pending += 1
            continue
        if tag in _BLOCKS:
            pending = max(pending, 2 if tag in _PARAGRAPHS else 1)
        if leaving:
            if opened is not None and opened[0] == node.mem_id:
                found.append(Quoted(opened[1], length, index[node.mem_id]))
                opened, pending = None, 2
            continue
        if opened is None and node.mem_id in index:
            opened, pending = (node.mem_id, length), 2
        stack.append((node, True))
        children = []
        child = node.child
        while child is not None:
            children.append((child, False))
            child = child.next
        stack.extend(reversed(children))
    return _trimmed("".join(pieces), found)


def words_of(root: LexborNode) -> int:
    """How many words of *root* stand outside menus, links, forms, heads and feet."""
    count, stack = 0, [root]
    while stack:
        node = stack.pop()
        tag = node.tag
        if tag == "-text":
            count += len((node.text_content or "").split())
        elif tag is not None and not tag.startswith("-") and tag not in _AROUND:
            child = node.child
            while child is not None:
                stack.append(child)
                child = child.next
    return count


def _trimmed(text: str, found: list[Quoted]) -> tuple[str, list[Quoted]]:
    """The text without white space at its end, and quotations without white space around them; empty ones are dropped."""
    text = text.rstrip()
    trimmed = []
    for start, end, index in found:
        words = text[start:end]
        first = start + len(words) - len(words.lstrip())
        if words.strip():
            trimmed.append(Quoted(first, first + len(words.strip()), index))
    return text, trimmed
