"""Whether words that have the form of a time are one where they stand: "May", "March on", "the fall of", "2000-strong"."""

from __future__ import annotations

from collections.abc import Mapping

from precedent.knowledge.calendar import calendar_words
from precedent.spans.time_tokens import OTHER, Tokens

Fields = Mapping[str, tuple[str, ...]]

_TIMELY = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "by",
        "from",
        "during",
        "before",
        "after",
        "between",
        "around",
        "to",
        "through",
        "throughout",
        "of",
        "for",
        "on",
        "at",
        "late",
        "early",
        "mid",
        "past",
        "last",
        "next",
        "this",
        "and",
        "or",
        "toward",
        "towards",
        "through",
        "circa",
        "as",
        "every",
        "each",
        "within",
        "into",
        "onward",
        "onwards",
        "beginning",
        "starting",
        "ending",
        "dated",
    ]
)
_YEARLY = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "by",
        "from",
        "during",
        "before",
        "after",
        "between",
        "around",
        "through",
        "throughout",
        "circa",
        "of",
        "to",
        "and",
        "or",
        "late",
        "early",
    ]
)
_WHOSE = frozenset(["his", "her", "their", "its", "our", "my", "your"])
_PUNCTUATION = frozenset(",.;:!?)(\"'”“—–-…")
_NAMES = frozenset(["may", "march", "april", "june", "august", "jan", "jun", "dec", "mar"])
_WEAK_DAYS = frozenset(["sun", "sat", "wed", "mon", "fri", "thu"])
_ENDS_THE_DAY = frozenset(
    [
        "end",
        "ended",
        "ends",
        "ending",
        "finish",
        "finished",
        "finishing",
        "finishes",
        "closed",
        "close",
        "closing",
        "closes",
        "during",
        "throughout",
        "start",
        "started",
        "starting",
        "for",
        "in",
        "on",
        "over",
        "through",
    ]
)
_ENDING = frozenset(("end", "ended", "ends", "ending", "finish", "finished", "finishes", "finishing", "closed", "closes", "started"))
_BARE_UNITS = frozenset(["minutes", "hours", "days", "weeks", "months", "years", "decades", "centuries", "millennia"])
_A_WHOLE = frozenset(["full", "whole", "entire", "further", "single", "additional", "extra", "solid", "long"])
_AT_DAWN = frozenset(["at", "before", "by", "until", "till", "since", "after", "from", "around", "toward", "towards"])
_OF_DAY = frozenset(
    ["at", "by", "before", "until", "since", "all", "during", "each", "every", "one", "per", "from", "into", "through"]
)
_SEASON_LEADS = frozenset(
    [
        "in",
        "by",
        "until",
        "till",
        "during",
        "since",
        "this",
        "last",
        "every",
        "and",
        "of",
        "late",
        "early",
        "mid",
        "for",
        "next",
        "through",
        "throughout",
        "the",
        "each",
        "before",
        "after",
        "to",
        "or",
        "over",
    ]
)
_STARTS_CLAUSE = frozenset(("the", "a", "an", "his", "her", "its", "their", "we", "i", "you", "our", "my", "there", "this", "these", "those", "said", "saw", "came", "began"))
_COUNTS_ON = frozenset(["of", "when", "that", "which", "who"])
_GUESSES = frozenset(
    [
        "at",
        "by",
        "until",
        "till",
        "before",
        "after",
        "around",
        "about",
        "from",
        "to",
        "between",
        "since",
        "approximately",
        "from",
        "and",
        "or",
        "near",
        "exactly",
    ]
)


def _word(tokens: Tokens, at: int) -> str:
    return tokens.words[at] if 0 <= at < len(tokens.words) else ""


def _ends_phrase(tokens: Tokens, at: int) -> bool:
    """Whether no noun follows: the end, a mark of punctuation or a small word."""
    word = _word(tokens, at)
    sets = calendar_words().sets
    return not word or word in _PUNCTUATION or word in sets["CLOSED"] or word in sets["CONNECTOR"] or not word.strip()


def _capital(tokens: Tokens, at: int) -> bool:
    return 0 <= at < len(tokens.words) and tokens.capital(at)


def accepts(tokens: Tokens, form: str, fields: Fields, first: int, last: int) -> bool:
    """Whether ``tokens[first:last]``, of this form, is a time here."""
    check = _CHECKS.get(form)
    return check is None or check(tokens, fields, first, last)


