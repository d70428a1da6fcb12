"""Development scores, counted as the project's black-box scorers count them, from readings instead of a command."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.model import Act as Read
from train.corpora.example import Act, Bounds, Credit, Example, NameSpan
from train.reading import Reading

_LEAD = re.compile(r"\s+|(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_TAIL = re.compile(r"\s+$|(?<=\S)\s*(?:['’]s|['’])$")
_CLASS = {"GPE": "LOC", "EVENT": "MISC"}
_THREE = ("PER", "LOC", "ORG")
Scores = dict[str, float]


def f1(hits: int, guesses: int, gold: int) -> float:
    """In per cent."""
    return 200 * hits / (guesses + gold) if guesses + gold else 0.0


def names(pairs: Iterable[tuple[Example, Reading]]) -> Scores:
    """Exact spans and types of PER, LOC (with GPE) and ORG together and each, and of all classes."""
    n: Counter[str] = Counter()
    for example, reading in pairs:
        gold = {_name(example.text, example.tokens, (s.start, s.end), min(s.types)) for s in _spans(example)}
        guess = {_name(example.text, reading.tokens, (a, b), kind) for a, b, kind in reading.names}
        for key, group in (("hit", gold & guess), ("guess", guess), ("gold", gold)):
            n.update(f"{key} {kind}" for *_, kind in group)
    kinds = sorted({key.split()[1] for key in n if key.startswith("gold")})
    groups = {"PER+LOC+ORG": _THREE, "all": tuple(kinds), **{kind: (kind,) for kind in kinds}}
    return {
        name: f1(*(sum(n[f"{key} {kind}"] for kind in group) for key in ("hit", "guess", "gold")))
        for name, group in groups.items()
    }


def _spans(example: Example) -> Sequence[NameSpan]:
    return example.names.spans if example.names else ()


def _name(text: str, tokens: Sequence[Bounds], place: Bounds, kind: str) -> tuple[int, int, str]:
    """Without a leading article and a trailing possessive mark."""
    start, end = tokens[place[0]][0], tokens[place[1] - 1][1]
    while lead := _LEAD.match(text, start, end):
        start = lead.end()
    while tail := _TAIL.search(text[start:end]):
        end = start + tail.start()
    return start, end, _CLASS.get(kind, kind)


def syntax(pairs: Iterable[tuple[Example, Reading]]) -> Scores:
    """F1 of sentences, tokens, UPOS, UAS and LAS (universal part of relations) from raw text, aligned by offsets."""
    n: Counter[str] = Counter()
    for example, reading in pairs:
        _count_syntax(example, reading, n)
    found = {key: f1(n[key], n["guess"], n["gold"]) for key in ("tokens", "UPOS", "UAS", "LAS")}
    return {"sentences": f1(n["sentences"], n["guessed sentences"], n["gold sentences"]), **found}


def _count_syntax(example: Example, reading: Reading, n: Counter[str]) -> None:
    if example.syntax is None or example.sentences is None:
        return
    gold_sentences = {_offsets(example.tokens, place) for place in example.sentences}
    sentences = {_offsets(reading.tokens, place) for place in reading.sentences}
    n["sentences"] += len(gold_sentences & sentences)
    n["gold sentences"] += len(gold_sentences)
    n["guessed sentences"] += len(sentences)
    n["gold"] += len(example.tokens)
    n["guess"] += len(reading.tokens)
    places = {place: i for i, place in reversed(list(enumerate(reading.tokens)))}
    same = {i: places[place] for i, place in enumerate(example.tokens) if place in places}
    for i, j in same.items():
        head = example.syntax.heads[i]
        right = reading.heads[j] == -1 if head == -1 else head is not None and same.get(head) == reading.heads[j]
        n["tokens"] += 1
        n["UPOS"] += example.syntax.upos[i] == reading.upos[j]
        n["UAS"] += right
        n["LAS"] += right and _universal(example.syntax.deprels[i]) == _universal(reading.deprels[j])


def _offsets(tokens: Sequence[Bounds], place: Bounds) -> Bounds:
    return tokens[place[0]][0], tokens[place[1] - 1][1]


def _universal(relation: str) -> str:
    return relation.partition(":")[0]


def attribution(pairs: Iterable[tuple[Example, Reading]]) -> Scores:
    """F1 of content tokens, and of attributions whose content overlaps the gold's by half or more (each used once)."""
    n: Counter[str] = Counter()
    for example, reading in pairs:
        gold = [c for c in example.credits or () if c.content]
        guess = [c for c in reading.credits if c.content]
        gold_words = {i for c in gold for i in c.content}
        guess_words = {i for c in guess for i in c.content}
        for key, group in (("hit", gold_words & guess_words), ("guess", guess_words), ("gold", gold_words)):
            n[f"{key} tokens"] += len(group)
        for i, j in _matched(guess, gold):
            n["hit"] += 1
            n["source"] += bool(guess[i].source & gold[j].source) or guess[i].source == gold[j].source
            n["cue"] += bool(guess[i].cue & gold[j].cue)
        n["guess"] += len(guess)
        n["gold"] += len(gold)
    return {
        "content tokens": f1(n["hit tokens"], n["guess tokens"], n["gold tokens"]),
        "linked IoU .5": f1(n["hit"], n["guess"], n["gold"]),
        "with source": f1(n["source"], n["guess"], n["gold"]),
    }


