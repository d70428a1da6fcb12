"""`mcp`: the ledger for agents."""

from __future__ import annotations

import importlib

from onrecord.cli.options import DEFAULT_LEDGER, LedgerOption, opened
from onrecord.errors import MissingExtraError


def mcp(ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Serve the ledger to agents over standard input and output (Model Context Protocol); read-only.

    Tools: search, record, who, timeline. Words of reports are marked as data, not instructions.

    Example, as an agent's configuration has it:

      onrecord mcp --ledger ledger
    """
    opened(ledger).close()
    try:
        server = importlib.import_module("onrecord.web.mcp")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] != "mcp":
            raise
        raise MissingExtraError(
            "serving agents needs a package more; install it with: pip install onrecord[mcp]"
        ) from error
    server.serve(ledger)
