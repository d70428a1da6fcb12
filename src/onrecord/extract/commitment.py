"""What the reader's own judgement adds to the rules: which words tell of an event, and how far the text stands by it.

Rules come first: they can say which words decide, and so they alone decide whether something is denied. How certain
the text is of an event is the reader's to say: "will" is firm in one text and a guess in another. Its values
(Document.commitments) go from -3 (certainly not so) over 0 (open) to 3 (certainly so). It never turns a positive
statement into a denial or back. The switch points were chosen on the development data of UW, MEANTIME and UDS-IH2, all
three at once.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.modality import PLAIN, Standing
from onrecord.extract.tree import Tree
from onrecord.model import Certainty, Document, Status, Token

# A word that the reader holds for an event with at least this probability is one, though no rule knows it. Lower
# finds more of what MEANTIME marks and many words that nobody would call an event; higher finds little.
SURE_EVENT = 0.25
# A word that the tagger takes for none that tells anything ("had suspended" with a verb tagged as a preposition).
SURE_SLIP = 0.55
# A verb that the rules leave out ("the ongoing events", a verb that the reader hung as an auxiliary) needs less.
LIKELY_VERB = 0.2
# From which value on the text is certain of an event, holds it probable, holds it possible: of what is told as a fact,
# of what is meant to be, of what somebody is asked to do, of what a word of the text makes less, and of what is denied,
# where the value is turned round. Medians of the annotators are 3.0 above 2.5 and fall from 2.3 to 1.5 between 2.4 and
# 1.5; MEANTIME's take a plan that is told without doubt for certain, while those of UDS doubt all that is asked for.
TOLD = (2.4, 1.5, 0.7)
MEANT = (2.3, 1.5, 0.5)
ASKED = (2.7, 2.2, 0.7)
HEDGED = (2.4, 1.7, 0.3)
DENIED = (2.3, 0.8, -0.3)
# From which value on the reader does not see a denial that rests on a particle.
DOUBTED = -0.8
_STEPS = {Status.REPORTED: TOLD, Status.ONGOING: TOLD, Status.PLANNED: MEANT, Status.REQUESTED: ASKED}
_DEGREES = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE)
# Nothing that the text leaves open is certain.
_OPEN = frozenset({Status.POSSIBLE, Status.CONDITIONAL, Status.UNCLEAR})
_DENIALS = frozenset({Status.NOT_DONE, Status.DENIED})
# What can tell of an event by itself; auxiliaries, copulas and function words do it for others.
_TELLING = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN", "PRON"})
_SERVING = frozenset({"aux", "aux:pass", "cop", "compound:prt", "flat", "fixed", "goeswith"})


def sure_events(document: Document, tree: Tree) -> frozenset[int]:
    """Positions of the words that the reader holds for events."""
    return frozenset(c.token for c in document.commitments if _tells(tree.tokens[c.token], c.event))


def _tells(token: Token, event: float) -> bool:
    if token.upos == "VERB":
        return event >= LIKELY_VERB and token.deprel != "cop"
    if token.deprel in _SERVING:
        return False
    return event >= (SURE_EVENT if token.upos in _TELLING else SURE_SLIP)


def weighed(found: Standing, value: float, seen: Status | None = None, bare: bool = False) -> Standing:
    """The standing by the rules, as certain as the reader sees the text. seen: the status that the reader gives it.

    What the rules deny is denied; only where the reader sees the denial too does its value say how far it goes. bare:
    it is denied by particles alone ("not"), which may deny another word of the sentence: then it is no more than
    possible where the reader sees no denial.
    """
    if found.negative and seen in _DENIALS:
        return replace(found, certainty=_degree(-value, DENIED))
    if found.negative:
        slight = bare and value >= DOUBTED and found.certainty is not Certainty.UNKNOWN
        return replace(found, certainty=Certainty.POSSIBLE) if slight else found
    degree = _degree(value, _STEPS.get(found.status, HEDGED))
    if degree is Certainty.UNKNOWN and found == PLAIN and seen is not Status.REPORTED:
        return replace(found, certainty=degree, status=Status.UNCLEAR)
    if degree is Certainty.CERTAIN and found.status in _OPEN:
        degree = Certainty.PROBABLE
    return found if degree is found.certainty else replace(found, certainty=degree)


def _degree(value: float, steps: tuple[float, float, float]) -> Certainty:
    for degree, step in zip(_DEGREES, steps, strict=True):
        if value >= step:
            return degree
    return Certainty.UNKNOWN
