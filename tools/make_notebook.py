"""Makes notebooks/first-look.ipynb from docs/python.md: its prose and its code, run from the root of the checkout.

    python tools/make_notebook.py

The notebook is nbformat 4.5 written as plain JSON, so nothing of Jupyter is needed to make or to test it.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "python.md"
NOTEBOOK = ROOT / "notebooks" / "first-look.ipynb"
SETUP = """\
# ruff: noqa: T201
import os
from pathlib import Path

if not Path("samples").is_dir():
    os.chdir("..")"""
BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)


def parts(page: str) -> Iterator[tuple[str, str]]:
    """("markdown" | "code", source) in the order of the page. Links are made to hold from notebooks/."""
    at = 0
    for block in BLOCK.finditer(page):
        yield "markdown", page[at : block.start()].strip()
        yield "code", block[1].strip()
        at = block.end()
    yield "markdown", page[at:].strip()


def relinked(prose: str) -> str:
    """Links of docs/ as they are from notebooks/."""
    return re.sub(r"\]\((?!\.\./|https?:)([^)]+)\)", r"](../docs/\1)", prose)


def run(source: str, names: dict[str, Any]) -> str:
    """What the code prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(source, "<docs/python.md>", "exec"), names)
    return printed.getvalue()


def cells(page: str, names: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The cells, code with its output."""
    count = 0
    for number, (kind, source) in enumerate(parts(page)):
        cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}}
        if kind == "markdown":
            yield {**cell, "source": _lines(relinked(source))}
            continue
        count += 1
        printed = run(source, names)
        outputs = [{"name": "stdout", "output_type": "stream", "text": _lines(printed)}] if printed else []
        yield {**cell, "execution_count": count, "outputs": outputs, "source": _lines(source)}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def notebook(page: str) -> dict[str, Any]:
    """The whole notebook; code runs as from a cell that has gone to the root of the checkout."""
    os.chdir(ROOT)
    first = {"cell_type": "code", "id": "setup", "metadata": {}, "execution_count": None, "outputs": []}
    title, *rest = cells(page, {})
    return {
        "cells": [title, {**first, "source": _lines(SETUP)}, *rest],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


if __name__ == "__main__":
    NOTEBOOK.parent.mkdir(exist_ok=True)
    made = json.dumps(notebook(PAGE.read_text(encoding="utf-8")), ensure_ascii=False, indent=1)
    NOTEBOOK.write_text(made + "\n", encoding="utf-8")
    print(f"{NOTEBOOK.relative_to(ROOT)} is of today")
