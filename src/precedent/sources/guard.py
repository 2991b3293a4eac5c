"""The guard at the network's door: a name is resolved once, each address judged, and the very address judged is connected to.

It takes the place of httpcore2's own way of connecting, so that nothing between can resolve the name a second time.
A conversation that goes on beyond its deadline is broken off, however slowly the other side keeps it alive.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import httpcore2
import httpx2

from precedent.errors import SourceError
from precedent.sources.addresses import refused

Resolve = Callable[[str, int], Sequence[str]]
"""Host and port to numeric addresses."""
Connect = Callable[[str, int, float], httpcore2.NetworkStream]
"""Numeric address, port, seconds to a connection."""

_TRIED = 4  # addresses of one name


class Forbidden(SourceError):
    """A host with no address that may be connected to."""


def resolve(host: str, port: int) -> Sequence[str]:
    """The system's answer, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def connect(address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
    """A TCP connection to a numeric address."""
    return httpcore2.SyncBackend().connect_tcp(address, port, timeout=seconds)


class Guard(httpcore2.NetworkBackend):
    """Connects for one fetch, redirects included. *private* says whether this host's address may be private."""

    def __init__(self, resolve: Resolve, connect: Connect, private: Callable[[str], bool], seconds: float) -> None:
        self._resolve, self._connect, self._private = resolve, connect, private
        self._deadline = time.monotonic() + seconds

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of *host* that may be connected to and answers."""
        failure: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in self._judged(host, port)[:_TRIED]:
            try:
                return _Timed(self._connect(address, port, _left(self._deadline, timeout)), self._deadline)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure

    def _judged(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._resolve(host, port)
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise httpcore2.ConnectError("names cannot be looked up at the moment") from error
            raise SourceError(f"{host} was not found", "check the address") from error
        except UnicodeError as error:
            raise SourceError(f"{host[:80]!r} is no name of a host", "check the address") from error
        private = self._private(host)
        reasons = [refused(address, private) for address in addresses]
        allowed = [address for address, reason in zip(addresses, reasons, strict=True) if reason is None]
        if addresses and not allowed:
            openable = any(refused(address, True) is None for address in addresses)
            advice = f"allow it with --allow-private {host} if you trust it" if openable else "nothing opens such an address"
            raise Forbidden(f"{host} is not fetched: {reasons[0]}", advice)
        return allowed


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise SourceError("it takes longer than it may", "download it, and read the file")
    return left if timeout is None else min(left, timeout)


class _Timed(httpcore2.NetworkStream):
    """A connection that ends at a deadline: limits on single reads alone would let a byte every few seconds go on for ever."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return self._stream.read(max_bytes, _left(self._deadline, timeout))
        except httpcore2.ReadTimeout:
            _left(self._deadline, timeout)  # over for good, rather than silent for a while
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _Timed(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class Transport(httpx2.BaseTransport):
    """httpx2's requests over connections of the guard's; each connection serves one request."""

    def __init__(self, guard: Guard, context: ssl.SSLContext | None) -> None:
        self._pool = httpcore2.ConnectionPool(ssl_context=context, max_keepalive_connections=0, network_backend=guard)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        assert isinstance(request.stream, Iterable)
        answer = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        assert isinstance(answer.stream, Iterable)
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()
