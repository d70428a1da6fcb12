"""From a search to the words, and the words exactly, in a real browser."""

from __future__ import annotations

import re

import pytest

from onrecord.model import Record, Report

from . import texts

HARD = texts.reports()
NAMES = list(texts.TEXTS)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MARKED = "marks => marks.map(mark => mark.textContent).join('')"


def shown(words: str) -> str:
    """As a page has it: characters that no browser shows are replaced, one for one."""
    return _CONTROL.sub("\ufffd", words.replace("\r", "\0CR")).replace("\ufffdCR", "\r")


def pieces(of: Report, record: Record) -> str:
    """The evidence without the white space between paragraphs, which is not part of a page."""
    words = shown(record.evidence.text)
    return re.sub(r"\n\s*", "", words) if "\n\n" not in of.text.replace("\r", "") else re.sub(r"\n[\r ]*\n", "", words)


def test_from_search_to_evidence_in_two_clicks(page):
    """One click searches, the second opens the report at the very words, which are marked and in view."""
    page.goto("/")
    page.fill("#q", "Iskander")
    page.click("form.find button")
    page.wait_for_url("**/search?q=Iskander")
    quoted = page.locator(".hit .deep").first
    words = quoted.inner_text()
    quoted.click()
    mark = page.locator("mark.found")
    mark.first.wait_for()
    assert mark.evaluate_all(_MARKED) == words
    assert "#span=" in page.url
    assert mark.first.evaluate(
        "m => { const r = m.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }"
    )


@pytest.mark.parametrize(("of", "records"), HARD, ids=NAMES)
def test_what_is_marked_is_the_evidence(page, of: Report, records: list[Record]):
    """For each record the marked words are its evidence, character by character, and lie where the text has them."""
    page.goto(f"/report/{of.id[:16]}")
    for record in records:
        span = record.evidence.span
        page.evaluate("at => { location.hash = at }", f"#span={span.start}-{span.end}")
        page.wait_for_function("() => document.querySelector('mark.found')")
        assert page.locator("mark.found").evaluate_all(_MARKED) == pieces(of, record)
    told = page.locator("[data-text] [data-start]").evaluate_all(
        "all => all.map(p => [+p.dataset.start, p.textContent])"
    )
    for start, words in told:
        assert shown(of.text[start : start + len(words)]) == words
    assert re.sub(r"\s", "", "".join(words for _, words in told)) == re.sub(r"\s", "", shown(of.text))


@pytest.mark.parametrize(("of", "records"), HARD, ids=NAMES)
def test_a_deep_link_keeps_its_words_marked(page, of: Report, records: list[Record]):
    """A link opens at the words; they stay marked when it is loaded again, layers change or a record is pointed at."""
    record = records[1]
    span = record.evidence.span
    page.goto(f"/report/{of.id[:16]}?record={record.id[:16]}#span={span.start}-{span.end}")
    mark = page.locator("mark.found")
    for act in (
        lambda: None,
        page.reload,
        lambda: page.locator("#layer-trigger").uncheck(),
        page.locator(".card").first.hover,
    ):
        act()
        mark.first.wait_for()
        assert mark.evaluate_all(_MARKED) == pieces(of, record)
    assert page.locator(".card.chosen").count() == 1


@pytest.mark.parametrize(("of", "records"), HARD, ids=NAMES)
def test_without_scripts_the_words_are_marked(bare, of: Report, records: list[Record]):
    """`?span=` marks the same words on the server's side."""
    for record in records:
        span = record.evidence.span
        bare.goto(f"/report/{of.id[:16]}?span={span.start}-{span.end}")
        assert bare.locator(".m-target").evaluate_all(_MARKED) == pieces(of, record)


def test_hits_and_records_quote_the_evidence(page):
    """On the pages of records, too, what is quoted is the evidence."""
    for of, records in HARD:
        for record in records[:1]:
            page.goto(f"/record/{record.id[:16]}")
            quoted = page.locator("blockquote.words").first.text_content()
            assert quoted.strip() == shown(record.evidence.text).strip()
        page.goto(f"/search?report={of.id}&order=newest")
        told = {words.strip() for words in page.locator(".hit blockquote.words").all_text_contents()}
        assert told == {shown(record.evidence.text).strip() for record in records}


def test_layers_switch(page):
    """A layer that is switched off is not seen in the text, and is seen again when it is switched on."""
    page.goto("/search?q=Iskander")
    page.locator(".hit .deep").first.click()
    names = "backgroundColor borderBottomColor textDecoration boxShadow color fontStyle".split()
    style = f"words => {names}.map(name => getComputedStyle(words)[name]).join()"
    for layer, look in (("trigger", "m-trigger"), ("source", "m-source"), ("standing", "m-standing")):
        words = page.locator(f".text .{look}:not(.m-chosen)").first
        if not words.count():
            continue
        box = page.locator(f"#layer-{layer}")
        box.set_checked(True)
        on = words.evaluate(style)
        box.set_checked(False)
        assert words.evaluate(style) != on
        box.set_checked(True)
        assert words.evaluate(style) == on


def test_without_scripts_one_searches_and_reads(bare):
    """The form, filters, pages of hits, reports and records all work without scripts, with the words marked."""
    bare.goto("/")
    bare.fill("#q", "missiles")
    bare.click("form.find button")
    assert "q=missiles" in bare.url
    assert bare.locator(".hit mark").first.inner_text().lower().startswith("missile")
    bare.locator(".facet-list a").first.click()
    assert bare.locator(".chips li").count() >= 2
    bare.locator(".chips a").first.click()
    bare.locator(".hit .deep").first.click()
    assert bare.locator("[data-text] p").count() >= 1
    bare.locator(".card a.more").first.click()
    assert "/record/" in bare.url
    bare.goto("/search")
    bare.locator("a[rel=next]").click()
    assert "page=2" in bare.url
    assert bare.locator(".hit").count() >= 1
