"""Nothing that a report says runs, as a real browser reads pages, even one whose policy is switched off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .. import payloads
from ..payloads import PAYLOADS
from .conftest import serving

_EVENTS = "mouseover mouseenter pointerenter focus click toggle animationstart load error begin".split()
_STIRRED = """events => {
  for (const element of document.querySelectorAll("main *, header *, footer *")) {
    for (const name of events) element.dispatchEvent(new Event(name, { bubbles: false, cancelable: true }));
  }
  return new Promise((done) => setTimeout(() => done(String(window.__xss)), 50));
}"""
# What a page would do once it is a document, without doing it: the browser's parser reads it, nothing is loaded.
_FOUND = """async paths => {
  const foreign = "style base iframe object embed img video math marquee foreignobject animate set use image portal";
  const found = [];
  const look = async (path) => {
    const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
    for (const element of page.querySelectorAll("*")) {
      const tag = element.localName;
      const own = tag !== "script" || element.getAttribute("src")?.startsWith("/static/");
      if (!own || foreign.split(" ").includes(tag)) found.push(`${path} ${element.outerHTML}`);
      for (const { name, value } of element.attributes) {
        if (/^((data-)?(on|hx-on)|style$|srcdoc$)/i.test(name)) found.push(`${path} ${name}=${value}`);
        if (/^(href|src|action|formaction|xlink:href)$/i.test(name)) {
          const leads = URL.parse(value, location.href);
          if (!leads || !/^https?:$/.test(leads.protocol)) found.push(`${path} ${name}=${value}`);
          if (name !== "href" && leads?.origin !== location.origin) found.push(`${path} ${name}=${value}`);
        }
      }
    }
  };
  for (let at = 0; at < paths.length; at += 8) await Promise.all(paths.slice(at, at + 8).map(look));
  return found;
}"""


@pytest.fixture(scope="module")
def attacked(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list]]:
    """A server over a ledger of payloads, and what is in that."""
    ledger = tmp_path_factory.mktemp("attacked") / "ledger"
    filed = payloads.fill(ledger)
    with serving(ledger) as address:
        yield address, filed


@pytest.fixture(scope="module")
def unprotected(browser, attacked) -> Iterator:
    """A page of a browser that does not obey the policy: what is not escaped would run."""
    context = browser.new_context(base_url=attacked[0], bypass_csp=True)
    context.route(
        "**/*", lambda route: route.continue_() if route.request.url.startswith(attacked[0]) else route.abort()
    )
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    context.close()


def test_no_page_is_read_as_more_than_it_is(unprotected, attacked):
    """The browser's own parser finds no script, handler, foreign element or address in any report, record or search."""
    _, filed = attacked
    unprotected.goto("/api")
    asked = unprotected.evaluate(
        "payloads => payloads.map(each => '/search?q=' + encodeURIComponent(each))", list(PAYLOADS[::5])
    )
    named = unprotected.evaluate(
        "payloads => payloads.map(each => '/outlet?name=' + encodeURIComponent(each))", list(PAYLOADS[::10])
    )
    reports = [f"/report/{of.id}" for of, _ in filed]
    records = [f"/record/{record.id}" for _, record in filed[::3]]
    assert unprotected.evaluate(_FOUND, [*reports, *records, *asked, *named]) == []


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), 60))
def test_nothing_runs(unprotected, first: int):
    """Pages that show all payloads at once run none of them, whatever is pointed at, focused or clicked."""
    for number in range(first // 20 + 1, min(first // 20 + 4, len(PAYLOADS) // 20 + 2)):
        unprotected.goto(f"/search?page={number}", wait_until="load")
        assert unprotected.evaluate(_STIRRED, _EVENTS) == "undefined"
        assert unprotected.locator(".hit").count() > 0


@pytest.mark.parametrize(
    "path", ["/", "/who", "/things", "/places", "/outlets", "/check", "/report", "/record", "/search?q=script"]
)
def test_nothing_runs_on_any_page(unprotected, attacked, path: str):
    """Nor do directories, the queue, a report or a record."""
    of, record = attacked[1][2]
    unprotected.goto(
        {"/report": f"/report/{of.id}", "/record": f"/record/{record.id}"}.get(path, path), wait_until="load"
    )
    assert unprotected.evaluate(_STIRRED, _EVENTS) == "undefined"


def test_suggestions_are_text(unprotected):
    """What is suggested while one types is put in as text."""
    unprotected.goto("/")
    for words in ("<script", "svg", "img src", '"><'):
        unprotected.fill("#q", "")
        unprotected.type("#q", words)
        unprotected.wait_for_timeout(300)
        assert unprotected.locator("#suggestions :not(li):not(span):not(bdi)").count() == 0
        assert unprotected.evaluate("() => String(window.__xss)") == "undefined"


def test_the_policy_stops_what_would_run(browser, attacked):
    """A script, handler or style put into a page by hand does not run; the policy that is sent is obeyed."""
    context = browser.new_context(base_url=attacked[0])
    page = context.new_page()
    page.goto("/")
    page.evaluate(
        """() => {
          const box = document.createElement("div");
          box.innerHTML = "<img src=x onerror='window.__xss=1'><svg onload='window.__xss=1'></svg>";
          const script = document.createElement("script");
          script.textContent = "window.__xss=1";
          document.body.append(box, script);
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("() => String(window.__xss)") == "undefined"
    context.close()
