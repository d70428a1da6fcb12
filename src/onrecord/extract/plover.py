"""PLOVER type and mode of an event: the table data/events/types.tsv, and what standing makes of a type.

Codebook: PLOVER 0.8 (Open Event Data Alliance, CC BY-SA 4.0). Cooperation that is only intended is AGREE, conflict that
is only intended is THREATEN, cooperation that does not come about is REJECT.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from onrecord.extract.clauses import case, form, lemma, passive
from onrecord.extract.contexts import read_table
from onrecord.extract.modality import Standing
from onrecord.extract.roles import Taking, participants
from onrecord.extract.scene import Scene
from onrecord.extract.sharedobjects import shared_objects
from onrecord.extract.tree import Tree
from onrecord.extract.triggers import joined
from onrecord.model import Polarity, Role, Status

COOPERATION = frozenset({"AID", "COOPERATE", "CONSULT", "SUPPORT", "CONCEDE", "RETREAT"})
CONFLICT = frozenset({"COERCE", "ASSAULT", "SANCTION", "PROTEST", "MOBILIZE"})
# An attempt is coded as the act, and so is what is decided, announced or begun.
_ACTING = frozenset("try attempt effort bid campaign struggle fight strive seek decide announce begin start".split())
# To say that one will support somebody is to support him.
_COMMITTING = frozenset("will would shall 'll threaten offer promise vow pledge agree".split())
_FAILING = frozenset({"fail", "refuse", "decline"})
_PREPOSITIONS = frozenset("into onto against with at from to of for".split())
_SAYING = frozenset({"will", "would", "shall", "'ll", "be", "go", "like"})
# What somebody welcomes is another's act.
_COMMENTING = frozenset({"welcome"})
_MEASURES = frozenset(
    "ton tonne kilo barrel million billion worth shipment load convoy dose piece dozen hundred thousand "
    "number group form release package delivery set series round wave lot consignment".split()
)
_PART = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A"}
_RECEIVING = frozenset({Role.RECIPIENT, Role.ADDRESSEE, Role.BENEFICIARY})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table for one lemma. conditions: (kind, argument) pairs that must all hold; sure: whether it
    holds whatever the reader sees, else not where the reader sees that nothing political is meant."""

    conditions: tuple[tuple[str, str], ...]
    type: str | None
    mode: str | None
    example: str
    sure: bool = True


@cache
def rows() -> dict[tuple[str, str], tuple[Row, ...]]:
    """The table by lemma and part of speech, rows with most conditions first."""
    found: dict[tuple[str, str], list[Row]] = {}
    for lemmas, part, condition, type_, mode, example in read_table("types.tsv"):
        conditions = () if condition == "-" else tuple(_condition(c) for c in condition.split(";"))
        kind, sure = type_.removesuffix("?"), not type_.endswith("?")
        row = Row(conditions, None if kind == "-" else kind, None if mode == "-" else mode, example, sure)
        for word in lemmas.split():
            found.setdefault((word.replace("_", " "), part), []).append(row)
    return {key: tuple(sorted(value, key=lambda r: -len(r.conditions))) for key, value in found.items()}


def _condition(text: str) -> tuple[str, str]:
    kind, _, argument = text.partition("=")
    return kind, argument


def class_words(name: str) -> frozenset[str]:
    """The lemmas of a class of classes.tsv."""
    return _words(f"@{name}")


@cache
def _words(argument: str) -> frozenset[str]:
    """The words of a condition, classes written out."""
    classes = {row[0]: row[1].split() for row in read_table("classes.tsv")}
    found: set[str] = set()
    for word in argument.split("|"):
        found.update(classes[word[1:]] if word.startswith("@") else [word])
    return frozenset(found)


def row_of(scene: Scene, i: int, taking: Taking) -> Row | None:
    """The line of the table for the event with trigger `i`, None where it has none."""
    part, table = _PART.get(scene.tree.tokens[i].upos), rows()
    if part is None:
        return None
    for name in _names(scene.tree, i, part):
        for row in table.get((name, part), ()):
            if all(_holds(scene, i, taking, kind, argument) for kind, argument in row.conditions):
                return _own(scene, i, row) if part == "N" else row
    return _own(scene, i, None) if part == "N" else None


