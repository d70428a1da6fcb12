"""Everything with the keyboard alone; no pointer is used in this file."""

from __future__ import annotations

import re

from .conftest import opened

_FOCUSED = "() => document.activeElement.outerHTML.slice(0, 200)"
_SHOWN = """() => {
  const look = getComputedStyle(document.activeElement);
  return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0;
}"""


def press(page, *keys: str) -> None:
    """One key after the other."""
    for key in keys:
        page.keyboard.press(key)


def tab_to(page, selector: str, most: int = 80) -> None:
    """Go on with the tabulator until what is wanted has the focus, which must be seen at every stop."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert page.evaluate(_SHOWN), page.evaluate(_FOCUSED)
            return
    raise AssertionError(f"{selector} is not reached in {most} stops; the last was {page.evaluate(_FOCUSED)}")


def test_search_filter_and_read(page):
    """“/” goes to the box, Enter searches; filters, a hit, its report and its record are reached and opened."""
    page.goto("/who")
    press(page, "/")
    page.keyboard.type("Iskander")
    press(page, "Enter")
    page.wait_for_url("**/search?q=Iskander")
    tab_to(page, ".facet-list a")
    press(page, "Enter")
    page.wait_for_url(re.compile("status="))
    assert page.locator(".chips li").count() >= 2
    tab_to(page, ".hit .deep", most=200)
    press(page, "Enter")
    page.locator("mark.found").first.wait_for()
    tab_to(page, "#layer-trigger")
    press(page, "Space")
    assert not page.locator("#layer-trigger").is_checked()
    tab_to(page, ".card a.more", most=150)
    press(page, "Enter")
    page.wait_for_url("**/record/*")


def test_suggestions(page):
    """Arrow keys go through suggestions, as is told to those who hear the page; Enter opens one, Escape closes them."""
    page.goto("/")
    press(page, "/")
    page.keyboard.type("luka")
    page.locator("#suggestions li").first.wait_for()
    box = page.locator("#q")
    assert box.get_attribute("aria-expanded") == "true"
    press(page, "ArrowDown")
    chosen = page.locator("#suggestions li[aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    press(page, "Escape")
    assert box.get_attribute("aria-expanded") == "false"
    press(page, "ArrowDown")
    page.locator("#suggestions li").first.wait_for()
    press(page, "ArrowDown", "Enter")
    page.wait_for_url(re.compile("/(who|thing|place|outlet|search)"))


def test_skip_to_content(page):
    """The first stop leads past the navigation to the content."""
    page.goto("/search")
    press(page, "Tab")
    assert page.evaluate("() => document.activeElement.matches('.skip')")
    press(page, "Enter", "Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_check_and_undo(page):
    """The keys that the buttons show decide, correct and undo; a key before there is a name asks for the name."""
    page.goto("/check")
    press(page, "a")
    assert page.evaluate("() => document.activeElement.name") == "by"
    page.keyboard.type("Zoë Ødegård")
    tab_to(page, "summary")
    first = shown_record(page)
    press(page, "a")
    decided(page, "You accepted")
    second = shown_record(page)
    assert second != first
    press(page, "r")
    decided(page, "You rejected")
    press(page, "u")
    decided(page, "taken back")
    assert shown_record(page) == second
    press(page, "c")
    page.locator("#correcting[open]").wait_for()
    assert page.evaluate("() => document.activeElement.name") == "fix_status"
    press(page, "ArrowDown" if page.locator("[name=fix_status]").input_value() == "reported" else "Home")
    corrected = page.locator("[name=fix_status]").input_value().replace("_", " ")
    tab_to(page, "button.v-correct")
    press(page, "Enter")
    decided(page, "You corrected")
    press(page, "s")
    decided(page, "You skipped")
    page.goto(f"/record/{second}")
    told = page.locator("main").inner_text()
    assert "Zoë Ødegård" in told
    assert f"status: {corrected}" in told
    assert "taken back later" in told


def test_what_is_refused_is_told(browser, base: str):
    """A correction that corrects nothing is refused in words; the record stays, and so does what was typed."""
    for page in opened(browser, base, expected="400 (Bad Request)"):
        page.goto("/check")
        page.fill("[name=by]", "Zoë Ødegård")
        page.fill("[name=note]", "not sure")
        record = shown_record(page)
        page.locator("main").focus()
        press(page, "c")
        page.locator("#correcting[open]").wait_for()
        tab_to(page, "button.v-correct")
        press(page, "Enter")
        page.locator("#trouble", has_text="Nothing was changed").wait_for()
        assert page.locator("[name=note]").input_value() == "not sure"
        assert shown_record(page) == record


def shown_record(page) -> str:
    """The record that is being checked."""
    return page.locator("form.verdicts").get_attribute("action").rpartition("/")[2]


def decided(page, words: str) -> None:
    """Wait until the page says so."""
    page.locator(".done", has_text=words).wait_for()
