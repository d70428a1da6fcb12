"""What holds for every page: nothing is complained of, people with any sense or screen can use it."""

from __future__ import annotations

import html
import re
import urllib.request
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe

from . import texts
from .conftest import listen

LONG = next(of for of, _ in texts.reports() if of.title.startswith("long"))
_NARROW = 360
# What is another matter in the dark.
_COLOURS = ("color-contrast", "link-in-text-block")
_SEVERE = ("serious", "critical")
# Wider than the screen, or beside it, and not in a part that scrolls by itself.
_UNREACHABLE = """() => {
  const kept = (element) => {
    for (let up = element; up; up = up.parentElement) {
      const scrolls = /auto|scroll/.test(getComputedStyle(up).overflowX);
      if (scrolls || up.matches("svg, .vh, .skip, .maplibregl-map")) return false;
    }
    return element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  return [...document.querySelectorAll("a, button, input, select, textarea, summary, label")].filter(kept)
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.left < -1 || box.right > innerWidth + 1))
    .map(([element, box]) => `${element.outerHTML.slice(0, 120)} at ${Math.round(box.left)}..${Math.round(box.right)}`);
}"""
_WIDTHS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of a page. narrow: width of the content and of the screen, at 360 px."""

    complaints: list[str]
    light: list[str]
    dark: list[str]
    narrow: tuple[int, int]
    unreachable: list[str]


def addresses(base: str) -> dict[str, str]:
    """Every page, with what is on record in it."""
    reading = first(base, "/search?q=Iskander", '/report/[^"]+#span=[^"]+')
    return {
        "front": "/",
        "search": "/search",
        "search for words": "/search?q=iskander&status=reported",
        "search for nothing": "/search?q=zzzzzz",
        "search in a report of long words": f"/search?report={LONG.id}",
        "report": reading,
        "report of long words": f"/report/{LONG.id}",
        "record": first(base, "/search?q=Iskander", '/record/[^"]+'),
        "who": "/who",
        "a person": first(base, "/who?kind=PER", '/who/[^"]+'),
        "things": "/things",
        "a thing": first(base, "/things", '/thing[?/][^"]+'),
        "places": "/places",
        "a place": first(base, "/places", '/place[?][^"]+'),
        "what a name may mean": "/place/candidates?name=Minsk",
        "outlets": "/outlets?by=language",
        "an outlet": "/outlet?name=The+Sample+Courier",
        "check": "/check",
        "precision": "/precision",
        "add": "/add",
        "for programs": "/api",
        "no page": "/nothing",
    }


def first(base: str, path: str, wanted: str) -> str:
    """The first address of this kind on a page."""
    with urllib.request.urlopen(base + path, timeout=20) as answer:
        return html.unescape(re.search(f'href="({wanted})"', answer.read().decode())[1])


@pytest.fixture(scope="module")
def paths(base: str) -> dict[str, str]:
    """Addresses of all pages, by what they are."""
    return addresses(base)


NAMES = (
    "front|search|search for words|search for nothing|search in a report of long words|report|report of long words|"
    "record|who|a person|things|a thing|places|a place|what a name may mean|outlets|an outlet|check|precision|add|"
    "for programs|no page"
).split("|")


@pytest.fixture(scope="module", params=NAMES)
def look(request: pytest.FixtureRequest, browser, base: str, paths: dict[str, str]) -> Look:
    """A page, seen wide in light and dark, and narrow."""
    assert set(paths) == set(NAMES)
    context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 900}, color_scheme="light")
    page, complaints = context.new_page(), []
    listen(page, complaints)
    page.goto(paths[request.param], wait_until="networkidle")
    light = found(page)
    page.emulate_media(color_scheme="dark")
    dark = found(page, rules=_COLOURS)
    page.set_viewport_size({"width": _NARROW, "height": 740})
    page.reload(wait_until="networkidle")
    seen = Look(complaints, light, dark, tuple(page.evaluate(_WIDTHS)), page.evaluate(_UNREACHABLE))
    context.close()
    return seen


def found(page, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe finds that keeps people out; with `rules`, by these alone."""
    options = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    violations = Axe().run(page, options=options | {"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{each['impact']} {each['id']}: {node['html'][:160]} | {node['failureSummary'][:200]}"
        for each in violations
        if each["impact"] in _SEVERE
        for node in each["nodes"]
    ]


def test_nothing_is_complained_of(look: Look, request: pytest.FixtureRequest):
    """No error of a script, of the policy or of a file that is missing, at any width and in either scheme."""
    missing = [said for said in look.complaints if "404" not in said]
    assert missing == []
    assert bool(look.complaints) == ("no page" in request.node.name)


def test_nobody_is_kept_out(look: Look):
    """axe finds nothing serious or critical, in light and in dark."""
    assert look.light == []
    assert look.dark == []


def test_a_phone_shows_it_whole(look: Look):
    """On a screen of 360 pixels nothing has to be scrolled sideways, and every control can be reached."""
    width, screen = look.narrow
    assert width <= screen
    assert look.unreachable == []
