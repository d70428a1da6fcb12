"""Typed events against the validation records of PETRARCH-2: false alarms where nothing is coded, tuples elsewhere.

    python -m evaluation.petr2                  # all sentences, two processes
    python -m evaluation.petr2 --errors         # and what was found where nothing is coded, as types and offsets

A tuple is an act of one of the 15 roots with somebody who does it and somebody whom it is done to; an event that lacks
one of them is none, as in PETRARCH. The texts lie in ../shared/data. Three of the sentences without events do tell of
acts (condemned, accused): the coders left them out because the year 1994 stands in them, so they are counted apart.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.score import SHARED
from onrecord.model import Document, Event, Report, Role
from onrecord.pipeline import run
from onrecord.pool import Failed, in_order

GOLD = SHARED / "data" / "events" / "PETR2_GSR_validation.xml"
_RECEIVING = frozenset({Role.RECIPIENT, Role.ADDRESSEE})
_SENTENCE = re.compile(r"<Sentence ([^>]*?)/?>(.*?)(?=<Sentence |</Sentences>)", re.DOTALL)
_TEXT = re.compile(r"<Text>(.*?)</Text>", re.DOTALL)
_CODING = re.compile(r"<EventCoding ([^>]*?)/?>")
_PAIR = re.compile(r'(\w+)="([^"]*)"')
_DISCARDED = "Discard event"
# CAMEO's first two digits -> root; 01 is a statement, which has none.
_ROOTS = dict(
    zip(
        "02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20".split(),
        "REQUEST AGREE CONSULT SUPPORT COOPERATE AID YIELD ACCUSE REQUEST ACCUSE REJECT THREATEN PROTEST MOBILIZE "
        "SANCTION COERCE ASSAULT ASSAULT ASSAULT".split(),
        strict=True,
    )
)
_YIELDING = frozenset({"CONCEDE", "RETREAT"})
_NO_COUNTRY = re.compile(r"---|IGO|NGO|IMG|MNC|ISM")


@dataclass(frozen=True, slots=True)
class Tuple:
    """Who did what to whom: an act's root and the countries of both sides, where they have one."""

    root: str
    actors: frozenset[str]
    recipients: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its coded tuples. empty: coded as having none; discarded: only because of a date in it."""

    text: str
    tuples: tuple[Tuple, ...]
    empty: bool
    discarded: bool


def sentences(xml: str) -> list[Sentence]:
    """The sentences that are to be evaluated, in the order of the file; the file is no well-formed XML."""
    found = []
    for match in _SENTENCE.finditer(xml):
        text, codings = _TEXT.search(match[2]), _CODING.findall(match[2])
        if text is None or dict(_PAIR.findall(match[1])).get("evaluate") != "true":
            continue
        given = [dict(_PAIR.findall(coding)) for coding in codings]
        tuples = tuple(t for t in map(_coded, given) if t is not None)
        empty = any(row.get("noevents") == "True" for row in given)
        found.append(Sentence(" ".join(text[1].split()), tuples, empty, empty and _DISCARDED in match[2]))
    return found


def _coded(row: dict[str, str]) -> Tuple | None:
    root = _ROOTS.get(row.get("eventcode", "")[:2])
    if root is None:
        return None
    return Tuple(root, _country(row.get("sourcecode", "")), _country(row.get("targetcode", "")))


def _country(code: str) -> frozenset[str]:
    return frozenset() if _NO_COUNTRY.match(code) or len(code) < 3 else frozenset({code[:3]})


def tuples(document: Document) -> list[tuple[Event, Tuple]]:
    """The typed events that have an actor and a recipient; one root between the same people counts once."""
    found: dict[Tuple, Event] = {}
    for event in document.events:
        actors = [p for p in event.participants if p.role is Role.ACTOR]
        recipients = [p for p in event.participants if p.role in _RECEIVING]
        if event.type and actors and recipients:
            root = "YIELD" if event.type in _YIELDING else str(event.type)
            sides = (frozenset(p.country for p in side if p.country) for side in (actors, recipients))
            found.setdefault(Tuple(root, *sides), event)
    return [(event, made) for made, event in found.items()]


def matched(gold: Sequence[Tuple], found: Sequence[Tuple]) -> list[tuple[Tuple, Tuple]]:
    """Pairs with the same root, each tuple in one of them, those whose countries agree first."""
    every = [(g, f) for g in range(len(gold)) for f in range(len(found)) if gold[g].root == found[f].root]
    every.sort(key=lambda pair: -sum(agreed(gold[pair[0]], found[pair[1]])))
    pairs, used_gold, used_found = [], set(), set()
    for g, f in every:
        if g not in used_gold and f not in used_found:
            used_gold.add(g)
            used_found.add(f)
            pairs.append((gold[g], found[f]))
    return pairs


def agreed(gold: Tuple, found: Tuple) -> tuple[bool, bool]:
    """Whether the actor's and the recipient's country are among those found; one that is not coded agrees."""
    return gold.actors <= found.actors, gold.recipients <= found.recipients


def figures(read: Iterable[tuple[Sentence, Sequence[Tuple]]]) -> dict[str, Any]:
    """What is printed and kept."""
    rows = list(read)
    coded = [(s.tuples, found) for s, found in rows if not s.empty]
    pairs = [pair for gold, found in coded for pair in matched(gold, found)]
    of_gold, of_found = sum(len(gold) for gold, _ in coded), sum(len(found) for _, found in coded)
    sides = [agreed(gold, found) for gold, found in pairs]
    return {
        "sentences": len(rows),
        "empty": sum(s.empty for s, _ in rows),
        "alarms": sum(s.empty and bool(found) for s, found in rows),
        "alarms_not_discarded": sum(s.empty and not s.discarded and bool(found) for s, found in rows),
        "discarded": sum(s.discarded for s, _ in rows),
        "tuples": of_gold,
        "precision": len(pairs) / max(1, of_found),
        "recall": len(pairs) / max(1, of_gold),
        "f1": 2 * len(pairs) / max(1, of_gold + of_found),
        "actor": sum(actor for actor, _ in sides) / max(1, len(sides)),
        "recipient": sum(recipient for _, recipient in sides) / max(1, len(sides)),
    }


def table(measured: dict[str, Any]) -> list[str]:
    """The figures as a page shows them."""
    kept = measured["empty"] - measured["discarded"]
    return [
        f"Of {measured['empty']} sentences coded as having no event, **{measured['alarms']}** get a typed event with "
        f"actor and recipient; of the {kept} among them that the coders did not set aside for a date, "
        f"{measured['alarms_not_discarded']}.",
        "",
        f"{measured['tuples']} coded tuples in the other sentences, by root: precision {measured['precision']:.2f}, "
        f"recall {measured['recall']:.2f}, F1 {measured['f1']:.2f}; where the root agrees, so does the actor's country "
        f"in {measured['actor']:.2f} and the recipient's in {measured['recipient']:.2f}.",
    ]


def answers(gold: Sequence[Sentence], processes: int) -> list[tuple[Sentence, list[tuple[Event, Tuple]]]]:
    """Each sentence with what is found in it; one that cannot be read has nothing."""
    done = in_order(_answer, (sentence.text for sentence in gold), processes)
    return [(s, [] if isinstance(found, Failed) else found) for s, found in zip(gold, done, strict=True)]


def _answer(text: str) -> list[tuple[Event, Tuple]]:
    return tuples(run(Report(text)))


def measure(limit: int | None = None, processes: int = 2, path: Path = GOLD) -> dict[str, Any]:
    """The figures over the file, or over its first sentences."""
    gold = sentences(path.read_text("utf-8"))[:limit]
    return figures((s, [made for _, made in found]) for s, found in answers(gold, processes))


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--errors", action="store_true", help="list what is found where nothing is coded")
    chosen = parser.parse_args()
    if not GOLD.is_file():
        print(f"The sentences are not at {GOLD}; they live beside the checkout. Nothing measured.")
        return 1
    read = answers(sentences(GOLD.read_text("utf-8")), chosen.processes)
    print("\n".join(table(figures((s, [made for _, made in found]) for s, found in read))))
    if chosen.errors:
        for number, (sentence, found) in enumerate(read):
            for event, made in found if sentence.empty else ():
                print(
                    number,
                    f"{event.trigger.start}:{event.trigger.end}",
                    event.type,
                    sorted(made.actors),
                    sorted(made.recipients),
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