def without_article(tokens: Tokens, form: str, first: int, last: int) -> int:
    """Where the time begins: "the" belongs to the noun in "the summer offensive" and "the 21 January attack"."""
    if tokens.words[first] != "the" or last - first < 2:
        return first
    if form == "day":
        return first + 1 if tokens.words[first + 1][0].isalpha() or _noun_follows(tokens, last) else first
    if form in ("season", "quarter", "part") and (_noun_follows(tokens, last) or _glued(tokens, last)) and tokens.words[first + 1] in calendar_words().sets["SEASON"]:
        return first + 1
    return first + 1 if form == "quarter" and "-" in tokens.words[first:last] and _noun_follows(tokens, last) else first


def _noun_follows(tokens: Tokens, at: int) -> bool:
    """Whether a word stands there that may be the noun of the phrase (not a verb in -ed, not a small word)."""
    word = _word(tokens, at)
    if not word.isalpha() or word.endswith("ed") or word in calendar_words().sets["CLOSED"] or word in calendar_words().sets["CONNECTOR"]:
        return False
    return tokens.codes[at] == OTHER and word not in _STARTS_CLAUSE


def _glued(tokens: Tokens, at: int) -> bool:
    """Whether a hyphen follows without a space: "last-minute", "2000-strong"."""
    return _word(tokens, at) in ("-", "‑") and tokens.starts[at] == tokens.ends[at - 1]


def is_rate(tokens: Tokens, fields: Fields, first: int) -> bool:
    """Whether "a year" here means each year ("$5 a year", "15 deaths a day") and not a length."""
    if fields.get("n") not in (("a",), ("an",)) or "about" in fields:
        return False
    before = _word(tokens, first - 1)
    return (
        before[:1].isdigit()
        or (before[:1] in "$€£¥" and bool(before))
        or before in ("million", "billion", "thousand", "hundred", "times", "once", "twice")
    )


