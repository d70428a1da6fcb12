"""Corpus files to examples, on made-up files."""

import json

import pytest
from train.corpora import CORPORA, acts, bio, chosen, conllu, factuality, litbank, polnear, propbank
from train.corpora.example import NAME_TYPES, Example, Index, Licence, joined

from onrecord.nlp.labels import ACT_TYPES, STATUSES


def words(example: Example, start: int, end: int) -> str:
    """The text under some tokens."""
    return example.text[example.tokens[start][0] : example.tokens[end - 1][1]]


def names(example: Example) -> list[tuple[str, str]]:
    """Names with what they may be."""
    assert example.names is not None
    return [(words(example, n.start, n.end), "/".join(sorted(n.types))) for n in example.names.spans]


def test_index_finds_tokens_under_offsets():
    """Touching is not sharing: only tokens with a letter inside the stretch count."""
    index = Index([(0, 3), (3, 4), (6, 9)])
    assert index.range(0, 3) == (0, 1)
    assert index.range(2, 7) == (0, 3)
    assert index.range(4, 6) == (2, 2)
    assert index.over([(0, 1), (8, 9)]) == {0, 2}


def test_joined_words_have_offsets():
    """Offsets point back at the words."""
    text, bounds = joined(["Ann", "'s", "boat"])
    assert [text[a:b] for a, b in bounds] == ["Ann", "'s", "boat"]


def test_bio_spans_accept_io_and_bio():
    """B- opens, I- goes on, I- of another kind or after O opens too."""
    assert list(bio.spans(["B-P", "I-P", "B-P", "O", "I-L", "I-P"])) == [
        (0, 2, "P"),
        (2, 3, "P"),
        (4, 5, "L"),
        (5, 6, "P"),
    ]


def test_worldwide_file(tmp_path):
    """Names are carried over to our own tokens; dates are no names; a location stays LOC or GPE."""
    lines = ["Envoys\tO", "left\tO", "Port\tB-Location", "Lume\tI-Location", "on\tO", "Friday\tB-Date", ".\tO", ""]
    lines += ["Ann-Lee\tB-Person", "Orr\tI-Person", "stayed\tO", ".\tO"]
    path = tmp_path / "a.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (example,) = bio.read_file(path, bio.WORLDWIDE)
    assert example.text == "Envoys left Port Lume on Friday .\nAnn-Lee Orr stayed ."
    assert names(example) == [("Port Lume", "GPE/LOC"), ("Ann-Lee Orr", "PER")]
    assert example.sentences is None and example.syntax is None


def test_worldwide_parts_are_disjoint(tmp_path):
    """Every file is in train or dev, by its name."""
    for n in range(60):
        (tmp_path / f"{n}.tsv").write_text("Ann\tB-Person\n", encoding="utf-8")
    train, dev = ([e.id for e in bio.read_worldwide(tmp_path, part)] for part in ("train", "dev"))
    assert len(train) + len(dev) == 60 and not set(train) & set(dev) and dev


def test_conll_and_iob2_layouts(tmp_path):
    """WikiGold's IO tags with -DOCSTART-, Universal NER's columns with comments."""
    gold = tmp_path / "g.txt"
    gold.write_text("Ann I-PER\nOrr I-PER\nsang O\n\n-DOCSTART- O\n\nLume I-LOC\n", encoding="utf-8")
    first, second = bio.read_file(gold, bio.WIKIGOLD)
    assert names(first) == [("Ann Orr", "PER")]
    assert names(second) == [("Lume", "FAC/GPE/LOC")]
    uner = tmp_path / "u.iob2"
    uner.write_text("# newdoc id = x\n# text = # Lume\n1\t#\tO\t-\t-\n2\tLume\tB-LOC\t-\t-\n\n", encoding="utf-8")
    (example,) = bio.read_file(uner, bio.UNER)
    assert example.text == "# Lume" and "NORP" in example.names.outside


TREEBANK = """# newdoc id = weblog-lume_01
# sent_id = 1
# text = She didn't go.
1\tShe\tshe\tPRON\tPRP\tCase=Nom\t4\tnsubj\t_\tEntity=(1-person-new)
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\tTense=Past\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tgo\tgo\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# sent_id = 2
# text = Ann saw her boat
1\tAnn\tAnn\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(2-person-new)
2\tsaw\tsee\tVERB\tVBD\t_\t0\troot\t_\t_
3\ther\ther\tPRON\tPRP$\t_\t4\tnmod:poss\t_\tEntity=(3-object-new(1-person-giv)
4\tboat\tboat\tNOUN\tNN\t_\t2\tobj\t_\tEntity=3)

"""


