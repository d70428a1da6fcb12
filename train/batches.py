"""Windows as padded tensors: pieces, where each word's pieces lie, and the labels of whatever layers there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import torch
from torch import Tensor

from onrecord.nlp.labels import ACT_PARTS, ACT_TYPES, CREDIT_PARTS, ROLES, STATUSES
from onrecord.nlp.pieces import Pieces
from onrecord.nlp.pieces import inputs as arrays
from train.corpora.example import Act
from train.labels import IGNORE
from train.windows import Window

# Corpora that ask whether an event has happened: there, what will certainly happen counts as not so.
HAPPENED = frozenset({"ewt", "uds_ih2"})
_LEFT_OUT = frozenset("of in on at for from with who which that whose where , (".split())


@dataclass(slots=True)
class Batch:
    """Inputs and labels of some windows; a label tensor is None where no window has the layer.

    rows: for pair heads, [n, 2] of (window, anchor word), and labels [n, words]. bio: bit masks, 0 where unknown.
    """

    ids: Tensor
    first: Tensor
    last: Tensor
    cases: Tensor | None
    bio: Tensor
    tags: Tensor
    starts: Tensor
    heads: Tensor
    deprels: Tensor
    sentence: Tensor
    cues: Tensor
    events: Tensor
    values: Tensor
    predicates: Tensor
    mentions: Tensor
    credit_rows: Tensor
    credit_labels: Tensor
    role_rows: Tensor
    role_labels: Tensor
    antecedent_rows: Tensor
    antecedent_labels: Tensor
    types: Tensor
    statuses: Tensor
    act_rows: Tensor
    act_labels: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same on a device."""
        moved: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            moved[field.name] = None if value is None else value.to(device)
        return Batch(**moved)


def inputs(words: Sequence[Sequence[str]], spaced: Sequence[Sequence[bool]], pieces: Pieces) -> tuple[Tensor, ...]:
    """ids, first, last and, if the model wants them, cases, padded to the longest of the windows."""
    return tuple(torch.from_numpy(array) for array in arrays(words, spaced, pieces))


def collate(windows: Sequence[Window], pieces: Pieces) -> Batch:
    """Everything that the heads learn from, for some windows."""
    ids, first, last, *cases = inputs([w.words for w in windows], [w.spaced for w in windows], pieces)
    width = first.shape[1]

    def layer(rows: Iterable[Sequence[int] | None]) -> Tensor:
        return _padded([row or [] for row in rows], IGNORE, width)

    credit_rows, credit_labels = _credit_rows(windows, width)
    role_rows, role_labels = _role_rows(windows, width)
    antecedent_rows, antecedent_labels = _antecedent_rows(windows, width)
    act_rows, act_labels = _act_rows(windows, width)
    return Batch(
        ids=ids,
        first=first,
        last=last,
        cases=cases[0] if cases else None,
        bio=_padded([w.bio or [] for w in windows], 0, width),
        tags=layer(w.tags for w in windows),
        starts=layer(w.starts for w in windows),
        heads=layer(w.heads for w in windows),
        deprels=layer(w.deprels for w in windows),
        sentence=_padded([_sentence_numbers(w) for w in windows], -1, width),
        cues=layer(_cue_labels(w) for w in windows),
        events=layer(_event_labels(w) for w in windows),
        values=_values(windows, width),
        predicates=layer(_marked(w, _predicates(w)) for w in windows),
        mentions=layer(_marked(w, mention_heads(w)) for w in windows),
        credit_rows=credit_rows,
        credit_labels=credit_labels,
        role_rows=role_rows,
        role_labels=role_labels,
        antecedent_rows=antecedent_rows,
        antecedent_labels=antecedent_labels,
        types=layer(_judged(w, lambda act: ACT_TYPES.index(act.type)) for w in windows),
        statuses=layer(_judged(w, lambda act: STATUSES.index(act.status)) for w in windows),
        act_rows=act_rows,
        act_labels=act_labels,
    )


def _padded(rows: Sequence[Sequence[int]], filler: int, width: int = 0) -> Tensor:
    width = max([width, 1, *(len(row) for row in rows)])
    return torch.tensor([[*row, *([filler] * (width - len(row)))] for row in rows], dtype=torch.long)


def _sentence_numbers(window: Window) -> list[int]:
    numbers = [0] * len(window.words)
    for n, (start, end) in enumerate(window.sentences or ()):
        numbers[start:end] = [n] * (end - start)
    return numbers


def _marked(window: Window, tokens: Sequence[int] | None) -> list[int]:
    if tokens is None:
        return []
    marks = [0] * len(window.words)
    for i in tokens:
        marks[i] = 1
    return marks


def _predicates(window: Window) -> list[int] | None:
    return None if window.frames is None else [frame.token for frame in window.frames]


