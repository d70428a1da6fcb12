"""Who "we" and "I" are where nobody is quoted: the government on whose own site a text stands, and who signed it.

"We call on Chad" in a press release of norway.gov is Norway's call. Only sites of governments are taken at their word:
in a newspaper "we" may be anybody, and "I" outside quotation marks is mostly a quotation that was not seen to end.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from onrecord.extract.actornouns import actor_of
from onrecord.extract.countries import countries
from onrecord.model import NameType, Report, entity_id

# Second-level domains that only bodies of state may use, and the two that are top-level.
_OFFICIAL = frozenset("gov gob gouv gub govt mil gc".split())
_AMERICAN = frozenset({"gov", "mil"})
_SHORTEST, _LONGEST = 2, 4


@dataclass(frozen=True, slots=True)
class Voice:
    """country: ISO 3166-1 alpha-3 of the government; state: its name. author: the one person who signed, or None."""

    country: str
    state: str
    author: str | None = None

    @property
    def ids(self) -> tuple[str, str | None]:
        """Those of the state and of the author: the same as of whoever else has these names."""
        return entity_id(NameType.GPE, self.state), entity_id(NameType.PER, self.author) if self.author else None


def voice_of(report: Report) -> Voice | None:
    """Whose voice a report is in; None unless it stands on the site of a government."""
    host = (urlsplit(report.url or "").hostname or "").lower().split(".")
    country = _country(host)
    known = countries().get(country) if country else None
    return Voice(known.iso3, known.names[0], _author(report.bylines)) if known else None


def _country(host: list[str]) -> str | None:
    if host[-1] in _AMERICAN:
        return "USA"
    official = len(host) > 1 and not _OFFICIAL.isdisjoint(host[:-1])
    return next((c.iso3 for c in countries().values() if official and c.iso2.lower() == _top(host)), None)


def _top(host: list[str]) -> str:
    return "gb" if host[-1] == "uk" else host[-1]


def _author(bylines: tuple[str, ...]) -> str | None:
    """The name before the office: "Ann Lee, Secretary of State". Two who sign are no "I", and a bureau is nobody."""
    if len(bylines) != 1:
        return None
    name, *office = bylines[0].split(", ")
    words = name.split()
    person = _SHORTEST <= len(words) <= _LONGEST and all(w[:1].isupper() for w in words)
    body = any(actor_of([w.lower()]) is not None for w in words)
    return name if person and len(office) <= 1 and not body else None