def treebank(tmp_path):
    """The made-up treebank as a file."""
    path = tmp_path / "t.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    return path


def test_treebank_offsets_heads_and_contractions(tmp_path):
    """Words of a contraction share out its letters; heads count through the document; a root has -1."""
    (example,) = conllu.read_file(treebank(tmp_path), "ewt")
    assert example.text == "She didn't go. Ann saw her boat"
    assert [example.word(i) for i in range(5)] == ["She", "did", "n't", "go", "."]
    assert example.sentences == ((0, 5), (5, 9))
    assert example.syntax.heads == (3, 3, 3, -1, 3, 6, -1, 8, 6)
    assert example.syntax.feats[1:3] == ("Tense=Past", "") and example.mentions is None


def test_gum_entities_nest_and_corefer(tmp_path):
    """Brackets open and close mentions; equal numbers are one entity."""
    (example,) = conllu.read_file(treebank(tmp_path), "gum", entities=True)
    found = [(words(example, m.start, m.end), m.entity, m.type) for m in example.mentions]
    assert found == [
        ("She", "1", "person"),
        ("Ann", "2", "person"),
        ("her", "1", "person"),
        ("her boat", "3", "object"),
    ]


def test_treebank_text_must_spell_the_words():
    """A text that lacks a word is refused with what was seen."""
    row = ["1", "boat", *"________"]
    with pytest.raises(ValueError, match="'boat' is not in"):
        list(conllu.locate("a ship", [row]))


SKELETON = """google/ewt/weblog/00/lume_01.xml 0 0 [WORD] PRP (S* - - (ARG0*)
google/ewt/weblog/00/lume_01.xml 0 1 [WORD] VBD * do - *
google/ewt/weblog/00/lume_01.xml 0 2 [WORD] RB * - - (ARGM-NEG*)
google/ewt/weblog/00/lume_01.xml 0 3 [WORD] VB * go go.01 (V*)
google/ewt/weblog/00/lume_01.xml 0 4 [WORD] . *) - - *

google/ewt/weblog/00/lume_01.xml 1 0 [WORD] NNP (S* - - (ARG0*)
google/ewt/weblog/00/lume_01.xml 1 1 [WORD] VBD * see see.01 (V*)
google/ewt/weblog/00/lume_01.xml 1 2 [WORD] PRP$ * - - (ARG1*
google/ewt/weblog/00/lume_01.xml 1 3 [WORD] NN *) - - *)
"""


def test_propbank_joins_the_treebank(tmp_path):
    """Masked frames get the treebank's words; the predicate itself is no argument."""
    folder = tmp_path / "pb/weblog/00"
    folder.mkdir(parents=True)
    (folder / "lume_01.xml.gold_skel").write_text(SKELETON, encoding="utf-8")
    (example,) = propbank.read_folder(tmp_path / "pb", treebank(tmp_path))
    found = [(f.sense, [(a.role, words(example, a.start, a.end)) for a in f.arguments]) for f in example.frames]
    assert found == [
        ("go.01", [("ARG0", "She"), ("ARGM-NEG", "n't")]),
        ("see.01", [("ARG0", "Ann"), ("ARG1", "her boat")]),
    ]


@pytest.mark.parametrize("cut", ["google/ewt/weblog/00/lume_01.xml 1 3 [WORD] NN *) - - *)\n", SKELETON[-200:]])
def test_propbank_refuses_what_does_not_align(tmp_path, cut):
    """A sentence with other words leaves the document without frames instead of with wrong ones."""
    (document,) = conllu.read_documents(treebank(tmp_path))
    assert propbank.join(document, SKELETON.replace(cut, "")) is None


ANN = """T1\tSource 0 3\tAnn
T2\tCue 4 8\tsaid
T3\tContent 9 14;16 20\tit is over
T4\tAttribution 4 8\tsaid
E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3
"""


def test_polnear_takes_the_first_annotator(tmp_path):
    """Parts in pieces become token sets; a second annotator's file is left aside; carriage returns count."""
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text/x.txt").write_bytes(b"Ann said it is\r\nover now")
    (tmp_path / "attributions/x_1a2b.ann").write_text(ANN, encoding="utf-8")
    (tmp_path / "attributions/x_ffff.ann").write_text("", encoding="utf-8")
    (example,) = polnear.read_folder(tmp_path)
    (credit,) = example.credits
    assert (credit.source, credit.cue, credit.content) == ({0}, {1}, {2, 3, 4})