def _names(tree: Tree, i: int, part: str) -> Iterable[str]:
    """What the word may be called in the table."""
    full, single = lemma(tree, i), tree.tokens[i].lemma.lower()
    # A phrasal verb is not its verb ("turn down"), but a stray adverb must not hide the verb ("returned back").
    names = [full, single] if full != single and _bare(tree, i) else [full]
    if part == "N":
        names.insert(0, joined(tree, i))
    if single.startswith("re-"):
        names += [name.removeprefix("re-") for name in names[part == "N" :]]  # "re-open"
    return dict.fromkeys(names)


def _bare(tree: Tree, i: int) -> bool:
    """Whether a verb has no particle; a preposition is none, whatever the reader calls it ("hack into")."""
    return all(tree.word(c).lower() in _PREPOSITIONS for c in tree.below(i, "compound:prt"))


def _own(scene: Scene, i: int, row: Row | None) -> Row | None:
    """The line of a noun; that without a type where its verb's line tells already what is done with it."""
    verb = _spent(scene, i)
    return row if verb is None or (row and row.type == verb.type) else replace(verb, type=None, mode=None)


def classify(tree: Tree, i: int, row: Row, found: Standing) -> tuple[str | None, str | None]:
    """Type and mode of the event with trigger `i`: those of its row, or what they become when the event is only
    intended, or did not come about."""
    if row.type is None:
        return None, None
    governing = {tree.tokens[w].lemma.lower() for w in found.words} - {"to"}
    if found.polarity is Polarity.NEGATIVE and found.status is not Status.DENIED:
        if row.type not in COOPERATION | {"AGREE"}:
            return row.type, row.mode
        # A refusal with conditions is a threat ("will not release them unless").
        terms = {tree.word(m).lower() for c in tree.below(i, "advcl") for m in tree.below(c, "mark")}
        threat = found.status in (Status.PLANNED, Status.CONDITIONAL) and terms & {"unless", "until"}
        return ("THREATEN" if threat else "REJECT"), None
    if _failing(tree, i) and row.type in COOPERATION | {"AGREE"}:
        return "REJECT", None
    # A purpose is coded as the act too ("went there to help").
    if not _intended(found.status, governing) or governing & _ACTING:
        return row.type, row.mode
    if row.type == "SUPPORT" and governing <= _SAYING:
        return row.type, row.mode
    # Talks that are planned are talks, and an attack that is prepared is no threat, unless it is promised.
    if tree.tokens[i].upos == "NOUN" and row.type in CONFLICT | {"CONSULT"} and not governing & _COMMITTING:
        return row.type, row.mode
    if row.type in CONFLICT or "threaten" in governing:
        return "THREATEN", None
    return ("AGREE", None) if row.type in COOPERATION else (row.type, row.mode)


def _intended(status: Status, governing: set[str]) -> bool:
    """Whether the act lies ahead by somebody's will: what he will do on a condition does, the condition does not."""
    return bool(governing) and (
        status is Status.PLANNED or (status is Status.CONDITIONAL and bool(governing & _COMMITTING))
    )


def _failing(tree: Tree, i: int) -> bool:
    """Whether the words just before say that it was refused or failed, wherever the reader hung them."""
    return i > 1 and tree.word(i - 1).lower() == "to" and tree.tokens[i - 2].lemma.lower() in _FAILING


def _spent(scene: Scene, i: int) -> Row | None:
    """The line of the verb that a noun is the object of, where it is that noun that decides the line: "lifted the ban"
    tells of one act, and no ban is imposed."""
    tree, verb = scene.tree, scene.tree.tokens[i].head
    if verb < 0 or tree.tokens[verb].upos != "VERB" or tree.tokens[verb].lemma in _COMMENTING:
        return None
    if tree.relation(i) != "obj" and not (tree.relation(i) == "nsubj" and passive(tree, verb)):
        return None
    row = row_of(scene, verb, participants(scene, verb))
    if row is None or row.type is None:
        return None
    return row if any(kind == "obj" and _is(tree, i, argument) for kind, argument in row.conditions) else None


