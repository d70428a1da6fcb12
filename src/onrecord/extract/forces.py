"""What a source does in saying it (illocutionary force): promises, denies, asks, warns …, by the words of the cue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from onrecord.extract.claims import Claim
from onrecord.extract.creditlines import FRAME as FRAME_CREDIT
from onrecord.extract.sayings import governors
from onrecord.extract.tree import Tree
from onrecord.extract.turns import FRAME as FRAME_TURN
from onrecord.model import Saying

_POS = {"VERB": "V", "AUX": "V", "NOUN": "N", "ADJ": "A", "ADV": "D"}
# A content that something is to be done, not that it is so.
_TO_DO = ("to", "obj+to", "obl:for", "n:to", "n:obl:for", "obj+for")
_INTERROGATIVE = frozenset("if whether what who whom why how when where which".split())
_NEGATIVE = frozenset({"not", "n't", "n’t", "never"})
# Not doing one of these says nothing; "did not deny" or "does not believe" still tells of what is denied or believed.
_UTTERED = frozenset({Saying.SAID, Saying.CONFIRMED, Saying.ANNOUNCED, Saying.ADMITTED, Saying.ESTIMATED})
_NOUNS_TO_DO = frozenset({"call", "request", "demand", "appeal", "offer", "proposal", "invitation", "plea", "plan"})


@cache
def sayings() -> Mapping[tuple[str, str], Saying]:
    """(part of speech, dictionary form) -> what it does; the first row wins. "_" joins a verb and its particle."""
    found: dict[tuple[str, str], Saying] = {}
    table = (resources.files("onrecord.data") / "attribution" / "sayings.tsv").read_text("utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            saying, pos, lemmas = line.split("\t")
            for lemma in lemmas.split():
                found.setdefault((pos, lemma), Saying(saying))
    return MappingProxyType(found)


def saying_of(tree: Tree, claim: Claim, negated: bool) -> Saying:
    """What the source of the claim does. negated: the cue holds a negation or a refusal."""
    if claim.frame == FRAME_CREDIT:
        return Saying.CREDITED
    if claim.frame == FRAME_TURN:
        asks = tree.word(claim.source[0]).lower() in ("question", "q")
        end = tree.tokens[claim.content[-1]].span.end
        marked = any(tree.word(i) == "?" for i in claim.content) or "?" in tree.text[end : end + 2]
        return Saying.QUESTIONED if asks and marked else Saying.SAID
    lemmas = {tree.tokens[i].lemma.lower() for i in claim.words}
    if {"decline", "refuse"} & (lemmas | {tree.tokens[i].lemma.lower() for i in governors(tree, claim.cue)}):
        return Saying.DECLINED
    found = _by_words(tree, claim)
    if found is Saying.SAID and not claim.source and claim.passive:
        return Saying.HEARSAY  # "it is said that"
    noun = claim.frame.startswith("n:") and not claim.source
    if noun and found in (Saying.SAID, Saying.CLAIMED):
        return Saying.HEARSAY  # "there are reports that"
    if found in (Saying.BELIEVES, Saying.CLAIMED) and not claim.source and claim.passive:
        return Saying.HEARSAY  # "is thought to", "it is alleged that"
    if negated and lemmas & _NEGATIVE and found in _UTTERED:
        return Saying.DECLINED
    return found


def _by_words(tree: Tree, claim: Claim) -> Saying:
    """Of the cue's head; where that says nothing ("issued a warning", "made clear"), of its other words."""
    words = [claim.cue, *(i for i in claim.words if i != claim.cue)]
    for at in words:
        for key in _keys(tree, at, claim):
            if key in sayings():
                return _in_frame(tree, claim, at, sayings()[key])
    return Saying.ORDERED if _told_to(tree, claim) else Saying.SAID


def _keys(tree: Tree, at: int, claim: Claim) -> Iterator[tuple[str, str]]:
    token = tree.tokens[at]
    pos, lemma = _POS.get(token.upos, "-"), token.lemma.lower()
    for i in claim.words:
        if i > at:
            yield pos, f"{lemma}_{tree.word(i).lower()}"
    for c in tree.below(at, "compound", "obl", "advmod"):
        yield pos, f"{lemma}_{tree.word(c).lower()}"
        for case in tree.below(c, "case"):
            yield pos, f"{lemma}_{tree.word(case).lower()}"
    if pos == "V" and tree.below(at, "cop", "aux:pass"):
        yield "A", tree.word(at).lower()  # "is concerned", tagged as a verb
    yield pos, lemma


def _in_frame(tree: Tree, claim: Claim, at: int, found: Saying) -> Saying:
    """Words whose force hangs on what follows: "asked whether", "rejected the call to"."""
    lemma = tree.tokens[at].lemma.lower()
    if lemma in ("ask", "question") and _is_question(tree, claim):
        return Saying.QUESTIONED
    if lemma == "question":
        return Saying.CRITICISED if claim.frame == "obj" else Saying.QUESTIONED
    if lemma in ("reject", "dismiss", "rejection"):
        turned_down = any(tree.tokens[i].lemma.lower() in _NOUNS_TO_DO for i in claim.content)
        return Saying.DECLINED if turned_down else found
    if lemma in ("suggest", "find", "indicate", "conclude") and claim.frame in ("ing",):
        return Saying.PROPOSED
    if lemma == "seek" and claim.frame == "to":
        return Saying.PLANS
    if lemma == "call" and claim.frame not in _TO_DO and tree.tokens[at].upos == "NOUN":
        return Saying.SAID
    return found


def _is_question(tree: Tree, claim: Claim) -> bool:
    if claim.frame.startswith("wh") or tree.word(claim.content[0]).lower() in _INTERROGATIVE:
        return True
    last = tree.tokens[claim.content[-1]].span.end
    direct = claim.frame in ("fin", "main", "between", "quote", "that", "colon")
    return direct and ("?" in tree.text[last : last + 2] or tree.word(claim.content[-1]) == "?")


def _told_to(tree: Tree, claim: Claim) -> bool:
    """ "told them to leave"."""
    return tree.tokens[claim.cue].lemma.lower() == "tell" and claim.frame in ("to", "obj+to")
