"""Every line of tests/cases/attributions.jsonl, read by the model."""

import json
import re
from pathlib import Path

import pytest

from onrecord.extract import attribution_stage, mention_stage, timex_stage
from onrecord.model import Attribution, Document, Report, Span
from onrecord.nlp import reader_stage

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "attributions.jsonl").read_text("utf-8").splitlines()
]


def words(document: Document, spans: tuple[Span, ...]) -> list[str]:
    """The words of the spans, without punctuation and quotation marks."""
    return re.findall(r"\w+(?:[’'-]\w+)*", " ".join(s.of(document.text) for s in spans))


def raw(document: Document, spans: tuple[Span, ...]) -> list[str]:
    """What stands between spaces in the spans, punctuation and all."""
    return " ".join(s.of(document.text) for s in spans).split()


def plain(text: str) -> list[str]:
    """The words of a text, without punctuation and quotation marks."""
    return re.findall(r"\w+(?:[’'-]\w+)*", text)


def analysed(text: str, published: str | None = None) -> Document:
    """The text with times, mentions and attributions."""
    document = Document(Report(text, language="en", published=published))
    for stage in (reader_stage(), timex_stage(), mention_stage(), attribution_stage()):
        document = stage.run(document)
    return document


def is_expected(document: Document, found: Attribution, wanted: dict) -> bool:
    """Whether an attribution has all that the case names: any of source, cue, content and `details`."""
    if "source" in wanted and words(document, found.source) != plain(wanted["source"]):
        return False
    if "cue" in wanted and wanted["cue"].split()[-1] not in (
        *words(document, found.cue),
        *raw(document, found.cue),
    ):
        return False
    if "content" in wanted and not _ends_alike(words(document, found.content), _content(document, found, wanted)):
        return False
    given = details(found)
    return all(given[key] == value for key, value in {"negated": False, **wanted}.items() if key in given)


def _content(document: Document, found: Attribution, wanted: dict) -> list[str]:
    """The wanted content without a preposition that is part of the cue ("called for")."""
    content, cue = plain(wanted["content"]), words(document, found.cue)
    return content[1:] if cue[-1:] == content[:1] and len(content) > 1 else content


def details(found: Attribution) -> dict:
    """What a case may name beyond the words; it leaves out what it has nothing to say about."""
    return {
        "kind": found.kind,
        "negated": found.negated,
        "saying": found.saying,
        "speaker": found.speaker and found.speaker.name,
        "nature": found.speaker and found.speaker.nature,
        "addressee": found.addressee and found.addressee.name,
        "said": found.said and found.said.value,
    }


def _ends_alike(content: list[str], wanted: list[str]) -> bool:
    """The wanted words are the content; "asked Y to go" may also hold Y, and a piece before a cue inside."""
    return content[-len(wanted) :] == wanted and len(content) <= len(wanted) + 3


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["why"][:60] for c in CASES])
def test_attribution_case(case):
    """The attributions that a case names are found, and what it forbids is no content."""
    document = analysed(case["text"], case.get("published"))
    for wanted in case["attributions"]:
        assert any(is_expected(document, a, wanted) for a in document.attributions), (wanted, told(document))
    for forbidden in case.get("absent", ()):
        assert not any(set(plain(forbidden)) <= set(words(document, a.content)) for a in document.attributions)


def told(document: Document) -> list[dict]:
    """The attributions of a document as a case would write them, to compare by eye."""
    return [
        {**{part: " ".join(raw(document, getattr(a, part))) for part in ("source", "cue", "content")}, **details(a)}
        for a in document.attributions
    ]
