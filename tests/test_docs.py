"""The documentation is complete, its links lead somewhere, its commands exist, and its Python runs."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import fields
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer

from command import ROOT
from onrecord.cli.main import app
from onrecord.model import BlockKind, Certainty, Document, Kind, Nature, Polarity, Role, Saying, Status
from onrecord.pipeline import STAGES

PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "samples" / "README.md", *ROOT.glob("src/**/README.md")]
)
CLI = (ROOT / "docs" / "cli.md").read_text("utf-8")
ATTRIBUTION = (ROOT / "docs" / "attribution.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
PYTHON = (ROOT / "docs" / "python.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
NOTEBOOK = ROOT / "notebooks" / "first-look.ipynb"
COMMANDS = typer.main.get_command(app).commands
# Written by `make eval` from data that is not part of the repository.
MEASURED = ROOT / "evaluation" / "results.md"
LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")


def tool(name: str):
    """A script of tools/ as a module."""
    spec = spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next one that is no smaller."""
    level = heading.count("#")
    found = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{level}}} |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"no section “{heading}”"
    return found[1]


def anchor(heading: str) -> str:
    """The fragment by which a heading is linked to."""
    return re.sub(r"[^\w\- ]", "", heading.strip("# \n").lower()).replace(" ", "-")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name):
    """docs/cli.md has a section for each command, with an example and every option and argument of it."""
    text = section(CLI, f"## `{name}`")
    assert f"onrecord {name}" in text
    for parameter in COMMANDS[name].params:
        for option in [*parameter.opts, *parameter.secondary_opts]:
            if option.startswith("-") and option not in ("--help", "-h"):
                assert re.search(rf"`{re.escape(option)}[ `]", text), f"{name}: {option} is not documented"


def test_documented_options_exist():
    """docs/cli.md names no option of a command that the command does not have."""
    for name, command in COMMANDS.items():
        known = {o for p in command.params for o in p.opts} | {"--help", "-h"}
        for row in re.findall(r"^\| (`-.*?) \|", section(CLI, f"## `{name}`"), re.MULTILINE):
            assert set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", row)) <= known, f"{name}: {row}"


def test_every_exit_status_and_variable_is_documented():
    """Statuses and environment variables that the program knows are in docs/cli.md."""
    for word in ("0", "1", "2", "70", "130"):
        assert f"| {word} |" in CLI
    for variable in ("ONRECORD_LEDGER", "ONRECORD_DEBUG"):
        assert variable in CLI


def test_every_layer_of_the_contract_is_documented():
    """The keys of the reading contract are in docs/cli.md."""
    text = section(CLI, "### The reading contract")
    for layer in ("sentences", "tokens", "names", "timexes", "toponyms", "attributions", "events", "records"):
        assert f"| `{layer}` |" in text
    record = next(line for line in text.splitlines() if line.startswith("| `records`"))
    for key in ("according_to", "status", "participants", "quantities", "time", "place", "evidence", "score"):
        assert f"`{key}`" in record


def test_every_stage_and_layer_is_documented():
    """docs/architecture.md has a row for each stage, in order, and docs/python.md names each layer."""
    rows = re.findall(r"^\| `(\w+)` \| (`.*?`) \|", section(ARCHITECTURE, "## Stages"), re.MULTILINE)
    assert [name for name, _ in rows] == [stage.name for stage in STAGES]
    for stage, (_, provides) in zip(STAGES, rows, strict=True):
        assert tuple(re.findall(r"`(\w+)`", provides)) == stage.provides
    for field in fields(Document):
        assert field.name == "report" or f"`{field.name}`" in PYTHON, field.name


def test_every_status_and_role_is_documented():
    """Statuses and roles have a row each, and there is no row more."""
    assert re.findall(r"^\| `(\w+)` \|", section(ARCHITECTURE, "### Status"), re.MULTILINE) == list(Status)
    roles = re.findall(r"`(\w+)`", section(ARCHITECTURE, "### Roles"))
    assert roles == list(Role)


@pytest.mark.parametrize(
    ("terms", "heading"), [(Saying, "## What a source does in saying it"), (Nature, "## Who it is")]
)
def test_every_saying_and_nature_is_documented(terms, heading):
    """docs/attribution.md says what each means."""
    assert set(terms) <= set(re.findall(r"`(\w+)`", section(ATTRIBUTION, heading)))


@pytest.mark.parametrize("vocabulary", [Certainty, Polarity, Kind])
def test_every_word_of_a_vocabulary_is_documented(vocabulary):
    """The values of certainty, polarity and kind are in the word list."""
    for word in vocabulary:
        assert re.search(rf"\b{word}\b", section(ARCHITECTURE, "## Words")), word


def test_every_block_kind_is_documented():
    """The parts of a page are in docs/ingest.md."""
    page = (ROOT / "docs" / "ingest.md").read_text("utf-8").lower()
    for kind in BlockKind:
        assert kind in page


