"""XML bytes to a tree, with nothing fetched and nothing expanded."""

from __future__ import annotations

import html.entities
import re

from lxml import etree

from onrecord.errors import InputError

_PREDEFINED = (b"amp", b"lt", b"gt", b"quot", b"apos")


def read_xml(data: bytes) -> etree._Element:
    """The root of an XML document. Raises InputError for entity declarations and for XML that is not well formed.

    Named characters of HTML (&nbsp; and the like), which agency files use without declaring them, are read.
    """
    # Entity declarations are how a few bytes become gigabytes, or a local file; no news format needs them.
    if b"<!ENTITY" in data or "<!ENTITY".encode("utf-16-le") in data or "<!ENTITY".encode("utf-16-be") in data:
        raise InputError("the XML declares entities, which are never expanded; remove its <!ENTITY …> lines")
    data = re.sub(rb"&([A-Za-z][A-Za-z0-9]{1,30});", _as_number, data.lstrip())
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"the XML is not well formed: {error}") from error


def _as_number(match: re.Match[bytes]) -> bytes:
    name = match[1]
    known = "" if name in _PREDEFINED else html.entities.html5.get(name.decode("ascii") + ";", "")
    return "".join(f"&#{ord(c)};" for c in known).encode() or match[0]


def child_text(element: etree._Element | None, path: str) -> str | None:
    """The text of the first descendant at `path` ("{*}a/{*}b"), single-spaced, or None."""
    found = element.find(path) if element is not None else None
    words = " ".join("".join(str(t) for t in found.itertext()).split()) if found is not None else ""
    return words or None


def attribute(element: etree._Element | None, path: str, name: str) -> str | None:
    """Attribute `name` of the first descendant at `path`, or None."""
    found = element.find(path) if element is not None else None
    value = found.get(name) if found is not None else None
    return str(value) if value else None
