"""The server around the application."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterable
from pathlib import Path

import uvicorn

import onrecord.pipeline  # noqa: F401 - loaded now, or the first reader of a record would wait for it
from onrecord.web.app import create_app

_SWITCH_S = 0.001


def run(ledger: Path, listening: socket.socket, token: str | None, hosts: Iterable[str]) -> None:
    """Serve until stopped. Errors of the program go to standard error; requests are not logged."""
    # A page of a record must not wait for a count over all of them that another thread is at.
    sys.setswitchinterval(_SWITCH_S)
    config = uvicorn.Config(
        create_app(ledger, token, hosts),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=3,
    )
    uvicorn.Server(config).run(sockets=[listening])
