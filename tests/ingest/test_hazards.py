import gzip
import json
import os
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.ingest import Capture, Defaults, Limits, find, take
from onrecord.ingest.worker import request_of
from onrecord.model import Quarantined, Report

from . import made


def outcome(taken):
    """(member, reason or None) of every item."""
    return [(t.item.origin.member, getattr(t.item, "reason", None)) for t in taken]


@pytest.mark.parametrize("depth", [250, 300, 5000])
def test_nested_elements_keep_their_text(tmp_path, depth):
    """A page nested deeper than its parsers bear is flattened, read, and flagged."""
    body = "<div>" * depth + made.PARAGRAPHS + "</div>" * depth
    report = made.one_report(made.write(tmp_path, "a.html", made.page(made.JSON_LD, body)))
    assert all(sentence in report.text for sentence in made.SENTENCES)
    assert any("flattened" in flag for flag in report.flags)


def test_huge_tag_is_quick(tmp_path):
    """A tag with 100,000 attributes is read without them, in seconds."""
    tag = "<div " + " ".join(f'a{i}="x"' for i in range(100_000)) + ">"
    began = time.monotonic()
    report = made.one_report(made.write(tmp_path, "a.html", made.page(made.JSON_LD, tag + made.PARAGRAPHS + "</div>")))
    assert made.SENTENCES[2] in report.text
    assert time.monotonic() - began < 15


@pytest.mark.parametrize("name", ["bomb.gz", "bomb.txt.gz", "bomb.jsonl.gz"])
def test_gzip_bomb(tmp_path, name):
    """A gzip file that unpacks to a thousand times its size is refused, not unpacked."""
    reason = made.one_reason(made.write(tmp_path, name, gzip.compress(b"a" * 60_000_000)))
    assert "decompression bomb" in reason


def test_zip_members(tmp_path):
    """Of a zip, safe members are read, unsafe ones refused by name, hidden ones passed over; sidecars count."""
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", '{"outlet": "The Sample Post"}')
        archive.writestr("a.txt", made.BODY)
        archive.writestr("../up.txt", made.BODY)
        archive.writestr("/root.txt", made.BODY)
        archive.writestr(link, "/etc/hostname")
        archive.writestr("bomb.txt", b"x" * 60_000_000)
        archive.writestr(".hidden", b"x")
        archive.writestr("__MACOSX/a.txt", b"x")
    found = made.taken(str(path))
    assert found[0].item.outlet == "The Sample Post"
    reasons = dict(outcome(found))
    assert reasons.keys() == {"a.txt", "../up.txt", "/root.txt", "link.txt", "bomb.txt"}
    assert "out of the archive" in reasons["../up.txt"] and "out of the archive" in reasons["/root.txt"]
    assert "link" in reasons["link.txt"] and "bomb" in reasons["bomb.txt"]


def test_tar_members(tmp_path):
    """Of a tar, files are read, links, devices and unsafe names refused."""
    data = made.tarred(
        ("a.txt", made.BODY.encode(), {}),
        ("../up.txt", made.BODY.encode(), {}),
        ("ln", b"", {"type": b"2", "linkname": "/etc/hostname"}),
        ("dev", b"", {"type": b"3"}),
        ("b.html.gz", gzip.compress(made.page(made.JSON_LD).encode()), {}),
    )
    reasons = dict(outcome(made.taken(made.write(tmp_path, "a.tar.gz", data))))
    assert [name for name, reason in reasons.items() if reason is None] == ["a.txt", "b.html.gz"]
    assert "out of the archive" in reasons["../up.txt"]
    assert "device" in reasons["dev"] and "link" in reasons["ln"]


def test_archives_in_archives(tmp_path):
    """Archives are opened three deep, and no deeper."""
    data = made.zipped(a__txt=made.BODY)
    for depth in range(1, 5):
        (item,) = [t.item for t in made.taken(made.write(tmp_path, f"{depth}.zip", data))]
        assert isinstance(item, Report) is (depth <= 3)
        data = made.zipped(inner__zip=data)
    assert "nested" in item.reason


