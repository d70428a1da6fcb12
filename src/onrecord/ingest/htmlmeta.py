"""What an HTML page declares about itself: JSON-LD, Open Graph, meta elements, time elements; each with its place.

The order of the functions in `page_facts` is the order of trust.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import lxml.html

from onrecord.ingest.draft import Fact, facts_of
from onrecord.ingest.htmltree import words_of

_ARTICLE = re.compile(r"Article$|^(?:Report|BlogPosting|LiveBlogPosting|NewsReport)$|Article\b")
_META = (
    ("title", ("parsely-title", "sailthru.title", "dc.title", "dcterms.title", "twitter:title")),
    ("bylines", ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator",
                 "dcterms.creator")),
    ("published", ("article:published_time", "article:published", "datepublished", "date", "pubdate", "publishdate",
                   "publish-date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued",
                   "dcterms.created", "dc.date", "dcterms.date", "og:published_time")),
    ("section", ("article:section", "parsely-section", "section", "og:section")),
    ("outlet", ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "cre", "twitter:site_name")),
    ("outlet_country", ("geo.country", "dc.publisher.country")),
    ("url", ("og:url", "twitter:url", "dc.identifier")),
    ("language", ("og:locale", "dc.language", "language", "content-language")),
)  # fmt: skip


def page_facts(tree: lxml.html.HtmlElement) -> tuple[Fact, ...]:
    """Facts of a page, most trusted first: JSON-LD, Open Graph and meta, link and lang, microdata, visible elements."""
    facts = (*_json_ld(tree), *_meta(tree), *_attributes(tree), *_visible(tree))
    outlet = next((f.value for f in facts if f.field == "outlet"), None)
    return tuple(_without_site(f, outlet) if f.field == "title" else f for f in facts)


def _json_ld(tree: lxml.html.HtmlElement) -> Iterator[Fact]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue  # a page's broken JSON-LD is no evidence of anything
        for node in _nodes(data, 0):
            kinds = node.get("@type")
            if any(isinstance(k, str) and _ARTICLE.search(k) for k in (kinds if isinstance(kinds, list) else [kinds])):
                yield from _article(node)


def _nodes(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _nodes(data.get(key), depth + 1)
    elif isinstance(data, list):
        for item in data[:200]:
            yield from _nodes(item, depth + 1)


def _article(node: dict[str, Any]) -> tuple[Fact, ...]:
    publisher = node.get("publisher")
    publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
    address = publisher.get("address") if isinstance(publisher, dict) else None
    country = address.get("addressCountry") if isinstance(address, dict) else None
    page = node.get("mainEntityOfPage")
    return facts_of(
        (field, _name(value), f"JSON-LD {where}")
        for field, value, where in (
            ("title", node.get("headline"), "headline"),
            ("bylines", _names(node.get("author")), "author"),
            ("bylines", _names(node.get("creator")), "creator"),
            ("published", node.get("datePublished"), "datePublished"),
            ("published", node.get("dateCreated"), "dateCreated"),
            ("outlet", publisher, "publisher"),
            ("outlet_country", country, "publisher address"),
            ("section", _first(node.get("articleSection")), "articleSection"),
            ("url", node.get("url"), "url"),
            ("url", page.get("@id") if isinstance(page, dict) else page, "mainEntityOfPage"),
            ("language", _first(node.get("inLanguage")), "inLanguage"),
            ("dateline", node.get("dateline"), "dateline"),
        )
    )


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _name(value: Any) -> str | None:
    """A string, or the name inside a JSON-LD person, organisation or country."""
    value = value.get("name") or value.get("alternateName") if isinstance(value, dict) else value
    return value if isinstance(value, str) else None


def _names(value: Any) -> str | None:
    names = [_name(item) for item in (value if isinstance(value, list) else [value])]
    return "; ".join(name for name in names if name) or None


def _meta(tree: lxml.html.HtmlElement) -> tuple[Fact, ...]:
    contents: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        contents.setdefault(key.lower(), []).append(meta.get("content") or "")
    found = [("title", text, "meta og:title") for text in contents.get("og:title", [])]
    for field, keys in _META:
        for key in keys:
            values = contents.get(key, [])
            joined = "; ".join(values) if field == "bylines" else next(iter(values), "")
            # An og:locale such as "en" or "en_GB" names the language; "website" in og:type never gets here.
            found.append((field, joined, f"meta {key}"))
    return facts_of(found)


def _attributes(tree: lxml.html.HtmlElement) -> tuple[Fact, ...]:
    canonical = next(
        (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), None
    )
    return facts_of((("url", canonical, "link canonical"), ("language", tree.get("lang"), "html lang")))


def _visible(tree: lxml.html.HtmlElement) -> tuple[Fact, ...]:
    found: list[tuple[str, object, str]] = []
    for element in tree.iter("time"):
        marked = element.get("pubdate") is not None or "datepublished" in (element.get("itemprop") or "").lower()
        inside = any(parent.tag in ("article", "header", "main") for parent in element.iterancestors())
        if marked or inside:
            found.append(("published", element.get("datetime") or words_of(element), "time element"))
            break
    for element in tree.xpath(
        "//*[@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' byline ')]"
    )[:1]:
        words = words_of(element)
        if 2 <= len(words.split()) <= 12:
            found.append(("bylines", words, "byline element"))
    heads = [words_of(h1) for h1 in tree.iter("h1")]
    if len(heads) == 1:
        found.append(("title", heads[0], "h1 element"))
    title = tree.find(".//title")
    found.append(("title", title.text if title is not None else None, "title element"))
    return facts_of(found)


def _without_site(fact: Fact, outlet: str | None) -> Fact:
    """A title without the outlet's name behind a dash or bar: "Talks end | The Morning Post"."""
    match = re.fullmatch(r"(.{8,}?)\s+[|–—-]\s+([^|]{2,60})", fact.value)
    if match and outlet and _same(match[2], outlet):
        return Fact(fact.field, match[1], fact.where)
    return fact


def _same(a: str, b: str) -> bool:
    return re.sub(r"^the\s+", "", a.strip().casefold()) == re.sub(r"^the\s+", "", b.strip().casefold())
