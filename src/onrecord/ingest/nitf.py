"""NITF (News Industry Text Format, IPTC): one article with its head, headline, byline, dateline and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from onrecord.errors import InputError
from onrecord.ingest.draft import Draft, Fact, Source, composed, facts_of
from onrecord.ingest.htmltree import local, paragraphs
from onrecord.ingest.options import Limits
from onrecord.ingest.plaintext import first_value
from onrecord.ingest.xmltree import attribute, child_text, read_xml


def parse_nitf(source: Source, limits: Limits) -> Iterator[Draft]:
    """One report of an NITF file."""
    body, facts, flags = nitf_parts(read_xml(source.data))
    facts = (*source.facts, *facts)
    if not body:
        raise InputError("an NITF document without text in body.content or abstract")
    text, blocks = composed(first_value(facts, "title"), body)
    yield Draft(text, blocks, facts, (*source.flags, *flags), source.member)


def nitf_parts(nitf: etree._Element) -> tuple[str, tuple[Fact, ...], tuple[str, ...]]:
    """(body text, facts, flags) of an nitf element; the body is empty if there is none."""
    facts = nitf_facts(nitf)
    content = nitf.find(".//{*}body.content")
    body = "\n\n".join(paragraphs(content)) if content is not None else ""
    if body:
        return body, facts, ()
    abstract = nitf.find(".//{*}abstract")
    body = "\n\n".join(paragraphs(abstract)) if abstract is not None else ""
    return body, facts, (("only the abstract, not the article",) if body else ())


def nitf_facts(nitf: etree._Element) -> tuple[Fact, ...]:
    """What the head and body.head of an nitf element state."""
    docdata = "{*}head/{*}docdata/{*}"
    pubdata = "{*}head/{*}pubdata"
    return facts_of(
        (
            ("title", child_text(nitf, ".//{*}hedline/{*}hl1"), "NITF hl1"),
            ("title", child_text(nitf, "{*}head/{*}title"), "NITF title"),
            ("bylines", _byline(nitf), "NITF byline"),
            ("dateline", child_text(nitf, ".//{*}body.head/{*}dateline"), "NITF dateline"),
            ("published", attribute(nitf, docdata + "date.issue", "norm"), "NITF date.issue"),
            ("published", attribute(nitf, docdata + "date.release", "norm"), "NITF date.release"),
            ("published", attribute(nitf, pubdata, "date.publication"), "NITF pubdata"),
            ("published", attribute(nitf, ".//{*}dateline/{*}story.date", "norm"), "NITF story.date"),
            ("outlet", attribute(nitf, pubdata, "name"), "NITF pubdata"),
            ("outlet", child_text(nitf, ".//{*}body.head/{*}distributor"), "NITF distributor"),
            ("outlet", attribute(nitf, docdata + "doc.copyright", "holder"), "NITF doc.copyright"),
            ("section", attribute(nitf, pubdata, "position.section"), "NITF pubdata"),
            ("url", attribute(nitf, pubdata, "ex-ref"), "NITF pubdata"),
            ("language", nitf.get("{http://www.w3.org/XML/1998/namespace}lang"), "NITF xml:lang"),
        )
    )


def _byline(nitf: etree._Element) -> str | None:
    """The author without the title that byttl holds; byttl alone (an agency) where no name stands beside it."""
    byline = nitf.find(".//{*}body.head/{*}byline")
    if byline is None:
        return None
    outside = [byline.text or ""]
    for child in byline:
        if local(child) != "byttl":
            outside.append("".join(str(t) for t in child.itertext()))
        outside.append(child.tail or "")
    name = " ".join("".join(outside).split()).strip(" ,")
    return name or child_text(byline, "{*}byttl")
