"""A text that is pasted becomes a report with records, and is found."""

from __future__ import annotations

import re

TEXT = (
    "Norway will send 12 Zeppelinwagen trucks to Kyiv, the minister said on Friday \U0001f69a.\r\n\r\n"
    "The defence ministry denied that drivers had been hired."
)
_READING_MS = 60_000


def test_pasted_text_is_read_and_found(page):
    """The page of a job tells how far it is, goes on when it is loaded again, and leads to what was read."""
    page.goto("/add")
    form = page.locator("form", has=page.locator("textarea"))
    page.locator("textarea").focus()
    page.keyboard.insert_text(TEXT)
    form.locator("[name=title]").fill("Zeppelinwagen for Kyiv")
    form.locator("[name=outlet]").fill("The \U0001f600 Example")
    form.locator("[name=published]").fill("2023-05-04")
    form.locator("button").click()
    page.wait_for_url(re.compile("/add/[0-9a-f]{12}$"))
    assert page.locator("progress").is_visible()
    assert re.match("waiting|reading|done", page.locator("[data-words]").inner_text())
    page.reload()
    page.locator("[data-words]", has_text="done: 1 new").wait_for(timeout=_READING_MS)
    page.locator(".job .names a").click()
    assert page.locator("[data-text]").inner_text().startswith("Norway will send")
    page.fill("#q", "Zeppelinwagen")
    page.click("form.find button")
    page.locator(".hit .deep").first.click()
    page.locator("mark.found").first.wait_for()
    assert "12 Zeppelinwagen trucks" in page.locator("mark.found").evaluate_all(
        "m => m.map(e => e.textContent).join('')"
    )
    page.goto("/add")
    assert page.locator(".jobs a", has_text="Zeppelinwagen for Kyiv").is_visible()


def test_files_are_chosen_and_refusals_told(page):
    """Files are listed before they are sent; what cannot be read is told with a reason, and the rest is read."""
    page.goto("/add")
    files = [
        {
            "name": "page.html",
            "mimeType": "text/html",
            "buffer": _page("Lorries were sent to Riga, the minister said."),
        },
        {"name": "broken.newsml.xml", "mimeType": "text/xml", "buffer": b"<newsMessage><itemSet>"},
    ]
    page.set_input_files("input[type=file]", files)
    assert page.locator("[data-picked] li").count() == 2
    page.locator("form[data-drop] button").click()
    page.locator("[data-words]", has_text="done:").wait_for(timeout=_READING_MS)
    assert page.locator(".job", has_text="Not taken in").locator("bdi", has_text="broken.newsml.xml").is_visible()
    assert page.locator(".job .names a").count() == 1


def _page(words: str) -> bytes:
    told = f"<p>{words} " + "It is an invented report of some length, made for this page alone. " * 8
    return f"<html lang=en><title>Lorries</title><article><h1>Lorries</h1>{told}</article></html>".encode()
