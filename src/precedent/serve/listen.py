"""Listening: the socket is bound before anything is said, so that the address told is true."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable

import uvicorn

from precedent.errors import UsageError
from precedent.pipeline import is_question
from precedent.serve.app import create
from precedent.serve.config import Config


def listen(config: Config, on_ready: Callable[[str], None]) -> None:
    """Serve until stopped. *on_ready* is told the address. Raises ``UsageError`` where it cannot be listened on."""
    host = config.host.strip("[]")
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, config.port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, proto)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        raise UsageError(f"{config.host}:{config.port} cannot be listened on ({error.strerror})", "give another --port") from error
    is_question("Has anything happened?")  # loads what reading needs, so that the first who asks need not wait for it
    gc.collect()
    gc.freeze()  # what is loaded stays: looking through it for garbage would hold up a request for a tenth of a second
    port = listening.getsockname()[1]
    on_ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
    server = uvicorn.Server(
        uvicorn.Config(create(config), log_level="warning", server_header=False, proxy_headers=False, timeout_graceful_shutdown=3)
    )
    server.run([listening])
