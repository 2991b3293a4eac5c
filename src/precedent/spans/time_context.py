"""Whether words that have the form of a time are one where they stand: "May", "March on", "the fall of", "2000-strong"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from precedent.knowledge.calendar import calendar_words
from precedent.spans.time_tokens import OTHER, Tokens

Fields = Mapping[str, tuple[str, ...]]

_PUNCTUATION = frozenset(",.;:!?)(\"'”“—–-…")
_MONEY = "$€£¥#+*"
_DASHES = ("-", "–", "—", "‑")
_TWILIGHT = ("dawn", "dusk", "daybreak", "sunrise", "sunset", "nightfall")
_BACK_AND_ON = ("before", "after", "previous", "following", "earlier")
_SIZES = ("second", "minute", "hour", "day", "weekend", "week", "fortnight", "month", "quarter", "season", "semester", "year",
          "decade", "century", "millennium")  # fmt: skip


def accepts(tokens: Tokens, form: str, fields: Fields, first: int, last: int) -> bool:
    """Whether ``tokens[first:last]``, of this form, is a time here."""
    check = _CHECKS.get(form)
    return check is None or check(tokens, fields, first, last)


def without_article(tokens: Tokens, form: str, first: int, last: int) -> int:
    """Where the time begins: "the" belongs to the noun in "the summer offensive" and "the 21 January attack"."""
    if tokens.words[first] != "the" or last - first < 2:
        return first
    following = tokens.words[first + 1]
    if form == "day":
        return first + 1 if _is("MONTH", following) or _is("WEEKDAY", following) or _noun_follows(tokens, last) else first
    if form == "season" and _is("SEASON", following):
        return first + 1 if _noun_follows(tokens, last) or _glued(tokens, last) else first
    return first + 1 if form == "quarter" and "-" in tokens.words[first:last] and _noun_follows(tokens, last) else first


def is_rate(tokens: Tokens, fields: Fields, first: int) -> bool:
    """Whether "a year" here means each year ("$5 a year", "24 hours a day") and not a length."""
    if fields.get("n") not in (("a",), ("an",)) or "about" in fields:
        return False
    before = _word(tokens, first - 1)
    return _is("UNITS", before) or _around("measured", before) or (before != "" and before[0] in "0123456789$€£¥")


def _word(tokens: Tokens, at: int) -> str:
    return tokens.words[at] if 0 <= at < len(tokens.words) else ""


def _is(name: str, word: str) -> bool:
    return word in calendar_words().sets[name]


def _around(name: str, word: str) -> bool:
    return word in calendar_words().around[name]


def _counted(word: str) -> bool:
    return word in calendar_words().counted


def _ends_phrase(tokens: Tokens, at: int) -> bool:
    """Whether no noun follows: the end, a mark of punctuation or a small word."""
    word = _word(tokens, at)
    return not word or word in _PUNCTUATION or _is("CLOSED", word) or _is("CONNECTOR", word) or not word.strip()


def _noun_follows(tokens: Tokens, at: int) -> bool:
    """Whether a word stands there that may be the noun of the phrase (not a verb in -ed, not a small word)."""
    word = _word(tokens, at)
    return word.isalpha() and tokens.codes[at] == OTHER and not word.endswith("ed") and not _around("starts_clause", word)


def _glued(tokens: Tokens, at: int) -> bool:
    """Whether a hyphen follows without a space: "last-minute", "2000-strong"."""
    return _word(tokens, at) in ("-", "‑") and tokens.starts[at] == tokens.ends[at - 1]


def _capital(tokens: Tokens, at: int) -> bool:
    return 0 <= at < len(tokens.words) and tokens.capital(at)


def _day(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    said, after = fields.get("day", ("1",)), _word(tokens, last)
    if _is("ORDINAL", said[0]) and "of" not in tokens.words[first:last] and not _ends_phrase(tokens, last):
        return False
    digits = "".join(c for c in said[0] if c.isdigit())
    if digits and not 1 <= int(digits) <= 31:
        return False
    return not (said[-1] == _word(tokens, last - 1) and _counted(after)) and after not in ("%", "million", "billion")


def _day_tail(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    joined = _word(tokens, first - 1)
    if not _day(tokens, fields, first, last) or _is("MONTH", _word(tokens, last)):
        return False
    if not fields["day"][0].isdigit() or joined in _DASHES:
        return True
    return joined != "," and _ends_phrase(tokens, last) and _word(tokens, last) != "-"


def _nth(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    leads = "weekday" in fields or _around("leads_day", _word(tokens, first - 1))
    return leads and _day(tokens, fields, first, last) and _ends_phrase(tokens, last)


def _month(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    """Names of months are names of people, and some are verbs."""
    name, before, after = fields["month"][0], _word(tokens, first - 1), _word(tokens, last)
    if not _around("names", name) or set(fields) - {"month"} or last - first > 1:
        return True
    if before in ("and", "or", "of", "to", "with", "for") and _capital(tokens, last) and not _is("MONTH", after):
        return False
    if _around("timely", before):
        return not (name == "march" and after in ("on", "to") and before in ("and", "or", "to"))
    if before in ("the", "a"):
        return name != "march" and not _capital(tokens, last) and after != "" and after not in _PUNCTUATION
    if _around("rather_not_months", name):
        return _is("MONTH", _word(tokens, first - 2)) and before in (",", "-", "–", "/")
    return not _capital(tokens, last) and not (_capital(tokens, first - 1) and not _is("MONTH", before))


def _year(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    """A number of four figures is a year unless it counts something or names something."""
    if "year" not in fields or len(fields["year"]) > 1 or "era" in fields:
        return True
    year, before, after = fields["year"][-1], _word(tokens, first - 1), _word(tokens, last)
    if set(fields) - {"year"} and last - first > 1:
        return not _counted(after)
    if last - first > 1 and "year" in tokens.words[first : last - 1]:
        return True
    if before.rstrip(".") in calendar_words().numbered or (before != "" and before[0] in _MONEY):
        return False
    if _counted(after) or after in ("%", "/", "+", "°") or (after in _DASHES and _counted(_word(tokens, last + 1))):
        return False
    if not year.isdigit():
        return _around("yearly", before) or before in ("the", ",", "-", "–")
    if before in ("-", "–", "/", ".") and _word(tokens, first - 2)[:1].isdigit():
        return len(_word(tokens, first - 2)) == 4 and before != "."
    if 1900 <= int(year) <= 2050:
        return True
    if before in ("of", "to", "by", "from", "or", "and") and year.endswith("00"):
        return False
    return (
        _around("yearly", before)
        or before in ("(", "the", "-", "–", "as")
        or _joins_year(tokens, last)
        or _heads(tokens, first, last)
    )


def _joins_year(tokens: Tokens, last: int) -> bool:
    other = _word(tokens, last + 1)
    return _word(tokens, last) in _DASHES and len(other) in (2, 4) and other.isdigit()


def _heads(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the year ends a heading ("Plan and blockade, 1861") or is one."""
    alone = _word(tokens, first - 1) == "," or not _word(tokens, first - 1).strip()
    return alone and not _word(tokens, last).strip()


