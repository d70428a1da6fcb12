"""Charts are drawn anew where the browser can, and the server's drawing stays where it cannot."""

from __future__ import annotations

import pytest

from .conftest import FLAGS, opened


@pytest.fixture(scope="module")
def drawing(driver, chromium: str):
    """A browser that has WebGL."""
    with driver.chromium.launch(executable_path=chromium, args=[*FLAGS, "--enable-unsafe-swiftshader"]) as started:
        yield started


@pytest.fixture
def drawn(drawing, base: str):
    """A page of it, with the front page in it."""
    for page in opened(drawing, base):
        page.goto("/")
        yield page


def test_the_map_is_drawn(drawn):
    """With WebGL a map that moves takes the place of the drawing, from this server alone."""
    drawn.locator(".map-figure").scroll_into_view_if_needed()
    drawn.locator(".map-live canvas").wait_for()
    drawn.wait_for_function("() => document.querySelector('.map-live canvas').width > 100")
    loaded = drawn.evaluate("() => performance.getEntriesByType('resource').map(each => new URL(each.name).origin)")
    assert set(loaded) == {drawn.evaluate("() => location.origin")}


def test_the_timeline_is_drawn(drawn):
    """The timeline that zooms takes the place of the drawing; its numbers stay in the table."""
    drawn.locator("[data-timeline] .uplot canvas").wait_for()
    assert drawn.locator("[data-timeline] .legend").inner_text().startswith("all of these")
    assert drawn.locator("[data-timeline] table a").count() > 0


def test_without_scripts_the_drawings_stay(bare):
    """The server's timeline and map are there without scripts, each mark with a name and most with an address."""
    bare.goto("/")
    assert bare.locator("svg.timeline .bar title").count() > 0
    assert bare.locator("svg.map a").count() > 0
    assert bare.locator("svg.map").is_visible()
