"""Lemmas: what the tables say, with the reason, and that nothing whatever upsets them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.nlp.lemmas import REST, Kind, _endings, _words, lemma

FIN = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"
THIRD = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
PART = "Tense=Past|VerbForm=Part"
ING = "Tense=Pres|VerbForm=Part"
PLURAL, SING = "Number=Plur", "Number=Sing"
TAGS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()

CASES = [
    # word, tag, morphology, lemma, why
    ("said", "VERB", FIN, "say", "irregular past"),
    ("went", "VERB", FIN, "go", "past of another stem"),
    ("fled", "VERB", FIN, "flee", "a slip of one treebank (flead) is not taken over"),
    ("found", "VERB", FIN, "find", "past, though it is a verb of its own"),
    ("found", "VERB", "VerbForm=Inf", "found", "the infinitive is its own lemma"),
    ("commend", "VERB", FIN, "commend", "no past, though it is tagged as one"),
    ("attack", "VERB", FIN, "attack", "neither is this: what is no regular past stands in the table"),
    ("resold", "VERB", FIN, "resell", "or does without its first syllable"),
    ("forgave", "VERB", "VerbForm=Inf", "forgive", "what can only be a past is one, though tagged as an infinitive"),
    ("teargas", "NOUN", PLURAL, "teargas", "no plural, though it is tagged as one"),
    ("wound", "VERB", PART, "wind", "past participle that looks like a noun"),
    ("agreed", "VERB", FIN, "agree", "-eed keeps its e"),
    ("stopped", "VERB", FIN, "stop", "doubled consonant goes"),
    ("travelled", "VERB", FIN, "travel", "doubled in British spelling"),
    ("called", "VERB", FIN, "call", "double consonant of the verb itself stays"),
    ("passed", "VERB", FIN, "pass", "double s of the verb itself stays"),
    ("hoped", "VERB", FIN, "hope", "mute e comes back"),
    ("accused", "VERB", FIN, "accuse", "mute e after s"),
    ("visited", "VERB", FIN, "visit", "no mute e after an unstressed syllable"),
    ("denied", "VERB", FIN, "deny", "-ied from -y"),
    ("died", "VERB", FIN, "die", "-ied from -ie"),
    ("dying", "VERB", ING, "die", "-ying from -ie"),
    ("saying", "VERB", ING, "say", "-ying from -y"),
    ("making", "VERB", ING, "make", "mute e before -ing"),
    ("seeing", "VERB", "VerbForm=Ger", "see", "-ee keeps both before -ing"),
    ("panicking", "VERB", ING, "panic", "k put in after c"),
    ("quitting", "VERB", ING, "quit", "qu is no vowel"),
    ("overthrew", "VERB", FIN, "overthrow", "irregular under a prefix"),
    ("re-elected", "VERB", PART, "re-elect", "what follows the hyphen decides"),
    ("goes", "VERB", THIRD, "go", "-oes"),
    ("does", "AUX", THIRD, "do", "auxiliary"),
    ("tries", "VERB", THIRD, "try", "-ies from -y"),
    ("publishes", "VERB", THIRD, "publish", "-es after sh"),
    ("Said", "VERB", FIN, "say", "a capital at the start of a sentence is dropped"),
    ("is", "AUX", THIRD, "be", "be"),
    ("are", "VERB", "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin", "be", "be as full verb (there are)"),
    ("'s", "AUX", THIRD, "be", "'s as a verb is mostly is"),
    ("’s", "AUX", THIRD, "be", "the same, curly"),
    ("'ve", "AUX", "VerbForm=Inf", "have", "contracted have"),
    ("'d", "AUX", FIN, "have", "'d with a past tense is had"),
    ("'d", "AUX", "VerbForm=Fin", "would", "'d without is would"),
    ("ca", "AUX", "VerbForm=Fin", "can", "ca(n't)"),
    ("wo", "AUX", "VerbForm=Fin", "will", "wo(n't)"),
    ("would", "AUX", "VerbForm=Fin", "would", "modals are their own lemma"),
    ("n't", "PART", "Polarity=Neg", "not", "contracted not"),
    ("n’t", "PART", "Polarity=Neg", "not", "the same, curly"),
    ("’s", "PART", "", "'s", "possessive, apostrophe straight"),
    ("'", "PART", "", "'s", "possessive after s"),
    ("his", "PRON", "Case=Gen|Poss=Yes", "his", "possessives are their own lemma"),
    ("him", "PRON", "Case=Acc", "he", "object to subject form"),
    ("me", "PRON", "Case=Acc", "I", "the pronoun with a capital"),
    ("them", "PRON", "Case=Acc", "they", "object to subject form"),
    ("her", "PRON", "Case=Acc|Gender=Fem", "she", "object"),
    ("her", "PRON", "Case=Gen|Gender=Fem|Poss=Yes", "her", "possessive"),
    ("these", "DET", "Number=Plur|PronType=Dem", "this", "plural of a demonstrative"),
    ("an", "DET", "Definite=Ind", "a", "article before a vowel"),
    ("missiles", "NOUN", PLURAL, "missile", "regular plural"),
    ("countries", "NOUN", PLURAL, "country", "-ies from -y"),
    ("movies", "NOUN", PLURAL, "movie", "-ies from -ie"),
    ("wives", "NOUN", PLURAL, "wife", "-ves from -fe"),
    ("archives", "NOUN", PLURAL, "archive", "-ves from -ve"),
    ("crises", "NOUN", PLURAL, "crisis", "Greek plural"),
    ("houses", "NOUN", PLURAL, "house", "-ses from -se"),
    ("buses", "NOUN", PLURAL, "bus", "-ses from -s"),
    ("gases", "NOUN", PLURAL, "gas", "-ases from -as"),
    ("heroes", "NOUN", PLURAL, "hero", "-oes"),
    ("policemen", "NOUN", PLURAL, "policeman", "-men"),
    ("children", "NOUN", PLURAL, "child", "irregular plural"),
    ("people", "NOUN", PLURAL, "people", "one plural that is kept (EWT)"),
    ("species", "NOUN", PLURAL, "species", "plural like the singular"),
    ("police", "NOUN", PLURAL, "police", "no ending to take off"),
    ("news", "NOUN", SING, "news", "singular in s"),
    ("politics", "NOUN", "", "politics", "singular in s, without morphology"),
    ("talks", "NOUN", "", "talk", "plural by its look, without morphology"),
    ("fathers-in-law", "NOUN", PLURAL, "father-in-law", "plural inside"),
    ("CEO", "NOUN", SING, "CEO", "an abbreviation keeps its capitals"),
    ("CEOs", "NOUN", PLURAL, "CEO", "and loses the plural"),
    ("PRESIDENT", "NOUN", SING, "president", "a word in capitals does not"),
    ("WAR", "NOUN", SING, "war", "nor a short one that is common"),
    ("p.m", "NOUN", SING, "p.m.", "one spelling for the hour"),
    ("Putin", "PROPN", SING, "Putin", "names keep their case"),
    ("PUTIN", "PROPN", SING, "PUTIN", "in capitals too, which may be an abbreviation"),
    ("MOSCOW", "PROPN", SING, "Moscow", "six letters are none"),
    ("UNESCO", "PROPN", SING, "UNESCO", "unless WordNet knows it"),
    ("Americans", "PROPN", PLURAL, "American", "a plural of people loses it"),
    ("States", "PROPN", PLURAL, "State", "as UD has it for the United States"),
    ("Philippines", "PROPN", PLURAL, "Philippines", "a plural that is the name stays"),
    ("Hughes", "PROPN", SING, "Hughes", "a singular name keeps its s"),
    ("Philippines", "PROPN", "Number=Ptan", "Philippines", "and is tagged as having no singular"),
    ("Oct.", "PROPN", SING, "October", "months are written out"),
    ("Sat", "PROPN", "Abbr=Yes|Number=Sing", "Saturday", "and days"),
    ("Sun", "PROPN", SING, "Sun", "where they are days"),
    ("Jan", "PROPN", SING, "Jan", "or months, and no names"),
    ("larger", "ADJ", "Degree=Cmp", "large", "comparative with mute e"),
    ("bigger", "ADJ", "Degree=Cmp", "big", "comparative with doubled consonant"),
    ("heaviest", "ADJ", "Degree=Sup", "heavy", "superlative of -y"),
    ("worst", "ADJ", "Degree=Sup", "bad", "irregular superlative"),
    ("best", "ADV", "Degree=Sup", "well", "the adverb has another lemma"),
    ("earlier", "ADV", "Degree=Cmp", "early", "comparative of an adverb"),
    ("fastest", "ADV", "Degree=Sup", "fast", "the rest of the adverbs goes by the adjectives"),
    ("more", "ADV", "Degree=Cmp", "more", "more is its own lemma"),
    ("other", "ADJ", "Degree=Pos", "other", "-er that is no comparative"),
    ("Russian", "ADJ", "Degree=Pos", "Russian", "adjectives of peoples keep their capital"),
    ("RUSSIAN", "ADJ", "Degree=Pos", "Russian", "one capital, not seven"),
    ("Nuclear", "ADJ", "Degree=Pos", "nuclear", "others do not"),
    ("pro-Russian", "ADJ", "Degree=Pos", "pro-Russian", "a capital inside is kept"),
    ("US", "ADJ", "Degree=Pos", "US", "the country, not the pronoun"),
    ("12,000", "NUM", "NumType=Card", "12000", "commas between thousands go, as both treebanks have it"),
    ("1,250,000.5", "NUM", "NumType=Card", "1250000.5", "all of them"),
    ("3,5", "NUM", "NumType=Card", "3,5", "another comma stays"),
    ("12-15", "NUM", "NumType=Card", "12-15", "numbers are left as they are"),
    ("XIV", "NUM", "NumForm=Roman", "XIV", "so are Roman ones"),
    ("Two", "NUM", "NumType=Card", "two", "number words are words"),
    ("bn", "NUM", "NumType=Card", "billion", "usual in the business pages"),
    ("“", "PUNCT", "", '"', "one quotation mark"),
    ("’", "PUNCT", "", "'", "one apostrophe"),
    ("%", "SYM", "", "%", "symbols are their own lemma"),
    ("Wow", "INTJ", "", "wow", "lower case"),
    ("Blitzkrieg", "X", "Foreign=Yes", "Blitzkrieg", "foreign words are left as they are"),
]


@pytest.mark.parametrize(("word", "upos", "feats", "expected", "why"), CASES, ids=lambda v: str(v)[:30])
def test_cases(word, upos, feats, expected, why):
    """Each row of the table holds, for the reason that it gives."""
    assert lemma(word, upos, feats) == expected, why


@pytest.mark.parametrize("word", ["said", "went", "agreed", "denied", "making", "stopped", "publishes"])
def test_a_verb_without_morphology_is_read_by_its_look(word):
    """Where the tagger gives no morphology the ending alone leads to the same lemma."""
    feats = {"making": ING, "publishes": THIRD}.get(word, FIN)
    assert lemma(word, "VERB") == lemma(word, "VERB", feats)


@pytest.mark.parametrize("word", ["sing", "need", "discuss", "bring", "exceed", "avoid", "feed"])
def test_a_base_form_that_looks_inflected_stays(word):
    """Verbs that end like an inflected form but are none are not cut."""
    assert lemma(word, "VERB") == word


@given(st.text(), st.sampled_from([*TAGS, "", "NOPE"]), st.sampled_from(["", "_", FIN, THIRD, PART, ING, PLURAL, SING]))
@example("s", "NOUN", PLURAL)
@example("ed", "VERB", FIN)
@example("ing", "VERB", ING)
@example("-", "ADJ", "Degree=Cmp")
@example("İS", "PROPN", PLURAL)
@example("W", "NOUN", PLURAL)
def test_any_word_has_a_lemma(word, upos, feats):
    """Nothing crashes, words have a lemma that is not empty, and asking again gives the same."""
    found = lemma(word, upos, feats)
    assert bool(found) == bool(word)
    assert lemma.__wrapped__(word, upos, feats) == found


@given(st.text(), st.sampled_from(["Degree=Cmp", "Degree=Sup", "Degree=Pos"]))
def test_any_adjective_has_a_lemma(word, degree):
    """The same for degrees, which only adjectives and adverbs have."""
    assert bool(lemma(word, "ADJ", degree)) == bool(lemma(word, "ADV", degree)) == bool(word)


def test_the_tables_are_in_order():
    """Both files are sorted, each class has rows, and no whole word is cut to nothing."""
    from importlib import resources

    folder = resources.files("onrecord.data") / "lemmas"
    for name in ("words.tsv", "endings.tsv"):
        rows = [line.split("\t") for line in (folder / name).read_text("utf-8").splitlines()[1:]]
        assert {len(row) for row in rows} == {4}, name
        assert [row[:2] for row in rows] == sorted(row[:2] for row in rows), name
    for kind in Kind:
        assert len(_endings()[kind]) > (1 if kind in REST else 5), kind
        for ending, (cut, add) in _endings()[kind].items():
            assert not ending.startswith("^") or len(ending) - 1 > cut or add, ending
    assert _words()["PRON", "me"] == (("", "I"),)
