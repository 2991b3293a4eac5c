"""What a line around a forum post says, in the words of the common forum softwares (English, some German, French, Spanish)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from precedent.clean import dates

Kind = Literal["by", "number", "time", "count", "rank", "detail", "subject"]


class Line(NamedTuple):
    """A line read: its kind, and what it says of the post."""

    kind: Kind
    author: str | None = None
    rank: str | None = None
    number: int | None = None
    published: str | None = None


_CLOCK = r"\d{1,2}[:.]\d{2} (?: :\d{2})? (?: \s?[AaPp]\.?[Mm]\.? )? (?: \sUhr )? (?: \s[A-Z]{3,4} )?"
_DAY = r"""(?: today | yesterday | heute | gestern | hier | aujourd'hui | hoy | ayer | (?:sun|mon|tues|wednes|thurs|fri|satur)day
  | (?: [^\W\d_]{2,10}[.]?,?\s )?
    (?: [^\W\d_]{3,10}[.]?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}
       | \d{1,2}(?:st|nd|rd|th|[.])?\s[^\W\d_]{3,10}[.]?,?\s\d{4}
       | \d{1,4}[./-]\d{1,2}[./-]\d{2,4} ) )"""
_AGO = r"""(?: (?:\d{1,3}|an?)\s(?:second|minute|min[.]?|hour|hr[.]?|day|week|month|mo[.]?|year|yr[.]?)s?\sago
  | just\snow | a\smoment\sago | \d{1,3}\s?(?:m|h|d|w|mo|y)(?:\sago)? )"""
_WHEN = rf"(?: {_AGO} | {_DAY} (?: ,?\s(?:(?:at|um|à|@|-|–|»|·|•)\s)? {_CLOCK} )? | {_CLOCK} )"
_NUMBER = r"(?:post\s|reply\s)?\#\s?(?P<number>\d{1,6})"
_GAP = r"[\s·•∙|»«,–—-]*"
_COUNTED = r"""(?: posts? | messages?
  | joined | join\sdate | registered | member\ssince | registriert(?:\sseit)? | beiträge | dabei\sseit
  | inscrit | reputation | rep\spower | reaction\sscore | reactions | trophy\spoints | thanked | thanks
  | karma | likes\sreceived | solutions )"""
_DETAIL = r"""(?: location | from | ort | wohnort | gender | age | points | likes | blog\sentries
  | country | occupation | interests | status
  | website | topics | threads | last\sseen | activity | first\sname )"""


def _pattern(source: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(source, flags | re.VERBOSE)


_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("by", _pattern(rf"«?\s*reply\s\#(?P<number>\d{{1,6}})\son:\s(?P<when>{_WHEN})\s*»?")),
    (
        "by",
        _pattern(rf"""(?:post(?:ed)?\sby\s|beitrag\svon\s|by\s(?=[^\n»]{{1,40}}»)) (?:u/)? (?P<author>[^\n»·•|]{{1,40}}?)
                      (?: \s*[»·•|]\s* | \son\s | ,\s | \s(?=\d) ) (?P<when>{_WHEN}) (?: \s*{_NUMBER} )?"""),
    ),
    ("by", _pattern(rf"(?:posted\sby\s)? u/(?P<author>[\w-]{{3,20}}) (?: \s*[·•|]?\s*(?P<when>{_WHEN}) )?")),
    ("number", _pattern(rf"{_GAP} {_NUMBER} {_GAP} (?P<when>{_WHEN})?")),
    ("number", _pattern(rf"{_GAP} (?:posted\s(?:on\s)?)? (?P<when>{_WHEN}) {_GAP} {_NUMBER}")),
    (
        "time",
        _pattern(rf"""{_GAP} (?: (?:posted|published|post\stime|date|sent|erstellt|verfasst)(?:\son)?:?\s )?
                      (?P<when>{_WHEN}) {_GAP} (?: \s*\(?edited\)? )?"""),
    ),
    ("count", _pattern(rf"{_COUNTED}\s*:\s*[^\n]{{0,50}} | [+]?[\d,.]{{1,9}}\s(?:posts|messages|beiträge|reputation)")),
    (
        "rank",
        _pattern(
            r"""(?P<rank> (?: [A-Z][\w'-]{1,15}\s ){0,2}
                (?: Member | Moderator | Administrator | Admin | User | Poster | Contributor
                  | Newbie | Newcomer | Guest | Supporter | Subscriber
                  | Patron | Guru | Addict | Enthusiast | Regular | Veteran
                  | Banned | Lurker | Mitglied | Benutzer | Membre | Miembro | Leader )
                (?: \s\(\d{1,4}\) )? )""",
            re.NOFLAG,
        ),
    ),
    (
        "detail",
        _pattern(rf"{_DETAIL}\s*:\s*[^\n]{{0,50}} | offline | online | original\sposter | op | thread\sstarter | default | follow"),
    ),
    ("detail", _pattern(r"[*★☆]{2,10} | .{1,30}'s\savatar")),
    ("subject", _pattern(r"(?:default\s+)? (?:re|aw|sv)\s*:\s [^\n]{1,120}")),
)
_LABEL = _pattern(rf"(?P<count>{_COUNTED}) | {_DETAIL}")
_VALUE = re.compile(r"[+-]?[\d,.]+[KkMm]?|[^\n.!?]{1,30}")
_BUTTON = r"(?:like|reply|quote|report|share|top|bookmark|edit|thanks|upvote|downvote|save|antworten|zitieren|melden)"
_CLOSING = _pattern(
    rf"""{_BUTTON} (?: [\s·•|/]+{_BUTTON} )*
       | reply\swith\squote | multi-?quote | give\saward | back\sto\stop | nach\soben | gefällt\smir
       | last\sedited(?:\sby)?[:\s][^\n]{{1,100}} | zuletzt\sbearbeitet[^\n]{{1,100}} | sent\sfrom\smy\s[^\n]{{1,60}}
       | reactions:\s?[^\n]{{1,120}} | \d{{1,5}}\s(?:likes?|replies|reply|upvotes|points)
       | [^\n]{{1,60}}\slikes?\sthis(?:\spost)?[.]?"""
)
_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s{2,}|,\s(?=[A-Z#])")
_LONGEST = 140


def read(words: str) -> list[Line]:
    """What one line says, or nothing where it is no known kind. One line may set several things side by side."""
    if len(words) > _LONGEST:
        return []
    whole = _read(words)
    if whole is not None:
        return [whole]
    cells = _SEPARATOR.split(words)
    known = [_read(cell) for cell in cells]
    if len(cells) < 3 or None in known[1:]:
        return []
    first = known[0] or (Line("detail", author=cells[0]) if len(cells[0].split()) <= 3 else None)
    return [line for line in (first, *known[1:]) if line is not None] if first else []


def _read(words: str) -> Line | None:
    for kind, pattern in _PATTERNS:
        if match := pattern.fullmatch(words):
            said = match.groupdict()
            number = said.get("number")
            return Line(
                kind, said.get("author"), said.get("rank"), int(number) if number else None, dates.published(said.get("when"))
            )
    return None


def label(words: str) -> Kind | None:
    """The kind of a line that only names what the next one gives ("Joined", "Messages"), else None."""
    match = _LABEL.fullmatch(words)
    return None if match is None else "count" if match["count"] else "detail"


def is_value(words: str) -> bool:
    """Whether a line can be what the label before it asks for."""
    return bool(_VALUE.fullmatch(words))


def closes(words: str) -> bool:
    """Whether a line stands under a post and is no part of it: buttons, "Last edited by", counts of the poster."""
    if len(words) > _LONGEST:
        return False
    if _CLOSING.fullmatch(words):
        return True
    line = _read(words)
    return line is not None and line.kind == "count"
