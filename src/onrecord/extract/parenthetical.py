"""Sources that stand in the middle of what they say: "The tram, the office says, will be quieter", and "as X put it".

Between two marks the words themselves tell who speaks, whatever the tree makes of the sentence around them.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.extract.claims import Claim
from onrecord.extract.credited import head_of
from onrecord.extract.cues import word_classes
from onrecord.extract.cuewords import trimmed
from onrecord.extract.quotelayout import Layout
from onrecord.extract.tree import Tree

FRAME = "between"
_UTTERING = frozenset({"say", "believe", "ask", "promise"})
# Where the time or manner of the saying starts: "he said when they met".
_WHEN = frozenset({"when", "while", "as", "after", "before"})
# "the museum's director, who had come by boat, said": a longer stretch is a clause of its own.
_LONGEST = 9
_MARKS = frozenset({",", "–", "—", "―", "--"})
_JOINING = frozenset({"but", "and", "so", "while", "whereas", "yet"})
_CLOSING = frozenset({"”", '"', "''", "»"})
# "told the council on Monday": whom and when.
_TELLING = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "PART"})
_SOURCE_TAGS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "PART", "ADP", "CCONJ"})


def parenthetical(layout: Layout, at: int) -> Iterator[Claim]:
    """The claim of a verb of saying that stands with its subject alone between two marks of one sentence."""
    tree = layout.tree
    if tree.tokens[at].upos != "VERB" or at in layout.quote_at or not _UTTERING & set(word_classes(tree, at)):
        return
    found = _between(layout, at)
    if found is None:
        return
    low, high = found
    as_said = tree.lowers[low] == "as"
    words = [i for i in range(low + as_said, high) if tree.tokens[i].upos not in ("ADV", "AUX") and i != at]
    # Before the cue or, inverted, after it.
    source = [i for i in words if i < at] or [i for i in words if i > at]
    if not source or any(tree.tokens[i].upos not in _SOURCE_TAGS or _relative(tree, i) for i in source):
        return
    if any(tree.tokens[i].upos not in _TELLING for i in words if i > at and i not in source):
        return
    last = layout.sentence(at)[-1]
    ends = all(tree.tokens[i].deprel == "punct" for i in range(high, last + 1)) or tree.lowers[high] in _WHEN
    if ends and _goes_on(tree, at, high, source[-1] < at):
        return
    content, held = _around(layout, low, high), trimmed(tree, source)
    if held and any(tree.tokens[i].upos in ("VERB", "AUX") for i in content):
        cue = tuple(i for i in range(low, high) if i == at or tree.tokens[i].upos == "AUX")
        yield Claim(at, cue, FRAME, content, held, head_of(tree, held))


def _goes_on(tree: Tree, at: int, high: int, straight: bool) -> bool:
    """ "On Friday, she said no" and "she said that …": what is said comes after the cue."""
    if any(at < c < high for c in tree.below(at, "ccomp", "xcomp", "advcl")):
        return True
    told = tree.lemmas[at] in ("tell", "ask", "inform", "assure", "remind", "warn", "promise")
    after = next((i for i in range(at + 1, high) if tree.tokens[i].upos not in ("ADV", "PART")), None)
    if not straight or told or after is None:
        return False
    return tree.tokens[after].upos != "ADP" and tree.tokens[after].deprel != "obl:unmarked"


def _relative(tree: Tree, at: int) -> bool:
    return tree.lowers[at] in ("who", "which", "that", "whom", "what")


def _between(layout: Layout, at: int) -> tuple[int, int] | None:
    """The stretch between the nearest marks around the word, or up to the end, if it is short and not the first."""
    tree, sentence = layout.tree, layout.sentence(at)
    low, high = at, at
    while low > sentence[0] and tree.word(low - 1) not in _MARKS | _CLOSING:
        low -= 1
    while high < sentence[-1] and tree.word(high) not in _MARKS and tree.lowers[high] not in _WHEN:
        high += 1
    while high > at and tree.tokens[high].deprel == "punct" and tree.word(high) not in _MARKS:
        high -= 1  # the full stop
    high += tree.word(high) not in _MARKS and tree.lowers[high] not in _WHEN
    return (low, high) if sentence[0] < low - 1 and high - low <= _LONGEST else None


def _around(layout: Layout, low: int, high: int) -> tuple[int, ...]:
    """The clause before the first mark and what follows the second, up to the next source of the kind."""
    tree, sentence = layout.tree, layout.sentence(low)
    before = range(sentence[0], low - 1)
    after = range(high + 1, sentence[-1] + 1) if tree.lowers[min(high, sentence[-1])] not in _WHEN else range(0)
    start = max((i for i in before if after and _starts_clause(tree, i)), default=sentence[0])
    whole = any("VerbForm=Fin" in tree.tokens[i].morph for i in before)
    if after and (_tells_of_source(tree, after[0]) or (whole and tree.lowers[after[0]] in _JOINING)):
        after = range(0)
    end = next((i for i in after if i > high + 1 and _starts_clause(tree, i)), max(after, default=high) + 1)
    opens = next((i for i in before if tree.tokens[i].deprel != "punct"), low)
    if opens in layout.quote_at:
        return _quoted_around(layout, low, high)
    return trimmed(tree, [*range(start, low - 1), *range(high + 1, end)])


def _quoted_around(layout: Layout, low: int, high: int) -> tuple[int, ...]:
    """ "“A,” he said, “B.”": both quotations, if they stand right beside the source."""
    tree, sentence = layout.tree, layout.sentence(low)
    left = next((i for i in range(low - 1, sentence[0] - 1, -1) if tree.tokens[i].deprel != "punct"), low)
    right = next((i for i in range(high, sentence[-1] + 1) if tree.tokens[i].deprel != "punct"), low)
    found = [layout.quoted[layout.quote_at[i]] for i in (left, right) if i in layout.quote_at]
    return trimmed(tree, {i for quoted in found for i in quoted.words}) if len(found) > 1 else ()


def _tells_of_source(tree: Tree, at: int) -> bool:
    """ "said Ann Lee, who left in May": what follows is about her."""
    return tree.lowers[at] in ("who", "whose", "which") or tree.tokens[at].deprel == "appos"


def _starts_clause(tree: Tree, at: int) -> bool:
    """ ", but": another clause, with another source perhaps."""
    return tree.lowers[at] in ("but", "while", "whereas") and tree.word(at - 1) in (*_MARKS, ";")