def _cue_labels(window: Window) -> list[int]:
    if window.credits is None:
        return []
    labels = [0] * len(window.words)
    for credit in window.credits:
        for i in credit.cue:
            labels[i] = labels[i] or 2
    for credit in window.credits:
        labels[min(credit.cue)] = 1
    return labels


def _event_labels(window: Window) -> list[int]:
    if window.facts is None:
        return []
    labels = [0 if window.all_events else IGNORE] * len(window.words)
    for fact in window.facts:
        labels[fact.token] = 1
    return labels


def _values(windows: Sequence[Window], width: int) -> Tensor:
    """[windows, words, 2]: how far the text commits to an event, and whether readers think that it happened."""
    values = torch.full((len(windows), width, 2), float("nan"))
    for n, window in enumerate(windows):
        for fact in window.facts or ():
            values[n, fact.token, int(window.corpus in HAPPENED)] = fact.value
    return values


def _rows(found: list[tuple[int, int, list[int]]], width: int) -> tuple[Tensor, Tensor]:
    places = torch.tensor([[n, anchor] for n, anchor, _ in found], dtype=torch.long).reshape(-1, 2)
    if not found:
        return places, torch.zeros((0, width), dtype=torch.long)
    return places, _padded([labels for *_, labels in found], IGNORE, width)


def _credit_rows(windows: Sequence[Window], width: int) -> tuple[Tensor, Tensor]:
    """For each cue's first word what every word is to it; attributions that share a first cue word are one row."""
    found: list[tuple[int, int, list[int]]] = []
    for n, window in enumerate(windows):
        rows: dict[int, list[int]] = {}
        for credit in window.credits or ():
            labels = rows.setdefault(min(credit.cue), [0] * len(window.words))
            for part in ("content", "source"):
                for i in getattr(credit, part):
                    labels[i] = CREDIT_PARTS.index(part)
        found.extend((n, anchor, labels) for anchor, labels in sorted(rows.items()))
    return _rows(found, width)


def _role_rows(windows: Sequence[Window], width: int) -> tuple[Tensor, Tensor]:
    """For each predicate the role of every word that heads an argument."""
    found = []
    for n, window in enumerate(windows):
        for frame in window.frames or ():
            labels = [0] * len(window.words)
            for argument in frame.arguments:
                head = span_head(window, argument.start, argument.end)
                if argument.role in ROLES and head is not None and 0 <= head < len(labels):
                    labels[head] = ROLES.index(argument.role)
            found.append((n, frame.token, labels))
    return _rows(found, width)


def _antecedent_rows(windows: Sequence[Window], width: int) -> tuple[Tensor, Tensor]:
    """For each mention's head 1 at earlier heads of its entity, 0 at other earlier words, IGNORE from itself on."""
    found = []
    for n, window in enumerate(windows):
        heads: dict[int, str] = {}
        for mention in window.mentions or ():
            heads.setdefault(_mention_head(window, mention.start, mention.end), mention.entity)
        for i, entity in sorted(heads.items()):
            found.append((n, i, [int(heads.get(j) == entity) for j in range(i)]))
    return _rows(found, width)


def _judged(window: Window, label: Callable[[Act], int]) -> list[int]:
    """The label of each word that tells of an act; the corpora that mark them do not mark all."""
    if window.acts is None:
        return []
    labels = [IGNORE] * len(window.words)
    for act in window.acts:
        labels[act.token] = label(act)
    return labels


def _act_rows(windows: Sequence[Window], width: int) -> tuple[Tensor, Tensor]:
    """For each word that tells of an act with a type, what every other word is to it."""
    found = []
    for n, window in enumerate(windows):
        for act in window.acts or ():
            if act.type == "none" or act.actors is None or act.recipients is None:
                continue
            labels = [0] * len(window.words)
            for part, heads in (("recipient", act.recipients), ("actor", act.actors)):
                for i in heads:
                    labels[i] = ACT_PARTS.index(part)
            found.append((n, act.token, labels))
    return _rows(found, width)


def mention_heads(window: Window) -> list[int] | None:
    """The head words of the mentions, None if the corpus marks none."""
    if window.mentions is None:
        return None
    return [_mention_head(window, mention.start, mention.end) for mention in window.mentions]


def _mention_head(window: Window, start: int, end: int) -> int:
    head = span_head(window, start, end)
    if head is not None:
        return head
    # Without arcs: the last word before what follows a noun ("the owner of the mill": owner).
    for i in range(start + 1, end):
        if window.words[i].lower() in _LEFT_OUT:
            return i - 1
    return end - 1


def span_head(window: Window, start: int, end: int) -> int | None:
    """The first word whose head lies outside the span, None without arcs or when all heads are unknown."""
    if window.heads is None:
        return None
    for i in range(max(0, start), min(end, len(window.heads))):
        head = window.heads[i]
        if head != IGNORE and (head == i or not start <= head < end):
            return i
    return None