def _year_tail(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    full = fields["tail"][0] if fields["tail"] else ""
    return len(full) == 4 and full.isdigit() and int(full[2:]) < int(fields["year"][0]) and not _counted(_word(tokens, last))


def _decade(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    said, before = fields["decade"][0], _word(tokens, first - 1)
    if said.isalpha():
        return _word(tokens, first) == "the" and not _around("whose", before)
    digits = "".join(c for c in said if c.isdigit())
    if len(digits) == 4:
        return "1000" <= digits <= "2190"
    if len(digits) == 3:
        return _is("ERA", _word(tokens, last - 1))
    if _around("whose", before) or before in ("low", "high", "upper", "of"):
        return False
    return first < last - 1 or not said[0].isdigit() or before in ("and", "or", "-", "–", "the", "to")


def _quarter(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    if "code" in fields:
        return fields["code"][0][0] in "1234qf" or "year" in fields or "rel" in fields
    return "nth" in fields and not _around("other_quarters", _word(tokens, last))


def _season(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    name, before, after = fields["season"][0], _word(tokens, first - 1), _word(tokens, last)
    bare = first == last - 1
    if name == "fall" and not {"year", "rel"} & set(fields):
        if after in ("of", "from", "to", "into"):
            return False
        if bare or set(fields) == {"season"}:
            return _around("leads_fall", before) or (bare and after in ("semester", "campaign", "season"))
    if name == "spring" and bare and "year" not in fields:
        named = _capital(tokens, first) and not _capital(tokens, first - 1)
        return named or _around("leads_spring", before) or (_ends_phrase(tokens, last) and _around("timely", before))
    return True


def _weekday(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    if _around("weak_days", fields["weekday"][0]) and set(fields) == {"weekday"}:
        return tokens.text[tokens.ends[last - 1] - 1] == "." or _word(tokens, first - 1) == "on"
    return not _around("other_weekdays", _word(tokens, first - 1))


def _part(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    if "part" not in fields or set(fields) - {"part", "mod"}:
        return True
    name, before, after = fields["part"][0], _word(tokens, first - 1), _word(tokens, last)
    if name in _TWILIGHT:
        return _around("at_dawn", before) and after != "of" and "the" not in tokens.words[first:last]
    if last - first > 1:
        return name != "night" or after not in _DASHES
    if name in ("daytime", "nighttime"):
        return True
    if name == "night":
        return _around("of_day", before) and after not in ("-", "vision", "club")
    if before in ("good", "saturday", "sunday") or after in _DASHES:
        return False
    return _around("of_day", before) or before in ("in", "of") or not _capital(tokens, first)


def _clock(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    """Figures with a colon are also scores, verses and ratios."""
    said, before, after = fields.get("time", ()), _word(tokens, first - 1), _word(tokens, last)
    if "half" in fields:
        return before in ("from", "between", "at", "-", "–", "to")
    if len(said) == 1 and ":" in said[0] and not set(fields) - {"time"}:
        hour, minute = said[0].split(":")[:2]
        listed = before in ("-", "–", "(", ",") and len(said[0]) == 5
        return int(hour) <= 24 and int(minute) < 60 and (_around("guesses", before) or listed or after in _DASHES)
    if len(said) >= 2 and said[1] in ("past", "to"):
        return _around("guesses", before) or before == "("
    return True


def _unit(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    """ "the day", "this second": bare units need words around that make them a time."""
    if "unit" not in fields:
        return True
    unit, before, after = fields["unit"][0], _word(tokens, first - 1), _word(tokens, last)
    if unit in ("second", "minute", "season", "millennium") or _glued(tokens, last):
        return False
    which = fields.get("which", ())
    if which and which[-1] in _BACK_AND_ON and _word(tokens, last - 1) == which[-1]:
        return not after or after in _PUNCTUATION
    if which or "edge" in fields or "mod" in fields:
        return unit != "quarter" or after != "of"
    if unit in ("hour", "night"):
        return False
    if _word(tokens, first) != "the" or last - first > 2:
        return True
    if unit == "day":
        ends = _ends_phrase(tokens, last) or _around("ending", before)
        return _around("ends_the_day", before) and not _around("counts_on", after) and ends
    return unit == "weekend" or (_around("timely", before) and after not in ("of", "when", "that", "'"))


def _span(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    unit, before, after = fields["unit"][0], _word(tokens, first - 1), _word(tokens, last)
    count, words = fields.get("n", ()), tokens.words[first:last]
    if "n2" in fields and _size(fields["unit2"][0]) >= _size(unit):
        return False
    if unit in ("season", "millennium") or before == "as":  # "the second in as many years"
        return False
    if not count and "which" not in fields:
        if last - first == 1 and not _is("LONG", unit):
            said = _around("bare_units", unit) or (unit == "seconds" and before in ("in", "within", "for"))
            return said and before not in ("light", "-", "man", "those", "as")
        return unit not in ("second", "quarter", "night")
    if unit in ("quarter", "quarters"):
        return "which" in fields or any(_is("ADJECTIVE", w) for w in words)
    if unit == "second" and words[-1] != "long":
        return "-" in words or count == ("one",)
    if count in (("a",), ("an",)):
        return (
            after not in _DASHES[:1]
            and all(_around("a_whole", w) or w == "-" for w in fields.get("adj", ()))
            and "long" not in words
        )
    if count and _is("VAGUE", count[-1]) and count[-1] != "couple" and _is("UNIT", unit):
        return False
    return _around_over(tokens, fields, first) and not (before != "" and before[0] in "$€£¥")


def _around_over(tokens: Tokens, fields: Fields, first: int) -> bool:
    """ "in over six years" is more than six; "bombed cities over 42 days" is not."""
    return fields.get("about") != ("over",) or _around("leads_over", _word(tokens, first - 1))


def _size(word: str) -> int:
    sets = calendar_words().sets
    return _SIZES.index(sets["UNIT"].get(word) or sets["UNITS"].get(word) or sets["LONG"][word])


def _offset(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    direction = fields.get("dir", ("",))[0]
    if fields.get("unit", ("",))[0] in ("second", "season", "quarter") and direction != "ago":
        return False
    return not _around("ends_there", direction) or not _word(tokens, last) or _word(tokens, last) in _PUNCTUATION


def _set(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    return fields.get("unit", ("",))[0] != "second"


def _frequency(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    """Not the names of newspapers, nor "weekly-paid"."""
    named = _capital(tokens, first) and (_capital(tokens, last) or _capital(tokens, first - 1))
    return not named and not (_word(tokens, last) == "-" and _word(tokens, last + 1) not in ("", "long"))


def _at_the_time(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    return not _around("counts_on", _word(tokens, last)) and not _around("goes_on", _word(tokens, last))


def _the_present(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    if _word(tokens, last - 1) in ("present", "past", "moment"):
        return _ends_phrase(tokens, last) and not _around("counts_on", _word(tokens, last))
    return True


_CHECKS: dict[str, Callable[[Tokens, Fields, int, int], bool]] = {
    "day": _day,
    "daytail": _day_tail,
    "nth": _nth,
    "month": _month,
    "year": _year,
    "yeartail": _year_tail,
    "decade": _decade,
    "quarter": _quarter,
    "season": _season,
    "weekday": _weekday,
    "part": _part,
    "clock": _clock,
    "unit": _unit,
    "span": _span,
    "offset": _offset,
    "set": _set,
    "frequency": _frequency,
    "then": _at_the_time,
    "phrase:PRESENT_REF": _the_present,
    "phrase:PAST_REF": _the_present,
}