def _holds(scene: Scene, i: int, taking: Taking, kind: str, argument: str) -> bool:
    tree = scene.tree
    if kind == "obj":
        things = [c for role, c in taking if role in (Role.OBJECT, Role.RECIPIENT, Role.ADDRESSEE)]
        direct = tree.below(i, "obj") or shared_objects(tree, i)
        return any(_is(tree, c, argument) for c in [*things, *direct])
    if kind == "subj":
        return any(_is(tree, c, argument) for role, c in taking if role is Role.ACTOR)
    if kind == "of":
        return any(_is(tree, c, argument) for c in tree.below(i, "nmod", "compound"))
    if kind == "prep":
        return _has_prep(tree, i, argument)
    if kind in ("whom", "thing"):
        direct = [c for c in tree.below(i, "obj", "iobj") if c not in scene.times] or tree.below(i, "nsubj:pass")
        return any(scene.animate(c) == (kind == "whom") for c in direct)
    if kind == "dep":
        said = [d for o in tree.below(i, "obj") for d in tree.below(o, "acl", "amod") if d > o]  # "found him guilty"
        said += [d for c in tree.below(i, "ccomp", "xcomp") for d in tree.below(c, "advmod")]  # "not guilty"
        return any(tree.tokens[c].lemma.lower() in _words(argument) for c in (*tree.children[i], *said))
    if kind == "modifier":
        near = [i, *(tree.below(i, "obj") or shared_objects(tree, i))]
        return any(
            tree.tokens[c].lemma.lower() in _words(argument) for n in near for c in tree.below(n, "amod", "compound")
        )
    if kind in ("rel", "within", "to", "named"):
        return _stands(tree, i, kind, argument)
    if kind == "comp":
        return _has_complement(tree, i, argument)
    if kind == "actor":
        return any(role is Role.ACTOR for role, _ in taking)
    if kind == "recipient":
        return any(role in _RECEIVING for role, _ in taking)
    raise ValueError(f"types.tsv: expected a condition such as obj= or prep=, saw {kind!r}; see the head of the table")


def _stands(tree: Tree, i: int, kind: str, argument: str) -> bool:
    """Conditions on where the word stands and what stands around it."""
    if kind == "named":
        given = [c for c in tree.below(i, "xcomp", *(("obj",) if passive(tree, i) else ())) if not case(tree, c)]
        return any(tree.tokens[c].upos in ("NOUN", "PROPN", "ADJ") for c in given)
    if kind == "rel":
        return tree.relation(i) == argument
    if kind == "within":
        own = tree.subtree(i, without=("conj", "advcl", "acl:relcl", "ccomp", "parataxis"))
        return any(tree.tokens[c].lemma.lower() in _words(argument) for c in own if c != i)
    ends = [c for n in (i, *tree.below(i, "obj", "obl")) for c in tree.below(n, "advcl", "xcomp", "acl")]
    return any(tree.tokens[c].lemma.lower() in _words(argument) for c in ends)


def _is(tree: Tree, i: int, argument: str) -> bool:
    """Whether a nominal's head is one of the words, or counts one ("tons of food")."""
    words = _words(argument)
    if tree.tokens[i].lemma.lower() in words:
        return True
    return tree.tokens[i].lemma.lower() in _MEASURES and any(
        case(tree, c) == "of" and tree.tokens[c].lemma.lower() in words for c in tree.below(i, "nmod")
    )


def _has_prep(tree: Tree, i: int, argument: str) -> bool:
    preps, _, nouns = argument.partition(":")
    for c in tree.below(i, "obl", "nmod", "advcl", "xcomp", "ccomp"):
        word = case(tree, c) or next((tree.word(m).lower() for m in tree.below(c, "mark")), "")
        if word in preps.split("|") and (not nouns or _is(tree, c, nouns)):
            return True
    return False


def _has_complement(tree: Tree, i: int, kind: str) -> bool:
    found = tree.below(i, "xcomp", "ccomp", "advcl")
    if kind == "that":
        return any(tree.relation(c) == "ccomp" for c in found)
    if kind == "ing":
        return any(tree.relation(c) == "xcomp" and form(tree, c) == "Part-Pres" for c in found)
    return any("to" in [tree.word(m).lower() for m in tree.below(c, "mark")] for c in found)
