import gzip
import io
import json
from collections import Counter
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.ingest import Defaults, from_json, take
from onrecord.model import BlockKind, Report

from . import made

FORMATS = {
    "page.html": made.page(made.JSON_LD),
    "feed.rss": made.RSS,
    "feed.xml": made.ATOM,
    "nitf.xml": made.NITF,
    "newsml.xml": made.NEWSML,
    "ninjs.json": made.NINJS_1,
    "release.eml": made.MAIL,
    "site.warc": made.warc(("https://post.example/grain", made.page(made.JSON_LD).encode(), "")),
    "report.json": json.dumps(
        {"title": made.TITLE, "text": made.BODY, "date": "2022-06-26", "source": {"name": "The Sample Post"}}
    ),
}


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Every format above, read in one run."""
    folder = tmp_path_factory.mktemp("formats")
    paths = [made.write(folder, name, data) for name, data in FORMATS.items()]
    found = {}
    for taken in take(paths):
        found.setdefault(Path(taken.item.origin.path).name, taken)
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_title_body_and_day(read, name):
    """Every format gives the headline as title, the body's first sentence, the day, the outlet and the language."""
    report = read[name].item
    assert isinstance(report, Report), report
    assert report.title == made.TITLE
    assert report.published.startswith("2022-06-26")
    assert report.outlet in ("The Sample Post", "Sample Wire", "Port Alder Press Office")
    assert report.language == "en"
    assert made.SENTENCES[0] in report.body()
    assert dict(report.provenance).keys() >= {"title", "published", "outlet"}


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "report.json"])
def test_extracted_text_is_title_and_body(read, name):
    """Formats whose text is extracted begin with a title block, a blank line, and the body."""
    report = read[name].item
    assert report.text.startswith(made.TITLE + "\n\n")
    assert [b.kind for b in report.blocks[:2]] == [BlockKind.TITLE, BlockKind.BODY]


def test_capture_and_origin(read):
    """A report's origin names the capture by its hash, the place inside, and what it was read as."""
    taken = read["site.warc"]
    assert taken.item.origin.sha256 == taken.capture.sha256
    assert taken.item.origin.member == "https://post.example/grain"
    assert (taken.item.origin.media_type, taken.capture.media_type) == ("text/html", "application/warc")


def test_json_ld_fields(read):
    """JSON-LD gives authors, country, section and address, each with where it stood."""
    report = read["page.html"].item
    assert report.bylines == ("Jana Holt", "Piet Aas")
    assert (report.outlet_country, report.section, report.url) == ("GBR", "World", "https://post.example/grain")
    assert ("published", "JSON-LD datePublished") in report.provenance
    assert "nav" not in report.text.lower().split() and "All rights reserved" not in report.text


def test_open_graph_fields(tmp_path):
    """Without JSON-LD, Open Graph and meta elements are read."""
    head = (
        '<meta property="og:site_name" content="The Sample Post"><meta name="author" content="By Jana Holt">'
        '<meta property="article:published_time" content="2022-06-26T07:30:00Z">'
    )
    report = made.one_report(made.write(tmp_path, "a.html", made.page(head)))
    assert (report.outlet, report.bylines, report.published) == (
        "The Sample Post",
        ("Jana Holt",),
        "2022-06-26T07:30:00+00:00",
    )
    assert report.outlet_country is None


def test_conflicting_dates_of_a_page(tmp_path):
    """JSON-LD's date is held against a meta date of another week, and the report says so."""
    head = made.JSON_LD + '<meta name="date" content="2022-05-01">'
    report = made.one_report(made.write(tmp_path, "a.html", made.page(head)))
    assert report.published == "2022-06-26T07:30:00+01:00"
    assert any("conflict" in flag for flag in report.flags)


def test_page_without_article(tmp_path):
    """A page with no running text is quarantined with that reason."""
    assert "no article text" in made.one_reason(
        made.write(tmp_path, "a.html", "<html><body><nav>Home</nav></body></html>")
    )


def test_feed_summary_is_flagged(tmp_path):
    """A feed entry with a summary only is a report that says so."""
    items = [t.item for t in made.taken(made.write(tmp_path, "a.rss", made.RSS))]
    assert [item.origin.member for item in items] == ["entry 1", "entry 2"]
    assert "only the feed's summary, not the article" in items[1].flags