def _day(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    digits = "".join(c for c in fields.get("day", ("1",))[0] if c.isdigit())
    if digits and not 1 <= int(digits) <= 31:
        return False
    counts = fields.get("day", ("",))[-1] == _word(tokens, last - 1) and _word(tokens, last) in calendar_words().counted
    return not counts and _word(tokens, last) not in ("%", "percent", "million", "billion")


def _day_tail(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    joined = _word(tokens, first - 1)
    if not _day(tokens, fields, first, last) or _word(tokens, last) in calendar_words().sets["MONTH"]:
        return False
    if "st" in fields["day"][0] or "th" in fields["day"][0] or joined in ("-", "–", "—"):
        return True
    return joined != "," and _ends_phrase(tokens, last) and _word(tokens, last) != "-"


def _nth(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    leads = (
        _word(tokens, first - 1) in ("on", "by", "until", "till", "since", "from", "before", "after", "and", "through")
        or "weekday" in fields
    )
    return leads and _day(tokens, fields, first, last) and _ends_phrase(tokens, last)


def _month(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    name, before, after = fields["month"][0], _word(tokens, first - 1), _word(tokens, last)
    if name not in _NAMES or set(fields) - {"month"}:
        return True
    if before in _TIMELY:
        return not (name == "march" and after in ("on", "to") and before in ("and", "or", "to"))
    if before == "the" or before == "a":
        return name not in ("march",) and not _capital(tokens, last) and bool(after) and after not in _PUNCTUATION
    if name in ("may", "march", "jan", "jun", "dec", "mar"):
        return _word(tokens, first - 2) in calendar_words().sets["MONTH"] and before in (",", "-", "–", "/")
    return not _capital(tokens, last) and not (_capital(tokens, first - 1) and before not in calendar_words().sets["MONTH"])


def _year(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    if "year" not in fields:
        return True
    year, before, after = fields["year"][-1], _word(tokens, first - 1), _word(tokens, last)
    if len(fields["year"]) > 1 or "era" in fields:
        return True
    if set(fields) - {"year"} and last - first > 1:
        return after not in calendar_words().counted
    if last - first > 1 and "year" in tokens.words[first : last - 1]:
        return True
    if (
        before in calendar_words().numbered
        or (before[:1] in "$€£¥#+*" and before)
        or after in calendar_words().counted
        or after in ("%", "/", "+", "°")
    ):
        return False
    if after in ("-", "–") and _word(tokens, last + 1) in calendar_words().counted:
        return False
    if not year.isdigit():
        return before in _YEARLY or before in ("the", ",", "-", "–")
    if before in ("-", "–", "/", ".") and _word(tokens, first - 2)[:1].isdigit():
        return len(_word(tokens, first - 2)) == 4 and before not in (".",)
    if 1900 <= int(year) <= 2050:
        return True
    if before in ("of", "to", "by", "from", "or", "and") and year.endswith("00"):
        return False
    return before in _YEARLY or before in ("(", "the", "-", "–") or _joins_year(tokens, last)


def _joins_year(tokens: Tokens, last: int) -> bool:
    return _word(tokens, last) in ("-", "–", "—") and len(_word(tokens, last + 1)) in (2, 4) and _word(tokens, last + 1).isdigit()


def _year_tail(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    full = fields["tail"][0] if fields["tail"] else ""
    return (
        len(full) == 4
        and full.isdigit()
        and int(full[2:]) < int(fields["year"][0])
        and _word(tokens, last) not in calendar_words().counted
    )


def _decade(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    said = fields["decade"][0]
    if not said[-2:-1].isdigit() and said[-1:] == "s" and not said[:1].isdigit() and said[:1].isalpha():
        return _word(tokens, first) == "the" and _word(tokens, first - 1) not in _WHOSE
    digits = "".join(c for c in said if c.isdigit())
    if len(digits) == 4:
        return "1000" <= digits <= "2190"
    if len(digits) == 3:
        return _word(tokens, last - 1) in calendar_words().sets["ERA"]
    return (
        _word(tokens, first - 1) not in _WHOSE
        and _word(tokens, first - 1) not in ("low", "high", "upper", "of")
        and (first < last - 1 or not said[0].isdigit() or _word(tokens, first - 1) in ("and", "or", "-", "–", "the", "to"))
    )


def _quarter(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    if "code" in fields:
        return "q" in fields["code"][0] or "year" in fields or "rel" in fields
    return _word(tokens, last) not in ("of", "mile", "final", "finals", "-", "century", "back", "horse") and "nth" in fields


def _season(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    name, before, after = fields["season"][0], _word(tokens, first - 1), _word(tokens, last)
    bare = first == last - 1
    if name == "fall":
        if after in ("of", "in", "from", "to", "into") and "year" not in fields and "rel" not in fields and after != "in":
            return False
        if bare:
            return before in ("by", "until", "since", "during", "in", "this", "last", "next") or (
                _word(tokens, last) in ("semester", "campaign", "season")
            )
        if set(fields) == {"season"}:
            return before in ("in", "during", "by", "until", "throughout", "since", "early", "late", "for") and after not in (
                "of",
                "from",
            )
        return "which" not in fields or _ends_phrase(tokens, last) or after not in ("of",)
    if name == "spring" and bare:
        return (
            before in _SEASON_LEADS - {"to", "of"}
            or (_capital(tokens, first) and not _capital(tokens, first - 1))
            or (_ends_phrase(tokens, last) and before in _TIMELY)
        )
    return not (bare and name == "spring" and before in ("a", "hot", "will", "would"))


def _weekday(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    name = fields["weekday"][0]
    if name in _WEAK_DAYS and set(fields) == {"weekday"}:
        return tokens.text[tokens.ends[last - 1] - 1] == "." or _word(tokens, first - 1) == "on"
    return _word(tokens, first - 1) not in ("black", "bloody", "super", "sheffield", "ruby", "fat")


def _part(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    if "part" not in fields or set(fields) - {"part", "mod"}:
        return True
    name, before, after = fields["part"][0], _word(tokens, first - 1), _word(tokens, last)
    if name in ("dawn", "dusk", "daybreak", "sunrise", "sunset", "nightfall"):
        return before in _AT_DAWN and after != "of" and "the" not in tokens.words[first:last]
    if last - first > 1:
        return after not in ("-",) or name != "night"
    if name in ("daytime", "nighttime"):
        return True
    if name == "night":
        return before in _OF_DAY and after not in ("-", "vision", "club")
    return (
        before not in ("good", "saturday", "sunday")
        and after != "-"
        and (before in _OF_DAY or before in ("in", "of") or not _capital(tokens, first))
    )


def _clock(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    said = fields.get("time", ())
    before, after = _word(tokens, first - 1), _word(tokens, last)
    if "half" in fields:
        return before in ("from", "between", "at", "-", "–", "to")
    if len(said) == 1 and ":" in said[0] and not set(fields) - {"time"}:
        hour, minute = said[0].split(":")[:2]
        return (
            int(hour) <= 24
            and int(minute) < 60
            and (before in _GUESSES or (before in ("-", "–", "(", ",") and len(said[0]) == 5) or after in ("-", "–"))
        )
    if len(said) >= 2 and said[1] in ("past", "to"):
        return before in _GUESSES or before in ("(", "half")
    return True


def _unit(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    if "unit" not in fields:
        return True
    unit, before, after = fields["unit"][0], _word(tokens, first - 1), _word(tokens, last)
    if unit in ("second", "minute", "season", "millennium") or _glued(tokens, last):
        return False
    which = fields.get("which", ())
    if which and which[-1] in ("before", "after", "previous", "following", "earlier") and _word(tokens, last - 1) == which[-1]:
        return _ends_phrase(tokens, last) and after not in ("the", "that") and (not after or after in _PUNCTUATION)
    if which or "edge" in fields or "mod" in fields:
        return not (unit == "quarter" and after == "of")
    if unit in ("hour", "night"):
        return _word(tokens, first) not in ("the",) or before in ("the",)
    if _word(tokens, first) != "the" or last - first > 2:
        return True
    if unit == "day":
        return before in _ENDS_THE_DAY and after not in _COUNTS_ON and (_ends_phrase(tokens, last) or before in _ENDING)
    return unit == "weekend" or (before in _TIMELY and after not in ("of", "when", "that", "'"))


def _span(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    unit, before, after = fields["unit"][0], _word(tokens, first - 1), _word(tokens, last)
    words = calendar_words()
    count = fields.get("n", ())
    if unit in ("season", "millennium", "millenniums"):
        return False
    if not count and "which" not in fields:
        if last - first == 1 and unit not in words.sets["LONG"]:
            return (unit in _BARE_UNITS or (unit == "seconds" and before in ("in", "within", "for"))) and before not in (
                "light",
                "-",
                "man",
            )
        return unit not in ("second", "quarter", "night")
    if unit in ("quarter", "quarters") and not ("which" in fields or set(tokens.words[first:last]) & set(words.sets["ADJECTIVE"])):
        return False
    if unit == "second" and _word(tokens, last - 1) != "long":
        return "-" in tokens.words[first:last] or count == ("one",)
    if unit in ("weekend", "night") and count in (("a",), ("an",)) and after == "-":
        return False
    if count in (("a",), ("an",)):
        between = [w for w in tokens.words[first:last] if w in words.sets["ADJECTIVE"]]
        return all(w in _A_WHOLE for w in between) and after != "-" and unit not in ("quarter",)
    if count and count[-1] in ("few", "several", "many", "various", "numerous", "countless", "some") and unit in words.sets["UNIT"]:
        return False
    return not (count and count[0][0].isdigit() and before[:1] in "$€£¥" and before)


def _offset(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    direction = fields.get("dir", ("",))[0]
    if fields.get("unit", ("",))[0] in ("second", "season", "quarter") and direction != "ago":
        return False
    if direction in ("before", "after", "on", "prior", "previously", "beforehand"):
        after = _word(tokens, last)
        return not after or after in _PUNCTUATION
    return True


def _set(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    return fields.get("unit", ("",))[0] not in ("second",)


def _frequency(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    named = _capital(tokens, first) and (_capital(tokens, last) or _capital(tokens, first - 1))
    return not named and not (_word(tokens, last) == "-" and _word(tokens, last + 1) not in ("", "long"))


def _at_the_time(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    return _word(tokens, last) not in _COUNTS_ON and _word(tokens, last) not in (
        "the",
        "a",
        "it",
        "he",
        "she",
        "they",
        "around",
        "last",
    )


def _the_present(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    if _word(tokens, last - 1) in ("present", "past", "moment"):
        return _ends_phrase(tokens, last) and _word(tokens, last) not in _COUNTS_ON
    return True


def _holiday(tokens: Tokens, fields: Fields, first: int, last: int) -> bool:
    return _capital(tokens, first) or _word(tokens, first) in ("the", "last", "next", "this") or _capital(tokens, last - 1)


_CHECKS = {
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
