"""`serve`: the page over a ledger."""

from __future__ import annotations

import secrets
import socket
import webbrowser
from importlib.util import find_spec
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlencode

import typer
from rich.markup import escape

from onrecord.cli.options import DEFAULT_LEDGER, LedgerOption, err, opened
from onrecord.errors import InputError, MissingExtraError
from onrecord.ledger import open_ledger

PORT = 8765
_NEEDED = ("fastapi", "uvicorn", "jinja2", "multipart")


def serve(
    ledger: LedgerOption = DEFAULT_LEDGER,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; others than this machine's own need the token to read.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65_535, help="Port to listen on; 0: any that is free.")
    ] = PORT,
    token: Annotated[
        str | None,
        typer.Option("--token", envvar="ONRECORD_TOKEN", help="Reading needs this token too.", show_envvar=False),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", help="Another name that the page may be called by. May be given several times."),
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Make the ledger if there is none.")] = False,
    browse: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Open the ledger as a page in the browser: search, read, check and add.

    It serves this machine only. With --host it serves others too, and then a token is needed even to read.

    Examples:

      onrecord serve --ledger ledger

      onrecord serve --ledger ledger --new --open

      onrecord serve --host 0.0.0.0 --allow-host reports.example.org
    """
    _check_installed()
    from onrecord.web.serving import run  # here, for the extra may be missing and --help should not wait

    if new:
        open_ledger(ledger, write=True).close()
    opened(ledger).close()
    if token is None and not _is_local(host):
        token = secrets.token_urlsafe(24)
    with _listening(host, port) as listening:
        own = "localhost" if host in ("0.0.0.0", "::") else host
        where = f"[{own}]" if ":" in own else own
        address = f"http://{where}:{listening.getsockname()[1]}/" + (f"?{urlencode({'token': token})}" if token else "")
        err.print(f"[bold]{escape(address)}[/bold]", soft_wrap=True)
        err.print(f"  ledger {escape(str(ledger))}; stop with Ctrl-C")
        if browse:
            webbrowser.open(address)
        run(ledger, listening, token, [host, *(allow_host or ())])


def _check_installed() -> None:
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise MissingExtraError(
            f"the page needs {', '.join(missing)}, which is not installed: pip install 'onrecord[web]'"
        )


def _is_local(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise InputError(
            f"cannot listen on {host} port {port}: {error.strerror or error}; give another --port (0: any free)"
        ) from error