def test_factuality_targets_become_tokens(tmp_path):
    """Positions of the corpus's words become positions of ours, the last one where ours are finer."""
    row = {"text": "It re-opened co-run shops , not war-torn", "targets": [{"span1": [1, 2], "label": -1.5}]}
    path = tmp_path / "dev.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (example,) = factuality.read_file(path, "uw", all_events=True)
    (fact,) = example.facts.values
    assert (example.word(fact.token), fact.value, example.facts.all_events) == ("re-opened", -1.5, True)


def test_labelled_acts_point_into_their_text(tmp_path):
    """Types, statuses and sides become positions of our words, in a window of the text around the sentence."""
    text = "It rained. Norway's police will arrest two bankers in Lume."
    spans = {word: [text.index(word), text.index(word) + len(word)] for word in ("police", "arrest", "bankers")}
    row = {"text": "state/0", "at": [11, len(text)]}
    row["acts"] = [[*spans["arrest"], "COERCE", "planned", [spans["police"]], [spans["bankers"]]]]
    (tmp_path / "some.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (tmp_path / "state").mkdir()
    (tmp_path / "state/releases.jsonl").write_text(json.dumps({"text": text}) + "\n", encoding="utf-8")
    parts = [list(acts.read(tmp_path, ("some.jsonl",), dev, tmp_path)) for dev in (False, True)]
    (example,) = parts[0] + parts[1]
    (act,) = example.acts
    assert [example.word(i) for i in (act.token, *act.actors, *act.recipients)] == ["arrest", "police", "bankers"]
    assert (act.type, act.status) == ("COERCE", "planned") and len(parts[acts.is_dev("state/0")]) == 1


def test_the_labels_in_the_repository_are_well_formed():
    """Every label is one that the model knows, inside its sentence, and only sentences of our own have words here."""
    for path in sorted(acts.FOLDER.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            assert ("words" in row) == (path.name == "own.jsonl")
            for start, end, kind, status, actors, recipients in row["acts"]:
                assert row["at"][0] <= start < end <= row["at"][1] and kind in ACT_TYPES and status in STATUSES
                assert all(row["at"][0] <= a < b <= row["at"][1] for a, b in (*actors, *recipients))


def test_a_day_of_current_events_is_read_without_links_and_outlets(tmp_path):
    """What stands in brackets after the sentence is its outlet; headings of stories are no sentences."""
    path = tmp_path / "day.md"
    lines = [
        '* [A war](https://x.example/a "A war")',
        "  * [Norway](https://x.example/n) sends two ships of grain to the",
    ]
    path.write_text("\n".join(lines) + " port of Lume. [(Courier)](https://x.example/c)\n", encoding="utf-8")
    assert acts.current_events(path) == ["Norway sends two ships of grain to the port of Lume."]


def test_commitments(tmp_path):
    """Context and target are one text."""
    path = tmp_path / "c.csv"
    path.write_text("Context,Target,Prompt,Mean\nIt rained.,She knew it poured.,it poured,2.5\n", encoding="utf-8")
    assert list(factuality.read_commitments(path)) == [("It rained. She knew it poured.", "it poured", 2.5)]


def test_litbank_mentions_and_bare_names():
    """A chain stands beside the typed mention; names lose their article, and nested ones give the innermost."""
    text = "The Duke of Lume met a clerk . He bowed ."
    annotation = (
        "T1\tPROP_PER 0 16\tx\nT2\tDuke-1 0 16\tx\nT3\tPROP_GPE 12 16\tx\nT4\tNOM_PER 21 28\tx\nT5\tDuke-1 31 33\tx\n"
    )
    example = litbank.example("n", text, annotation)
    chains = {words(example, m.start, m.end): m.entity for m in example.mentions}
    assert chains["The Duke of Lume"] == chains["He"] != chains["a clerk"]
    assert names(example) == [("Lume", "GPE")]


def test_every_corpus_states_terms_and_layers():
    """The register is complete, its layers exist, and the open choice leaves research corpora out."""
    layers = {"sentences", "syntax", "names", "credits", "facts", "frames", "mentions", "acts"}
    assert all(c.terms and c.layers and set(c.layers) <= layers for c in CORPORA)
    open_ones = chosen(Licence.OPEN, frozenset(layers))
    assert {c.name for c in CORPORA} - {c.name for c in open_ones} == {"worldwide", "polnear", "uw", "acts"}
    for layout in (bio.WORLDWIDE, bio.WIKIGOLD, bio.UNER):
        assert {t for types in layout.types.values() for t in types} <= set(NAME_TYPES)
