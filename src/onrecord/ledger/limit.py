"""A limit on how long the store may work on a question."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import apsw

from onrecord.errors import QueryTimeError

QUERY_S = 2.0
"""Seconds that a question may take unless told otherwise."""

# Steps of SQLite's machine between two looks at the clock: a few milliseconds. Each look waits for the interpreter.
_STEPS = 100_000


@contextmanager
def limited(
    connection: apsw.Connection, seconds: float = QUERY_S, clock: Callable[[], float] = time.monotonic
) -> Iterator[None]:
    """What the connection is asked in the block, all together, may take this long. Raises QueryTimeError after it."""
    deadline = clock() + seconds
    over = False

    def stop() -> bool:
        nonlocal over
        over = clock() > deadline
        return over

    connection.set_progress_handler(stop, _STEPS)
    try:
        yield
    except Exception as error:
        if over:
            raise QueryTimeError(
                f"the search took more than {seconds:g} s and was stopped; narrow it, such as by a date or an outlet"
            ) from error
        raise
    finally:
        connection.set_progress_handler(None)