def _matched(guess: Sequence[Credit], gold: Sequence[Credit]) -> list[Bounds]:
    """Pairs by falling overlap, every attribution at most once."""
    ways = []
    for i, mine in enumerate(guess):
        for j, theirs in enumerate(gold):
            shared = len(mine.content & theirs.content)
            if shared and 2 * shared >= len(mine.content | theirs.content):
                ways.append((-shared / len(mine.content | theirs.content), i, j))
    found: list[Bounds] = []
    for _, i, j in sorted(ways):
        if all(i != a and j != b for a, b in found):
            found.append((i, j))
    return found


def factuality(pairs: Iterable[tuple[Example, Reading]]) -> Scores:
    """Mean absolute error and Pearson's r at the gold events, beside "always +3"; F1 of each class of commitment."""
    gold: list[float] = []
    guess: list[float] = []
    for example, reading in pairs:
        # Where the corpus's words differ from ours, the last of ours in it is the one that was labelled.
        ends = {end: i for i, (_, end) in enumerate(reading.tokens)}
        for fact in example.facts.values if example.facts else ():
            place = ends.get(example.tokens[fact.token][1])
            gold.append(fact.value)
            guess.append(reading.values[place] if place is not None else 3.0)
    if not gold:
        return {}
    always = sum(abs(3 - a) for a in gold) / len(gold)
    return {
        "MAE": sum(abs(a - b) for a, b in zip(gold, guess, strict=True)) / len(gold),
        "MAE always +3": always,
        "r": correlation(gold, guess),
        **_class_f1(list(map(_class, gold)), list(map(_class, guess))),
    }


def _class(value: float) -> str:
    """FactBank's classes on the scale: certain from 2.5 on, open within 0.5 of 0, possible or probable between."""
    if abs(value) <= 0.5:
        return "Uu"
    return ("CT" if abs(value) >= 2.5 else "PS") + ("+" if value > 0 else "-")


def _class_f1(gold: Sequence[str], guess: Sequence[str]) -> Scores:
    hits = Counter(a for a, b in zip(gold, guess, strict=True) if a == b)
    guesses, golds = Counter(guess), Counter(gold)
    return {f"F1 {name}": f1(hits[name], guesses[name], golds[name]) for name in ("CT+", "PS+", "Uu", "PS-", "CT-")}


def correlation(a: Sequence[float], b: Sequence[float]) -> float:
    """Pearson's r, 0 where either side is constant."""
    ma, mb = sum(a) / len(a), sum(b) / len(b)
    top = sum((x - ma) * (y - mb) for x, y in zip(a, b, strict=True))
    low = (sum((x - ma) ** 2 for x in a) * sum((y - mb) ** 2 for y in b)) ** 0.5
    return top / low if low else 0.0


def acts(pairs: Iterable[tuple[Example, Reading]]) -> Scores:
    """Accuracy and macro-F1 of the types of labelled words and of their statuses, and F1 of who does it to whom."""
    types: list[tuple[str, str]] = []
    statuses: list[tuple[str, str]] = []
    n: Counter[str] = Counter()
    for example, reading in pairs:
        seen = {reading.tokens[act.token][1]: act for act in reading.acts}
        for act in example.acts or ():
            read = seen.get(example.tokens[act.token][1])
            types.append((act.type, read.types[0][0] if read and read.types else "none"))
            statuses.append((act.status, read.statuses[0][0] if read and read.statuses else "reported"))
            if act.type != "none":
                _count_sides(act, read, n)
    sides = {
        f"{side}s": f1(*(n[f"{key} {side}"] for key in ("hit", "guess", "gold"))) for side in ("actor", "recipient")
    }
    telling = [(gold, guess) for gold, guess in types if gold != "none"]
    return {
        "types": 100 * sum(a == b for a, b in types) / max(1, len(types)),
        "types if any": 100 * sum(a == b for a, b in telling) / max(1, len(telling)),
        "types macro-F1": macro_f1(types),
        "statuses": 100 * sum(a == b for a, b in statuses) / max(1, len(statuses)),
        "statuses macro-F1": macro_f1(statuses),
        **sides,
    }


def _count_sides(act: Act, read: Read | None, n: Counter[str]) -> None:
    for side, gold, guessed in (
        ("actor", act.actors, read.actors if read else ()),
        ("recipient", act.recipients, read.recipients if read else ()),
    ):
        guess = {i for i, score in guessed if score > 0.5}
        n[f"hit {side}"] += len(guess & set(gold or ()))
        n[f"guess {side}"] += len(guess)
        n[f"gold {side}"] += len(gold or ())


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Mean F1 of the labels that gold has, in per cent. pairs: gold and guess."""
    found = []
    for label in sorted({gold for gold, _ in pairs}):
        hits = sum(gold == guess == label for gold, guess in pairs)
        found.append(f1(hits, sum(guess == label for _, guess in pairs), sum(gold == label for gold, _ in pairs)))
    return sum(found) / len(found) if found else 0.0