@pytest.mark.parametrize(
    ("item", "word"),
    [
        ('<planningItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>', "planningItem"),
        ('<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>', "packageItem"),
        (made.NEWSML.replace("ninat:text", "ninat:picture").replace("inlineXML", "remoteContent"), "picture"),
        ('{"uri":"a:1","type":"picture","versioncreated":"2022-06-26","headline":"A ship"}', "picture"),
        ('{"uri":"a:1","title":"Talks","eventDetails":{},"descriptions":[{"value":"Talks are held."}]}', "event"),
        ("<rss version='2.0'><channel><title>Empty</title></channel></rss>", "without entries"),
        ("<unknown><a>b</a></unknown>", "<unknown>"),
        ("[1, 2", "not valid JSON"),
    ],
)
def test_refusals_say_why(tmp_path, item, word):
    """Agency items without a text, and XML or JSON of no known kind, are refused with what they are."""
    name = "a.json" if item.startswith(("{", "[")) else "a.xml"
    assert word in made.one_reason(made.write(tmp_path, name, item))


def test_news_message(tmp_path):
    """A newsMessage gives a report or a refusal for each of its items."""
    item = made.NEWSML.replace(' xml:lang="en"', "")
    message = (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2022-06-26T09:00:00Z</sent></header>'
        f'<itemSet><packageItem guid="p1"/>{item}</itemSet></newsMessage>'
    )
    items = [t.item for t in made.taken(made.write(tmp_path, "a.xml", message))]
    assert [type(i).__name__ for i in items] == ["Quarantined", "Report"]
    assert [i.origin.member for i in items] == ["p1", "https://wire.example/9"]


def test_named_characters_in_xml(tmp_path):
    """HTML's named characters, which agency XML uses undeclared, are read as characters."""
    nitf = made.NITF.replace("Port Alder said", "Port&nbsp;Ald&eacute;r said")
    assert "Aldér said" in made.one_report(made.write(tmp_path, "a.xml", nitf)).text


def test_pdf(tmp_path):
    """A PDF's lines become paragraphs, and heads that recur on its pages are left out."""
    first = "The harbour master of Port Alder said on Tuesday that two grain"
    last = "ships had left for the south on Monday."
    pages = [["THE SAMPLE POST", f"{n}. {first}", f"{last} {n}.", f"Page {n}"] for n in (1, 2, 3)]
    report = made.one_report(made.write(tmp_path, "a.pdf", made.pdf(*pages)))
    assert "two grain ships had left" in report.text
    assert "SAMPLE POST" not in report.text and "Page 2" not in report.text


def test_pdf_without_text(tmp_path):
    """A PDF that shows no characters is quarantined as a likely scan."""
    assert "no text layer" in made.one_reason(made.write(tmp_path, "a.pdf", made.pdf([])))


def test_mail_signature_is_furniture(read):
    """What follows the signature mark of a mail is furniture."""
    report = read["release.eml"].item
    assert report.blocks[-1].kind is BlockKind.FURNITURE
    assert report.blocks[-1].span.of(report.text).endswith("Pier 4")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_text_encodings(tmp_path, encoding):
    """Every character of a text file survives, and a guessed encoding is flagged."""
    text = "Министр сообщил в понедельник, что переговоры закончились без результата.\r\n\r\nСуда ушли ночью."
    report = made.one_report(made.write(tmp_path, "a.txt", text.encode(encoding)))
    assert report.text == text
    assert any("encoding" in flag for flag in report.flags) is (encoding == "cp1251")


def test_sidecar(tmp_path):
    """NAME.json beside NAME.txt fills fields and is no report itself."""
    made.write(tmp_path, "a.txt", made.BODY)
    made.write(tmp_path, "a.json", '{"outlet":"The Sample Post","outlet_country":"GBR","published":"2022-06-26"}')
    report = made.one_report(str(tmp_path))
    assert (report.outlet, report.outlet_country, report.published) == ("The Sample Post", "GBR", "2022-06-26")
    assert ("outlet", "sidecar “outlet”") in report.provenance


