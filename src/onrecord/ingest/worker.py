"""The parent's side of the worker process: asks, waits with a deadline, kills and starts again."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from onrecord.ingest.options import Defaults, Limits

Answer = dict[str, Any]
_START_SECONDS = 60.0  # a cold start imports lxml, numpy and the language model from disk
_CODE = "import sys, json; sys.path[:] = json.loads(sys.argv.pop()); from onrecord.ingest.child import main; main()"


class WorkerLostError(Exception):
    """The worker was killed or died; the message says why, for the quarantine."""


class Worker:
    """One persistent process that parses files; started when first asked, ended by `close`."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._rest = bytearray()
        self._fresh = True

    def ask(self, request: Answer) -> Iterator[Answer]:
        """The answers to one request, the last being {"done"}. Raises WorkerLostError on timeout or death."""
        process = self._running()
        line = (json.dumps(request) + "\n").encode()
        try:
            assert process.stdin is not None
            process.stdin.write(line)
            process.stdin.flush()
        except OSError as error:
            raise self._lost("the worker process ended before it was asked") from error
        while True:
            answer = self._answer(process)
            if "spent" in answer:
                raise self._lost(f"needed more than {self._limits.memory_mib} MiB of memory")
            yield answer
            if "done" in answer:
                return

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        self._rest.clear()
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-I",
                    "-c",
                    _CODE,
                    str(self._limits.memory_mib),
                    json.dumps([str(Path(p).absolute()) for p in sys.path]),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # A small fixed environment: thread pools would reserve address space that the limit counts.
                env={"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2", "LC_ALL": "C.UTF-8"},
                cwd=os.sep,
            )
            self._fresh = True
        return self._process

    def _answer(self, process: subprocess.Popen[bytes]) -> Answer:
        assert process.stdout is not None
        wait = self._limits.seconds + (_START_SECONDS if self._fresh else 0)
        deadline = time.monotonic() + wait
        searched = 0
        while (end := self._rest.find(b"\n", searched)) < 0:
            searched = len(self._rest)
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([process.stdout], [], [], left)[0]:
                raise self._lost(f"took longer than {self._limits.seconds:g} s")
            chunk = os.read(process.stdout.fileno(), 1 << 20)
            if not chunk:
                raise self._lost(f"its reader crashed{_how(process)}")
            self._rest += chunk
        answer: Answer = json.loads(self._rest[:end])
        del self._rest[: end + 1]
        self._fresh = False
        return answer

    def _lost(self, reason: str) -> WorkerLostError:
        self.close()
        return WorkerLostError(reason)


def _how(process: subprocess.Popen[bytes]) -> str:
    try:
        code = process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        return ""
    return f" (signal {-code})" if code < 0 else f" (exit status {code})"


def request_of(
    path: Path, name: str, sidecar: dict[str, object], after: int, defaults: Defaults, limits: Limits
) -> Answer:
    """A request to read the file at `path`, called `name`, leaving out its first `after` documents."""
    return {
        "path": str(path.absolute()),
        "name": name,
        "sidecar": sidecar,
        "after": after,
        "defaults": {**asdict(defaults), "now": defaults.clock().isoformat()},
        "limits": asdict(limits),
    }
