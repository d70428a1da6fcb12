"""Labels, windows, letters and places."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from train.augment import SPACED_OUT, augment, curly_quotes, headline, natural_spaces, no_accents
from train.corpora.example import Credit, Example, Fact, Facts, Names, NameSpan, Syntax, joined
from train.labels import IGNORE, allowed_bio, collect, masks
from train.places import Places, load, settle
from train.windows import Window, cut, pack, units

from onrecord.nlp import labels as inventories
from onrecord.nlp.labels import BIO, Labels

PLACES = Path(__file__).resolve().parents[2] / "src/onrecord/data/places"


def sample() -> Example:
    """Two sentences with every kind of label."""
    text, tokens = joined("Ann Orr said it rained . Lume was wet .".split())
    syntax = Syntax(
        ("PROPN", "PROPN", "VERB", "PRON", "VERB", "PUNCT", "PROPN", "AUX", "ADJ", "PUNCT"),
        ("",) * 10,
        (2, 0, -1, 4, 2, 2, 8, 8, -1, 8),
        ("nsubj", "flat", "root", "expl", "ccomp", "punct", "nsubj", "cop", "root", "punct"),
    )
    return Example(
        "s",
        "made",
        text,
        tokens,
        ((0, 6), (6, 10)),
        syntax,
        Names((NameSpan(0, 2, frozenset({"PER"})), NameSpan(6, 7, frozenset({"LOC", "GPE"}))), frozenset({"EVENT"})),
        (Credit(frozenset({0, 1}), frozenset({2}), frozenset({3, 4})),),
        Facts((Fact(4, 3.0), Fact(8, 3.0)), True),
    )


def one(word: str, spaced: bool) -> int:
    """Every word has one piece."""
    return 1


def test_coarse_names_allow_several_labels():
    """A location may be LOC or GPE; a plain word may be of a type that the corpus does not mark."""
    allowed = allowed_bio(sample().names, 10)
    assert allowed[0] == {BIO.index("B-PER")} and allowed[1] == {BIO.index("I-PER")}
    assert allowed[6] == {BIO.index("B-LOC"), BIO.index("B-GPE")}
    assert allowed[2] == {0, BIO.index("B-EVENT"), BIO.index("I-EVENT")}
    assert masks([frozenset({0, 2})]) == [5]


def test_labels_survive_a_file(tmp_path):
    """What is collected is sorted, kept only from three uses on, and read back equal."""
    labels = collect([sample()])
    assert labels.tags == ("PROPN",) and labels.deprels == ("root",)
    assert Labels(("PROPN",), ("nsubj",)) != labels
    labels.save(tmp_path / "l.json")
    assert inventories.load(tmp_path / "l.json") == labels


def test_windows_rebase_positions():
    """Each sentence in its own window: heads, names, events and attributions count from its first word."""
    labels = Labels(("PROPN", "VERB"), ("nsubj", "root"))
    first, second = cut(sample(), one, 9, labels)
    assert first.words == "Ann Orr said it rained .".split() and second.words == "Lume was wet .".split()
    assert second.heads == [2, 2, 2, 2] and second.deprels == [0, IGNORE, 1, IGNORE]
    assert second.facts == [Fact(2, 3.0)] and second.credits == [] and second.all_events
    assert first.starts == [IGNORE, 0, 0, 0, 0, 0] and first.sentences == [(0, 6)]
    assert first.credits[0].content == {3, 4}


def test_one_window_keeps_sentence_starts():
    """Sentences that fit together share a window, in which the second one's start is marked."""
    (window,) = cut(sample(), one, 12, Labels(("PROPN",), ("root",)))
    assert window.starts == [IGNORE, 0, 0, 0, 0, 0, 1, 0, 0, 0]
    assert window.heads == [2, 0, 2, 4, 2, 2, 8, 8, 8, 8]


def test_lines_are_units_without_sentences():
    """Where no sentences are annotated, lines are kept together."""
    assert units(Example("x", "made", "a b\nc", ((0, 1), (2, 3), (4, 5)))) == [(0, 2), (2, 3)]


@given(st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=9), min_size=1, max_size=9), st.integers(6, 20))
def test_packing_covers_all_and_fits(sizes, longest):
    """Every token is in exactly one window, in order, and no window is too long."""
    flat = [size for unit in sizes for size in unit]
    bounds, at = [], 0
    for unit in sizes:
        bounds.append((at, at + len(unit)))
        at += len(unit)
    found = list(pack(bounds, flat, longest))
    assert [i for start, end in found for i in range(start, end)] == list(range(len(flat)))
    assert all(sum(flat[start:end]) <= longest for start, end in found)


@given(st.lists(st.text(alphabet="aéÅß\"'’“.,(", min_size=1, max_size=5), min_size=1, max_size=20), st.integers())
def test_changes_of_letters_keep_the_words(words, seed):
    """Whatever is changed, there are as many words as before and none is empty, so labels still fit."""
    window = Window(min(SPACED_OUT), list(words), [True] * len(words))
    changed = augment(window, Random(seed))
    assert len(changed.words) == len(changed.spaced) == len(words) and all(changed.words)


def test_print_spacing_and_quotes():
    """Punctuation clings to the word before, brackets to the word after, straight quotes in turn."""
    words = "He said : \" I ca n't ( yet ) \" , Ann 's".split()
    spaced = natural_spaces(words)
    text = "".join(" " * space + word for word, space in zip(words, spaced, strict=True))
    assert text == "He said: \"I can't (yet)\", Ann's"
    assert curly_quotes(['"', "it", "'s", '"'], Random(0)) == ["“", "it", "’s", "”"]
    assert headline("envoys of the north meet".split(), Random(0)) == "Envoys of the North Meet".split()
    assert no_accents(["Lumé", "̈"], Random(0)) == ["Lume", "̈"]


@pytest.mark.parametrize(
    ("name", "types"), [("Lume", {"GPE"}), ("Grey Ocean", {"LOC"}), ("Lake Orr", {"LOC"}), ("Orrville", {"LOC", "GPE"})]
)
def test_places_decide_or_leave_open(name, types):
    """The tables decide first, then words for landscape; otherwise both stay possible."""
    assert Places(frozenset({"lume"}), frozenset({"grey ocean"})).types(name) == types


def test_settling_touches_locations_only():
    """People stay people even if a town is called the same."""
    places = Places(frozenset({"lume", "ann orr"}), frozenset())
    spans = settle(sample(), places).names.spans
    assert [set(s.types) for s in spans] == [{"PER"}, {"GPE"}]


def test_the_package_tables_can_be_read():
    """Countries, regions and towns of the package itself."""
    places = load(PLACES)
    assert places.types("France") == {"GPE"} and places.types("Europe") == {"LOC"}
