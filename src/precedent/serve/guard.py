"""What stands before every page: who asks, from where, by which name; and the headers that every answer carries."""

from __future__ import annotations

import ipaddress
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from precedent.serve import access
from precedent.serve.config import Config

POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST = 8 * 2**20  # bytes of a request: a long report, many times over


class Guard:
    """Middleware: refuses, asks to sign in, or lets through with a session; adds the headers to whatever comes back."""

    def __init__(self, app: ASGIApp, config: Config) -> None:
        self._app, self._config = app, config

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        bearer = access.is_bearer(self._config, headers)
        cookies = cookie_parser(headers.get("cookie", ""))
        found = access.session(self._config, cookies.get(access.COOKIE))
        fresh, bound = None, ""
        if found is None and not self._config.guarded:
            issued = access.issue(self._config, "")
            fresh, found = cookie(issued, scope["scheme"]), access.session(self._config, issued)
        elif found is None:
            bound, visit = access.visit(self._config, cookies.get(access.VISITED))
            fresh = (
                cookie(visit, scope["scheme"], access.VISITED) if (scope["method"], scope["path"]) == ("GET", "/signin") else None
            )
        state = scope.setdefault("state", {})
        state["session"], state["name"] = found or (bound, "token" if bearer else "")
        refused = self._refused(scope, headers, bearer or found is not None, bearer)

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out[name] = value
                if not scope["path"].startswith("/static/"):
                    out.setdefault("Cache-Control", "no-store")
                if fresh is not None and not scope["path"].startswith(("/static/", "/api/")):
                    out.append("Set-Cookie", fresh)
            await send(message)

        await (refused or self._app)(scope, receive if refused else _bounded(receive), sent)

    def _refused(self, scope: Scope, headers: Headers, known: bool, bearer: bool) -> Response | None:
        host = headers.get("host", "")
        if not is_ours(host, self._config.names):
            return PlainTextResponse(f"This server is not called {host!r}; start it with --name to give it that name.\n", 421)
        if scope["method"] not in _SAFE and not bearer and _foreign(headers, host):
            return PlainTextResponse("This was sent from a page of another site, and is refused.\n", 403)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST:
            return PlainTextResponse(f"What was sent is larger than {LARGEST >> 20} MB; read it with precedent read.\n", 413)
        path = scope["path"]
        if known or path in ("/signin", "/signin.json") or path.startswith("/static/"):
            return None
        if path.startswith("/api/") or path.endswith(".json"):
            return Response(
                b'{"type":"about:blank","title":"Who is there?","status":401,'
                b'"detail":"this server asks for a token; send it as Authorization: Bearer TOKEN"}',
                401,
                {"WWW-Authenticate": "Bearer"},
                "application/problem+json",
            )
        query = scope["query_string"].decode("latin-1")
        return RedirectResponse(f"/signin?next={quote(path + ('?' + query if query else ''))}", 303)


def cookie(value: str, scheme: str, name: str = access.COOKIE) -> str:
    """A cookie that no script reads and no other site sends."""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict" + ("; Secure" if scheme == "https" else "")


def is_ours(host: str, names: tuple[str, ...]) -> bool:
    """Whether a Host header names this server: an address, localhost, or a name that it was given.

    A page that has its own name point here (DNS rebinding) sends that name, never a bare address.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return name == "localhost" or name in names


def _foreign(headers: Headers, host: str) -> bool:
    """Whether a browser says that another site sent this. Programs say nothing, and have no session to be misused."""
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != host:
        return True
    return headers.get("sec-fetch-site", "none") not in ("none", "same-origin")


def _bounded(receive: Receive) -> Receive:
    """The body, cut off where it grows beyond what a request may hold: a length need not be said, nor be true."""
    seen = 0

    async def part() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return message if seen <= LARGEST else {"type": "http.disconnect"}

    return part
