"""`who`: what somebody is on record as having said, promised, denied, asked and done."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from onrecord.cli import words
from onrecord.cli.options import DEFAULT_LEDGER, LedgerOption, Since, Until, err, opened, out, write_line
from onrecord.cli.telling_who import LISTED, tell_account, tell_candidates
from onrecord.ledger import DID, Account, Ledger
from onrecord.ledger.export import nested
from onrecord.model import Entity

Name = Annotated[list[str], typer.Argument(metavar="NAME", help="A name, part of one, or an id that `who` printed.")]
Kinds = Annotated[
    list[str] | None,
    typer.Option("--saying", help="Only what they promised, denied, said …, or did. May be given several times."),
]


def who(
    name: Name,
    ledger: LedgerOption = DEFAULT_LEDGER,
    saying: Kinds = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many of each kind.")] = 5,
    everybody: Annotated[bool, typer.Option("--all", help="List everybody with NAME in their name.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line instead of words.")] = False,
) -> None:
    """What a person or body is on record as having said, promised, denied, asked for and done.

    Grouped by kind, the last first, each with its words, who says so and in which report. If the name can mean
    several, they are listed, to be chosen from by id; `onrecord same` tells the ledger that two of them are one.

    Examples:

      onrecord who Lukashenko

      onrecord who "Ministry of Defence" --saying denied --since 2022-06

      onrecord who 173b8bd806 --saying did --limit 50
    """
    wanted = " ".join(name)
    with opened(ledger) as store:
        found = store.who(wanted, every=everybody)
        account, others = None, 0
        if len(found) == 1 and not everybody:
            account = store.account(found[0], kinds=saying or (), since=since, until=until, limit=limit)
            others = len(store.who(wanted, every=True)) - 1
        if as_json:
            _write_json(found, account)
        elif account is not None:
            tell_account(out, account, _names(store, account))
    if account is None and found and not as_json:
        tell_candidates(out, found)
    _say(wanted, found, account, narrowed=bool(saying or since or until))
    if others > 0:
        err.print(f"{words.many(others, 'other')} with {wanted!r} in their name: --all lists them", markup=False)


def _names(store: Ledger, account: Account) -> dict[str, str]:
    """Names of the keys that judgements are about."""
    return store.names_of([key for judgement in account.judgements for key in judgement.pair])


def _write_json(found: Sequence[Entity], account: Account | None) -> None:
    for entity in found:
        write_line(json.dumps({"entity": asdict(entity)}, ensure_ascii=False))
    for deed in account.deeds if account else ():
        kind = DID if deed.kind is None else str(deed.kind)
        write_line(json.dumps({"kind": kind, "when": deed.when, **nested(deed.hit)}, ensure_ascii=False))


def _say(wanted: str, found: Sequence[Entity], account: Account | None, *, narrowed: bool) -> None:
    if not found:
        err.print(
            f"nobody is on record as {wanted!r}; part of a name finds more, and `onrecord search --who` also finds "
            "words that stand for nobody in particular",
            markup=False,
        )
    elif account is None:
        shown = f", the {LISTED} most often named of whom are listed" if len(found) > LISTED else ""
        err.print(f"{wanted!r} may be any of {len(found)}{shown}; choose one by its id: onrecord who ID", markup=False)
        err.print("if two of them are one: onrecord same ID ID", markup=False)
    else:
        _count(account, narrowed=narrowed)


def _count(account: Account, *, narrowed: bool) -> None:
    total = sum(count for _, count in account.totals)
    if total:
        more = "; --limit shows more" if total > len(account.deeds) else ""
        err.print(f"{len(account.deeds)} shown of {total}{more}")
    elif narrowed:
        err.print("nothing of that kind and time")
    else:
        err.print("named, but on record neither as a source nor as acting; `onrecord search --who` shows where")
