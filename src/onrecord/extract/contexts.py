"""What governing words say about the standing of what they govern: the table data/events/contexts.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files

from onrecord.extract.clauses import case, form, lemma
from onrecord.extract.tree import Tree

_PART = {"V": ("VERB", "AUX"), "A": ("ADJ", "ADV", "VERB"), "N": ("NOUN", "PROPN")}
# Effects that ask nothing of their governor.
_SIMPLE = frozenset({"plan", "wish", "request", "possible", "probable", "not"})
_WH = frozenset({"if", "whether"})
_GRANTING = frozenset({"why", "how", "when", "where"})
# The parser may hang a gerund with its preposition as a clause ("accused of paying") or as a noun ("for talks").
_CLAUSAL = frozenset({"xcomp", "ccomp", "advcl", "acl", "csubj", "csubj:pass", "acl:relcl", "conj", "dep"})


@dataclass(frozen=True, slots=True)
class Example:
    """A row of the table with the sentence that shows it."""

    governor: str
    part: str
    complement: str
    effect: str
    sentence: str


def read_table(name: str) -> list[list[str]]:
    """The rows of a table under data/events, comment lines left out. Raises ValueError on a row without tabs."""
    text = (files("onrecord.data") / "events" / name).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    if short := next((row for row in rows if len(row) < 2), None):
        raise ValueError(f"{name}: expected columns separated by tabs, saw {short[0]!r}; put tabs between the columns")
    return rows


def table_hash(*names: str) -> str:
    """Twelve hexadecimal digits of the tables' bytes: part of the fingerprint of the stages that use them."""
    packed = b"".join((files("onrecord.data") / "events" / name).read_bytes() for name in names)
    return blake2b(packed, digest_size=6).hexdigest()


@cache
def examples() -> tuple[Example, ...]:
    """All rows of the table."""
    return tuple(Example(*row[:5]) for row in read_table("contexts.tsv"))


@cache
def _effects() -> dict[tuple[str, str, str], str]:
    found: dict[tuple[str, str, str], str] = {}
    for row in examples():
        for upos in _PART[row.part]:
            found.setdefault((row.governor, upos, row.complement), row.effect)
    return found


def effect(tree: Tree, i: int, head: int, nominal: bool) -> str | None:
    """What `head` says about the standing of `i` that hangs on it; None where the table has nothing."""
    upos, known = tree.tokens[head].upos, _governors()
    governors = (lemma(tree, head), tree.tokens[head].lemma.lower(), tree.lowers[head])
    words = [word for word in dict.fromkeys(governors) if (word, upos) in known]
    if not words:
        return None  # as mostly
    table = _effects()
    for complement in _complements(tree, i, nominal):
        for word in words:
            if found := table.get((word, upos, complement)):
                return found
    return None


def governs(tree: Tree, i: int, *wanted: str) -> bool:
    """Whether the table knows the word as one that gives one of the effects to something."""
    return bool(_governors().get((tree.tokens[i].lemma.lower(), tree.tokens[i].upos), frozenset()) & set(wanted))


@cache
def _governors() -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for (governor, upos, _), effect_ in _effects().items():
        found.setdefault((governor, upos), set()).add(effect_)
    return {key: frozenset(value) for key, value in found.items()}


def noun_effect(tree: Tree, noun: int, complement: str) -> str | None:
    """What a noun says about its complement wherever that stands ("the goal is to help")."""
    found = _effects().get((tree.tokens[noun].lemma.lower(), "NOUN", complement))
    return found if found in _SIMPLE else None


def _complements(tree: Tree, i: int, nominal: bool) -> list[str]:
    """The names that the table may have for the way in which `i` is attached, the most telling first."""
    marks = [tree.tokens[c].lemma.lower() for c in tree.below(i, "mark", "case") if c < i]
    if nominal:
        return [case(tree, i) or next(iter(marks), "noun")]
    if any(tree.tokens[c].lemma.lower() in _WH for c in tree.children[i] if c < i):
        return ["wh"]
    if tree.relation(i) == "ccomp" and any(tree.word(c).lower() in _GRANTING for c in tree.children[i] if c < i):
        return []  # "asked why they left": that they left is taken for granted
    if (tree.tokens[i].deprel not in _CLAUSAL and tree.tokens[i].upos != "VERB") or "so" in marks:
        return []
    if (shape := form(tree, i)) == "Part-Pres":
        return [*(m for m in marks if m not in ("to",)), *(["to"] if "to" in marks else []), "ing"]
    if "to" in marks or (shape == "Inf" and not tree.below(i, "aux", "nsubj")):
        return ["inf"]
    if marks and marks[0] not in ("that", "to"):
        return [*marks, "that"] if tree.relation(i) == "ccomp" else marks
    if shape == "Fin" or _finite(tree, i):
        # "The risk it poses" is not the risk that something happens.
        return ["that"] if tree.tokens[i].deprel != "acl:relcl" or "that" in marks else []
    if "that" in marks:
        return ["that", "inf"]  # "proposed that they meet"
    if tree.relation(i) == "xcomp" and not marks:
        return ["pred", "inf", "that"]  # "remain closed", "had the firm closed"
    return ["inf", "that"]


def _finite(tree: Tree, i: int) -> bool:
    return any(form(tree, c) == "Fin" for c in tree.below(i, "aux", "cop"))
