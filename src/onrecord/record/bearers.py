"""Whose title it is: the office or the body at whose words a long description of a named person begins."""

from __future__ import annotations

from onrecord.extract.clauses import has
from onrecord.extract.scene import Scene
from onrecord.extract.triggers import nouns
from onrecord.model import NameType, Participant

_OWNED = frozenset("the a an his her its their our my".split())
_JOINING = frozenset({"of", "for", "and", "the", "&", ",", "-", "(", ")"})
# The longest title of a minister has hardly more words.
_LONG = 14


def bearer(scene: Scene, party: Participant, head: int) -> int | None:
    """Ann Lee of "met with Foreign Minister and Deputy Prime Minister Ann Lee", whom the reader takes for two.

    An article or a second country makes them two: "the minister and Chadian President Lee".
    """
    tree = scene.tree
    title = tree.lemmas[head] in nouns("person")
    if scene.types.get(head) is NameType.PER or not tree.word(head)[:1].isupper() or has(tree, head, "Number=Plur"):
        return None
    if not title and scene.types.get(head) is not NameType.ORG:
        return None
    inside = scene.inside(party.span)
    if party.name not in party.span.of(tree.text) or any(scene.types.get(k) is NameType.PER for k in inside):
        return None  # somebody known
    if not inside or (title and inside[0] > 0 and tree.lowers[inside[0] - 1] in _OWNED):
        return None
    for k in range(inside[-1] + 1, min(inside[-1] + _LONG, len(tree.tokens))):
        if tree.tokens[k].sentence != tree.tokens[head].sentence:
            return None
        if scene.types.get(k) is NameType.PER:
            near = tree.word(k - 1)[:1].isupper() and k - 1 > inside[-1]
            return _whole(scene, k) if near else None
        joining = tree.lowers[k] in _JOINING and (title or tree.lowers[k] in ("(", ")", "-"))
        another = tree.lowers[k - 1] in ("and", ",") and scene.country(k) is not None
        if not joining and (another or not tree.word(k)[:1].isupper()):
            return None
    return None


def _whole(scene: Scene, k: int) -> int:
    """The head of the name that the word is the first of."""
    tree = scene.tree
    while scene.types.get(tree.tokens[k].head) is NameType.PER and tree.relation(k) in ("flat", "compound", "nmod"):
        k = tree.tokens[k].head
    return k
