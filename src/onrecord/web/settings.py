"""What an application is started with: the ledger, who may ask, and the secrets of this start."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SECONDS = 2.0
"""No query may take longer."""


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Settings:
    """hosts: names by which this application may be called. token: for programs, and for readers where `guarded`.

    guarded: reading needs the token too. session, form: secrets of this start; a browser has to show both to change
    anything, one as a cookie, one in the form. seconds: the limit of one query.
    """

    ledger: Path
    hosts: frozenset[str] = LOOPBACK
    token: str = field(default_factory=_secret)
    guarded: bool = False
    session: str = field(default_factory=_secret)
    form: str = field(default_factory=_secret)
    seconds: float = SECONDS

    @property
    def mark(self) -> str:
        """Eight digits that tell the cookies of this ledger from those of another on the same machine."""
        return hashlib.sha256(str(self.ledger.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:8]

    @property
    def session_cookie(self) -> str:
        """The name of the cookie that holds `session`."""
        return f"onrecord_session_{self.mark}"

    @property
    def token_cookie(self) -> str:
        """The name of the cookie that holds `token`, where reading needs it."""
        return f"onrecord_token_{self.mark}"

    @property
    def reviewer_cookie(self) -> str:
        """The name of the cookie that remembers who checks."""
        return f"onrecord_reviewer_{self.mark}"


def settings_for(ledger: Path, token: str | None, hosts: Iterable[str]) -> Settings:
    """Settings with secrets of their own; with a `token`, reading needs it."""
    names = LOOPBACK | {host.strip("[]").lower() for host in hosts}
    if token is None:
        return Settings(ledger, names)
    return Settings(ledger, names, token=token, guarded=True)
