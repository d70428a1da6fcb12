"""Kill the writer of a ledger at random moments, many times, and look for anything lost or half-written.

    python evaluation/crash.py --kills 200
    python evaluation/crash.py --kills 50 --command "onrecord run reports/ --ledger {ledger}"

A writer process files made-up reports and prints the id of each after it is committed; it is stopped with SIGKILL;
the next one opens the same ledger. Meanwhile a reader process searches without pause. A report counts as
acknowledged once its id was printed, or, for --command, once a reader has seen it. Prints one line; the exit status
is 1 if anything was lost, half-written or unsound. It tests the death of the process, not of the machine.
"""

from __future__ import annotations

import argparse
import random
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.errors import LedgerError
from onrecord.ledger import Query, doctor, open_ledger
from onrecord.model import (
    Certainty,
    Kind,
    Participant,
    Polarity,
    Record,
    RecordPlace,
    RecordTime,
    Report,
    Role,
    SourceLink,
    Span,
    Status,
    content_id,
)

KILLS_A_LEDGER = 25
_SUBJECTS = ("The minister", "A spokesman", "The harbour office", "The union", "A witness")
_VERBS = ("promised", "denied", "announced", "postponed", "confirmed", "requested")
_OBJECTS = ("a convoy", "new talks", "the inspection", "twelve trucks", "the ceasefire", "a payment")


@dataclass
class Tally:
    """What came of all kills."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    half: int = 0
    findings: list[str] = field(default_factory=list)
    reads: int = 0
    read_errors: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether nothing was lost, half-written, unsound or visible to a reader as an error."""
        return not (self.lost or self.half or self.findings or self.read_errors)

    def line(self, seconds: float) -> str:
        """The tally as one line."""
        return (
            f"{self.kills} kills, {self.acknowledged} reports acknowledged, {self.lost} lost, {self.half} "
            f"half-written, {len(self.findings)} findings by doctor; {self.reads} reads beside the writer, "
            f"{len(self.read_errors)} errors; {seconds:.0f} s"
        )


def made_up(number: int, seed: int) -> tuple[Report, list[Record]]:
    """The report with this number, always the same, and its 5 to 24 records, one a sentence."""
    chance = random.Random(f"{seed}/{number}")
    sentences = [
        f"{chance.choice(_SUBJECTS)} {chance.choice(_VERBS)} {chance.choice(_OBJECTS)} in week {week} at Port {number}."
        for week in range(chance.randint(5, 24))
    ]
    report = Report(
        " ".join(sentences),
        title=f"Made-up report {number}",
        outlet=f"Outlet {number % 7}",
        language="en",
        published=f"20{number % 20 + 10}-0{number % 9 + 1}-11",
    )
    records, at = [], 0
    for sentence in sentences:
        records.append(_record(report, Span(at, at + len(sentence)), chance))
        at += len(sentence) + 1
    return report, records


def _record(report: Report, span: Span, chance: random.Random) -> Record:
    words = span.of(report.text).split()
    subject = Span(span.start, span.start + len(" ".join(words[:2])))
    trigger = Span(span.end - 6, span.end - 1)
    place = RecordPlace("Port", trigger, None, "BLR", chance.uniform(-80, 80), chance.uniform(-170, 170), "city", 0.5)
    return Record(
        id=content_id("made up", report.id, span.start),
        report_id=report.id,
        trigger=report.evidence(trigger),
        lemma="port",
        evidence=report.evidence(span),
        according_to=(SourceLink(" ".join(words[:2]), subject, None, Kind.INDIRECT),),
        status=chance.choice(list(Status)),
        certainty=Certainty.CERTAIN,
        polarity=Polarity.POSITIVE,
        type="AGREE",
        participants=(Participant(Role.ACTOR, subject, " ".join(words[:2])),),
        time=RecordTime("2022-W25", trigger, "made up"),
        place=place,
        score=0.5,
        fingerprint="crash",
    )


def write(path: Path, start: int, seed: int) -> None:
    """File reports without end, each with a capture, printing its id once it is on disk."""
    with open_ledger(path, write=True) as ledger:
        print("open", flush=True)
        number = start
        while True:
            report, records = made_up(number, seed)
            capture = path.parent / "capture.txt"
            capture.write_text(report.text, "utf-8")
            outcome = ledger.add(report, records, fingerprint="crash", capture_path=capture)
            print(report.id, outcome.kind, flush=True)
            number += 1


def read(path: Path) -> None:
    """Search without pause until standard input is closed; print the number of reads, then every error."""
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    reads, errors = 0, []
    while not stop.is_set():
        if not (path / "ledger.sqlite").exists():
            time.sleep(0.01)
            continue
        try:
            errors += _read_once(path)
            reads += 1
        except LedgerError as error:
            # Before the first commit there is no ledger to read yet; that is no error of a reader.
            if "never finished" not in str(error):
                errors.append(str(error))
    print(reads, *errors, sep="\n", flush=True)


def _read_once(path: Path) -> Iterator[str]:
    with open_ledger(path) as ledger:
        hits = ledger.search(Query(text="ceasefire"), limit=20)
        for hit in hits:
            whole = ledger.report(hit.header.id)
            told, counted = whole.readings[-1].records, len(ledger.records_of(hit.header.id))
            if told != counted:
                yield f"report {hit.header.id} shows {counted} of {told} records"
        ledger.count(Query(who="minister"))


