"""onrecord reads news reports and keeps a ledger of what they put on record, with the words behind every field.

The public names: `read` a text, `intake` files into a ledger, `open_ledger` on a folder, ask it with a `Query`; and
the nouns `Report`, `Document`, `Record`, `Ledger`.
Importing this package is quick; what a name needs is loaded when the name is first used. docs/python.md shows more.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.errors import OnrecordError
    from onrecord.filing import Summary, intake
    from onrecord.ledger import Ledger, Query, open_ledger
    from onrecord.model import Document, Record, Report

__version__ = "0.1.0"
__all__ = [
    "Document",
    "Ledger",
    "OnrecordError",
    "Query",
    "Record",
    "Report",
    "Summary",
    "__version__",
    "intake",
    "open_ledger",
    "read",
]

_HOMES = {
    "Document": "onrecord.model",
    "Ledger": "onrecord.ledger",
    "OnrecordError": "onrecord.errors",
    "Query": "onrecord.ledger",
    "Summary": "onrecord.filing",
    "intake": "onrecord.filing",
    "Record": "onrecord.model",
    "Report": "onrecord.model",
    "open_ledger": "onrecord.ledger",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)


def read(
    text: str | Report, *, published: str | None = None, title: str | None = None, outlet: str | None = None
) -> Document:
    """Read one report: its text with what is known of it, or a Report as `onrecord.ingest.take` gives it.

    published: ISO 8601 day of publication, against which "yesterday" is worked out. A report in a language that is
    not read yet keeps all layers empty. Raises InputError if the text is blank. The first call loads the reader
    model, which takes seconds.
    """
    from onrecord.ingest import from_json
    from onrecord.pipeline import run

    if isinstance(text, str):
        text = from_json({"text": text, "published": published, "title": title, "outlet": outlet})
    return run(text)
