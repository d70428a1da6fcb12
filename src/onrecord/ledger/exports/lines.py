"""Lines of JSON and of tab-separated values, written one by one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

from onrecord.ledger.cells import neutral

Cell = str | int | float | None
# These tables have no quoting, so whatever parts cells or lines becomes a space.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def write_json(objects: Iterable[Mapping[str, Any]], stream: IO[bytes]) -> int:
    """One JSON object a line; gives their number."""
    count = 0
    for each in objects:
        stream.write(f"{json.dumps(each, ensure_ascii=False, allow_nan=False)}\n".encode())
        count += 1
    return count


def write_tabs(rows: Iterable[Sequence[Cell]], stream: IO[bytes], *, missing: str) -> int:
    """One row of tab-separated cells a line; gives their number. missing: stands for None."""
    count = 0
    for row in rows:
        stream.write(("\t".join(cell(value, missing) for value in row) + "\n").encode())
        count += 1
    return count


def cell(value: Cell, missing: str = "") -> str:
    """A value as text without tabs, line ends or other controls, which no spreadsheet takes for a formula."""
    if value is None:
        return missing
    if not isinstance(value, str):
        return str(value)
    plain = " ".join(_CONTROL.sub(" ", value).split())
    return str(neutral(plain)) or missing


def present(**fields: Any) -> dict[str, Any]:
    """The fields that have a value: None, "" and empty collections are left out, 0 and False are not."""
    return {name: value for name, value in fields.items() if value is not None and value not in ("", (), [], {})}