def test_every_folder_is_in_the_picture():
    """docs/architecture.md names each folder and top-level module of the package."""
    for path in (ROOT / "src" / "onrecord").iterdir():
        if path.name.startswith("_") or path.suffix not in ("", ".py"):
            continue
        assert path.name in section(ARCHITECTURE, "# Architecture"), path.name


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    """Relative links name files that exist, and headings that they have."""
    for match in LINK.finditer(page.read_text("utf-8")):
        target = match[1] or match[2]
        if re.match(r"[a-z]+:", target):
            continue
        path, _, fragment = unquote(target).partition("#")
        linked = (page.parent / path).resolve() if path else page
        assert linked.exists() or linked == MEASURED, f"{target}: no such file"
        if fragment:
            headings = re.findall(r"^#+ .*$", linked.read_text("utf-8"), re.MULTILINE)
            assert fragment in {anchor(h) for h in headings}, f"{target}: no such heading"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_make_commands_exist(page):
    """Every `make X` that is named is in the Makefile and in `make help`."""
    targets = set(re.findall(r"^([a-z]+):.*##", MAKEFILE, re.MULTILINE)) | {"lock", "clean", "help"}
    named = set(re.findall(r"\bmake ((?:lint types test)|[a-z]+)(?=[ `\n,;]+)", (ROOT / page).read_text("utf-8")))
    assert named, "no command is named"
    code = re.findall(r"(?:^|`| )make ([a-z]+)(?= +#|`)", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    assert code
    assert set(code) <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_in_console_blocks_exist(page):
    """`onrecord X` in an example is a command, with options that it has."""
    for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
        for line in block.splitlines():
            for name, rest in re.findall(r"(?:^|\$ |\| )onrecord ([a-z]+)([^#|]*)", line):
                assert name in COMMANDS, line
                known = {o for p in COMMANDS[name].params for o in p.opts}
                assert set(re.findall(r"(?<= )--?[a-z][a-z-]*", rest)) <= known, line


def test_the_notebook_is_the_page():
    """The notebook's code is that of docs/python.md, it is valid nbformat 4, and it holds outputs of a real run."""
    made = json.loads(NOTEBOOK.read_text("utf-8"))
    assert (made["nbformat"], made["nbformat_minor"]) == (4, 5)
    code = [cell for cell in made["cells"] if cell["cell_type"] == "code" and cell["id"] != "setup"]
    blocks = [source for kind, source in tool("make_notebook").parts(PYTHON) if kind == "code"]
    assert ["".join(cell["source"]) for cell in code] == blocks, "run tools/make_notebook.py"
    assert len({cell["id"] for cell in made["cells"]}) == len(made["cells"])
    assert all("Traceback" not in json.dumps(cell["outputs"]) for cell in code)
    assert sum(bool(cell["outputs"]) for cell in code) >= 5
    for cell in made["cells"]:
        for match in LINK.finditer("".join(cell["source"]) if cell["cell_type"] == "markdown" else ""):
            assert (NOTEBOOK.parent / match[1].partition("#")[0]).exists(), match[1]


@pytest.mark.model
def test_the_python_of_the_docs_runs(monkeypatch):
    """Every block of docs/python.md runs, in order, and prints something where it prints."""
    monkeypatch.chdir(ROOT)
    maker, names = tool("make_notebook"), {}
    for kind, source in maker.parts(PYTHON):
        if kind == "code":
            printed = maker.run(source, names)
            assert printed.strip() or "print(" not in source, source
    assert names["done"].new == 15
    assert names["rows"] > 0


def test_the_picture_is_one():
    """docs/demo.svg is well-formed and shows the table's columns."""
    picture = ROOT / "docs" / "demo.svg"
    root = ET.parse(picture).getroot()
    assert root.tag.endswith("svg")
    words = " ".join("".join(root.itertext()).replace("\xa0", " ").split())
    for column in ("who", "what", "where", "when", "according to", "status"):
        assert column in words
    assert "http" not in picture.read_text("utf-8").replace("http://www.w3.org", "").replace(
        "https://www.textualize.io", ""
    ), "a picture fetches nothing"


def test_the_example_in_the_readme_is_filled_in():
    """README shows a record in full, made by tools/make_pictures.py."""
    example = re.search(r"<!-- show -->\n```console\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    for word in ("onrecord show", "according to", "status", "“supply”"):
        assert word in example[1]


def test_pages_are_free_of_machines():
    """No page names a path of somebody's machine."""
    for page in [*PAGES, NOTEBOOK, ROOT / "NOTICE"]:
        assert not re.search(r"(?<![\w.])/(?:work|root|home|Users)/", page.read_text("utf-8")), page


def test_notice_names_the_data_of_others():
    """What is not our own is credited with its licence."""
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for words in ("GeoNames", "Attribution 4.0", "Natural Earth", "PLOVER", "WordNet", "all-MiniLM-L6-v2", "MIT"):
        assert words in notice
    for corpus in ("EWT", "GUM", "PropBank", "Universal NER", "WikiGold", "It-Happened", "MEANTIME", "LitBank"):
        assert corpus in notice
    for corpus in ("Worldwide Newswire", "PolNeAR", "UW factuality"):
        assert corpus in notice


def test_changelog_has_this_version():
    """The version of the package has a heading in CHANGELOG."""
    from onrecord import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f'version = "{__version__}"' in Path(ROOT / "pyproject.toml").read_text("utf-8")