@pytest.mark.parametrize("cut", [20, 60, -30])
def test_cut_archives(tmp_path, cut):
    """An archive that was cut off is quarantined with that reason; what came before may be read."""
    data = made.tarred(("a.txt", (made.BODY * 50).encode(), {}), ("b.txt", os.urandom(3000).hex().encode(), {}))
    found = made.taken(made.write(tmp_path, "a.tar.gz", data[:cut]))
    assert isinstance(found[-1].item, Quarantined)


@pytest.mark.parametrize("name", ["a.xml", "a.rss"])
def test_entities_are_refused(tmp_path, name):
    """XML that declares entities is refused before anything is expanded or fetched."""
    head = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    xml = made.NITF.replace("<nitf", head + "<nitf", 1) if name == "a.xml" else head + made.RSS.partition("?>")[2]
    assert "entities" in made.one_reason(made.write(tmp_path, name, xml))


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "blank"),
        ("a.txt", bytes(range(256)) * 40, "binary"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "PNG"),
        ("a.csv", b"a,b\n1,2\n", ".csv"),
        ("a.docx", made.zipped(mimetype="x"), "office document"),
        ("a.pdf", b"%PDF-1.4 broken", "cannot be opened"),
        ("a.json", b"[" * 100_000, "nested too deep"),
        ("a.zip", b"PK\x03\x04 broken", "damaged"),
        ("a.warc", b"WARC/1.0\r\n\r\n", "without HTML"),
        ("a.xml", b"<nitf>" * 3000, "not well formed"),
    ],
)
def test_what_is_not_read_says_why(tmp_path, name, data, word):
    """Empty, binary, damaged and unknown files are quarantined with what they are."""
    assert word in made.one_reason(made.write(tmp_path, name, data))


def test_slow_document_is_cut_off_and_the_rest_is_read(tmp_path):
    """A document beyond the time limit is quarantined; the worker starts again and reads what follows."""
    slow = made.page(made.JSON_LD, "".join(f"<div id={os.urandom(4).hex()}>" for _ in range(100_000)) + made.PARAGRAPHS)
    data = made.zipped(a__txt=made.BODY, b__html=slow, c__txt=made.BODY)
    limits = Limits(seconds=0.4)
    reasons = outcome(made.taken(made.write(tmp_path, "a.zip", data), limits=limits))
    assert [member for member, _ in reasons] == ["a.txt", "b.html", "c.txt"]
    assert reasons[0][1] is None and reasons[2][1] is None
    assert reasons[1][1] == "took longer than 0.4 s"


def test_memory_limit(tmp_path):
    """A document that needs more memory than allowed is quarantined; the next one is read."""
    made.write(tmp_path, "a.json", '["' + "a" * 15_000_000 + '",' + "[1],[2]," * 800_000 + "1]")
    made.write(tmp_path, "b.txt", made.BODY)
    found = made.taken(str(tmp_path), limits=Limits(memory_mib=480))
    assert isinstance(found[0].item, Quarantined)
    assert found[-1].item.text == made.BODY


def test_size_limits(tmp_path):
    """A document or a line beyond the size limit is refused, and the lines around it are read."""
    limits = Limits(body_bytes=2000)
    assert "2,000 bytes" in made.one_reason(made.write(tmp_path, "a.txt", b"word " * 1000), limits=limits)
    lines = [json.dumps({"text": t}) for t in (made.SENTENCES[0], "word " * 1000, made.SENTENCES[1])]
    reasons = outcome(made.taken(made.write(tmp_path, "a.jsonl", "\n".join(lines)), limits=limits))
    assert [reason is None for _, reason in reasons] == [True, False, True]


def test_too_many_pages(tmp_path):
    """A PDF with more pages than allowed is refused."""
    data = made.pdf(*[["Two ships left."]] * 4)
    assert "4 pages" in made.one_reason(made.write(tmp_path, "a.pdf", data), limits=Limits(pdf_pages=3))


def test_missing_path_is_an_error_before_reading(tmp_path):
    """A path that does not exist, a glob without match, and “-” without input raise at the call."""
    good = made.write(tmp_path, "a.txt", made.BODY)
    for bad in (str(tmp_path / "none.txt"), str(tmp_path / "*.none"), "-"):
        with pytest.raises(InputError):
            take([good, bad])


