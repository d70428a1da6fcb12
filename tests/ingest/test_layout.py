import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ingest import layout
from onrecord.ingest.dateline import find_dateline

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases/ingest_layout.jsonl").open(encoding="utf-8")]
LINES = st.sampled_from(
    [
        "The Morning Herald", "Ships leave the port", "- By Jana Holt", "By Jana Holt", "By", "Share", "12", "", " ",
        "Two ships left Port Alder on Tuesday with grain for the south.", "Newspapers in English", "# # #",
        "Newspapers from Ireland", "Publication: The Sample Post", "Start Page: 4", "26 June 2022", "Advertisement",
        "PORT ALDER (SW) - Ships left.", "\u200b", "\x00", "MS VARGA: No.", "Page 4", "\x85", "\u2028",
    ]
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_page_parts(case):
    """Each case's text falls into exactly the blocks written down, with the facts written down."""
    found = layout(case["text"], **case.get("given", {}))
    assert [[b.kind.value, b.span.of(case["text"])] for b in found.blocks] == case["blocks"]
    facts = {}
    for fact in found.facts:
        facts.setdefault(fact.field, fact.value)
    for field, value in case["facts"].items():
        assert facts.get(field) == value, field


def check(text, **given_outside):
    """Blocks are in order, do not overlap, start and end on characters, and leave out only blanks."""
    blocks = layout(text, **given_outside).blocks
    end = 0
    for block in blocks:
        assert block.span.start >= end
        assert not text[end : block.span.start].strip("\x00\u200b\x1c\x1d\x1e\x1f \t\n\r\v\f\x85\u2028\u2029")
        end = block.span.end
        words = block.span.of(text)
        assert words == words.strip()
    return blocks


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=14).map("\n".join), st.sampled_from([None, "Jana Holt", "The Morning Herald"]))
def test_blocks_never_overlap(text, hint):
    """Any mixture of page lines gives ordered, disjoint blocks that leave out only blanks."""
    check(text, title=hint, authors=hint, outlet=hint)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_laid_out(text):
    """Arbitrary characters never break the layout."""
    blocks = layout(text).blocks
    assert all(a.span.end <= b.span.start for a, b in pairwise(blocks))


@pytest.mark.parametrize("unit", ["a-", "A ", "By A-", "By A, ", "A.", "PAGE ", "Share ", "- ", "A, B "])
def test_long_lines_are_quick(unit, benchmark=None):
    """No pattern of the layout takes more than linear time on long repetitive lines."""
    import time

    began = time.perf_counter()
    layout(unit * 20_000 + "\n" + unit * 50 + "\n\nTwo ships left.")
    assert time.perf_counter() - began < 1.5


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("KYIV, Ukraine (AP) — Shells fell.", "KYIV, Ukraine (AP)"),
        ("NAIROBI, Kenya (AP) _\n\nBombs exploded.", "NAIROBI, Kenya (AP)"),
        ("WASHINGTON, August 8 (Xinhua) -- The president", "WASHINGTON, August 8 (Xinhua)"),
        ("Minsk, 25 June (BelTA) – The presidents met.", "Minsk, 25 June (BelTA)"),
        ("ST. PETERSBURG - The ships left.", "ST. PETERSBURG"),
        ("DES MOINES - Two candidates met.", "DES MOINES"),
        ("(Port Alder, Monday) Two ships left.", None),
        ("MS VARGA: No comment.", None),
        ("The minister - who left - said no.", None),
        ("UPDATE 2 - Two ships left.", None),
        ("", None),
    ],
)
def test_datelines(body, words):
    """A place in capitals, or a place with date or agency, before a dash is a dateline; other starts are not."""
    assert find_dateline(body) == words
