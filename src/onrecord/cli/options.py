"""Options that several commands share, and the consoles that they write to."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, ConsoleOptions, RenderableType
from rich.markup import escape
from rich.segment import Segment

from onrecord.errors import LedgerError, QueryError
from onrecord.ledger import Ledger, Near, Order, Query, is_older, open_ledger

# Without a terminal there is no width to fit; this one keeps tables readable in a file.
PLAIN_WIDTH = 140
# A report may hold escape sequences and marks that turn the direction of writing: they must not reach a terminal.
_UNSAFE = dict.fromkeys(
    (*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"
) | dict.fromkeys((*b"\t\v\f\r", 0x85, 0x2028, 0x2029), " ")


class SafeConsole(Console):
    """A console that shows what a terminal would obey as “�”; its own colours are no text and stay."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """As Console.render."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else text.translate(_UNSAFE), style, control)

    def on_broken_pipe(self) -> None:
        """Leave it to the commands, which know that it is no error; rich would exit with status 1."""
        raise BrokenPipeError


out = SafeConsole(highlight=False, width=None if sys.stdout.isatty() else PLAIN_WIDTH)
err = SafeConsole(stderr=True, highlight=False, soft_wrap=True)

LedgerOption = Annotated[
    Path,
    typer.Option("--ledger", "-l", envvar="ONRECORD_LEDGER", help="The ledger's folder.", show_default="./ledger"),
]
DEFAULT_LEDGER = Path("ledger")
Text = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TEXT…]", help='Words that must all occur, "quoted phrases", prefix*. Empty: all.'),
]
Who = Annotated[str | None, typer.Option("--who", help="Takes part in the event, or is its source.")]
AccordingTo = Annotated[
    str | None,
    typer.Option("--according-to", help="A source anywhere in the chain; “outlet” or “-”: the outlet's own voice."),
]
Statuses = Annotated[
    list[str] | None, typer.Option("--status", help="Standing: reported, planned, denied … May be given several times.")
]
Sayings = Annotated[
    list[str] | None,
    typer.Option(
        "--saying", help="What a source does in saying it: said, promised, denied … May be given several times."
    ),
]
Types = Annotated[
    list[str] | None, typer.Option("--type", help="PLOVER type: AGREE, ASSAULT … May be given several times.")
]
PlaceOption = Annotated[
    str | None, typer.Option("--place", "--in", help="Name of a place, or a country as ISO 3166-1 alpha-3 (BLR).")
]
NearOption = Annotated[str | None, typer.Option("--near", metavar="LAT,LON", help="Around this point, in degrees.")]
Km = Annotated[float, typer.Option("--km", help="How far around --near.", min=0.0)]
Since = Annotated[str | None, typer.Option("--since", help="From this day, month or year on (ISO 8601).")]
Until = Annotated[str | None, typer.Option("--until", help="Up to and with this day, month or year.")]
OutletOption = Annotated[str | None, typer.Option("--outlet", help="Published by.")]
Language = Annotated[str | None, typer.Option("--language", help="ISO 639-1, such as en.")]
OrderOption = Annotated[
    Order | None,
    typer.Option("--order", help="newest, best match, or last filed first (default: newest).", case_sensitive=False),
]
History = Annotated[bool, typer.Option("--history", help="Superseded records too.")]

Events = Annotated[
    bool, typer.Option("--events", help="Of records that tell the same event only the one that tells most.")
]


def opened(path: Path) -> Ledger:
    """The ledger for reading; where there is none, an error that says how to make one."""
    if not (path / "ledger.sqlite").is_file():
        raise LedgerError(
            f"no ledger at {path}; make one with: onrecord run PATH --ledger {path}\n"
            "(or name another with --ledger DIR or the variable ONRECORD_LEDGER)"
        )
    if is_older(path):
        with open_ledger(path, write=True, create=False) as store:
            store.link()
        err.print(f"ledger {escape(str(path))} was made by an older onrecord and has been brought up to date")
    return open_ledger(path)


def opened_to_judge(path: Path) -> Ledger:
    """The ledger for writing; where there is none, as `opened`."""
    opened(path).close()
    return open_ledger(path, write=True, create=False)


def near_of(point: str | None, km: float) -> Near | None:
    """ "52.1,23.7" and a distance as a Near. Raises QueryError."""
    if point is None:
        return None
    try:
        lat, lon = (float(part) for part in point.split(","))
    except ValueError:
        raise QueryError(
            f"--near {point!r} is no point; give latitude and longitude in degrees: --near 52.1,23.7"
        ) from None
    return Near(lat, lon, km)


def query_of(  # noqa: PLR0913 - one argument a filter
    text: list[str] | None,
    *,
    who: str | None = None,
    according_to: str | None = None,
    status: list[str] | None = None,
    type: list[str] | None = None,
    place: str | None = None,
    near: Near | None = None,
    since: str | None = None,
    until: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    order: Order | None = None,
    history: bool = False,
    saying: list[str] | None = None,
    events: bool = False,
) -> Query:
    """The options as a query."""
    return Query(
        text=" ".join(text or ()),
        who=who,
        according_to=according_to,
        status=tuple(s.lower() for s in status or ()),
        type=tuple(t.upper() for t in type or ()),
        place=place,
        near=near,
        since=since,
        until=until,
        outlet=outlet,
        language=language,
        order=order or Order.NEWEST,
        history=history,
        saying=tuple(s.lower() for s in saying or ()),
        events_only=events,
    )


def write_line(line: str) -> None:
    """One line of data on standard output, in UTF-8 whatever the terminal."""
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()
