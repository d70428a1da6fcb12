"""The command `serve`: it listens where it says, and says what it needs."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli import serve
from onrecord.cli.main import app


@pytest.fixture
def served(filled: Path, request: pytest.FixtureRequest):
    """The address that a running server printed."""
    command = [sys.executable, "-m", "onrecord", "serve", "--ledger", str(filled), "--port", "0", *request.param]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        line = process.stderr.readline()
        yield re.search(r"http://\S+", line)[0]
    finally:
        process.terminate()
        process.wait(10)


def status(address: str) -> int:
    """The status of an answer."""
    try:
        keeping_cookies = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with keeping_cookies.open(address, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("served", [[]], indirect=True)
def test_it_serves_this_machine(served: str):
    """The address that is printed answers, without a token; it listens on no other address of the machine."""
    assert served.startswith("http://127.0.0.1:")
    assert status(served) == 200
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", int(re.search(r":(\d+)/", served)[1])), 5)


@pytest.mark.parametrize("served", [["--host", "0.0.0.0"]], indirect=True)
def test_for_others_it_asks_for_a_token(served: str):
    """Listening for other machines, it makes a token and prints it; without it nothing is read."""
    assert "?token=" in served
    assert status(served.partition("?")[0]) == 401
    assert status(served) == 200


def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Without the extra, with a ledger that is not there, or a port in use, the message says what to do."""
    assert CliRunner().invoke(app, ["serve", "--ledger", str(tmp_path / "none")]).exit_code == 2
    monkeypatch.setattr(serve, "_NEEDED", ("no_such_module",))
    with pytest.raises(Exception, match=r"pip install 'onrecord\[web\]'"):
        serve.serve(tmp_path)


def test_a_port_in_use_is_told():
    """The message names another way."""
    with serve._listening("127.0.0.1", 0) as first, pytest.raises(Exception, match="--port"):
        serve._listening("127.0.0.1", first.getsockname()[1])
