"""WARC records, as crawlers write them."""

from __future__ import annotations

import zlib


def record(url: str, body: bytes, kind: str = "text/html", status: int = 200, *headers: str, type_: str = "response") -> bytes:
    if type_ == "response":
        lines = [f"HTTP/1.1 {status} OK", f"Content-Type: {kind}", *headers, f"Content-Length: {len(body)}", "", ""]
        body, kind = "\r\n".join(lines).encode() + body, "application/http; msgtype=response"
    lines = [
        "WARC/1.0",
        f"WARC-Type: {type_}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2025-10-21T00:00:00Z",
        f"Content-Type: {kind}",
    ]
    identity = f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{zlib.crc32(body):012d}>"
    return "\r\n".join([*lines, identity, f"Content-Length: {len(body)}", "", ""]).encode() + body + b"\r\n\r\n"
