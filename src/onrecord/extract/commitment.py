"""What the reader's own judgement adds to the rules: which words tell of an event, and how far the text stands by it.

Rules come first: they can say which words decide. The reader is asked where they are silent: whether a word that no
rule takes for an event is one, and how certain an event is that no word marks. It only ever lowers certainty: it never
turns a positive statement into a denial or back, nor a plan into a fact. Its values
(Document.commitments) go from -3 (certainly not so) over 0 (open) to 3 (certainly so). The switch points were chosen on
the development data of UW, MEANTIME and UDS-IH2, all three at once.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.modality import PLAIN, Standing
from onrecord.extract.tree import Tree
from onrecord.model import Certainty, Document, Status, Token

# A word that the reader holds for an event with at least this probability is one, though no rule knows it. Lower
# finds more of what MEANTIME marks and many words that nobody would call an event; higher finds little.
SURE_EVENT = 0.5
# A verb that the rules leave out ("the ongoing events", a verb that the reader hung as an auxiliary) needs less.
LIKELY_VERB = 0.2
# Below this the text is no longer taken to be certain of what the rules find unmarked: medians of the annotators there
# are 3.0 above 2.5, 2.3 above 2, and fall to 1.5 between 1.5 and 2.
CERTAIN_FROM = 2.0
# Below this the event counts as merely possible, in its status too; annotators give 0.8 and less.
PROBABLE_FROM = 1.25
# Below this it is open: annotators give 0 and less. They never agree on a denial that no word shows.
POSSIBLE_FROM = 0.5
# What can tell of an event by itself; auxiliaries, copulas and function words do it for others.
_TELLING = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN", "PRON"})
_SERVING = frozenset({"aux", "aux:pass", "cop", "compound:prt", "flat", "fixed", "goeswith"})


def sure_events(document: Document, tree: Tree) -> frozenset[int]:
    """Positions of the words that the reader holds for events."""
    return frozenset(c.token for c in document.commitments if _tells(tree.tokens[c.token], c.event))


def _tells(token: Token, event: float) -> bool:
    if token.upos == "VERB":
        return event >= LIKELY_VERB and token.deprel != "cop"
    return event >= SURE_EVENT and token.upos in _TELLING and token.deprel not in _SERVING


def weighed(found: Standing, value: float) -> Standing:
    """The standing by the rules, lowered where no word decides it and the reader sees less.

    What words hedge, deny or affirm stands: lowering that too would be .005 better on UW, but nobody could show why.
    """
    if found.words or not found.plain or value >= CERTAIN_FROM:
        return found
    if value >= PROBABLE_FROM:
        return replace(found, certainty=Certainty.PROBABLE)
    if value >= POSSIBLE_FROM:
        return replace(PLAIN, certainty=Certainty.POSSIBLE, status=Status.POSSIBLE)
    return replace(PLAIN, certainty=Certainty.UNKNOWN, status=Status.UNCLEAR)
