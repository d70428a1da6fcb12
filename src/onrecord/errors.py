"""Every error that onrecord raises on purpose: what was seen, what was expected, what to do next."""

from __future__ import annotations


class OnrecordError(Exception):
    """Base class: the command line prints its message and no traceback."""


class SpanError(OnrecordError):
    """A span that does not lie in the text it is said to come from."""


class StageError(OnrecordError):
    """Stages in an order in which one lacks what it requires."""


class InputError(OnrecordError):
    """Something given to be read that cannot be read: a path, a line, a file of an unknown kind."""


class ModelError(OnrecordError):
    """A reader model whose files are missing, damaged or made for another version."""


class LedgerError(OnrecordError):
    """A ledger that cannot be opened, written or trusted."""


class QueryError(OnrecordError):
    """A search that cannot be understood."""


class QueryTimeError(QueryError):
    """A search that takes longer than it may."""


class MissingExtraError(OnrecordError):
    """A feature whose optional dependency is not installed."""
