"""Facts of UDS It-Happened laid over the treebank that they were made on, so that one pass teaches both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from train.corpora.example import Bounds, Example, Fact, Facts


def with_facts(examples: Iterable[Example], facts: Iterable[Example]) -> Iterator[Example]:
    """The examples with the facts of every sentence that `facts` has too; then the facts that found no sentence.

    Sentences are compared, and words found again, by their letters without white space.
    """
    known = {_squeezed(example.text): example for example in facts}
    used: set[str] = set()
    for example in examples:
        found: list[Fact] = []
        for place in example.sentences or ():
            key = _squeezed(_text(example, place))
            if key in known:
                used.add(key)
                found.extend(_moved(known[key], example, place))
        yield replace(example, facts=Facts(tuple(sorted(set(found), key=lambda f: f.token)))) if found else example
    yield from (example for key, example in known.items() if key not in used)


def _moved(source: Example, target: Example, place: Bounds) -> Iterator[Fact]:
    ends = {_after(target, place, i): i for i in range(*place)}
    for fact in source.facts.values if source.facts else ():
        token = ends.get(_after(source, (0, len(source.tokens)), fact.token))
        if token is not None:
            yield Fact(token, fact.value)


def _after(example: Example, place: Bounds, token: int) -> int:
    """How many letters lie between the sentence's start and the token's end."""
    return len(_squeezed(example.text[example.tokens[place[0]][0] : example.tokens[token][1]]))


def _text(example: Example, place: Bounds) -> str:
    return example.text[example.tokens[place[0]][0] : example.tokens[place[1] - 1][1]]


def _squeezed(text: str) -> str:
    return "".join(text.split())
