"""How fast the page is over a large ledger while many read it and another program writes it.

    python tools/make_big_ledger.py LEDGER BIG --records 1000000
    python -m evaluation.page_speed BIG                  # writes evaluation/page_speed.md
    python -m evaluation.page_speed BIG --seconds 5      # a try; nothing is written

The server is a process of its own, asked over the loopback by clients that each wait a moment between two requests as
people do. The writer is another one: it appends copies of reports at a steady pace, as `onrecord run` does at its best.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from evaluation.score import ROOT
from onrecord.ledger import Query, open_ledger
from onrecord.ledger.view import View, open_view
from onrecord.pipeline import FINGERPRINT

READERS = 8
PAUSE_S = 1.0
REPORTS_A_SECOND = 8.0
# The bars, in milliseconds at the 95th percentile, by the beginning of the label.
BARS = {"record": 20.0, "search": 300.0, "facets": 300.0}


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that is asked again and again. path: where; called with a chance of its own each time."""

    label: str
    path: Callable[[random.Random], str]


@dataclass(slots=True)
class Taken:
    """Milliseconds that answers took, by label, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def add(self, label: str, milliseconds: float) -> None:
        """One answer more."""
        self.times.setdefault(label, []).append(milliseconds)


@dataclass(frozen=True, slots=True)
class Words:
    """Words to search for, by how many records have them, and ids of records and entities."""

    rare: tuple[str, ...]
    middling: tuple[str, ...]
    common: tuple[str, ...]
    records: tuple[str, ...]
    people: tuple[str, ...]


def words_of(view: View) -> Words:
    """Words of the ledger: rare ones stand in fewer than 1,000 records, common ones in more than 50,000."""
    with open_ledger(view.path) as ledger:
        sql = "SELECT text FROM passage ORDER BY n DESC LIMIT 3000"
        texts = [row[0] for row in ledger.connection.execute(sql)]
        sql = "SELECT id FROM record WHERE n % 4001 = 7"
        records = tuple(row[0] for row in ledger.connection.execute(sql))
    found: dict[str, list[str]] = {"rare": [], "middling": [], "common": []}
    candidates = sorted({word.lower() for text in texts for word in re.findall(r"[A-Za-z]{3,}", text)})
    random.Random(1).shuffle(candidates)
    for word in [*("the", "and", "will", "people", "united", "states", "security"), *candidates]:
        count = view.count(Query(text=word)).records
        kind = "rare" if count < 1_000 else "middling" if count < 50_000 else "common"
        if count and len(found[kind]) < 40:
            found[kind].append(word)
        if all(len(each) >= 40 for each in found.values()) or sum(map(len, found.values())) > 95:
            break
    people = tuple(each.key for each in view.entities(most=30))
    return Words(*(tuple(found[kind]) for kind in ("rare", "middling", "common")), records, people)


def kinds_of(words: Words) -> list[Kind]:
    """Everything that is asked, each about as often."""

    def search(among: Sequence[str], path: str = "/search", **more: str) -> Callable[[random.Random], str]:
        return lambda chance: f"{path}?{urlencode({'q': chance.choice(among), **more})}"

    narrowed = {"status": "planned", "since": "2018", "until": "2022"}
    return [
        Kind("record page", lambda chance: f"/record/{chance.choice(words.records)}"),
        Kind("search, rare word, newest first", search(words.rare)),
        Kind("search, rare word, best first", search(words.rare, order="best")),
        Kind("search, middling word, newest first", search(words.middling)),
        Kind("search, middling word, best first", search(words.middling, order="best")),
        Kind("search, common word, newest first", search(words.common)),
        Kind("search, common word, best first", search(words.common, order="best")),
        Kind("search, common word, one status, five years", search(words.common, **narrowed)),
        Kind("search, no word at all", lambda chance: f"/search?page={chance.randint(1, 5)}"),
        Kind("facets (and 20 hits) as JSON, middling word", search(words.middling, "/search.json")),
        Kind("facets (and 20 hits) as JSON, common word", search(words.common, "/search.json")),
        Kind("facets (and 20 hits) as JSON, no word", lambda chance: "/search.json"),
        Kind("suggestions, two letters", lambda chance: f"/suggest.json?q={chance.choice(words.middling)[:2]}"),
        Kind("page of somebody", lambda chance: f"/who/{chance.choice(words.people)}"),
    ]


def read(address: str, kinds: Sequence[Kind], seed: int, pause_s: float, until: float, taken: Taken) -> None:
    """One reader: asks for one thing after the other until the time is over, with pauses of random length."""
    chance = random.Random(seed)
    connection = http.client.HTTPConnection(address, timeout=30)
    turns = itertools.cycle(chance.sample(kinds, len(kinds)))
    while time.monotonic() < until:
        kind = next(turns)
        path = kind.path(chance)
        began = time.perf_counter()
        try:
            status = _asked(connection, path)
        except (OSError, http.client.HTTPException) as error:
            taken.errors.append(f"{kind.label}: {error}")
            continue
        taken.add(kind.label, 1_000 * (time.perf_counter() - began))
        if status != 200:
            taken.errors.append(f"{path}: status {status}")
        if pause_s:
            time.sleep(chance.expovariate(1 / pause_s))
    connection.close()


def _asked(connection: http.client.HTTPConnection, path: str) -> int:
    """The status of an answer. As browsers do, asks again where the server hung up between two requests."""
    for last in (False, True):
        try:
            connection.request("GET", path, headers={"Accept": "text/html"})
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except (ConnectionError, http.client.RemoteDisconnected):
            connection.close()
            if last:
                raise
    raise AssertionError


def measure(address: str, kinds: Sequence[Kind], seconds: float, pause_s: float) -> Taken:
    """All readers at once; the first second of each is not counted."""
    warm, taken = Taken(), Taken()
    for kept, length in ((warm, 1.0 + 2 * len(kinds) / READERS), (taken, seconds)):
        until = time.monotonic() + length
        threads = [
            threading.Thread(target=read, args=(address, kinds, seed, pause_s, until, kept)) for seed in range(READERS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return taken


def write(path: Path, stop_s: float) -> int:
    """Append copies of reports at a steady pace; gives how many. Run in a process of its own."""
    spec = spec_from_file_location("make_big_ledger", ROOT / "tools" / "make_big_ledger.py")
    assert spec is not None and spec.loader is not None
    tool = module_from_spec(spec)
    sys.modules[spec.name] = tool
    spec.loader.exec_module(tool)
    with open_ledger(path) as ledger:
        found = tool.originals(ledger, 100)
    began, done = time.monotonic(), 0
    with open_ledger(path, write=True) as ledger:
        for each in tool.copies(found, int(time.time())):
            if time.monotonic() - began > stop_s:
                return done
            ledger.add(each.report, each.records, fingerprint=FINGERPRINT)
            done += 1
            time.sleep(max(0.0, done / REPORTS_A_SECOND - (time.monotonic() - began)))
    return done


@contextmanager
def served(path: Path) -> Iterator[tuple[str, int]]:
    """The page over the ledger, in a process of its own; gives its address and its number once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "onrecord", "serve", "--ledger", str(path), "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    address = f"127.0.0.1:{port}"
    try:
        for _ in range(600):
            if server.poll() is not None:
                raise SystemExit(f"`{' '.join(command[1:])}` ended with status {server.returncode}")
            try:
                connection = http.client.HTTPConnection(address, timeout=30)
                connection.request("GET", "/record/0000")
                connection.getresponse().read()
                break
            except OSError:
                time.sleep(0.2)
        yield address, server.pid
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def percentile(times: Sequence[float], share: float) -> float:
    """The time within which this share of the answers came."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def page(size: dict[str, Any], calm: Taken, busy: Taken, load: float) -> str:
    """page_speed.md. calm: readers that pause; busy: readers that do not; load: the machine's before."""
    rows = []
    for label, times in calm.times.items():
        bar = next((bar for start, bar in BARS.items() if label.startswith(start)), None)
        over = "" if bar is None else f"{bar:.0f}{'' if percentile(times, 0.95) < bar else ' (missed)'}"
        hurried = busy.times.get(label, [float("nan")])
        rows.append(
            f"| {label} | {len(times)} | {percentile(times, 0.5):.1f} | {percentile(times, 0.95):.1f} | {over} | "
            f"{percentile(hurried, 0.5):.1f} | {percentile(hurried, 0.95):.1f} |"
        )
    errors = len(calm.errors) + len(busy.errors)
    return (
        f"## The page over {size['records']:,} records, {READERS} readers and a writer\n\n"
        "| what | answers | p50 ms | p95 ms | bar | without pauses: p50 | p95 |\n|---|---|---|---|---|---|---|\n"
        + "\n".join(rows)
        + f"\n\nWhole answers over the loopback, of `onrecord serve` in one process; {READERS} readers that each pause "
        f"{PAUSE_S:g} s on average\nbetween two requests, and the same without a pause ({size['rate']:.0f} answers a "
        f"second, {size['cpu_ms']:.0f} ms of processor time each).\nMeanwhile a writer appends {REPORTS_A_SECOND:g} "
        f"reports a second ({size['written']:,} reports, {size['grown']:,} records in all). {errors} errors.\n"
        "Pages of a search hold 20 hits, all facets and the timeline. The server was ready after "
        f"{size['ready']:.1f} s and held {size['mib']:.0f} MiB.\nThe ledger ({size['bytes'] / 1e9:.2f} GB) was made by "
        f"`tools/make_big_ledger.py` from {size['originals']} real press releases.\n"
        f"{_machine()}; load average before: {load:.1f}.\n"
    )


