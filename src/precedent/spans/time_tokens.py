"""Text cut into tokens, and each token given a class of time word, written as one character.

The rules of :mod:`precedent.spans.time_rules` are regular expressions over these characters: a text of 200,000 words
becomes a string of 230,000 characters, most of them ``OTHER``, in which times are found by ordinary matching.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from precedent.knowledge.calendar import CalendarWords

OTHER = "."
_FIRST_CODE = 0xE000  # private use: never a character with a meaning in a pattern

PATTERN = re.compile(
    r"""
      (?P<dotted>(?:Jan|Febr?|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun
        |JAN|FEB|MAR|APR|AUG|SEPT?|OCT|NOV|DEC)\.)
    | (?P<abbr>(?:[A-Za-z]\.){2,}|[ABPabp]\.[CDMcdm](?![\w.])|(?:St|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Rev|Sen|Rep|Gov|Jr|Sr|No|vs)\.)
    | (?P<word>[^\W\d_]++(?![\d_]))
    | (?P<blank>\n[^\S\n]*\n\s*+)
    | (?P<money>(?:[$£€¥₩₽]|US\$)\s?[0-9][0-9.,]*+)
    | (?P<iso>[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])
        (?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?(?![\w-]))
    | (?P<slash>9/11(?![\w/])|[0-9]{1,4}(?P<sep>[/.-])[0-9]{1,2}(?P=sep)[0-9]{2,4}(?![\w/-]|\.[0-9]))
    | (?P<clock>[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?(?=\s?(?:[aApP]\.?[mM]\b|hrs|hours|h\b))
        |[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![\w:]))
    | (?P<real>[0-9]{1,3}(?:,[0-9]{3})++(?:\.[0-9]++)?(?![\w])|[0-9]{1,9}\.[0-9]++(?![\w]))
    | (?P<ordinal>[0-9]{1,4}(?:st|nd|rd|th|ST|ND|RD|TH)(?!\w))
    | (?P<decade>(?:['’‘`])?[0-9]{1,3}0['’]?s(?!\w))
    | (?P<short>['’‘`][0-9]{2}(?!\w))
    | (?P<part>(?:[1-4][QH]|[QH][1-4]|FY[0-9]{2}(?:[0-9]{2})?)(?!\w))
    | (?P<int>[0-9]++(?!\w|%|\s%)
        |[0-9]{1,2}(?=(?:am|pm|AM|PM|a\.m|p\.m|hrs?|h|min|yrs?)\b)
        |[0-9]{4}(?=(?:[hH](?:rs|ours)?|Z|GMT|UTC|BC|AD|BCE|CE)\b))
    | (?P<junk>\w++)
    | (?P<mark>(?P<same>\S)(?P=same)*+)
    """,
    re.VERBOSE | re.DOTALL,
)

_MARKS = {
    ",": "COMMA", "-": "DASH", "–": "DASH", "—": "DASH", "‑": "DASH", "--": "DASH", "---": "DASH", "'": "APOS", "’": "APOS",
    "`": "APOS", "(": "LEFT", ")": "RIGHT", "/": "SLASH", ".": "STOP", "!": "STOP", "?": "STOP", "…": "STOP", "...": "STOP",
    "+": "PLUS", '"': "QUOTE", "“": "QUOTE", "”": "QUOTE",
}  # fmt: skip
_KINDS = {
    "iso": "ISO", "slash": "SLASHED", "clock": "CLOCK", "real": "REAL", "ordinal": "NTH", "decade": "DECADE", "short": "SHORT",
    "part": "PARTCODE", "blank": "BLANK",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a text: ``codes[i]`` is the class of the token ``text[starts[i]:ends[i]]``, ``words[i]`` in lower case."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    codes: str

    def capital(self, at: int) -> bool:
        return self.text[self.starts[at]].isupper()


class Alphabet:
    """The characters that stand for classes. A word in several sets has a character of its own, in each set's class."""

    def __init__(self, words: CalendarWords, literals: Iterable[str]) -> None:
        groups: dict[str, set[str]] = {}
        for name, members in words.sets.items():
            for word in members:
                groups.setdefault(word, set()).add(name)
        for literal in literals:
            groups.setdefault(literal, set()).add("=" + literal)
        self._codes: dict[frozenset[str], str] = {}
        self.members: dict[str, str] = {}
        self.of_word = {word: self._code(groups[word]) for word in sorted(groups)}
        self.of_kind = {kind: self._code({name}) for kind, name in sorted(_KINDS.items())}
        self.of_mark = {mark: self._code({name}) for mark, name in sorted(_MARKS.items())}
        self.small = [self._code(_number_classes(str(n))) for n in range(100)]
        self.zeros = {f"0{n}": self._code(_number_classes(f"0{n}")) for n in range(10)}
        self.year = self._code({"INT", "YEAR", "CLOCK4"})
        self.plain_year = self._code({"INT", "YEAR"})
        self.clock4 = self._code({"INT", "CLOCK4"})
        self.three = self._code({"INT", "YEAR3"})
        self.integer = self._code({"INT"})
        self.lower = frozenset(words.capitals)

    def _code(self, names: Iterable[str]) -> str:
        key = frozenset(names)
        if key not in self._codes:
            code = self._codes[key] = chr(_FIRST_CODE + len(self._codes))
            for name in sorted(key):
                self.members[name] = self.members.get(name, "") + code
        return self._codes[key]

    def of_number(self, digits: str) -> str:
        size = len(digits)
        if size <= 2:
            return self.zeros[digits] if size == 2 and digits[0] == "0" else self.small[int(digits)]
        if size == 3:
            return self.three if digits[0] != "0" else OTHER
        if size == 4:
            clock = digits[:2] < "25" and digits[2] < "6"
            if digits[0] == "0" or digits >= "2200":
                return self.clock4 if clock else self.integer
            return self.year if clock else self.plain_year
        return self.integer if size <= 9 else OTHER


def _number_classes(digits: str) -> set[str]:
    value, names = int(digits), {"INT"}
    if 1 <= value <= 12:
        names.add("HOUR12")
    if value <= 24:
        names.add("HOUR24")
    if value <= 59:
        names.add("MINUTE")
    if 1 <= value <= 31:
        names.add("DAY")
    if len(digits) == 2:
        names.add("YY")
    return names


def tokenise(text: str, alphabet: Alphabet) -> Tokens:
    """Every token of *text* but white space; blank lines are tokens, for no time goes across them."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    codes: list[str] = []
    of_word, of_mark, of_kind, lower = alphabet.of_word, alphabet.of_mark, alphabet.of_kind, alphabet.lower
    for match in PATTERN.finditer(text):
        kind = match.lastgroup
        word = match.group().lower()
        if kind == "word":
            code = of_word.get(word, OTHER)
            if code != OTHER and word in lower and match.group()[0].islower():
                code = OTHER
        elif kind == "mark":
            code = of_mark.get(word, OTHER)
            word = "'" if word in "’`‘" else word
        elif kind == "int":
            code = alphabet.of_number(word)
        elif kind == "abbr":
            code = of_word.get(word, OTHER)
        elif kind == "dotted":
            word = word[:-1]
            code = of_word.get(word, OTHER)
        else:
            code = of_kind.get(kind or "", OTHER)
        start, end = match.span()
        starts.append(start)
        ends.append(end)
        words.append(word)
        codes.append(code)
    return Tokens(text, starts, ends, words, "".join(codes))
