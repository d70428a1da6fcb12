"""Makes what README shows: docs/demo.svg, the demo's table as a terminal shows it, and the example of `show`.

    python tools/make_pictures.py

Both come from a ledger made anew from samples/, so they are what the program gives today.
"""

from __future__ import annotations

import re
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console

from onrecord.cli.table import print_table
from onrecord.cli.telling import tell_record
from onrecord.filing import intake
from onrecord.ledger import Hit, Ledger, Query, open_ledger

ROOT = Path(__file__).resolve().parent.parent
WIDTH, ROWS = 120, 14
PICTURED, COMMAND = Query(who="Lukashenko", until="2022-06-26"), "onrecord search --who Lukashenko --until 2022-06-26"
EXAMPLE = Query(text="supply", status=("planned",), outlet="Sample Wire")
MARKS = re.compile(r"(<!-- show -->\n```console\n).*?(```\n<!-- /show -->)", re.DOTALL)


def made(folder: Path) -> Ledger:
    """The ledger of the samples, open for reading."""
    with open_ledger(folder, write=True) as ledger:
        intake([str(ROOT / "samples")], ledger)
    return open_ledger(folder)


def picture(ledger: Ledger) -> str:
    """What PICTURED prints, as SVG."""
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    console.print(f"[dim]$[/dim] {COMMAND} --table --limit {ROWS}\n", highlight=False)
    print_table(console, ledger.search(PICTURED, ROWS))
    svg = console.export_svg(title="onrecord", unique_id="demo")
    # Fonts are not fetched when somebody looks at the picture: any monospaced one will do.
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def example(ledger: Ledger) -> str:
    """What `onrecord show` says of one record."""
    hit: Hit = next(h for h in ledger.search(EXAMPLE) if h.record and h.record.according_to)
    assert hit.record is not None
    console = Console(width=WIDTH, file=StringIO(), color_system=None)
    tell_record(console, hit, ledger.report(hit.header.id))
    lines = [f"$ onrecord show {hit.record.id[:10]}", *console.file.getvalue().splitlines()]  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def main() -> None:
    """Write both."""
    with tempfile.TemporaryDirectory() as folder, made(Path(folder) / "ledger") as ledger:
        (ROOT / "docs" / "demo.svg").write_text(picture(ledger), encoding="utf-8")
        readme = ROOT / "README.md"
        told = example(ledger)
        readme.write_text(MARKS.sub(lambda m: m[1] + told + m[2], readme.read_text("utf-8")), encoding="utf-8")
    print("docs/demo.svg and the example in README.md are of today")


if __name__ == "__main__":
    main()
