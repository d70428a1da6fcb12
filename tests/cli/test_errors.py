"""Exit statuses and streams: data on standard output, words on standard error, a traceback nowhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from command import onrecord
from onrecord.cli import looking
from onrecord.cli.main import DEBUG, app
from onrecord.ingest import from_json
from onrecord.ledger import open_ledger


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A ledger of many reports without records: made in a moment, long enough to overflow a pipe."""
    path = tmp_path_factory.mktemp("errors") / "ledger"
    with open_ledger(path, write=True) as store:
        for n in range(300):
            text = f"Report {n} of many. " + "Nobody came to the meeting in Minsk. " * 10
            store.add(from_json({"text": text, "outlet": "Sample Post"}), (), fingerprint="none")
    return path


WRONG = {
    "a missing ledger": (["search", "--ledger", "{tmp}/none"], "no ledger at"),
    "a ledger that is a file": (["stats", "--ledger", "{tmp}/file"], "no ledger at"),
    "a missing path": (["run", "{tmp}/none", "--ledger", "{tmp}/new"], "no such file or folder"),
    "a ledger where a file is": (["run", "{tmp}/file", "--ledger", "{tmp}/file"], "a ledger is a folder"),
    "a day that is none": (["run", "{tmp}/file", "--ledger", "{tmp}/new", "--published", "yesterday"], "2022-06-26"),
    "a country that is none": (["run", "{tmp}/file", "--ledger", "{tmp}/new", "--country", "UK"], "three letters"),
    "a missing file to read": (["read", "{tmp}/none"], "no such file or folder"),
    "missing JSON lines": (["read", "--jsonl", "{tmp}/none"], "cannot open"),
    "a status that is none": (["search", "--status", "rumoured"], "no status"),
    "a day to search": (["search", "--since", "tomorrow"], "2022-06"),
    "a point that is none": (["search", "--near", "here"], "latitude and longitude"),
    "a saying that is none": (["search", "--saying", "sang"], "give one of said, claimed"),
    "nobody to judge": (["same", "Ann Lee", "Bob Lee"], "nobody is on record as 'Ann Lee'"),
    "an unknown id": (["show", "0123456789"], "0123456789"),
    "a format that is none": (["export", "--format", "xls"], "jsonl, csv, parquet, geojson"),
    "an unknown command": (["frobnicate"], "No such command"),
    "an unknown option": (["search", "--colour"], "No such option"),
    "no path": (["run"], "Missing argument"),
}


@pytest.mark.parametrize(("arguments", "words"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_explained(ledger, tmp_path, monkeypatch, arguments, words):
    """Every mistake gives status 2, no data, and a message that says what was seen and what to do."""
    monkeypatch.setenv("ONRECORD_LEDGER", str(ledger))
    (tmp_path / "file").write_text("Nobody came to the meeting in Minsk.")
    done = CliRunner().invoke(app, [a.replace("{tmp}", str(tmp_path)) for a in arguments])
    assert done.exit_code == 2
    assert done.stdout == ""
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "new").exists(), "a mistake makes no ledger"


def test_missing_ledger_says_how_to_make_one(tmp_path):
    """The message for a missing ledger names the command that makes it."""
    said = onrecord("search", "missiles", "--ledger", tmp_path / "none")
    assert (said.status, said.out) == (2, "")
    assert f"onrecord run PATH --ledger {tmp_path}/none" in said.err


def test_version_and_help():
    """--version and --help go to standard output with status 0; no command at all shows the help."""
    assert onrecord("--version")[:2] == (0, "onrecord 0.1.0\n")
    said = onrecord("--help")
    assert said.status == 0
    looking = ("search", "show", "export", "who", "judgements", "places", "outlets", "stats", "quarantine", "doctor")
    for name in ("run", "read", "same", "different", "unsure", *looking):
        assert f" {name} " in said.out
    assert "Usage: onrecord" in onrecord().out


def test_ledger_from_the_environment(ledger, monkeypatch):
    """ONRECORD_LEDGER stands for --ledger."""
    monkeypatch.setenv("ONRECORD_LEDGER", str(ledger))
    assert CliRunner().invoke(app, ["stats"]).exit_code == 0


def test_a_reader_that_goes_early_is_no_error(ledger):
    """`onrecord export | head -1` prints one line and no complaint."""
    command = [sys.executable, "-m", "onrecord", "export", "--ledger", str(ledger)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert json.loads(running.stdout.readline())
        running.stdout.close()
        words = running.stderr.read().decode()
        status = running.wait(60)
    assert (status, words) == (0, "")


def test_a_reader_that_goes_at_once_is_no_error(ledger):
    """Neither is one that never reads, nor on a command that prints tables."""
    for command in ("search", "outlets"):
        read_end, write_end = os.pipe()
        os.close(read_end)
        done = subprocess.run(
            [sys.executable, "-m", "onrecord", command, "--ledger", str(ledger)],
            stdout=write_end,
            stderr=subprocess.PIPE,
            timeout=60,
        )
        os.close(write_end)
        assert done.returncode == 0
        assert b"Error" not in done.stderr


def test_doctor_tells_a_spoilt_ledger_by_status_1(tmp_path):
    """A capture that was changed is found: findings on standard output, status 1."""
    page = tmp_path / "page.txt"
    page.write_text("Nobody came to the meeting in Minsk.")
    with open_ledger(tmp_path / "ledger", write=True) as store:
        store.add(from_json({"text": page.read_text()}), (), fingerprint="none", capture_path=page)
    (blob,) = (p for p in (tmp_path / "ledger" / "blobs").rglob("*") if p.is_file())
    blob.chmod(0o600)
    blob.write_text("Everybody came.")
    said = onrecord("doctor", "--ledger", tmp_path / "ledger")
    assert said.status == 1
    assert "error" in said.out
    assert "1 errors" in said.err


def test_a_fault_of_ours_is_no_traceback(ledger, monkeypatch):
    """A bug is told in a line, with status 70 and how to see more."""

    def broken(path):
        raise KeyError("who")

    monkeypatch.setattr(looking, "opened", broken)
    monkeypatch.delenv(DEBUG, raising=False)
    done = CliRunner().invoke(app, ["search", "--ledger", str(ledger)])
    assert done.exit_code == 70
    assert "a fault in onrecord itself: KeyError: 'who'" in done.stderr
    assert DEBUG in done.stderr


def test_stopping_is_told(ledger, monkeypatch):
    """An interrupt gives status 130 and says that nothing acknowledged is lost."""

    def stopped(path):
        raise KeyboardInterrupt

    monkeypatch.setattr(looking, "opened", stopped)
    done = CliRunner().invoke(app, ["search", "--ledger", str(ledger)])
    assert done.exit_code == 130
    assert "run again to go on" in done.stderr
