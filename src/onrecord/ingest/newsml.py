"""NewsML-G2 (IPTC): news items with NITF, XHTML or plain text inside; other kinds of item are refused by name."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from onrecord.ingest.draft import Draft, Fact, Refusal, Source, composed, facts_of
from onrecord.ingest.htmltree import fragment_text, local, paragraphs
from onrecord.ingest.nitf import nitf_parts
from onrecord.ingest.options import Limits
from onrecord.ingest.plaintext import first_value
from onrecord.ingest.xmltree import attribute, child_text, read_xml

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Why an item or fragment that is not a news item holds no report.
_NO_REPORT = {
    "planningitem": "a planningItem announces coverage and carries no published text",
    "conceptitem": "a conceptItem describes a concept, person or event and carries no published text",
    "knowledgeitem": "a knowledgeItem is a vocabulary and carries no published text",
    "catalogitem": "a catalogItem lists vocabularies and carries no published text",
    "packageitem": "a packageItem points to other items and carries no text of its own",
    "groupset": "a groupSet is a piece of a package: it points to items and carries no text of its own",
    "contentmeta": "a contentMeta is a piece of an item: it describes content that is not here",
    "itemmeta": "an itemMeta is a piece of an item: it describes content that is not here",
}


def parse_newsml(source: Source, limits: Limits) -> Iterator[Draft | Refusal]:
    """The reports of a newsItem, of a newsMessage's items, or of a bare contentSet; a Refusal for each other item."""
    root = read_xml(source.data)
    name = local(root)
    if name == "newsmessage":
        items = [item for item in root.iterfind("{*}itemSet/*") if local(item)]
        if not items:
            yield Refusal("a newsMessage without items", source.member)
        for number, item in enumerate(items, start=1):
            place = "/".join(filter(None, (source.member, item.get("guid") or f"item {number}")))
            yield _item(item, source, place, sent=child_text(root, "{*}header/{*}sent"))
    else:
        yield _item(root, source, source.member, sent=None)


def _item(item: etree._Element, source: Source, member: str | None, *, sent: str | None) -> Draft | Refusal:
    name = local(item)
    if name not in ("newsitem", "contentset"):
        return Refusal(_NO_REPORT.get(name, f"a <{name}> element is not a news item"), member)
    body, inner, flags = _content(item)
    facts = (*source.facts, *_facts(item, inner, sent))
    if not body and _is_text(item):
        body, flags = child_text(item, "{*}contentMeta/{*}description") or "", ("only a description, not the article",)
    if not body:
        return Refusal(_why_empty(item), member)
    if name == "contentset":
        flags = (*flags, "a contentSet without the item around it: no publication data")
    text, blocks = composed(first_value(facts, "title"), body)
    return Draft(text, blocks, facts, (*source.flags, *flags, *_status(item)), member)


def _content(item: etree._Element) -> tuple[str, tuple[Fact, ...], tuple[str, ...]]:
    """(text, facts, flags) of the first inline content that holds text."""
    for content in item.iter("{*}inlineXML", "{*}inlineData"):
        nitf = content.find(".//{*}nitf")
        if nitf is not None:
            body, facts, flags = nitf_parts(nitf)
        elif local(content) == "inlinedata":
            html = "html" in (content.get("contenttype") or "")
            inline = "".join(str(t) for t in content.itertext())
            body, facts, flags = (fragment_text(inline) if html else inline.strip()), (), ()
        elif any(local(e) in ("sports-content", "events", "event") for e in content):
            continue  # data, not running text
        else:
            body, facts, flags = "\n\n".join(paragraphs(content)), (), ()
        if body:
            return body, facts, flags
    return "", (), ()


def _facts(item: etree._Element, inner: tuple[Fact, ...], sent: str | None) -> tuple[Fact, ...]:
    meta, content, rights = (item.find("{*}" + name) for name in ("itemMeta", "contentMeta", "rightsInfo"))
    own = facts_of(
        (
            ("title", child_text(content, "{*}headline"), "contentMeta/headline"),
            ("bylines", child_text(content, "{*}by"), "contentMeta/by"),
            ("dateline", child_text(content, "{*}dateline"), "contentMeta/dateline"),
            ("published", child_text(meta, "{*}versionCreated"), "itemMeta/versionCreated"),
            ("published", child_text(content, "{*}contentModified"), "contentMeta/contentModified"),
            ("published", child_text(content, "{*}contentCreated"), "contentMeta/contentCreated"),
            ("published", child_text(meta, "{*}firstCreated"), "itemMeta/firstCreated"),
            ("published", sent, "newsMessage header/sent"),
            ("outlet", child_text(meta, "{*}provider/{*}name"), "itemMeta/provider"),
            ("outlet", child_text(rights, "{*}copyrightHolder/{*}name"), "rightsInfo/copyrightHolder"),
            ("outlet", attribute(meta, "{*}provider", "literal"), "itemMeta/provider literal"),
            ("outlet", _after_colon(attribute(meta, "{*}provider", "qcode")), "itemMeta/provider qcode"),
            ("language", attribute(content, "{*}language", "tag"), "contentMeta/language"),
            ("language", item.get(_LANG), "xml:lang"),
            ("section", child_text(meta, "{*}service/{*}name"), "itemMeta/service"),
            ("url", _url(item), "guid"),
        )
    )
    creator = facts_of((("bylines", child_text(content, "{*}creator/{*}name"), "contentMeta/creator"),))
    # The byline printed with the text says more than the creator, who may be the agency itself.
    return (*own, *inner, *creator)


def _after_colon(qcode: str | None) -> str | None:
    return qcode.partition(":")[2] or None if qcode else None


def _url(item: etree._Element) -> str | None:
    guid = item.get("guid") or ""
    return guid if guid.startswith(("http://", "https://")) else None


def _status(item: etree._Element) -> tuple[str, ...]:
    status = _after_colon(attribute(item, "{*}itemMeta/{*}pubStatus", "qcode"))
    embargo = child_text(item, "{*}itemMeta/{*}embargoed")
    flags = [f"the publisher's status of this item is “{status}”"] if status and status != "usable" else []
    return (*flags, *([f"embargoed until {embargo}"] if embargo else []))


def _class(item: etree._Element) -> str | None:
    return _after_colon(attribute(item, "{*}itemMeta/{*}itemClass", "qcode"))


def _is_text(item: etree._Element) -> bool:
    """Whether the item says that it is a text, and does not hold data in its place."""
    inline = item.find(".//{*}inlineXML")
    return _class(item) == "text" and (inline is None or not len(inline))


def _why_empty(item: etree._Element) -> str:
    kind = _class(item)
    inline = item.find(".//{*}inlineXML")
    if kind and kind != "text":
        return f"a news item of class {kind} without running text"
    if inline is not None and len(inline):
        return f"a news item whose content is <{local(inline[0])}> data, not running text"
    return "a news item without any inline text"
