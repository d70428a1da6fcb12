"""The words that say who takes part, without how many they are or what is only said of them."""

import json
from pathlib import Path

import pytest

from factory import document, span
from onrecord.extract.partywords import party, titled
from onrecord.extract.tree import tree_of
from onrecord.model import Form, Mention, NameType, Quantity, Report
from onrecord.pipeline import run

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "parties.jsonl").open(encoding="utf-8")]


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[f"{c['trigger']}: {c['why']}"[:90] for c in CASES])
def test_party_case(case):
    """The words of those who take part in the roles that the case names."""
    text = case["text"]
    event = next(e for e in run(Report(text, language="en")).events if e.trigger.of(text) == case["trigger"])
    given = {role: [p.span.of(text) for p in event.participants if p.role == role] for role in case["roles"]}
    assert given == case["roles"]


def words(text: str, drawn: str, head: int, *counted: Quantity) -> str:
    """What is left of the whole text, taken for one phrase."""
    tree = tree_of(document(text, drawn))
    return tree.span(party(tree, counted, list(range(len(tree.tokens))), head)).of(text)


FARMERS = "NUM 60 4 nummod / ADJ elderly 4 amod / ADJ Chadian 4 amod / NOUN farmer 0 root"


def test_amounts_are_no_part_of_a_party():
    """The number goes where it is known to count them, and with it what is said of them in passing."""
    text = "60 elderly Chadian farmers"
    amount = Quantity(span(document(text, FARMERS), text), 60.0, "farmer", noun=3)
    assert words(text, FARMERS, 3, amount) == "Chadian farmers"
    assert words(text, FARMERS, 3) == text


def test_a_bare_noun_keeps_its_number():
    """ "Farmers" would be anybody."""
    drawn = "NUM 60 2 nummod / NOUN farmer 0 root"
    amount = Quantity(span(document("60 farmers", drawn), "60 farmers"), 60.0, "farmer", noun=1)
    assert words("60 farmers", drawn, 1, amount) == "60 farmers"


def test_the_number_of_an_adjective_stays():
    """A "two-state solution" counts states, not solutions."""
    text = "two-state peace solution"
    drawn = "ADJ two-state 3 amod / NOUN peace 3 compound / NOUN solution 0 root"
    amount = Quantity(span(document(text, drawn), text), 2.0, "solution", noun=2)
    assert words(text, drawn, 2, amount) == text


def test_fractions_stay():
    """A third of the farmers are not the farmers."""
    text = "a third of farmers"
    drawn = "DET a 2 det / NOUN third 0 root / ADP of 4 case / NOUN farmer 2 nmod"
    amount = Quantity(span(document(text, drawn), text), 0.333333, "farmer", noun=3)
    assert words(text, drawn, 1, amount) == "third of farmers"


def test_brackets_and_asides_are_left_out():
    """Another name for the same body is not a second part of its name."""
    bank = "NOUN bank 0 root / PUNCT ( 3 punct / PROPN SBN 1 appos / PUNCT ) 3 punct"
    assert words("bank ( SBN )", bank, 0) == "bank"
    rank = "NOUN head 0 root / ADP of 3 case / NOUN north 1 nmod / PUNCT , 5 punct / NOUN east 3 appos"
    assert words("head of north , east", rank, 0) == "head of north"
    assert words("bank , or SBN", "NOUN bank 0 root / PUNCT , 4 punct / CCONJ or 4 cc / PROPN SBN 1 conj", 0) == "bank"


@pytest.mark.parametrize(
    ("text", "name", "type", "wanted"),
    [
        ("former president Ann Lee", "Ann Lee", NameType.PER, "Ann Lee"),
        ("President Ann Lee", "Ann Lee", NameType.PER, "President Ann Lee"),
        ("al-Nur", "al-Nur", NameType.ORG, "al-Nur"),
    ],
)
def test_titles_in_capitals_belong_to_names(text, name, type, wanted):
    """A description in small letters tells of the bearer; a title is printed as a part of the name."""
    made = document(text)
    mention = Mention(span(made, text), 0, Form.NAME, name, type=type)
    tree = tree_of(made)
    assert tree.span(titled(tree, list(range(len(tree.tokens))), mention)).of(text) == wanted
