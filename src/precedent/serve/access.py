"""Who is there: passwords as scrypt hashes, a bearer token, and signed cookies that say who signed in and until when."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping

from precedent.serve.config import Config

COOKIE, VISITED = "precedent", "precedent-visit"
_DAYS = 7
# OWASP's Password Storage Cheat Sheet gives this among its equal settings of scrypt: 32 MB a try.
_N, _R, _P = 2**15, 8, 3


def hash_password(password: str, salt: bytes | None = None) -> str:
    """``scrypt$N$R$P$SALT$HASH``, salt and hash in base64."""
    salt = salt or secrets.token_bytes(16)
    made = hashlib.scrypt(password.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=2**27)
    return "$".join(["scrypt", str(_N), str(_R), str(_P), *(base64.b64encode(b).decode() for b in (salt, made))])


def is_password(password: str, hashed: str) -> bool:
    """Whether *hashed* is of *password*."""
    _, n, r, p, salt, made = hashed.split("$")
    tried = hashlib.scrypt(password.encode(), salt=base64.b64decode(salt), n=int(n), r=int(r), p=int(p), maxmem=2**27)
    return hmac.compare_digest(tried, base64.b64decode(made))


_NOBODY = "scrypt$32768$8$3$AAAAAAAAAAAAAAAAAAAAAA==$" + base64.b64encode(bytes(64)).decode()


def admit(config: Config, name: str, password: str) -> str | None:
    """The name that signs in with these; None where they are wrong. An unknown name costs as long as a wrong password."""
    if config.token and not name and hmac.compare_digest(password.encode(), config.token.encode()):
        return "token"
    if not config.users:
        return None
    right = is_password(password, config.users.get(name, _NOBODY))
    return name if right and name in config.users else None


def issue(config: Config, name: str) -> str:
    """The value of the cookie for a session of *name* ("" where nobody need sign in)."""
    said = f"{secrets.token_hex(16)}.{int(time.time()) + _DAYS * 86400}.{base64.urlsafe_b64encode(name.encode()).decode()}"
    return f"{said}.{sign(config, said)}"


def visit(config: Config, cookie: str | None = None) -> tuple[str, str]:
    """What the sign-in form of a visitor is bound to, and the cookie that holds it: that of *cookie* if we made it, else a new one.

    It admits to nothing. Without it another site could sign its own name in here, and have what is read then told to it.
    """
    said, _, signature = (cookie or "").partition(".")
    if not said or not hmac.compare_digest(signature.encode(), sign(config, f"visit {said}").encode()):
        said = secrets.token_hex(16)
    return f"visit {said}", f"{said}.{sign(config, f'visit {said}')}"


def session(config: Config, cookie: str | None) -> tuple[str, str] | None:
    """The session's id and name, if the cookie is one of ours and has not run out."""
    said, _, signature = (cookie or "").rpartition(".")
    if not said or not hmac.compare_digest(signature.encode(), sign(config, said).encode()):
        return None
    id_, until, name = said.split(".")
    return (id_, base64.urlsafe_b64decode(name).decode()) if int(until) > time.time() else None


def sign(config: Config, said: str) -> str:
    return hmac.new(config.secret.encode(), said.encode(), hashlib.sha256).hexdigest()


def is_bearer(config: Config, headers: Mapping[str, str]) -> bool:
    """Whether a request carries the token."""
    scheme, _, given = headers.get("authorization", "").partition(" ")
    return bool(config.token) and scheme.lower() == "bearer" and hmac.compare_digest(given.encode(), (config.token or "").encode())
