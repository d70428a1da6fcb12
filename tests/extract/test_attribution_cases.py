"""Every line of tests/cases/attributions.jsonl, read by the model."""

import json
import re
from pathlib import Path

import pytest

from onrecord.extract.attributions import find_attributions
from onrecord.extract.mentions import find_mentions
from onrecord.model import Attribution, Document, Report, Span
from onrecord.nlp.reader import read

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "attributions.jsonl").read_text("utf-8").splitlines()
]


def words(document: Document, spans: tuple[Span, ...]) -> list[str]:
    """The words of the spans, without punctuation and quotation marks."""
    return re.findall(r"\w+(?:[’'-]\w+)*", " ".join(s.of(document.text) for s in spans))


def plain(text: str) -> list[str]:
    """The words of a text, without punctuation and quotation marks."""
    return re.findall(r"\w+(?:[’'-]\w+)*", text)


def analysed(text: str) -> Document:
    """The text with mentions and attributions."""
    return find_attributions(find_mentions(read(Document(Report(text, language="en")))))


def is_expected(document: Document, found: Attribution, wanted: dict) -> bool:
    """Whether an attribution has the source, cue, content and whatever else the case names."""
    if words(document, found.source) != plain(wanted["source"]) or found.kind != wanted["kind"]:
        return False
    cue = " ".join(s.of(document.text) for s in found.cue)
    if wanted["cue"].split()[-1] not in cue.split():
        return False
    content = words(document, found.content)
    if not _ends_alike(content, plain(wanted["content"])):
        return False
    names = {"speaker": found.speaker, "addressee": found.addressee}
    same = all((m.name if m else None) == wanted[k] for k, m in names.items() if k in wanted)
    return same and found.negated == wanted.get("negated", False)


def _ends_alike(content: list[str], wanted: list[str]) -> bool:
    """The wanted words are the content; "asked Y to go" may also hold Y, and a piece before a cue inside."""
    return content[-len(wanted) :] == wanted and len(content) <= len(wanted) + 3


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["why"][:60] for c in CASES])
def test_attribution_case(case):
    """The attributions that a case names are found, and what it forbids is no content."""
    document = analysed(case["text"])
    for wanted in case["attributions"]:
        assert any(is_expected(document, a, wanted) for a in document.attributions), (
            wanted,
            [
                (
                    words(document, a.source),
                    words(document, a.cue),
                    words(document, a.content),
                    a.kind,
                    a.negated,
                    a.speaker and a.speaker.name,
                    a.addressee and a.addressee.name,
                )
                for a in document.attributions
            ],
        )
    for forbidden in case.get("absent", ()):
        assert not any(set(plain(forbidden)) <= set(words(document, a.content)) for a in document.attributions)