def test_json_beside_a_text_may_be_a_report(tmp_path):
    """A JSON file with a text of its own is read even where NAME.txt stands beside it."""
    made.write(tmp_path, "a.txt", made.BODY)
    made.write(tmp_path, "a.json", json.dumps({"text": made.SENTENCES[1]}))
    assert len(made.taken(str(tmp_path))) == 2


def test_json_lines_and_arrays(tmp_path):
    """Lines and array items are reports in order; bad ones are quarantined at their place, and the rest is read."""
    lines = [
        json.dumps({"text": made.SENTENCES[0]}),
        "not json",
        '{"text": 5}',
        "",
        json.dumps({"text": made.SENTENCES[1]}),
    ]
    items = [t.item for t in made.taken(made.write(tmp_path, "a.jsonl", "\n".join(lines)))]
    assert [i.origin.member for i in items] == ["line 1", "line 2", "line 3", "line 5"]
    assert [isinstance(i, Report) for i in items] == [True, False, False, True]
    array = f"[{lines[0]}, 7, {lines[4]}]"
    items = [t.item for t in made.taken(made.write(tmp_path, "b.json", array))]
    assert [(i.origin.member, isinstance(i, Report)) for i in items] == [
        ("item 1", True),
        ("item 2", False),
        ("item 3", True),
    ]


def test_contract_line_keeps_its_text():
    """A line of the reading contract gives a report whose text is exactly the text given."""
    text = "  \r\nShips leave\n\nBy Jana Holt\n\nTwo ships left Port Alder. 😀\u0301\x00\n"
    line = {"id": "x", "text": text, "published": "2022-06-26", "title": None, "outlet": None}
    report = from_json(line)
    assert report.text == text
    assert (report.title, report.bylines, report.published) == ("Ships leave", ("Jana Holt",), "2022-06-26")


@pytest.mark.parametrize("line", [{}, {"text": None}, {"text": 5}, {"text": " \n"}])
def test_contract_line_without_text(line):
    """A line without a text is an InputError that says what was expected."""
    with pytest.raises(InputError, match="text"):
        from_json(line)


def test_lone_surrogates_keep_offsets():
    """A lone surrogate becomes one replacement character, with a flag, so that every offset still holds."""
    report = from_json({"text": "Two \ud800 ships left."})
    assert report.text == "Two \ufffd ships left."
    assert any("surrogate" in flag for flag in report.flags)


def test_defaults_fill_but_do_not_override():
    """Defaults hold only where the input says nothing."""
    defaults = Defaults(published="2020-01-01", outlet="Default Post", outlet_country="IRL", language="en")
    report = from_json({"text": made.BODY, "outlet": "The Sample Post"}, defaults=defaults)
    assert (report.outlet, report.outlet_country, report.published) == ("The Sample Post", "IRL", "2020-01-01")
    assert ("published", "given as the default") in report.provenance


def test_language_disagreement_is_flagged():
    """A declared language that the text contradicts stays beside the detected one, with a flag."""
    report = from_json({"text": made.BODY, "language": "ru"})
    assert (report.language, report.declared_language) == ("en", "ru")
    assert any("declared language" in flag for flag in report.flags)


def test_standard_input():
    """Standard input is captured, told apart by its bytes, and read under the name “-”."""
    data = gzip.compress(json.dumps({"text": made.BODY}).encode())
    (taken,) = take(["-"], stdin=io.BytesIO(data))
    assert (taken.item.text, taken.item.origin.path, taken.capture.size) == (made.BODY, "-", len(data))


SHARED = Path(__file__).resolve().parents[3] / "shared/data/formats"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the IPTC example files are not here")
@pytest.mark.parametrize(("folder", "files", "reports"), [("newsml-g2", 35, 6), ("ninjs", 19, 9)])
def test_iptc_examples(folder, files, reports):
    """Every IPTC example file is read, or refused with a reason; none fails."""
    items = [t.item for t in take([str(SHARED / folder)])]
    by_file = Counter(i.origin.path for i in items)
    assert len(by_file) == files
    assert len({i.origin.path for i in items if isinstance(i, Report)}) == reports
    for item in items:
        assert isinstance(item, Report) or not any(word in item.reason for word in ("failed", "crashed", "longer"))
