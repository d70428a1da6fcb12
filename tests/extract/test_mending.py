"""Arcs that a lexicon or the guidelines know better than the reader."""

from __future__ import annotations

import pytest

from factory import document
from onrecord.extract.mendarcs import children, index
from onrecord.extract.tree import tree_of

CASES = [
    (
        "he allowed Chad to be used but has kept troops out",
        "PRON he 2 nsubj / VERB allow 0 root Mood=Ind|Tense=Past|VerbForm=Fin / PROPN Chad 2 obj / PART to 6 mark / "
        "AUX be 6 aux:pass VerbForm=Inf / VERB use 2 xcomp VerbForm=Part / CCONJ but 9 cc / "
        "AUX have 9 aux Mood=Ind|Tense=Pres|VerbForm=Fin / VERB keep 6 conj VerbForm=Part / NOUN troop 9 obj / "
        "ADV out 9 advmod",
        {"kept": ("allowed", "conj")},
        "what is finite is no conjunct of an infinitive but of the finite verb above it",
    ),
    (
        "he told them to rest and eat",
        "PRON he 2 nsubj / VERB tell 0 root Mood=Ind|Tense=Past|VerbForm=Fin / PRON they 2 obj / PART to 5 mark / "
        "VERB rest 2 xcomp VerbForm=Inf / CCONJ and 7 cc / VERB eat 5 conj VerbForm=Inf",
        {"eat": ("rest", "conj")},
        "an infinitive stays the conjunct of an infinitive",
    ),
    (
        "she stressed the importance of Chad coming back and reiterated support",
        "PRON she 2 nsubj / VERB stress 0 root Mood=Ind|Tense=Past|VerbForm=Fin / DET the 4 det / "
        "NOUN importance 2 obj / ADP of 6 case / PROPN Chad 4 nmod / VERB come 4 acl Tense=Pres|VerbForm=Part / "
        "ADV back 7 advmod / CCONJ and 10 cc / VERB reiterate 7 conj Mood=Ind|Tense=Past|VerbForm=Fin / "
        "NOUN support 10 obj",
        {"Chad": ("coming", "nsubj"), "of": ("coming", "mark"), "reiterated": ("stressed", "conj")},
        "whose coming is important is its subject, and what is finite is no conjunct of a gerund",
    ),
    (
        "the importance of Chad in ending wars",
        "DET the 2 det / NOUN importance 0 root / ADP of 4 case / PROPN Chad 2 nmod / SCONJ in 6 mark / "
        "VERB end 2 acl Tense=Pres|VerbForm=Part / NOUN war 6 obj",
        {"Chad": ("importance", "nmod")},
        "a gerund with a preposition of its own is what somebody is important in",
    ),
    (
        "the owner of the firm making cars",
        "DET the 2 det / NOUN owner 0 root / ADP of 5 case / DET the 5 det / NOUN firm 2 nmod / "
        "VERB make 2 acl Tense=Pres|VerbForm=Part / NOUN car 6 obj",
        {"firm": ("owner", "nmod")},
        "of other nouns nobody's doing is told",
    ),
    (
        "missiles stationed in Chad , which approved them in a vote",
        "NOUN missile 0 root / VERB station 1 acl VerbForm=Part / ADP in 4 case / PROPN Chad 2 obl / PUNCT , 7 punct / "
        "PRON which 7 nsubj / VERB approve 1 acl:relcl VerbForm=Fin / PRON they 7 obj / ADP in 11 case / "
        "DET a 11 det / NOUN vote 2 obl",
        {"vote": ("approved", "obl"), "Chad": ("stationed", "obl")},
        "what follows a relative clause belongs to it, not to a word before it across its arc",
    ),
    (
        "unions called off the strike",
        "NOUN union 2 nsubj / VERB call 0 root / ADP off 5 case / DET the 5 det / NOUN strike 2 obl",
        {"off": ("called", "compound:prt"), "strike": ("called", "obj")},
        "a particle of a verb that the tables list is no preposition",
    ),
    (
        "rebels walked out of the talks",
        "NOUN rebel 2 nsubj / VERB walk 0 root / ADP out 6 case / ADP of 6 case / DET the 6 det / NOUN talk 2 obl",
        {"out": ("walked", "compound:prt"), "talks": ("walked", "obl")},
        "with another preposition the nominal stays oblique",
    ),
    (
        "ships sailed off the coast",
        "NOUN ship 2 nsubj / VERB sail 0 root / ADP off 5 case / DET the 5 det / NOUN coast 2 obl",
        {"off": ("coast", "case"), "coast": ("sailed", "obl")},
        "a verb that the tables do not list with the particle keeps its preposition",
    ),
    (
        "Norway will meet Ann Lee",
        "PROPN Norway 3 nsubj / AUX will 3 aux / VERB meet 0 root / PROPN Ann 3 nsubj / PROPN Lee 4 flat",
        {"Ann": ("meet", "obj")},
        "a verb has one subject: a second one behind it is its object",
    ),
    (
        "rebels said Chad must disarm",
        "NOUN rebel 2 nsubj / VERB say 0 root / PROPN Chad 2 nsubj / AUX must 5 aux / VERB disarm 2 ccomp",
        {"Chad": ("disarm", "nsubj")},
        "a second subject before a clause without one is that clause's",
    ),
    (
        "Norway met Ann Lee Monday",
        "PROPN Norway 2 nsubj / VERB meet 0 root / PROPN Ann 2 obl / PROPN Lee 3 flat / PROPN Monday 2 obl",
        {"Ann": ("met", "obj"), "Monday": ("met", "obl")},
        "a name right after the verb without preposition is its object; a day is not",
    ),
    (
        "Norway met Monday",
        "PROPN Norway 2 nsubj / VERB meet 0 root / PROPN Monday 2 obl",
        {"Monday": ("met", "obl")},
        "a day right after the verb is still no object",
    ),
    (
        "Chad rejected Norway 's demand",
        "PROPN Chad 2 nsubj / VERB reject 0 root / PROPN Norway 2 obj / PART 's 3 case / NOUN demand 2 obj",
        {"Norway": ("demand", "nmod:poss")},
        "a nominal with a possessive mark owns the noun after it",
    ),
    (
        "miners stopped work",
        "NOUN miner 2 nsubj / VERB stop 0 root / NOUN work 2 xcomp",
        {"work": ("stopped", "obj")},
        "only linking verbs have a bare nominal as predicate",
    ),
    (
        "Lee became president",
        "PROPN Lee 2 nsubj / VERB become 0 root / NOUN president 2 xcomp",
        {"president": ("became", "xcomp")},
        "a linking verb keeps its predicate",
    ),
    (
        "Norway demanded that Chad disarm",
        "PROPN Norway 2 nsubj / VERB demand 0 root / SCONJ that 5 mark / PROPN Chad 5 nsubj / VERB disarm 2 xcomp",
        {"disarm": ("demanded", "ccomp")},
        "a complement with a subject of its own is not open",
    ),
    (
        "Chad allowed up to 13 refugees",
        "PROPN Chad 2 nsubj / VERB allow 0 root / ADP up 2 compound:prt / ADP to 5 case / NUM 13 6 nummod / "
        "NOUN refugee 2 obj",
        {"up": ("13", "advmod")},
        "the up of a number belongs to no verb",
    ),
    (
        "the ship is due to arrive",
        "DET the 2 det / NOUN ship 6 nsubj / AUX be 6 cop / ADJ due 6 mark / PART to 4 fixed / "
        "VERB arrive 0 root VerbForm=Inf",
        {"arrive": ("due", "xcomp"), "ship": ("due", "nsubj"), "to": ("arrive", "mark")},
        "before an infinitive with copula no preposition stands: due is the predicate",
    ),
    (
        "miners struck over pay",
        "NOUN miner 2 nsubj / VERB strike 0 root / ADP over 2 compound:prt / VERB pay 2 xcomp VerbForm=Inf",
        {"pay": ("struck", "obl"), "over": ("pay", "case")},
        "no bare infinitive follows a preposition",
    ),
    (
        "Norway suspended aid",
        "PROPN Norway 3 nmod / VERB suspend 0 root Mood=Ind|VerbForm=Fin / NOUN aid 2 obj",
        {"Norway": ("suspended", "nsubj")},
        "a finite verb without subject has the nominal before it that hangs on its object",
    ),
    (
        "the army left and the rebels entered",
        "DET the 2 det / NOUN army 3 nsubj / VERB leave 0 root Mood=Ind|VerbForm=Fin / CCONJ and 6 cc / "
        "DET the 6 det / NOUN rebel 2 conj / VERB enter 3 conj Mood=Ind|VerbForm=Fin",
        {"rebels": ("entered", "nsubj"), "and": ("entered", "cc")},
        "two clauses are joined, not their subjects: the joining word stands before the second subject",
    ),
    (
        "rebels fired and soldiers , Syria said",
        "NOUN rebel 2 nsubj / VERB fire 7 ccomp Mood=Ind|VerbForm=Fin / CCONJ and 4 cc / NOUN soldier 1 conj / "
        "PUNCT , 6 punct / PROPN Syria 4 appos / VERB say 0 root Mood=Ind|VerbForm=Fin",
        {"Syria": ("said", "nsubj")},
        "a comma parts the speaker from the content whose last noun it was hung on",
    ),
    (
        "the minister in Norway said",
        "DET the 2 det / NOUN minister 5 nsubj / ADP in 4 case / PROPN Norway 2 nmod / VERB say 0 root VerbForm=Fin",
        {"Norway": ("minister", "nmod")},
        "a verb that has its subject keeps it",
    ),
    (
        "the ships Norway sold were old",
        "DET the 2 det / NOUN ship 6 obl / PROPN Norway 4 nsubj / VERB sell 2 acl:relcl / AUX be 6 cop / "
        "ADJ old 0 root",
        {"ships": ("old", "nsubj")},
        "a nominal before a copula without preposition is its subject",
    ),
    (
        "rebels shot down a plane",
        "NOUN rebel 2 nsubj / VERB shoot 0 root / ADP down 2 compound:prt / DET a 5 det / NOUN plane 2 obl",
        {"plane": ("shot", "obj")},
        "a noun without preposition after the verb's particle is its object",
    ),
    (
        "they turned up last week",
        "PRON they 2 nsubj / VERB turn 0 root / ADP up 2 compound:prt / ADJ last 5 amod / NOUN week 2 obl",
        {"week": ("turned", "obl")},
        "a time stands without preposition and is no object",
    ),
    (
        "they transferred to Chad tanks",
        "PRON they 2 nsubj / VERB transfer 0 root / ADP to 4 case / PROPN Chad 5 nmod / NOUN tank 2 obl",
        {"Chad": ("transferred", "obl"), "tanks": ("transferred", "obj")},
        "what stands before a noun has no preposition of its own",
    ),
    (
        "missiles ready to use and aircraft",
        "NOUN missile 0 root / ADJ ready 1 amod / PART to 4 mark / VERB use 2 xcomp / CCONJ and 6 cc / "
        "NOUN aircraft 4 obj",
        {"aircraft": ("missiles", "conj")},
        "a joining word between verb and noun joins the noun to one before",
    ),
    (
        "accused of smuggling weapons",
        "VERB accuse 0 root / ADP of 4 case / VERB smuggle 1 xcomp / NOUN weapon 3 obj",
        {"of": ("smuggling", "mark")},
        "the preposition of a gerund is not that of its object",
    ),
    (
        "Norway accuses Chad of smuggling weapons",
        "PROPN Norway 2 nsubj / VERB accuse 0 root / PROPN Chad 5 nsubj / SCONJ of 5 mark / VERB smuggle 2 ccomp / "
        "NOUN weapon 5 obj",
        {"Chad": ("accuses", "obj")},
        "what stands before the preposition of a gerund is the object of its verb",
    ),
    (
        "an airline that Norway accuses",
        "DET an 2 det / NOUN airline 0 root / PRON that 5 nsubj / PROPN Norway 5 nsubj / VERB accuse 2 acl:relcl",
        {"that": ("accuses", "obj"), "Norway": ("accuses", "nsubj")},
        "of two subjects the relative pronoun is the object",
    ),
    (
        "the ships Norway sold sank",
        "DET the 2 det / NOUN ship 5 nsubj / PROPN Norway 4 compound / VERB sell 2 acl:relcl / VERB sink 0 root",
        {"Norway": ("sold", "nsubj")},
        "a name right before a finite verb is no compound of it",
    ),
    (
        "rebels killed at least 40 people",
        "NOUN rebel 2 nsubj / VERB kill 0 root / ADP at 4 case / ADJ least 5 nmod / NUM 40 6 nummod / "
        "NOUN people 2 obl",
        {"least": ("40", "advmod"), "people": ("killed", "obj")},
        "at least is of the number and makes nothing oblique",
    ),
    (
        "up to 15 ships sank",
        "ADV up 4 advmod / ADP to 1 case / NUM 15 1 obl / NOUN ship 5 nsubj / VERB sink 0 root",
        {"15": ("ships", "nummod"), "up": ("15", "advmod")},
        "a number does not hang on its own bound",
    ),
    (
        "they could not but leave",
        "PRON they 2 nsubj / AUX could 0 root / PART not 2 advmod / CCONJ but 5 cc / VERB leave 2 conj",
        {"could": ("leave", "aux"), "they": ("leave", "nsubj")},
        "cannot but: the verb after but is the one that the auxiliary serves",
    ),
    (
        "it was due to fly",
        "PRON it 5 nsubj / AUX be 3 cop / ADJ due 0 aux / PART to 5 mark / VERB fly 0 advcl VerbForm=Inf",
        {"fly": ("due", "xcomp"), "it": ("due", "nsubj")},
        "due is a predicate too where the reader hung it as an auxiliary",
    ),
    (
        "miners stopped work",
        "NOUN miner 2 nsubj / VERB stop 0 root / VERB work 2 xcomp VerbForm=Inf",
        {"work": ("stopped", "obj")},
        "no bare infinitive follows stop",
    ),
    (
        "Norway transferred to Chad battle tanks",
        "PROPN Norway 2 nsubj / VERB transfer 0 root / ADP to 6 case / PROPN Chad 2 obl / NOUN battle 6 compound / "
        "NOUN tank 2 obl",
        {"to": ("Chad", "case"), "tanks": ("transferred", "obj")},
        "a preposition is of the name right after it",
    ),
    (
        "Ann Lee and minister Bo Dahl met",
        "PROPN Ann 7 nsubj / PROPN Lee 1 flat / CCONJ and 4 cc / NOUN minister 1 conj / PROPN Bo 7 nsubj / "
        "PROPN Dahl 5 flat / VERB meet 0 root Mood=Ind|Tense=Past|VerbForm=Fin",
        {"Bo": ("Ann", "conj"), "minister": ("Bo", "nmod:desc"), "and": ("Bo", "cc")},
        "an office right before a name is the bearer's, whatever the reader joined",
    ),
    (
        "she said that the bond remains strong and welcomed the plan",
        "PRON she 2 nsubj / VERB say 0 root Mood=Ind|Tense=Past|VerbForm=Fin / SCONJ that 6 mark / DET the 5 det / "
        "NOUN bond 6 nsubj / VERB remain 2 ccomp Mood=Ind|Tense=Pres|VerbForm=Fin / ADJ strong 6 xcomp / "
        "CCONJ and 9 cc / VERB welcome 6 conj Mood=Ind|Tense=Past|VerbForm=Fin / DET the 11 det / NOUN plan 9 obj",
        {"welcomed": ("said", "conj")},
        "no bond welcomes anything: she does, after what she said",
    ),
    (
        "she said that Norway remains calm and welcomed the plan",
        "PRON she 2 nsubj / VERB say 0 root Mood=Ind|Tense=Past|VerbForm=Fin / SCONJ that 5 mark / PROPN Norway 5 nsubj"
        " / VERB remain 2 ccomp Mood=Ind|Tense=Pres|VerbForm=Fin / ADJ calm 5 xcomp / CCONJ and 8 cc / "
        "VERB welcome 5 conj Mood=Ind|Tense=Past|VerbForm=Fin / DET the 10 det / NOUN plan 8 obj",
        {"welcomed": ("remains", "conj")},
        "Norway may have welcomed it",
    ),
    (
        "the singer is acquitted of fraud",
        "DET the 2 det / NOUN singer 4 nsubj / AUX be 4 cop / ADJ acquitted 0 root / ADP of 6 case / NOUN fraud 4 obl",
        {"is": ("acquitted", "aux:pass"), "singer": ("acquitted", "nsubj:pass")},
        "a verdict is done to somebody: no adjective",
    ),
    (
        "singer and dancer Lee Moe left",
        "NOUN singer 6 nsubj / CCONJ and 3 cc / NOUN dancer 1 conj / PROPN Lee 1 appos / PROPN Moe 4 flat / "
        "VERB leave 0 root Mood=Ind|Tense=Past|VerbForm=Fin",
        {"Lee": ("left", "nsubj"), "singer": ("Lee", "nmod:desc")},
        "two callings right before a name are its bearer's",
    ),
    (
        "the singer and dancer Lee Moe left",
        "DET the 2 det / NOUN singer 7 nsubj / CCONJ and 4 cc / NOUN dancer 2 conj / PROPN Lee 2 appos / "
        "PROPN Moe 5 flat / VERB leave 0 root Mood=Ind|Tense=Past|VerbForm=Fin",
        {"Lee": ("singer", "appos"), "singer": ("left", "nsubj")},
        "with an article they may be two people",
    ),
]


