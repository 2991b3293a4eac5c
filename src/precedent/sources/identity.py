"""Who published a report and what it is called: canonical URLs, registered domains, ids where none were given."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_TRACKING = frozenset(["fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "igshid", "ocid", "cmpid", "phpsessid"])
_SESSION = re.compile(r"(?:s|sid|sessionid)=[0-9a-f]{32}", re.I)
_PORTS = {"http": 80, "https": 443}


def canonical(url: str | None, base: str | None = None) -> str | None:
    """*url* in its plainest spelling: small letters in scheme and host, no fragment, default port, session or tracking field.

    None where it is no web address.
    """
    if not url:
        return None
    try:
        parts = urlsplit(urljoin(base, url.strip()) if base else url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host:
        return None
    name = f"[{host}]" if ":" in host else host
    fields = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(key.lower(), value)]
    return urlunsplit(
        (scheme, name if port in (None, _PORTS[scheme]) else f"{name}:{port}", parts.path or "/", urlencode(fields), "")
    )


def _tracks(key: str, value: str) -> bool:
    return key in _TRACKING or key.startswith("utm_") or bool(_SESSION.fullmatch(f"{key}={value}"))


def domain(url: str | None) -> str | None:
    """The registered domain of *url* by the public suffix list ("news.example.co.uk" is of "example.co.uk"); else its host."""
    if not url:
        return None
    from tld import get_fld

    found: str | None = get_fld(url, fail_silently=True, search_private=True)
    try:
        return found or urlsplit(url).hostname
    except ValueError:
        return None


def by_content(place: str, *parts: str | None) -> str:
    """An id for a report that has neither id nor URL: where it was found, and a hash of what it says.

    Not its line number: the same reports in another order must keep their ids.
    """
    digest = hashlib.sha256("\x00".join(part or "" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{place}:{digest[:12]}"
