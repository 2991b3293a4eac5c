"""Words, numbers and marks of punctuation, with their offsets: one compiled pattern, linear in the length of the text.

Conventions are the Penn Treebank's where it has them: clitics stand alone ("Korea" "'s", "did" "n't"), abbreviations keep
their full stop ("Gen.", "U.S.", "a.m."), hyphenated words, numbers ("1,500", "3.5", "10:14", "2025-10-20") and web
addresses are one token, an ellipsis or a run of dashes is one, every other mark of punctuation stands alone.
"""

from __future__ import annotations

import re

from precedent.clean import abbreviations
from precedent.clean.document import Token

_TOKEN = re.compile(
    r"""
      (?:https?://|www\.)[^\s<>"”]*[^\s<>"”.,;:!?)\]'’]          # a web address, without the punctuation after it
    | (?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?(?:-[^\W_]+)*     # U.S.   a.m.   U.S.-led
    | \d+(?:[.,:/]\d+)+[^\W_]*(?:-[^\W_]+)*                      # 1,500   3.5bn   10:14   6.3-magnitude
    | [^\W\d_]{1,6}?(?=[nN]['’][tT]\b) | [nN]['’][tT]\b          # did n't
    | ['’](?:[sS]|[dD]|[mM]|ll|LL|re|RE|ve|VE)\b                 # Korea 's
    | [^\W_]+(?:[\u0300-\u036f]+[^\W_]*                          # letters with loose accents
               |[-‐‑][^\W_]+                                     # well-known   15-year-old   2025-10-20
               |&(?=[A-Z])[^\W_]+                                # AT&T
               |['’](?!(?:[sS]|[dD]|[mM]|[tT]|ll|LL|re|RE|ve|VE)\b)[^\W_]+)*   # O'Brien   Sana'a
    | \.{2,} | --+
    | \S
    """,
    re.VERBOSE,
)


def tokenize(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of ``text[start:end]``; offsets count from the beginning of *text*."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word = match.group()
        at, to = match.span()
        if word == "." and tokens:
            before = tokens[-1]
            if before.end == at and (before.lower in abbreviations.ALL or _is_initial(before.text)):
                word = before.text + "."
                tokens[-1] = Token(before.start, to, word, word.lower())
                continue
        tokens.append(Token(at, to, word, word.lower()))
    return tuple(tokens)


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper() and word != "I"
