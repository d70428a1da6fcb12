"""The pool: answers in order, and whatever one item does costs only that item."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.pool import WINDOW, Failed, in_order


def double(n: int) -> int:
    """Twice the number; -1 raises, -2 ends its process, -3 is killed, others take the longer the smaller."""
    if n == -1:
        raise ValueError("no negative numbers")
    if n == -2:
        os._exit(3)
    if n == -3:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.01 / (n + 1))
    return 2 * n


def after_others(given: tuple[str, int]) -> int:
    """The number of the item, left as a file; the first item waits until as many others are done as may be."""
    folder, n = given
    Path(folder, str(n)).touch()
    _wait_for(lambda: n or len(list(Path(folder).iterdir())) == 2 * WINDOW)
    return n


def beat(path: str) -> None:
    """Write on and on: somebody who looks sees whether this process lives."""
    while True:
        Path(path).write_text(str(time.time()))
        time.sleep(0.05)


@pytest.mark.parametrize("processes", [1, 2])
def test_answers_come_in_the_order_of_the_work(processes):
    """Whichever is done first, the answers stand as the items stood."""
    assert list(in_order(double, range(30), processes)) == [2 * n for n in range(30)]


@pytest.mark.parametrize("processes", [1, 2])
def test_an_exception_costs_its_item_only(processes):
    """It becomes Failed with its kind and words; the rest is answered."""
    answers = list(in_order(double, [1, -1, 2], processes))
    assert answers == [2, Failed("ValueError: no negative numbers"), 4]


@pytest.mark.slow
@pytest.mark.parametrize("end", [-2, -3], ids=["exits", "is killed"])
def test_a_death_costs_its_item_only(end):
    """A process that ends or is killed loses the one item that it was at, wherever in the row that stood."""
    items = [1, end, 2, 3, 4, 5, 6, 7, 8, 9, end]
    answers = list(in_order(double, items, 2))
    assert len(answers) == len(items)
    for item, answer in zip(items, answers, strict=True):
        if item == end:
            assert isinstance(answer, Failed)
            assert "died" in answer.reason
        else:
            assert answer == 2 * item


@pytest.mark.parametrize("processes", [1, 2])
def test_items_are_taken_as_they_are_needed(processes):
    """A long row is not read to its end before the first answer: memory stays flat."""
    taken = []
    items = (taken.append(n) or n for n in range(10_000))
    answers = in_order(double, items, processes)
    assert next(answers) == 0
    assert len(taken) < 100
    answers.close()


@pytest.mark.slow
def test_a_long_item_holds_up_nobody(tmp_path):
    """While the first item takes its time, the other process works on through all that are under way."""
    items = [(str(tmp_path), n) for n in range(3 * WINDOW)]
    assert list(in_order(after_others, items, 2)) == list(range(3 * WINDOW))


def test_no_items_no_answers():
    """An empty row is answered by an empty row."""
    assert list(in_order(double, [], 2)) == []


@pytest.mark.slow
def test_workers_end_with_their_parent(tmp_path):
    """A parent that is killed leaves no worker behind."""
    heart = tmp_path / "heart"
    program = (
        "from onrecord.pool import in_order; from tests.test_pool import beat\n"
        f"if __name__ == '__main__': list(in_order(beat, [{str(heart)!r}], 2))"
    )
    script = tmp_path / "parent.py"
    script.write_text(program)
    root = Path(__file__).parent.parent
    path = os.pathsep.join([str(root), str(root / "src")])
    parent = subprocess.Popen([sys.executable, script], cwd=root, env={**os.environ, "PYTHONPATH": path})
    try:
        _wait_for(heart.exists)
    finally:
        parent.kill()
        parent.wait()
    time.sleep(0.5)
    last = heart.read_text()
    time.sleep(0.5)
    assert heart.read_text() == last


def _wait_for(done, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)
