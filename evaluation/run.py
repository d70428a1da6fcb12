"""`make eval`: every task on development data, rivals beside us, gains and losses against the last results."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from evaluation.petr2 import measure as measure_petr2
from evaluation.petr2 import table as petr2_table
from evaluation.records import TEST as UNSEEN
from evaluation.records import measure as measure_records
from evaluation.records import table as records_table
from evaluation.score import OURS, ROOT, SHARED, rival_command, score, seed
from evaluation.status import measure as measure_status
from evaluation.status import table as status_table
from evaluation.tasks import TASKS, Figure, Task

RESULTS = ROOT / "evaluation" / "results.json"
Json = dict[str, Any]


def main() -> int:
    """Measure, print what moved, write results.json and results.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tasks", nargs="*", help="only these tasks (default: all)")
    parser.add_argument("--limit", type=int, help="only the first N documents; results are printed, not written")
    parser.add_argument("--no-rivals", action="store_true", help="keep the rivals' last figures")
    chosen = parser.parse_args()
    if not (SHARED / "measure").is_dir():
        print(f"The scorers are not at {SHARED / 'measure'}; they live beside the checkout. Nothing measured.")
        return 1
    last = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    now = dict(last)
    for task in TASKS:
        if not chosen.tasks or task.name in chosen.tasks:
            now[task.name] = _measure(task, last.get(task.name, {}), chosen.limit, chosen.no_rivals)
            print(_moved(task, last.get(task.name, {}), now[task.name]), flush=True)
    if not chosen.tasks or "seed" in chosen.tasks:
        right, misses = seed(OURS)
        now["seed"] = {"right": right, "misses": misses, "last": last.get("seed", {}).get("right")}
        print(f"seed: {right} (last: {now['seed']['last']})\n  " + "\n  ".join(misses), flush=True)
    if not chosen.tasks or "status" in chosen.tasks:
        now["status"] = measure_status(chosen.limit)
        print("\n".join(status_table(now["status"])), flush=True)
    if not chosen.tasks or "petr2" in chosen.tasks:
        now["petr2"] = measure_petr2(chosen.limit)
        print("\n".join(petr2_table(now["petr2"])), flush=True)
    if (not chosen.tasks and not chosen.limit) or "records" in chosen.tasks:
        now["records"], now["records_test"] = measure_records(), measure_records(UNSEEN)
        print("\n".join(records_table(now["records_test"])), flush=True)
    if not chosen.limit:
        RESULTS.write_text(json.dumps(now, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        (ROOT / "evaluation" / "results.md").write_text(page(now), encoding="utf-8")
    return 0


def _measure(task: Task, last: Json, limit: int | None, no_rivals: bool) -> Json:
    print(f"{task.name}: {task.data} …", file=sys.stderr, flush=True)
    found: Json = {"ours": score(task.name, task.options, OURS, limit), "last": last.get("ours", {}).get("figures")}
    found["rivals"] = (
        last.get("rivals", {})
        if no_rivals
        else {name: score(task.name, task.options, rival_command(module), limit) for name, module in task.rivals}
    )
    return found


def value(figures: Json | None, figure: Figure) -> float | None:
    """The figure's number in a scorer's output, None where it is not there."""
    cell = ((figures or {}).get(figure.row) or {}).get(figure.column)
    return float(cell) if cell is not None else None


def _moved(task: Task, last: Json, now: Json) -> str:
    """One line a figure: now, before, and an arrow that says better or worse."""
    lines = [f"{task.name} ({now['ours'].get('words_per_second')} words/s)"]
    for figure in task.figures:
        new, old = value(now["ours"]["figures"], figure), value(last.get("ours", {}).get("figures"), figure)
        lines.append(f"  {figure.label:<32}{cell(figure, new):>9}{cell(figure, old):>9} {arrow(figure, new, old)}")
    lines += [f"  PROBLEM {p}" for p in now["ours"]["problems"]]
    return "\n".join(lines)


def arrow(figure: Figure, new: float | None, old: float | None) -> str:
    """Better, worse, or nothing where nothing moved by what is shown."""
    if new is None or old is None or cell(figure, new) == cell(figure, old):
        return ""
    return "better" if (new > old) == (figure.better == "more") else "WORSE"


def cell(figure: Figure, number: float | None) -> str:
    """A number as it is shown: three digits for errors and correlations, one for percentages."""
    if number is None:
        return "–"
    if figure.column in ("violations", "spans checked"):
        return f"{number:,.0f}"
    return f"{number:.3f}" if figure.column.split()[0] in ("MAE", "r") else f"{number:.1f}"


def page(results: Json) -> str:
    """results.md: a table a task, and what `make bench` and `make crash` have measured."""
    parts = [
        "# Results",
        "",
        "Development data only. `make eval` measures and writes this page, `make bench` the large run and the reader's",
        "speed. The scorers call `onrecord read --jsonl` from outside; rivals answer the same calls in the same run.",
        "“Before” is the last committed run.",
        "",
    ]
    for task in TASKS:
        if task.name in results:
            parts += _table(task, results[task.name])
    if "seed" in results:
        parts += _seed(results["seed"])
    if "status" in results:
        parts += ["## status: State releases and current events", "", *status_table(results["status"]), ""]
    if "petr2" in results:
        parts += ["## petr2: validation records of PETRARCH-2", "", *petr2_table(results["petr2"]), ""]
    if "records" in results:
        parts += ["## records: whole records against lists written blind", "", *records_table(results["records"]), ""]
        parts += ["The same on 40 texts that no rule was tried on:", "", *records_table(results["records_test"]), ""]
    for extra in ("bench.md", "speed.md", "page_speed.md", "crash.md"):
        path = Path(ROOT / "evaluation" / extra)
        if path.exists():
            parts += [path.read_text(encoding="utf-8").strip(), ""]
    return "\n".join(parts).rstrip() + "\n"


def _table(task: Task, found: Json) -> list[str]:
    rivals = list(found["rivals"])
    header = "| " + " | ".join(["", "onrecord", "before", *rivals]) + " |"
    lines = [f"## {task.name}: {task.data}", "", header]
    lines.append("|" + "---|" * (3 + len(rivals)))
    for figure in task.figures:
        row = [cell(figure, value(found["ours"]["figures"], figure)), cell(figure, value(found["last"], figure))]
        row += [cell(figure, value(found["rivals"][r]["figures"], figure)) for r in rivals]
        lines.append("| " + " | ".join([figure.label, *row]) + " |")
    speeds = [found["ours"], None, *(found["rivals"][r] for r in rivals)]
    lines.append(
        "| "
        + " | ".join(["words/s, whole command", *(f"{s['words_per_second'] or 0:,}" if s else "" for s in speeds)])
        + " |"
    )
    return [*lines, "", *([task.notes, ""] if task.notes else [])]


def _seed(found: Json) -> list[str]:
    lines = ["## seed: the page the project grew from", "", f"Rows right: **{found['right']}**. What disagrees:", ""]
    return [*lines, *(f"- {m}" for m in found["misses"]), ""]


if __name__ == "__main__":
    sys.exit(main())
