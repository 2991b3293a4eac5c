"""Forum pages of no known software: like elements in a row, each with a name, a time and words.

Taken only where the page calls them posts, messages or replies: the comments below an article are no thread.
"""

from __future__ import annotations

import re
from collections import defaultdict

from selectolax.lexbor import LexborHTMLParser, LexborNode

from precedent.clean import dates
from precedent.sources.software import Software

ANY = Software(
    name="any forum",
    post="[id], [class]",
    author=(
        "@data-author",
        "@data-username",
        "[itemprop=author]",
        "[rel=author]",
        "[class*=username]",
        "[class*=user-name]",
        "[class*=author] a",
        "[class*=author]",
        "[class*=poster]",
        "[class*=nick]",
        "a[href*='/user']",
        "a[href*='/member']",
        "a[href*='profile']",
    ),
    rank=("[class*=rank]", "[class*=usertitle]", "[class*=user-title]"),
    time=("time", "abbr[title]", "[class*=date]", "[class*=time]", "[class*=posted]", "[class*=meta]"),
    number=("[class*=number]", "[class*=permalink]"),
    body=(
        "[class*=postbody]",
        "[class*=post-body]",
        "[class*=post_body]",
        "[class*=content]",
        "[class*=message]",
        "[class*=text]",
        "[class*=body]",
    ),
    quote="blockquote, div[class*=quote]",
    quoted=("cite", "[class*=quote-author]", "[class*=quote-title]"),
    drop="cite, [class*=quote-author], [class*=quote-title], [class*=signature], [class*=toolbar], [class*=actions]",
)
"""What is common to the names that forum softwares give these things."""

_CALLED = re.compile(
    r"(?:\A|[\s_-])(?:forum-?)?(?:posts?|messages?|msg|repl(?:y|ies)|beitrag|thread-?item|topic-?item)(?:\Z|[\s_-]|\d)", re.I
)
_VARYING = re.compile(r"\d+|\b(?:odd|even|first|last|alt|new|op|bg\d?|row\d?|is-[\w-]{1,30}|has-[\w-]{1,30})\b", re.I)
_FORUM = re.compile(r"forum|thread|topic|board|diskussion|discussion", re.I)
_SHARE = 0.8
_MOST_ELEMENTS = 50_000


def posts(tree: LexborHTMLParser) -> list[LexborNode]:
    """The posts of a thread in their order; none where the page holds no two elements that look like posts."""
    rows: dict[tuple[str, str], list[LexborNode]] = defaultdict(list)
    named_nodes = {node.mem_id: node for node in tree.css(ANY.post)}.values()  # a selector with commas may find one twice
    if len(named_nodes) > _MOST_ELEMENTS:
        return []
    for node in named_nodes:
        named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        if node.tag not in ("html", "body", "a", "span") and len(named) < 500 and _CALLED.search(named):
            rows[node.tag or "", " ".join(_VARYING.sub("", named).split())].append(node)
    if not rows or not _is_forum(tree):
        return []
    found = [(sum(_length(node) for node in row), row) for row in rows.values() if len(row) > 1 and _alike(row)]
    return max(found, key=lambda item: item[0])[1] if found else []


def _is_forum(tree: LexborHTMLParser) -> bool:
    """Whether the page calls itself one of a forum: in its address, its generator, or the class of its body."""
    said = [tree.css_first(f"{tag}[{name}]") for tag, name in (("body", "class"), ("body", "id"), ("html", "class"))]
    words = [node.attributes.get(name) for node, name in zip(said, ("class", "id", "class"), strict=True) if node is not None]
    links = tree.css("link[rel=canonical], meta[property='og:url'], meta[name=generator], meta[property='og:type'], title")
    words += [node.attributes.get("href") or node.attributes.get("content") or node.text() for node in links[:20]]
    return any(_FORUM.search(word) for word in words if word)


def _alike(row: list[LexborNode]) -> bool:
    """Whether nearly all of a row have a name, a time and words, and none stands within another."""
    inside = {node.mem_id for node in row}
    whole = 0
    for node in row:
        above = node.parent
        for _ in range(6):
            if above is None:
                break
            if above.mem_id in inside:
                return False
            above = above.parent
        whole += _has_name(node) and _has_time(node) and any(node.css_first(selector) is not None for selector in ANY.body)
    return whole >= _SHARE * len(row)


def _has_name(node: LexborNode) -> bool:
    return any(
        bool(node.attributes.get(selector[1:])) if selector.startswith("@") else node.css_first(selector) is not None
        for selector in ANY.author
    )


def _has_time(node: LexborNode) -> bool:
    for selector in ANY.time:
        for found in node.css(selector)[:8]:
            said = (found.attributes.get("datetime"), found.attributes.get("title"), found.text(separator=" ")[:80])
            if any(dates.published(words) for words in said):
                return True
    return False


def _length(node: LexborNode) -> int:
    return len(node.text(separator=" "))