@pytest.mark.parametrize(("words", "arcs", "expected", "why"), CASES, ids=[c[3] for c in CASES])
def test_mended(words: str, arcs: str, expected: dict[str, tuple[str, str]], why: str):
    """The view that the rules walk has the mended arcs; the document keeps what the reader read."""
    made = document(words, arcs)
    tree = tree_of(made)
    for i in range(len(tree.tokens)):
        if tree.word(i) in expected:
            head, deprel = expected[tree.word(i)]
            assert (tree.word(tree.tokens[i].head), tree.tokens[i].deprel) == (head, deprel), why
    assert made == document(words, arcs)


def test_a_tree_stays_a_tree():
    """An owner is not hung below a noun that hangs on the owner itself."""
    arcs = "PROPN Norway 0 root / PART 's 1 case / NOUN demand 1 nmod".replace("root", "nsubj")
    tree = tree_of(document("Norway 's demand", arcs))
    assert [t.head for t in tree.tokens] == [-1, 0, 0]


def test_children_are_looked_for_in_their_sentence():
    """What hangs on a word, asked of one word or of all at once; the roots stand last."""
    tokens = document("he left Chad", "PRON he 2 nsubj / VERB leave 0 root / PROPN Chad 2 obj").tokens
    assert children(tokens, 1) == [0, 2]
    assert index(tokens) == [[], [0, 2], [], [1]]
