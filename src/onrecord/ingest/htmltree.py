"""HTML bytes to a tree that is safe to walk, and the paragraphs of a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

from onrecord.errors import InputError
from onrecord.ingest.plaintext import decode

# libxml2 gives up at 256 nested elements and the extractor then loses the text without a word.
MAX_DEPTH = 200
# Reading attributes is quadratic in their number: 20,000 take seconds, 200,000 more than 40 s.
MAX_TAG = 10_000
_CONTAINERS = re.compile(r"</?(?:div|span|section|font|b|i|em|strong|blockquote|ul|ol|table|tbody|tr|center)(?=[\s>/])")
# Characters that no XML tree may hold, written as they are or as references.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.I
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr p li dt dd option td th".split())
_NAME = re.compile(r"/?([a-zA-Z][\w:-]*)")
_RAW = ("script", "style", "textarea", "noscript")
_RAW_END = {name: re.compile(f"</{name}", re.IGNORECASE) for name in _RAW}
_PARAGRAPHS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "td", "dd", "hl2")
_NOT_TEXT = ("script", "style", "noscript", "nav", "footer", "aside", "form", "figure", "figcaption", "iframe",
             "svg", "button", "template", "select", "media", "header", "title", "head")  # fmt: skip


def decode_html(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Characters of an HTML file: byte order mark, transport, <meta charset>, UTF-8, then detection."""
    meta = _META_CHARSET.search(data[:4096])
    return decode(data, declared or (meta[1].decode("ascii", "replace") if meta else None))


def _tags(page: str) -> Iterator[tuple[int, int]]:
    """(start, end) of everything between < and >, in one pass; comments and raw elements are passed over."""
    at = page.find("<")
    while at >= 0:
        if page.startswith("<!--", at):
            end = page.find("-->", at)
            at = page.find("<", end) if end >= 0 else -1
            continue
        end = page.find(">", at)
        if end < 0:
            return
        yield at, end + 1
        name = _NAME.match(page, at + 1)
        raw = name[1].lower() if name and page[at + 1] != "/" else ""
        if raw in _RAW:
            closing = _RAW_END[raw].search(page, end)
            if not closing:
                return
            end = closing.start()
        at = page.find("<", end)


def _shape(page: str) -> tuple[int, int]:
    """(deepest nesting, longest tag) by a cautious count: void and optionally closed elements are not counted."""
    depth = deepest = longest = 0
    for start, end in _tags(page):
        longest = max(longest, end - start)
        name = _NAME.match(page, start + 1)
        if not name or name[1].lower() in _VOID or page[end - 2] == "/":
            continue
        depth = max(0, depth - 1) if page[start + 1] == "/" else depth + 1
        deepest = max(deepest, depth)
    return deepest, longest


def _tamed(page: str, *, flatten: bool) -> str:
    """The page without the attributes of overlong tags and, if asked, without elements that only nest."""
    parts: list[str] = []
    last = 0
    for start, end in _tags(page):
        tag = page[start:end]
        if end - start > MAX_TAG:
            name = _NAME.match(tag, 1)
            tag = f"<{'/' if tag[1] == '/' else ''}{name[1]}>" if name else " "
        if flatten and _CONTAINERS.match(tag.lower()):
            tag = "<p>" if tag[1:5].lower() in ("div ", "div>", "sect", "bloc") else " "
        between = page[last:start]
        # One break is as good as two hundred thousand, and far quicker to read.
        if tag == "<p>" and parts and parts[-1] == "<p>" and not between.strip():
            tag = ""
        parts += [part for part in (between, tag) if part]
        last = end
    return "".join((*parts, page[last:]))


def read_tree(page: str) -> tuple[lxml.html.HtmlElement, tuple[str, ...]]:
    """The page as a tree, tamed where it nests too deep or holds huge tags, with flags saying so.

    Raises InputError if nothing of it can be parsed.
    """
    deepest, longest = _shape(page)
    flags: list[str] = []
    if deepest > MAX_DEPTH or longest > MAX_TAG:
        page = _tamed(page, flatten=deepest > MAX_DEPTH)
        if deepest > MAX_DEPTH:
            flags.append(f"page nested {deepest} elements deep; flattened before reading")
        if longest > MAX_TAG:
            flags.append(f"a tag of {longest} characters was read without its attributes")
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    clean = _CONTROL.sub(" ", page).encode("utf-8", "replace")
    try:
        tree = lxml.html.document_fromstring(clean, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"no HTML could be read: {error}") from error
    return tree, tuple(flags)


def local(element: etree._Element) -> str:
    """The element's name without namespace, in lower case; "" for comments and the like."""
    # Not etree.QName: it raises on names such as "home<", which broken HTML holds.
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else ""


def words_of(element: etree._Element) -> str:
    """All text inside, single-spaced; a line break counts as a space."""
    return " ".join(" ".join(_texts(element)).split()) if len(element) else " ".join((element.text or "").split())


def _texts(element: etree._Element) -> Iterator[str]:
    """Strings in document order, joined without a space inside inline markup, skipping what is not text."""
    run: list[str] = [element.text or ""]
    for child in element:
        name = local(child)
        if name and name not in _NOT_TEXT:
            inner = " ".join(_texts(child))
            block = name in _PARAGRAPHS or name in ("br", "div", "section", "tr")
            run.append(f" {inner} " if block else inner)
        run.append(child.tail or "")
    yield "".join(run)


def paragraphs(root: etree._Element) -> list[str]:
    """The text of `root` by paragraphs, in order: p, headings, list items, cells; loose text counts as one too."""
    found: list[str] = []
    loose: list[str] = []

    def close() -> None:
        words = " ".join("".join(loose).split())
        loose.clear()
        if words:
            found.append(words)

    def walk(element: etree._Element, depth: int) -> None:
        name = local(element)
        if depth and (not name or name in _NOT_TEXT):
            return
        block = name in _PARAGRAPHS or name in (
            "div",
            "section",
            "article",
            "br",
            "tr",
            "block",
            "body",
            "table",
            "ul",
            "ol",
        )
        if block:
            close()
        loose.append(element.text or "")
        for child in element:
            walk(child, depth + 1)
            loose.append(child.tail or "")
        if block:
            close()

    walk(root, 0)
    close()
    return found


def fragment_text(markup: str) -> str:
    """The paragraphs of a piece of HTML, a blank line between them; plain text comes back as it is."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    if not markup.strip():
        return ""
    tree, _ = read_tree(f"<html><body><div>{markup}</div></body></html>")
    body = tree.find("body")
    return "\n\n".join(paragraphs(body if body is not None else tree))
