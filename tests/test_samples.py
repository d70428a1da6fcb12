"""The reports in samples/: of many kinds, listed, well formed where they mean to be, and built as the tool builds."""

from __future__ import annotations

import email
import email.policy
import io
import json
import re
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import feedparser
import lxml.etree
import lxml.html
import pypdfium2
import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
FILES = sorted(p for p in SAMPLES.iterdir() if p.name != "README.md")
OUTLETS = (
    "The Sample Courier",
    "Sample Wire Agency",
    "Muster-Nachrichten (sample)",
    "Baltic Sample Monitor",
    "Образцовая газета (sample)",
)
BROKEN = "swa-2022-06-26-broken.newsml.xml"
BODY = "//*[local-name()='body.content']//*[local-name()='p'] | //*[local-name()='body']/*[local-name()='p']"


def _tool():
    spec = spec_from_file_location("make_samples", ROOT / "tools" / "make_samples.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILT = _tool().build()


def _form(path: Path) -> str:
    """The format as the file's name tells it: "newsml.xml", "warc.gz", "pdf"."""
    return path.name.split(".", 1)[1]


def _xml(data: bytes) -> list[str]:
    return [" ".join("".join(p.itertext()).split()) for p in lxml.etree.fromstring(data).xpath(BODY)]


def _html(page: bytes | str) -> list[str]:
    if isinstance(page, bytes):
        page = page.decode()
    return [p.text_content() for p in lxml.html.fromstring(page).xpath("//p[not(@class) and not(ancestor::footer)]")]


def _json_lines(data: bytes) -> list[str]:
    return [json.loads(line)["text"] for line in data.decode().splitlines()]


def _feed(data: bytes) -> list[str]:
    return ["\n".join(_html(entry.content[0].value)) for entry in feedparser.parse(data).entries]


def _pdf(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[0]
        text = page.get_textpage()
        words = text.get_text_range()
        text.close()
        page.close()
    return " ".join(words.split())


def _warc(data: bytes) -> bytes:
    # A record can only be read before the iterator goes on to the next.
    (page,) = [r.reader.read() for r in ArchiveIterator(io.BytesIO(data), record_types=WarcRecordType.response)]
    return page


def _zip(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (name,) = archive.namelist()
        return archive.read(name)


def _texts(path: Path) -> list[str]:
    """The body of each report in the file."""
    data = path.read_bytes()
    return {
        "txt": lambda: ["\n".join(data.decode().split("\n\n")[4:-2])],
        "html": lambda: ["\n".join(_html(data))],
        "newsml.xml": lambda: ["\n".join(_xml(data))],
        "nitf.xml": lambda: ["\n".join(_xml(data))],
        "ninjs.json": lambda: ["\n".join(_html(json.loads(data)["bodies"][0]["value"]))],
        "rss": lambda: _feed(data),
        "jsonl": lambda: _json_lines(data),
        "eml": lambda: [email.message_from_bytes(data, policy=email.policy.default).get_content()],
        "warc.gz": lambda: ["\n".join(_html(_warc(data)))],
        "zip": lambda: ["\n".join(_xml(_zip(data)))],
        "pdf": lambda: [_pdf(data)],
    }[_form(path)]()


def _whole() -> list[Path]:
    return [p for p in FILES if p.name != BROKEN]


def test_formats():
    """There are at least eight formats, and the report that stands in each can be got out of it."""
    assert {_form(p) for p in FILES} >= {
        "txt", "html", "rss", "newsml.xml", "nitf.xml", "ninjs.json", "jsonl", "eml", "warc.gz", "pdf", "zip",
    }  # fmt: skip


@pytest.mark.parametrize("path", _whole(), ids=lambda p: p.name)
def test_each_report_is_short(path):
    """Every report is between 80 and 250 words long."""
    for text in _texts(path):
        assert 80 <= len(re.findall(r"\w[\w'’.-]*", text)) <= 250


def test_enough_reports():
    """There are fifteen whole reports in the folder."""
    assert sum(len(_texts(p)) for p in _whole()) == 15


def test_readme_lists_every_file_and_no_other():
    """The README's table names each file once, with its outlet, and nothing that is not there."""
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+), [^|,]+ \|", (SAMPLES / "README.md").read_text("utf-8"), re.M)
    assert sorted(name for name, _ in rows) == [p.name for p in FILES]
    assert {outlet for _, outlet in rows} == set(OUTLETS)


@pytest.mark.parametrize("outlet", OUTLETS)
def test_outlets_are_marked_as_samples(outlet):
    """Nobody can take an outlet for a real one."""
    assert "sample" in outlet.lower()


def test_binary_files_are_what_the_tool_builds():
    """The committed WARC, PDF and zip equal, byte for byte, what tools/make_samples.py makes today."""
    assert {_form(Path(name)) for name in BUILT} == {"warc.gz", "pdf", "zip"}
    for name, data in BUILT.items():
        assert (SAMPLES / name).read_bytes() == data, f"run tools/make_samples.py: {name} is out of date"


def test_pdf_gives_its_words_back():
    """All words of the page can be extracted from the PDF, in order."""
    page = (ROOT / "tools" / "samples" / "courier-2022-12-26-page-4.txt").read_text("utf-8")
    assert _pdf(BUILT["courier-2022-12-26-page-4.pdf"]) == " ".join(page.split())


def test_broken_file_is_broken():
    """The broken sample is no well-formed XML, so that a run over the folder has something to quarantine."""
    with pytest.raises(lxml.etree.XMLSyntaxError):
        lxml.etree.fromstring((SAMPLES / BROKEN).read_bytes())


def test_wire_copy_keeps_the_words_but_not_the_headline():
    """The copy has the agency's paragraphs up to where it was cut, under a headline of its own."""
    wire = "\n".join(_texts(SAMPLES / "swa-2022-06-25-summit.newsml.xml"))
    copy = "\n".join(_texts(SAMPLES / "muster-2022-06-26-wire-copy.html"))
    title = lxml.html.fromstring((SAMPLES / "muster-2022-06-26-wire-copy.html").read_text("utf-8")).findtext(".//h1")
    assert wire.startswith(copy)
    assert title.encode() not in (SAMPLES / "swa-2022-06-25-summit.newsml.xml").read_bytes()


def test_siblings_disagree_on_the_number():
    """One report counts about 20 missiles where another counts 12."""
    (nitf,) = _texts(SAMPLES / "swa-2022-06-25-airspace.nitf.xml")
    (page,) = _texts(SAMPLES / "courier-2022-06-26-page-2.txt")
    assert "About 20 missiles" in nitf
    assert "12 missiles" in page
    assert "20" not in page


def test_one_report_is_in_russian():
    """The Russian report is written in Cyrillic letters, and no other is."""
    cyrillic = [p.name for p in _whole() if re.search("[а-яё]{4}", "\n".join(_texts(p)))]
    assert cyrillic == ["obraztsovaya-2022-06-26.html"]
