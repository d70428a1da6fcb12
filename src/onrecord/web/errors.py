"""What goes wrong, told in one shape: a page for people, one JSON object for programs."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from onrecord.errors import InputError, LedgerError, MissingExtraError, QueryError, QueryTimeError


class ProblemError(Exception):
    """An answer that is no page. error: what was seen and expected; remedy: what to do."""

    def __init__(self, status: int, error: str, remedy: str = "") -> None:
        super().__init__(error)
        self.status, self.error, self.remedy = status, error, remedy

    @property
    def title(self) -> str:
        """The status in words."""
        return HTTPStatus(self.status).phrase

    def json(self) -> dict[str, Any]:
        """The one shape of an error: {"ok": false, "status", "title", "error", "remedy"}."""
        return {
            "ok": False,
            "status": self.status,
            "title": self.title,
            "error": self.error,
            "remedy": self.remedy or None,
        }


_NONE_SUCH = ("has an id beginning", "is on record as", "no record lies in", "no outlet")


def problem_of(error: Exception) -> ProblemError:
    """What to answer for an error of the library."""
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, QueryTimeError):
        return ProblemError(503, str(error), "Narrow the search: more words, a status, a place or fewer days.")
    if isinstance(error, QueryError):
        missing = any(words in str(error) for words in _NONE_SUCH)
        return ProblemError(404 if missing else 400, str(error))
    if isinstance(error, InputError):
        return ProblemError(400, str(error))
    if isinstance(error, MissingExtraError):
        return ProblemError(400, str(error), "Another format needs nothing more.")
    if isinstance(error, LedgerError):
        return ProblemError(503, str(error), "Wait a moment and load the page again.")
    return ProblemError(
        500,
        "A fault in onrecord itself.",
        "What went wrong stands on the terminal where `onrecord serve` runs.",
    )