def _machine() -> str:
    name = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    cores = len(os.sched_getaffinity(0))
    return f"{name[1] if name else 'Unknown processor'}, {cores} cores; Python {sys.version.split()[0]}"


def _resident_mib(process: int) -> float:
    """Memory that a process holds."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text(encoding="utf-8"))
    return int(found[1]) / 1024 if found else float("nan")


def _cpu_s(process: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Print and write evaluation/page_speed.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--seconds", type=float, default=90)
    parser.add_argument("--originals", type=int, default=200, help="of how many reports the ledger was made")
    parser.add_argument("--write", type=float, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write is not None:
        print(json.dumps(write(given.ledger, given.write)))
        return 0
    with tempfile.TemporaryDirectory(dir=given.ledger.parent) as folder:
        # A copy, for the writer must not make the ledger larger from one time to the next.
        copy = Path(shutil.copytree(given.ledger, Path(folder) / "ledger"))
        said = _measured(copy, given.seconds, given.originals)
    print(said)
    if given.seconds >= 60:
        (ROOT / "evaluation" / "page_speed.md").write_text(said, encoding="utf-8")
    return 0


def _measured(path: Path, seconds: float, originals: int) -> str:
    load = os.getloadavg()[0]
    with open_view(path, limit_s=60) as view:
        records, words = view.count(Query()).records, words_of(view)
    kinds = kinds_of(words)
    began = time.monotonic()
    with served(path) as (address, process):
        ready = time.monotonic() - began
        length = 2 * (seconds + 10)
        command = [sys.executable, "-m", "evaluation.page_speed", str(path), "--write", str(length)]
        writer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            calm = measure(address, kinds, seconds, PAUSE_S)
            used = _cpu_s(process)
            busy = measure(address, kinds, seconds / 2, 0.0)
            used, mib = _cpu_s(process) - used, _resident_mib(process)
        finally:
            written = int((writer.communicate()[0] or "0").strip() or 0)
    with open_ledger(path) as ledger:
        after = ledger.stats()
    size = {
        "records": records,
        "grown": after.records - records,
        "written": written,
        "ready": ready,
        "mib": mib,
        "bytes": after.ledger_bytes,
        "rate": sum(map(len, busy.times.values())) / (seconds / 2),
        "cpu_ms": 1_000 * used / (sum(map(len, busy.times.values())) or 1),
        "originals": originals,
    }
    for error in [*calm.errors, *busy.errors][:10]:
        print(error, file=sys.stderr)
    return page(size, calm, busy, load)


if __name__ == "__main__":
    sys.exit(main())
