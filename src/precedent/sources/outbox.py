"""Mail out: the other way, beside the door of :mod:`.fetch`, by which anything leaves for the network."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from precedent.errors import SourceError

_SECONDS = 30.0
_PORTS = {"smtp": 25, "smtps": 465}


def mail(server: str, sender: str, to: str, subject: str, text: str, attached: str) -> None:
    """Send *text*, with JSON lines *attached*, through *server* (``smtp://name:password@host:port``, or ``smtps://``).

    The server is the user's own choice, and so may be private. Where it offers to encrypt, that is taken; a password is
    never sent without.
    """
    parts = urlsplit(server)
    try:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, to, subject
        port = parts.port or _PORTS[parts.scheme]
    except (KeyError, ValueError) as error:
        raise SourceError(f"mail cannot be sent as it is set up ({error})", "look at PRECEDENT_MAIL_SERVER and --mail") from error
    message.set_content(text)
    message.add_attachment(attached.encode(), "application", "x-ndjson", filename="news.jsonl")
    context = ssl.create_default_context()
    try:
        with (
            smtplib.SMTP_SSL(parts.hostname or "", port, timeout=_SECONDS, context=context)
            if parts.scheme == "smtps"
            else smtplib.SMTP(parts.hostname or "", port, timeout=_SECONDS)
        ) as session:
            session.ehlo()
            secure = parts.scheme == "smtps"
            if not secure and session.has_extn("starttls"):
                session.starttls(context=context)
                session.ehlo()
                secure = True
            if parts.username and not secure:
                raise SourceError(f"{parts.hostname} takes no encrypted connection", "no password is sent without one")
            if parts.username:
                session.login(unquote(parts.username), unquote(parts.password or ""))
            session.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        said = " ".join(str(error).split())[:200]
        raise SourceError(f"mail could not be sent by {parts.hostname} ({said})", "look at PRECEDENT_MAIL_SERVER") from error
