"""Mail (.eml): the text of a message, who sent it and when; text of earlier messages in it stays marked as quoted."""

from __future__ import annotations

import email.policy
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from selectolax.lexbor import LexborHTMLParser

from precedent.clean import dates, quotations
from precedent.clean.encoding import decode
from precedent.clean.sentences import lines
from precedent.clean.view import view
from precedent.errors import SourceError
from precedent.records import Quote, Refusal, Report
from precedent.sources.markup import text_of
from precedent.sources.parsers import Parsed


def parse(data: bytes, place: str) -> Parsed:
    """The report that a message is."""
    message: EmailMessage = message_from_bytes(data, policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    if body is None:
        raise SourceError("the message holds no text", "save what is attached to it and read that")
    words, losses = _content(body)
    if body.get_content_type() == "text/html":
        root = LexborHTMLParser(words).body
        found = root.css("blockquote") if root is not None else []
        text, quoted = text_of(root, found) if root is not None else ("", [])
        quotes = tuple(Quote(start=quote.start, end=quote.end, text=text[quote.start : quote.end]) for quote in quoted)
    else:
        text = words.strip()
        quotes = _quotes(text)
    losses += tuple(
        f"not read: the attachment {part.get_filename() or part.get_content_type()}"[:200] for part in message.iter_attachments()
    )
    if not text:
        reason = "; ".join(("the message holds no text", *losses))
        return Parsed(refusals=(Refusal(source=place, reason=reason, kind="empty"),))
    published = dates.published(_header(message, "Date"))
    name, address = parseaddr(_header(message, "From") or "")
    report = Report(
        id=place,
        text=text,
        title=_header(message, "Subject"),
        author=name or address or None,
        published=published,
        published_by="metadata" if published else None,
        extracted=True,
        quotes=quotes,
        losses=losses,
    )
    return Parsed(reports=(report,))


def _content(part: MIMEPart) -> tuple[str, tuple[str, ...]]:
    """The text of a part by its own charset; one that says a wrong one is read by what its bytes look like."""
    raw = part.get_payload(decode=True)
    text, losses = decode(raw if isinstance(raw, bytes) else b"", part.get_content_charset())
    return text.replace("\r\n", "\n"), losses


def _quotes(text: str) -> tuple[Quote, ...]:
    seen = view(text)
    found = []
    for quotation in quotations.find(seen.text, lines(seen.text), False):
        start, end = seen.given(*quotation.body)
        found.append(Quote(start=start, end=end, text=text[start:end], author=quotation.author))
    return tuple(found)


def _header(message: EmailMessage, name: str) -> str | None:
    """The words of a header field on one line; None where it is missing or cannot be read."""
    try:
        value = message[name]
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):  # the library's own parser stumbles over broken ones
        return None
    return " ".join(str(value).encode("utf-8", "replace").decode("utf-8").split()) or None if value is not None else None
