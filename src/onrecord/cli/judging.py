"""`same`, `different`, `unsure` and `judgements`: what people say of names, appended to the ledger."""

from __future__ import annotations

import getpass
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import product
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from onrecord.cli import words
from onrecord.cli.options import DEFAULT_LEDGER, LedgerOption, err, opened, opened_to_judge, out, write_line
from onrecord.errors import InputError, QueryError
from onrecord.ledger import Ledger
from onrecord.ledger.entities import is_id
from onrecord.link import parts, short, standing
from onrecord.model import PROGRAM, Entity, Judgement, Verdict

One = Annotated[str, typer.Argument(metavar="A", help="A name as `who` finds it, its id, or the id of a record.")]
Other = Annotated[str, typer.Argument(metavar="B", help="Another one.")]
Note = Annotated[str, typer.Option("--note", help="Why, in your words.")]
By = Annotated[str | None, typer.Option("--by", help="Who judges.", show_default="your user name")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line instead of words.")]


def same(
    one: One,
    other: Other,
    note: Note = "",
    by: By = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """Record that two names mean one and the same person, body or thing, or that two records tell the same event.

    The judgement is appended; nothing is rewritten. `onrecord unsure` takes it back, `onrecord different` says the
    contrary: of judgements about one pair the last one of a person counts.

    Examples:

      onrecord same Putin "Vladimir Putin"

      onrecord same 38c3ff5031 5476956045 --note "his full name is in the headline"
    """
    _judge(Verdict.SAME, (one, other), note, by, ledger, as_json=as_json)


def different(
    one: One,
    other: Other,
    note: Note = "",
    by: By = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """Record that two names mean two, or that two records tell two events. Whatever else is judged, they stay apart.

    Examples:

      onrecord different "Abdullah bin Zayed" Abdullah --note "the king of Jordan is meant"

      onrecord different 03953de70f-JOR 03953de70f-ARE

      onrecord different 5476956045 38c3ff5031 --note "two attacks"
    """
    _judge(Verdict.DIFFERENT, (one, other), note, by, ledger, as_json=as_json)


def unsure(
    one: One,
    other: Other,
    note: Note = "",
    by: By = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    as_json: AsJson = False,
) -> None:
    """Record that it cannot be told whether two mean one. This also takes back `same` and `different`.

    Example:

      onrecord unsure Putin "Vladimir Putin"
    """
    _judge(Verdict.UNSURE, (one, other), note, by, ledger, as_json=as_json)


def _judge(verdict: Verdict, given: tuple[str, str], note: str, by: str | None, path: Path, *, as_json: bool) -> None:
    judge = _judge_name(by)
    with opened_to_judge(path) as store:
        if records := _records(store, given):
            _judge_records(store, Judgement(*records, verdict, judge, store.now(), note=note), as_json=as_json)
            return
        sides = [store.one(name) for name in given]
        pairs = _pairs(store.judgements(), sides[0][1], sides[1][1], given)
        made = [Judgement(*pair, verdict, judge, store.now(), note=note) for pair in pairs]
        store.judge(*made)
        if as_json:
            _write(made)
            return
        names = store.names_of([key for pair in pairs for key in pair])
        out.print(_listed(made, names, standing(made)))
        found = [store.entity_with(keys[0]) for _, keys in sides]
    err.print(Text(_outcome(verdict, [entity for entity in found if entity is not None])))


def _records(store: Ledger, given: tuple[str, str]) -> tuple[str, str] | None:
    """The ids of two records, if that is what is given."""
    try:
        found = [store.which(each) for each in given if is_id(each)]
    except QueryError:
        return None
    if len(found) < 2 or any(kind != "record" for kind, _ in found):
        return None
    return found[0][1], found[1][1]


def _judge_records(store: Ledger, made: Judgement, *, as_json: bool) -> None:
    store.judge(made)
    if as_json:
        _write([made])
        return
    one = store.told_again([made.one]).get(made.one, (made.one,))
    told = "tell the same event" if made.other in one else "do not tell the same event"
    err.print(Text(f"records {words.short(made.one)} and {words.short(made.other)} {told} now"))


def _judge_name(by: str | None) -> str:
    try:
        name = (getpass.getuser() if by is None else by).strip()
    except (KeyError, OSError):
        raise InputError("your user name is not known here; say who judges: --by NAME") from None
    if not name or name == PROGRAM:
        raise InputError(f"--by {name!r} is no person; give the name of whoever judges")
    return name


def _pairs(
    made: Sequence[Judgement], ones: Sequence[str], others: Sequence[str], given: tuple[str, str]
) -> list[tuple[str, str]]:
    """What is judged: the pairs of these two that people have judged already, else the most frequent name of each."""
    if set(ones) & set(others):
        raise QueryError(
            f"{given[0]!r} and {given[1]!r} are one name in one country; give two names or ids that differ "
            "(`onrecord who` lists them)"
        )
    judged = {judgement.pair for judgement in made if not judgement.by_program}
    known = [(one, other) for one, other in product(ones, others) if (min(one, other), max(one, other)) in judged]
    return known or [(ones[0], others[0])]


def _outcome(verdict: Verdict, found: Sequence[Entity]) -> str:
    """What the two are now, by all judgements."""
    if len(found) < 2:
        return "recorded"
    one, other = found
    told = [f"{each.name} ({words.many(each.records, 'record')}, id {short(each.id)})" for each in found]
    if one.keys == other.keys:
        if verdict is Verdict.SAME:
            return f"they are one now: {told[0]}"
        return f"they are still one, through other names: {told[0]}; `onrecord different` holds them apart"
    return f"they are two now: {told[0]} and {told[1]}"


def judgements(
    ledger: LedgerOption = DEFAULT_LEDGER,
    people: Annotated[bool, typer.Option("--people", help="Only what people judged.")] = False,
    history: Annotated[bool, typer.Option("--history", help="Those that later ones replaced, too.")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many, the last first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List the judgements on names and records, the last first: by whom, when, how sure, and why.

    Examples:

      onrecord judgements --people

      onrecord judgements --history --json
    """
    with opened(ledger) as store:
        made = store.judgements()
        counting = standing(made)
        shown = [j for j in (made if history else counting) if not (people and j.by_program)]
        last = shown[: -limit - 1 : -1]
        if as_json:
            _write(last)
            return
        names = store.names_of([key for judgement in last for key in judgement.pair])
    if last:
        out.print(_listed(last, names, counting))
    err.print(f"{len(last)} shown of {len(shown)}" if shown else "no judgements yet; `onrecord same A B` makes one")


def _write(made: Sequence[Judgement]) -> None:
    for judgement in made:
        write_line(json.dumps(asdict(judgement), ensure_ascii=False))


def _listed(made: Sequence[Judgement], names: Mapping[str, str], counting: Sequence[Judgement]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("when", "one", "verdict", "other", "by", "score", "why"):
        table.add_column(column, justify="right" if column == "score" else "left", overflow="fold")
    count = set(counting)
    for each in made:
        replaced = "" if each in count else " (replaced)"
        table.add_row(
            each.at[:10],
            _named(each.one, names),
            Text(f"{each.verdict}{replaced}"),
            _named(each.other, names),
            Text("the program" if each.by_program else words.clean(each.by)),
            f"{each.score:.2f}" if each.by_program else "",
            Text(words.clean(each.note)),
        )
    return table


def _named(key: str, names: Mapping[str, str]) -> Text:
    entity, country = parts(key)
    name = words.clean(names.get(key, "(no longer on record)" if country or "-" in key else "record"))
    shown = short(key) if country else words.short(entity)
    return Text.assemble(name, (f"  {shown}", "dim"))
