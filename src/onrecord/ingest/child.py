"""The worker process: reads one file after another, under limits of memory and rights, and answers in JSON lines.

It is started by `worker.Worker`, never imported by it. One request a line on standard input; answers on standard
output: {"at"} before each document, {"report"} or {"refused"} for what it gave, {"spent"} when memory ran out,
{"done"} at the end. JSON and not pickle, because what parsers of hostile files write must not run in the parent.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from onrecord.errors import OnrecordError
from onrecord.ingest.draft import Draft, Refusal, Source, finish
from onrecord.ingest.jsonlines import member_facts
from onrecord.ingest.language import detect_language
from onrecord.ingest.options import Defaults, Limits
from onrecord.ingest.walk import Unit, walk
from onrecord.model import Report

Answer = dict[str, Any]
_FIELDS = (
    "text", "title", "outlet", "outlet_country", "language", "declared_language", "bylines", "dateline", "published",
    "url", "section", "provenance", "flags",
)  # fmt: skip


def main() -> None:
    """Serve requests until standard input ends."""
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    # Whatever a library prints must not be taken for an answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _warm_up()
    _restrict(int(sys.argv[1]))
    for line in sys.stdin:
        _serve(json.loads(line), out)


def _restrict(memory_mib: int) -> None:
    """Bound the address space, forbid writing files and dumping core."""
    size = memory_mib << 20
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.setrecursionlimit(1500)


def _warm_up() -> None:
    """Load the language model, which unpacks itself through a temporary file, while files may be written."""
    detect_language("A short text is enough for the model to be loaded.")


def _serve(request: Answer, out: IO[str]) -> None:
    number = 0
    try:
        for answer in _timed(_answers(request), int(request["limits"]["seconds"]) + 10):
            number = answer.get("at", number)
            out.write(json.dumps(answer) + "\n")
            # At once: where the worker was is known only from what has left it.
            out.flush()
    except MemoryError:
        out.write(json.dumps({"spent": number}) + "\n")
        out.flush()
        os._exit(1)
    out.write('{"done": true}\n')
    out.flush()


def _timed(answers: Iterator[Answer], seconds: int) -> Iterator[Answer]:
    """The same answers; the process ends itself should one take so long that nobody can be waiting for it."""
    while True:
        signal.alarm(seconds)
        answer = next(answers, None)
        signal.alarm(0)
        if answer is None:
            return
        yield answer


def _answers(request: Answer) -> Iterator[Answer]:
    limits = Limits(**request["limits"])
    defaults = Defaults(**{**request["defaults"], "now": datetime.fromisoformat(request["defaults"]["now"])})
    source = Source(
        b"",
        name=request["name"],
        facts=member_facts(request["sidecar"], "sidecar"),
        today=defaults.clock().date().isoformat(),
    )
    try:
        with Path(request["path"]).open("rb") as stream:
            for number, unit in enumerate(walk(stream, source, limits), start=1):
                if number > limits.members:
                    yield _refusal(f"more than {limits.members:,} documents; the rest is not read", None, None)
                    return
                if number > request["after"]:
                    yield {"at": number, "member": unit.member, "media": unit.media_type}
                    yield from _read(unit, defaults)
    except OnrecordError as error:
        yield _refusal(str(error), None, None)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  the border to other people's archive readers
        yield _refusal(f"damaged or cut off: {type(error).__name__}: {error}", None, None)


def _read(unit: Unit, defaults: Defaults) -> Iterator[Answer]:
    """What one document gives. A parser's failure is one refusal; the run goes on."""
    try:
        for item in _items(unit):
            if isinstance(item, Refusal):
                yield _refusal(item.reason, item.member, unit.media_type)
            else:
                yield _finished(item, unit, defaults)
    except MemoryError:
        raise
    except OnrecordError as error:
        yield _refusal(str(error), unit.member, unit.media_type)
    except Exception as error:  # noqa: BLE001  the border to other people's parsers: any failure is the file's
        yield _refusal(f"its reader failed: {type(error).__name__}: {str(error)[:200]}", unit.member, unit.media_type)


def _items(unit: Unit) -> Iterable[Draft | Refusal]:
    return unit.parse()


def _finished(draft: Draft, unit: Unit, defaults: Defaults) -> Answer:
    try:
        report = finish(draft, defaults=defaults, origin=None)
    except OnrecordError as error:
        return _refusal(str(error), draft.member, unit.media_type)
    return {"report": packed(report), "member": draft.member or unit.member, "media": unit.media_type}


def _refusal(reason: str, member: str | None, media: str | None) -> Answer:
    return {"refused": reason, "member": member, "media": media}


def packed(report: Report) -> Answer:
    """A report as JSON values, without its origin, which the parent knows better."""
    values: Answer = {name: getattr(report, name) for name in _FIELDS}
    values["blocks"] = [[b.span.start, b.span.end, b.kind.value] for b in report.blocks]
    return values


if __name__ == "__main__":
    main()
