"""What a source is, from how its content begins."""

from __future__ import annotations

import json
import re
from typing import Literal

Kind = Literal["text", "jsonl", "json", "html"]

HEAD = 65536
"""So many first bytes decide."""

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|article|p|section|main|h1)\b",
    re.I | re.S,
)


def kind(head: str) -> Kind:
    """The kind of content that begins with *head*."""
    begin = head.lstrip("\ufeff \t\r\n")
    if begin[:1] in ("{", "["):
        return _json(begin)
    return "html" if _HTML.match(begin) else "text"


def _json(begin: str) -> Kind:
    """JSON lines where the first line is a whole value of its own and more may follow; else JSON, else text like "[…] he said"."""
    line, newline, rest = begin.partition("\n")
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        looks = re.match(r'[\[{]\s*(?:["{\[\]}]|$)', begin)
        unfinished = line.rstrip().endswith(("[", "{", ",", ":"))  # one value over several lines
        broken = line.startswith('{"') and newline and rest.lstrip().startswith("{") and not unfinished
        return "jsonl" if broken or (len(line) >= HEAD // 2 and line.startswith('{"')) else "json" if looks else "text"
    return "jsonl" if isinstance(first, dict) and not ("post_stream" in first and not rest.strip()) else "json"