def attack(path: Path, chance: random.Random, seed: int, acknowledged: set[str], start: int) -> tuple[int, int]:
    """Start a writer, kill it at a random moment. Gives how many reports it acknowledged and how many were lost."""
    command = [sys.executable, __file__, "--write", str(path), "--start", str(max(0, start - 3)), "--seed", str(seed)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    # One in ten dies while it starts, the others while they write.
    if chance.random() < 0.1:
        time.sleep(chance.uniform(0.1, 0.5))
    else:
        writer.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.6))
    writer.send_signal(signal.SIGKILL)
    printed = writer.communicate()[0]
    lost, new = 0, 0
    for line in printed.splitlines(keepends=True):
        name, _, kind = line.partition(" ")
        if not line.endswith("\n") or name == "open\n":
            continue
        # What was acknowledged by an earlier writer must be there already.
        lost += name in acknowledged and kind.strip() == "new"
        new += name not in acknowledged
        acknowledged.add(name)
    return new, lost


def attack_command(path: Path, command: str, chance: random.Random, acknowledged: set[str]) -> tuple[int, int]:
    """The same with any command that writes the ledger; what a reader sees while it runs is acknowledged."""
    writer = subprocess.Popen(
        shlex.split(command.format(ledger=path)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    before, end = len(acknowledged), time.monotonic() + chance.uniform(1.0, 7.0)
    while time.monotonic() < end and writer.poll() is None:
        acknowledged |= _ids(path)
        time.sleep(0.05)
    writer.kill()
    writer.wait()
    return len(acknowledged) - before, 0


def _ids(path: Path) -> set[str]:
    try:
        with open_ledger(path) as ledger:
            return {row[0] for row in ledger.connection.execute("SELECT id FROM report")}
    except LedgerError:
        return set()


_HALF = (
    "SELECT count(*) FROM report p WHERE NOT EXISTS (SELECT 1 FROM reading g WHERE g.report = p.n)",
    "SELECT count(*) FROM reading g WHERE records <> (SELECT count(*) FROM reading_record m WHERE m.reading = g.n)",
    "SELECT count(*) FROM passage WHERE n NOT IN (SELECT id FROM passage_words_docsize)",
    "SELECT count(*) FROM report WHERE n NOT IN (SELECT id FROM report_words_docsize)",
    "SELECT count(*) FROM record WHERE lat IS NOT NULL AND n NOT IN (SELECT n FROM record_point)",
)


def inspect(path: Path, acknowledged: set[str]) -> tuple[int, int]:
    """How many acknowledged reports are lost, and how many rows are half of something."""
    if not (path / "ledger.sqlite").exists():
        return len(acknowledged), 0
    try:
        with open_ledger(path) as ledger:
            half = sum(ledger.connection.execute(sql).fetchall()[0][0] for sql in _HALF)
            return len(acknowledged - {row[0] for row in ledger.connection.execute("SELECT id FROM report")}), half
    except LedgerError as error:
        # Killed before the ledger was made: there is nothing in it to lose.
        return (len(acknowledged), 0) if "never finished" in str(error) else (len(acknowledged), 1)


def siege(path: Path, kills: int, seed: int, tally: Tally, command: str | None = None) -> None:
    """Kill the writers of one ledger `kills` times, a reader beside them; add what happened to the tally."""
    chance = random.Random(seed)
    acknowledged: set[str] = set()
    reader = subprocess.Popen(
        [sys.executable, __file__, "--read", str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    for _ in range(kills):
        if command is None:
            new, lost = attack(path, chance, seed, acknowledged, len(acknowledged))
        else:
            new, lost = attack_command(path, command, chance, acknowledged)
        gone, half = inspect(path, acknowledged)
        tally.kills += 1
        tally.acknowledged += new
        tally.lost += lost + gone
        tally.half += half
    reads, *errors = reader.communicate()[0].splitlines()
    tally.reads += int(reads)
    tally.read_errors += errors
    if path.exists() and acknowledged:
        # Captures without a report are what a killed writer may leave: notes, not errors.
        tally.findings += [f"{f.where}: {f.problem}" for f in doctor(path) if f.severity == "error"]


def main() -> int:
    """Run the harness, or be one of its processes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--command", help="what to run and kill instead; {ledger} stands for the ledger's folder")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--start", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write(options.write, options.start, options.seed)
    elif options.read:
        read(options.read)
    else:
        return run(options.kills, options.seed, options.command)
    return 0


def run(kills: int, seed: int, command: str | None = None) -> int:
    """`kills` kills over as many fresh ledgers as needed; prints the tally, gives the exit status."""
    began, tally = time.monotonic(), Tally()
    while tally.kills < kills:
        folder = Path(tempfile.mkdtemp(prefix="onrecord-crash-"))
        try:
            siege(folder / "ledger", min(KILLS_A_LEDGER, kills - tally.kills), seed + tally.kills, tally, command)
        finally:
            shutil.rmtree(folder)
    print(tally.line(time.monotonic() - began))
    for problem in [*tally.findings, *tally.read_errors][:20]:
        print(" ", problem)
    return 0 if tally.good else 1


if __name__ == "__main__":
    raise SystemExit(main())
