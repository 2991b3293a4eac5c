"""Records to HTML: one Jinja environment, everything escaped, and the few words and addresses that all templates need."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from precedent.base import Record
from precedent.serve import csrf
from precedent.wording import country_name, date_words, event_noun, judgement_words, status

HERE = Path(__file__).parent
NAVIGATION = (("/", "Start"), ("/events", "Events"), ("/check", "Check and ask"), ("/review", "Review"), ("/sources", "Sources"))


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.globals |= {
        "address": address,
        "country_name": country_name,
        "date_words": date_words,
        "event_address": event_address,
        "event_noun": event_noun,
        "judgement_words": judgement_words,
        "navigation": NAVIGATION,
        "report_address": report_address,
        "status": status,
    }
    made.filters |= {"outside": outside, "day": day, "said_at": said_at, "sentence": sentence}
    return made


def html(request: Request, template: str, page: Record, status_code: int = 200) -> HTMLResponse:
    """The page of a record. In the template it is ``page``; ``here`` is this page's own address, ``twin`` that of its JSON."""
    token = csrf.token(request)
    query = f"?{request.url.query}" if request.url.query else ""
    said: dict[str, Any] = {
        "page": page,
        "path": request.url.path,
        "here": request.url.path + query,
        "twin": f"{request.url.path}.json{query}",
        "name": request.state.name,
        "guarded": request.app.state.config.guarded,
        "csrf": lambda: Markup('<input type="hidden" name="csrf" value="{}">').format(token),
    }
    return HTMLResponse(environment().get_template(template).render(said), status_code)


def address(path: str, **query: Any) -> str:
    """An address with its query; values that are None or empty are left out, a list stands once for each of its values."""
    # A page holds hundreds of addresses, and of seventeen filters most are not set.
    pairs = [(name.rstrip("_"), one) for name, value in query.items() if value is not None for one in _each(value)]
    return path + ("?" + urlencode(pairs) if pairs else "")


def event_address(id: str) -> str:
    """The page of an event."""
    return f"/events/{quote(id, safe='')}"


def report_address(id: str, start: int | None = None, end: int | None = None, part: str | None = None) -> str:
    """The page of a report, or the place there where cited words stand."""
    return address("/report", id=id) + (f"#{part or 'text'}-{start}-{end}" if start is not None else "")


def _each(value: Any) -> list[str]:
    values = value if isinstance(value, (list, tuple)) else [value]
    return [str(one) for one in values if one not in (None, "")]


def outside(url: str | None) -> str | None:
    """A link that came from outside, if it leads to the web; what would run as a script, or names a file, is none."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def day(value: str | None) -> str:
    """A date in words, without its time of day."""
    return date_words(value[:10]) if value else "on an unknown day"


def sentence(words: str) -> str:
    """Words as a sentence of their own."""
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else ".")


def said_at(value: str | None) -> Markup:
    """A point in time as it was given; a script adds the reader's own clock where it has a time of day and an offset."""
    if not value:
        return Markup('<span class="unknown">undated</span>')
    words = date_words(value[:10]) + (
        f", {value[11:16]} {value[19:].lstrip('.0123456789') or ''}".rstrip() if len(value) > 10 else ""
    )
    return Markup('<time datetime="{}">{}</time>').format(value, words.replace(" Z", " UTC").replace("+00:00", "UTC"))
