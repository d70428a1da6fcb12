"""What columns are made of: codes for strings, and arrays that grow while others read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]
Column = NDArray[Any]

NO_DAY = 0
"""Stands for "no day" in columns of days; real days are the proleptic Gregorian ordinals, from 1."""
NEVER = 2**31 - 1
"""The first day of what has none: after every other."""


class Codes(dict[Any, int]):
    """Small numbers for values, in the order in which they turn up; `values` has them by number."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        super().__init__()
        self.values_: list[Any] = []
        for value in values:
            self[value]

    def __missing__(self, value: Any) -> int:
        code = len(self.values_)
        self.values_.append(value)
        self[value] = code
        return code

    def all(self, values: Iterable[Any]) -> NDArray[np.int32]:
        """The codes of many values."""
        return np.fromiter((self[value] for value in values), np.int32)


class Days(dict[Any, int]):
    """Ordinals of ISO days, each worked out once."""

    def __init__(self, missing: int) -> None:
        super().__init__()
        self[None] = missing

    def __missing__(self, value: str) -> int:
        self[value] = found = date.fromisoformat(value).toordinal()
        return found


def day_of(ordinal: int) -> str | None:
    """The ISO day of an ordinal; None for NO_DAY and NEVER."""
    return date.fromordinal(ordinal).isoformat() if NO_DAY < ordinal < NEVER else None


class Table:
    """Columns of one length that grow at the end. Views of a column stay valid while rows are added."""

    def __init__(self, kinds: Mapping[str, Any]) -> None:
        self.size = 0
        self._kinds = dict(kinds)
        self._columns = {name: np.empty(1024, kind) for name, kind in kinds.items()}

    def column(self, name: str) -> NDArray[Any]:
        """All rows of a column, as of now."""
        return self._columns[name][: self.size]

    def columns(self) -> dict[str, NDArray[Any]]:
        """All columns, of one length also where rows are being added."""
        size = self.size
        return {name: column[:size] for name, column in self._columns.items()}

    def extend(self, rows: Mapping[str, Sequence[Any] | NDArray[Any]]) -> None:
        """Add rows, given by column."""
        count = len(next(iter(rows.values())))
        for name, kind in self._kinds.items():
            have = self._columns[name]
            if self.size + count > len(have):
                # Whoever reads the old buffer keeps it; it is never written beyond what they know of.
                grown = np.empty(max(2 * len(have), self.size + count), kind)
                grown[: self.size] = have[: self.size]
                self._columns[name] = have = grown
            have[self.size : self.size + count] = rows[name]
        self.size += count


def numbers(text: str | None) -> Numbers:
    """The numbers of a text such as "3,14,15", which SQLite's group_concat makes much faster than rows are fetched."""
    return np.fromstring(text, np.int64, sep=",") if text else np.empty(0, np.int64)


def taken(values: Mask, codes: Column) -> Mask:
    """What each code has in a mask over codes."""
    found: Mask = values[codes]
    return found


def places_of(keys: Numbers, sorted_keys: NDArray[Any]) -> Numbers:
    """Where each key stands in `sorted_keys`, which has them all."""
    return np.searchsorted(sorted_keys, keys).astype(np.int64)