def test_find_is_sorted_and_skips_hidden_files(tmp_path):
    """A folder's files come sorted, hidden ones left out, each once even if named twice."""
    for name in ("b.txt", "a/z.txt", "a/c.txt", ".git/x.txt", ".hidden", "README.md"):
        made.write(tmp_path, name, made.BODY)
    names = [str(p.relative_to(tmp_path)) for p in find([str(tmp_path), str(tmp_path / "*.txt")])]
    assert names == ["b.txt", "a/c.txt", "a/z.txt"]


def test_unreadable_file(tmp_path):
    """A file that cannot be opened is quarantined without a capture, and the run goes on."""
    path = tmp_path / "a.txt"
    path.symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").write_text(made.BODY)
    stream = take([str(path), str(tmp_path / "b.txt")])
    (tmp_path / "a.txt").unlink()
    first, second = list(stream)
    assert first.capture is None and "cannot be opened" in first.item.reason
    assert second.item.text == made.BODY


def test_worker_leaves_nothing_behind(tmp_path):
    """Closing the iterator ends the worker process and removes what was spooled."""
    path = made.write(tmp_path, "a.jsonl", "\n".join(json.dumps({"text": made.BODY}) for _ in range(50)))
    with Path(path).open("rb") as stdin:
        stream = take(["-"], stdin=stdin)
        capture = next(stream).capture
        assert isinstance(capture, Capture) and capture.path.exists()
        stream.close()
    assert not capture.path.exists()


MUTANTS = [
    ("m.html", made.page(made.JSON_LD).encode()),
    ("m.rss", made.RSS.encode()),
    ("m.xml", made.NEWSML.encode()),
    ("m.eml", made.MAIL.encode()),
    ("m.pdf", made.pdf(["Two ships left Port Alder."])),
    ("m.zip", made.zipped(a__txt=made.BODY)),
    ("m.tar.gz", made.tarred(("a.txt", made.BODY.encode(), {}))),
]


def answers(path):
    """All answers of the worker to one file."""
    return list(made.WORKER.ask(request_of(path, path.name, {}, 0, Defaults(), Limits())))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One folder for all examples."""
    return tmp_path_factory.mktemp("bytes")


NAMES = ["a.txt", "a.html", "a.xml", "a.rss", "a.json", "a.jsonl", "a.eml", "a.pdf", "a.warc", "a.zip", "a"]
STARTS = [b"", b"<html>", b"<rss>", b"<nitf>", b"{", b"PK\x03\x04", b"\x1f\x8b\x08", b"%PDF-", b"From: a\n"]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(NAMES), start=st.sampled_from(STARTS), rest=st.binary(max_size=200))
def test_arbitrary_bytes_never_end_the_worker(folder, name, start, rest):
    """Whatever the bytes and the name, the worker answers with reports or reasons and lives on."""
    path = folder / name
    path.write_bytes(start + rest)
    found = answers(path)
    assert "done" in found[-1]
    assert all({"report", "refused", "at", "done"} & answer.keys() for answer in found)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_mutated_inputs_never_end_the_worker(folder, data):
    """Good inputs of each format with a few bytes changed are read or refused, never fatal."""
    name, good = data.draw(st.sampled_from(MUTANTS))
    mutant = bytearray(good)
    for _ in range(data.draw(st.integers(1, 6))):
        mutant[data.draw(st.integers(0, len(mutant) - 1))] = data.draw(st.integers(0, 255))
    path = folder / name
    path.write_bytes(bytes(mutant))
    assert "done" in answers(path)[-1]


@pytest.mark.parametrize("junk", ["\x01\x02", "&#1;&#x1f;", "<home<>", "\ufffe", "<a:b:c>", "<![CDATA[x]]>", "\x00"])
def test_broken_html_keeps_its_text(tmp_path, junk):
    """Control characters and impossible element names in a page cost none of its sentences."""
    report = made.one_report(made.write(tmp_path, "a.html", made.page(made.JSON_LD, junk + made.PARAGRAPHS)))
    assert all(sentence in report.text for sentence in made.SENTENCES)


def test_a_worker_can_be_kept(tmp_path):
    """A worker that the caller passes in serves several calls and is left running."""
    path = made.write(tmp_path, "a.txt", made.BODY)
    assert [len(list(take([path], worker=made.WORKER))) for _ in range(2)] == [1, 1]
