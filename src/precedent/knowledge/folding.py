"""One spelling for many: the key under which names are kept and looked up."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans(
    {
        "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ß": "ss",
        "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ı": "i", "ħ": "h", "Ħ": "h", "ŋ": "n", "ə": "a", "Ə": "a",
        "-": " ", "‐": " ", "‑": " ", "–": " ", "_": " ", "/": " ", ",": " ",
        "'": None, "’": None, "‘": None, "ʼ": None, "ʻ": None, "`": None, "´": None, ".": None,
    }
)  # fmt: skip
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_FIRST = frozenset(word[:2] for word in _SHORT)


def fold(name: str) -> str:
    """Lower case, no accents, apostrophes or full stops, hyphens as spaces, "Saint" as "st": "Ra's al-‘Ayn" → "ras al ayn"."""
    key = name.translate(_LETTERS)
    if not key.isascii():
        key = "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))
    words = key.lower().split()
    return " ".join([_SHORT.get(word, word) if word[:2] in _FIRST else word for word in words])


_PLAIN = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i", "ə": "a", "Ə": "A",
        "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss", "þ": "th", "Þ": "Th", "ʻ": "'", "ʼ": "'", "’": "'",
    }
)  # fmt: skip


def unaccented(name: str) -> str:
    """The name as those write it who have no accents, capitals and punctuation kept: "Lech Wałęsa" → "Lech Walesa"."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.translate(_PLAIN)) if not unicodedata.combining(c))
