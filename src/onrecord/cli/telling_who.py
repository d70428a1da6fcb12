"""An entity's account and lists of entities, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli import words
from onrecord.ledger import DID, Account, Deed
from onrecord.link import short, standing
from onrecord.model import Entity, Judgement, Record, Role, Saying, Verdict

LISTED = 20
ALSO = 6
# What binds somebody comes first, what they merely said last.
_FIRST = (
    Saying.PROMISED,
    Saying.AGREED,
    Saying.PLANS,
    Saying.THREATENED,
    Saying.ORDERED,
    Saying.ASKED,
    Saying.PROPOSED,
    Saying.WANTS,
    Saying.DENIED,
    Saying.DECLINED,
    Saying.ADMITTED,
    Saying.CONFIRMED,
)
_ORDER: tuple[Saying | None, ...] = (
    *_FIRST,
    *(saying for saying in Saying if saying not in _FIRST and saying is not Saying.SAID),
    Saying.SAID,
    None,
)
# The program's links that are surer than this need not be told each time.
_SURE = 0.9


def tell_account(console: Console, account: Account, names: Mapping[str, str]) -> None:
    """Who it is, then kind by kind what they said and did; names: of the keys that judgements are about."""
    _tell_entity(console, account.entity)
    for judgement in standing(account.judgements):
        _tell_link(console, judgement, names)
    totals = dict(account.totals)
    for kind in sorted(totals, key=_ORDER.index):
        deeds = [deed for deed in account.deeds if deed.kind == kind]
        console.print()
        console.print(_heading(kind, len(deeds), totals[kind]))
        for when, of_day in groupby(deeds, key=lambda deed: deed.when):
            console.print(Text(f"  {words.day(when) or 'no date'}", style="cyan"))
            for _, group in groupby(of_day, key=_told_in):
                _tell_sentence(console, list(group))


def _told_in(deed: Deed) -> tuple[object, ...]:
    """The same for acts that one sentence puts on record according to the same sources."""
    chain = words.chain(deed.hit.record, deed.hit.header) if deed.hit.record else ""
    return deed.hit.header.id, deed.hit.span, chain


def _tell_entity(console: Console, entity: Entity) -> None:
    facts = ", ".join([words.sort_of(entity), *entity.countries])
    console.print(Text.assemble((words.clean(entity.name), "bold"), f"  {facts}"), soft_wrap=True)
    also = [f"“{words.clean(name)}”" for name in entity.names if name != entity.name]
    called = f"also called {', '.join(also[:ALSO])}{' …' if len(also) > ALSO else ''}; " if also else ""
    counted = f"{words.many(entity.records, 'record')} in {words.many(entity.reports, 'report')}"
    console.print(Text(f"  {called}{counted}; id {short(entity.id)}", style="dim"), soft_wrap=True)
    if entity.described:
        console.print(Text("  a description, which need not mean the same ones in every report", style="yellow"))


def _tell_link(console: Console, judgement: Judgement, names: Mapping[str, str]) -> None:
    """Why two names are taken for one, unless the program is sure of it."""
    if judgement.verdict is not Verdict.SAME or (judgement.by_program and judgement.score >= _SURE):
        return
    one, other = (f"“{words.clean(names.get(key, key))}”" for key in judgement.pair)
    why = f": {words.clean(judgement.note)}" if judgement.note else ""
    by = f"the program, score {judgement.score:.2f}" if judgement.by_program else words.clean(judgement.by)
    undo = f"onrecord different {short(judgement.one)} {short(judgement.other)}"
    console.print(Text(f"  {one} and {other} are one{why} ({by}); if not: {undo}", style="yellow"), soft_wrap=True)


def _heading(kind: Saying | None, shown: int, total: int) -> Text:
    count = f"{total}" if shown == total else f"the last {shown} of {total}"
    if kind is None:
        return Text.assemble(
            (DID, "bold"), f"  {count}", ("  as others tell it; the first word says how it stands", "dim")
        )
    return Text.assemble((str(kind), "bold"), f"  {count}")


def _tell_sentence(console: Console, deeds: Sequence[Deed]) -> None:
    """What one sentence puts on record: each act on a line, then the words and where they stand."""
    for deed in deeds:
        if deed.hit.record is not None:
            console.print(_act(deed.hit.record, told=deed.kind is not None), soft_wrap=True)
    hit, record = deeds[0].hit, deeds[0].hit.record
    if record is None:
        return
    console.print(Text.assemble("    “", words.flat(Text(words.clean(hit.text))), "”"), soft_wrap=True)
    title = f", “{words.clean(hit.header.title)}”" if hit.header.title else ""
    published = f", {words.day(hit.header.published)}" if hit.header.published else ""
    console.print(Text(f"    {words.chain(record, hit.header)}{title}{published}", style="dim"), soft_wrap=True)


def _act(record: Record, *, told: bool) -> Text:
    """One act in a line. told: somebody tells it, so that who acts has to be said too."""
    actors = words.names(record, Role.ACTOR)
    who = f"{actors}: " if actors and told else ""
    act = Text.assemble("    ", words.status_word(record.status), f"  {who}", words.deed(record))
    act.rstrip()
    return act.append(f"  {words.short(record.id)}", style="dim")


def tell_candidates(console: Console, entities: Sequence[Entity]) -> None:
    """Entities to choose from, one a line."""
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("id", "name", "what", "country", "also called"):
        table.add_column(name, overflow="fold", no_wrap=name == "id")
    for name in ("records", "reports"):
        table.add_column(name, justify="right")
    for entity in entities[:LISTED]:
        also = [name for name in entity.names if name != entity.name]
        table.add_row(
            short(entity.id),
            Text(words.clean(entity.name)),
            words.sort_of(entity),
            Text(" ".join(entity.countries) or "–"),
            Text(words.clean(", ".join(also[:ALSO]))),
            f"{entity.records:,}",
            f"{entity.reports:,}",
        )
    console.print(table)
