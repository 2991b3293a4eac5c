"""Dates of publication as people and pages write them, to ISO 8601; None rather than a guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from importlib import resources

import yaml

_MONTHS: dict[str, int] = {
    name: number
    for number, names in yaml.safe_load(resources.files(__package__).joinpath("months.yaml").read_text(encoding="utf-8")).items()
    for name in names
}
_LONGEST = 80
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?(?: ?(?:Z|[+-]\d{2}:?\d{2}|UTC|GMT))?)?\Z")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})(?P<sep>[/.-])(\d{1,2})(?P=sep)(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})(?P<sep>[/.-])(\d{1,2})(?P=sep)(\d{4})(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º)?[ -](?:(?:of|de|di|d'|d’) ?)?([^\W\d_]{3,12})\.?,?[ -](?:de |del )?(\d{4})(?!\d)",
    re.I,
)
_YEAR_MONTH = re.compile(r"(?<!\d)(\d{4})\.? ([^\W\d_]{3,12})\.? (\d{1,2})(?!\d)")  # Hungarian
_EAST_ASIAN = re.compile(r"(?<!\d)(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]")
_VIETNAMESE = re.compile(r"(?<!\d)(\d{1,2}) (?:tháng|thg) (\d{1,2}),? (\d{4})(?!\d)", re.I)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (?:\d{2}:\d{2}(?::\d{2})? )?(\d{4})(?!\d)", re.I)


def published(value: object, day_first: bool | None = None) -> str | None:
    """*value* as an ISO date, or as a datetime where it says its offset; None where it cannot be read in one way only.

    Takes ISO 8601, RFC 2822, seconds or milliseconds since 1970, and dates written out ("October 20, 2025", "20. Okt. 2025",
    "20.10.2025", "2025/10/20", "2025年10月20日"). *day_first* settles "10/11/2025", which is otherwise not read.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(value)
    if not isinstance(value, str):
        return None
    text = " ".join(value.split())
    if not text or len(text) > _LONGEST:
        return None
    if text.isascii() and text.isdigit() and len(text) in (10, 13):
        return _since_1970(int(text))
    if _ISO.match(text):
        return _iso(text)
    return _rfc_2822(text) or _written(text, day_first)


def _since_1970(seconds: float) -> str | None:
    if seconds > 1e11:
        seconds /= 1000
    if not 1e8 < seconds < 4e9:  # 1973 to 2096: another number is no date
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _iso(text: str) -> str | None:
    text = re.sub(r" ?(?:UTC|GMT)\Z", "Z", text).replace(",", ".")
    text = re.sub(r" (?=Z|[+-]\d{2}:?\d{2}\Z)", "", text)
    try:
        if len(text) == 10:
            return date.fromisoformat(text).isoformat()
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.isoformat(timespec="seconds") if moment.tzinfo else moment.date().isoformat()


def _rfc_2822(text: str) -> str | None:
    if ":" not in text or "," not in text[:12]:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return moment.isoformat(timespec="seconds") if moment.tzinfo else moment.date().isoformat()


def _written(text: str, day_first: bool | None) -> str | None:
    if match := _YEAR_FIRST.search(text):
        return _date(match[1], match[3], match[4])
    if match := _YEAR_LAST.search(text):
        first, second = int(match[1]), int(match[3])
        if match["sep"] == "." or first > 12 or first == second or (day_first is True and second <= 12):
            return _date(match[4], second, first)
        if second > 12 or day_first is False:
            return _date(match[4], first, second)
        return None
    if match := _EAST_ASIAN.search(text):
        return _date(match[1], match[2], match[3])
    if match := _VIETNAMESE.search(text):
        return _date(match[3], match[2], match[1])
    for pattern, (day, month, year) in ((_DAY_MONTH, (1, 2, 3)), (_MONTH_DAY, (2, 1, 3)), (_YEAR_MONTH, (3, 2, 1))):
        for match in pattern.finditer(text):
            if match[month].lower() in _MONTHS:
                return _date(match[year], _MONTHS[match[month].lower()], match[day])
    return None


def _date(year: str, month: str | int, day: str | int) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
