"""Lengths of time and how often: TIMEX3 values of durations and sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from precedent.knowledge.calendar import calendar_words, number, ordinal

Fields = Mapping[str, tuple[str, ...]]

_LETTERS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "weekend": "WE", "week": "W", "month": "M", "quarter": "Q",
    "semester": "H", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip
_CLOCK_UNITS = ("second", "minute", "hour")
_HALVES = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "decade": "P5Y", "century": "P50Y", "month": "P15D"}


def unit_of(words: Sequence[str]) -> str:
    """The unit that *words* name, in the singular: ``("years",)`` is "year"."""
    sets = calendar_words().sets
    for word in words:
        for name in ("UNIT", "UNITS", "LONG"):
            if word in sets[name]:
                return str(sets[name][word])
        if word in sets["PART"]:
            return "day"
    return "day"


def amount(value: float | int | None, unit: str) -> str:
    """The TIMEX3 value of so many units; X stands for an amount that the words leave open."""
    if unit == "fortnight":
        value, unit = (None if value is None else value * 2), "week"
    if unit == "millennium":
        value, unit = (None if value is None else value * 10), "century"
    if unit == "season":  # TIMEX3 has letters for four seasons, none for a season
        value, unit = (None if value is None else value * 3), "month"
    if unit.endswith("s"):  # "decades-long"
        value, unit = None, unit[:-1]
    many = "X" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
    return f"P{'T' if unit in _CLOCK_UNITS else ''}{many}{_LETTERS[unit]}"


def duration(fields: Fields) -> str:
    """The value of a span such as "two and a half years", "half an hour", "a year and six months", "weeks"."""
    unit = unit_of(fields["unit"])
    count = fields.get("n", ())
    if count[:1] == ("half",) and unit in _HALVES:
        return _HALVES[unit]
    if count == ("a", "quarter") and unit == "hour":
        return "PT15M"
    plural = fields["unit"][0] in calendar_words().sets["UNITS"]
    value = number(count) if count else (None if plural else 1)
    if count in (("another",), ("an", "single"), ("a", "single"), ("single",)):
        value = 1
    if "plus" in fields and value is not None:
        value += 0.5 if fields["plus"][0] == "half" else 0.25
    if "n2" not in fields:
        return amount(value, unit)
    second = amount(number(fields["n2"]), unit_of(fields["unit2"]))
    first = amount(value, unit)
    if "T" in first and "T" in second:
        return first + second[2:]
    return first + (second[1:])


def repeated(fields: Fields) -> str | None:
    """The value of a set: a period where it is "every two weeks", a pattern where it is "every Monday morning"."""
    sets = calendar_words().sets
    if "month" in fields:
        return f"XXXX-{sets['MONTH'][fields['month'][0]]:02d}"
    if "weekday" in fields:
        day = f"XXXX-WXX-{sets['WEEKDAY'][fields['weekday'][0]]}"
        return day + (f"T{sets['PART'][fields['part'][0]]}" if "part" in fields else "")
    if "unit" not in fields:
        return None
    word = fields["unit"][0]
    if word in sets["SEASON"]:
        return f"XXXX-{sets['SEASON'][word]}"
    if word in sets["PART"] and word != "day":
        return f"XXXX-XX-XXT{sets['PART'][word]}"
    count = fields.get("n", ())
    if count == ("other",):
        return amount(2, unit_of(fields["unit"]))
    every = number(count) or ordinal(count) if count and count not in (("a",), ("single",)) else 1
    return amount(every, unit_of(fields["unit"]))
