"""The commands by name, and what becomes of errors: a message on standard error, never a traceback."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer
from rich.markup import escape
from typer.core import TyperGroup

from onrecord import __version__
from onrecord.cli import catalogue, judging, looking, mcp, places, reading, serve, who
from onrecord.cli.options import err
from onrecord.errors import OnrecordError

HELP = """Read news reports; keep a ledger of what they put on record.

Who did, said, promised, asked for, claimed or denied what, to whom, where and when, **according to whom**,
with what standing, and the exact words as evidence for every field.

Start with:  onrecord run reports/ --ledger ledger

Then:  onrecord search missiles --ledger ledger

or:  onrecord who Lukashenko --ledger ledger
"""
EXPLAINED, FAULT, STOPPED = 2, 70, 130
DEBUG = "ONRECORD_DEBUG"


class Commands(TyperGroup):
    """All commands; the one place where errors become messages.

    Exit status: 0 done, 1 findings (doctor), 2 an error that was explained, 70 a fault of ours, 130 stopped.
    """

    def invoke(self, ctx: Any) -> Any:
        """Run the chosen command."""
        try:
            found = super().invoke(ctx)
            sys.stdout.flush()  # here, where a closed pipe can still be handled
            return found
        except BrokenPipeError:
            # The reader has gone (as in `| head`): nobody to tell. Python would complain on closing standard output.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except (OnrecordError, OSError) as error:
            _say(_told(error))
            raise typer.Exit(EXPLAINED) from error
        except KeyboardInterrupt:
            _say("stopped; what was acknowledged is safe, run again to go on")
            raise typer.Exit(STOPPED) from None
        except RuntimeError as error:
            if isinstance(error, typer.Exit | typer.Abort):  # which click makes of RuntimeError
                raise
            _fault(error)
        except (ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, TypeError, ValueError) as e:
            _fault(e)


def _told(error: Exception) -> str:
    """The message; of an error of the system, what it refused and about which file."""
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return str(error) or type(error).__name__


def _fault(error: Exception) -> None:
    if os.environ.get(DEBUG):
        raise error
    _say(f"a fault in onrecord itself: {type(error).__name__}: {error}; {DEBUG}=1 shows where")
    raise typer.Exit(FAULT) from error


def _say(words: str) -> None:
    err.print(f"[bold red]onrecord:[/bold red] {escape(words)}")


app = typer.Typer(
    cls=Commands,
    help=HELP,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(reading.run)
app.command("read")(reading.read)
app.command("search")(looking.search)
app.command("show")(looking.show)
app.command("export")(looking.export)
app.command("who")(who.who)
app.command("same")(judging.same)
app.command("different")(judging.different)
app.command("unsure")(judging.unsure)
app.command("judgements")(judging.judgements)
app.command("places")(places.places)
app.command("outlets")(catalogue.outlets)
app.command("stats")(catalogue.stats)
app.command("quarantine")(catalogue.quarantine)
app.command("doctor")(catalogue.doctor)
app.command("serve")(serve.serve)
app.command("mcp")(mcp.mcp)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Options of the program itself."""


def main() -> None:
    """The command `onrecord`."""
    app(prog_name="onrecord")
