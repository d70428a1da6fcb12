"""Codes of acts in the lists that conflict research counts with: PLOVER's quads and intensities, CAMEO, Goldstein.

Tables: data/events/plover.tsv and data/events/cameo.tsv, with their sources.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from onrecord.extract.contexts import read_table

_ANY = "-"


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """What PLOVER lays down for a type. quad: 1 to 4, see QUADS; intensity: -10 to 10."""

    quad: int
    intensity: float
    needs_recipient: bool
    modes: tuple[str, ...]


QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
"""The quad classes in words."""


@dataclass(frozen=True, slots=True)
class Cameo:
    """An event code of CAMEO. goldstein: its value on Goldstein's scale."""

    code: str
    goldstein: float

    @property
    def root(self) -> str:
        """The root category: "19" of "193"."""
        return self.code[:2]

    @property
    def base(self) -> str:
        """The base code: "105" of "1053"."""
        return self.code[:3]

    @property
    def quad(self) -> int:
        """The quad class of the root: 01 to 05, 06 to 08, 09 to 13, 14 to 20."""
        return 1 + sum(int(self.root) > last for last in (5, 8, 13))


@dataclass(frozen=True, slots=True)
class _Row:
    act: str
    mode: str
    context: str
    status: str
    cameo: Cameo


@cache
def plover_types() -> dict[str, TypeFacts]:
    """The types of PLOVER, in the order of the codebook."""
    return {
        name: TypeFacts(int(quad), float(intensity), needed == "yes", () if modes == _ANY else tuple(modes.split()))
        for name, quad, intensity, needed, modes in read_table("plover.tsv")
    }


def quad(type: str | None) -> int | None:
    """The quad class of a type of PLOVER, None for what is no type."""
    facts = plover_types().get(type or "")
    return facts.quad if facts else None


def intensity(type: str | None) -> float | None:
    """The intensity of a type of PLOVER, None for what is no type."""
    facts = plover_types().get(type or "")
    return facts.intensity if facts else None


@cache
def _rows() -> dict[tuple[str, str], tuple[_Row, ...]]:
    """The rows of the CAMEO table by act and status."""
    found: dict[tuple[str, str], list[_Row]] = {}
    for act, mode, context, status, code, goldstein in read_table("cameo.tsv"):
        found.setdefault((act, status), []).append(_Row(act, mode, context, status, Cameo(code, float(goldstein))))
    return {key: tuple(rows) for key, rows in found.items()}


def cameo(act: str, mode: str | None = None, contexts: Iterable[str] = (), status: str | None = None) -> Cameo | None:
    """The CAMEO code of a type of PLOVER, or of a saying; None where the table has none.

    status: "planned" or "requested", for the code that what is intended or asked for has instead of its own.
    """
    known = frozenset(contexts)
    asked = status or _ANY
    rows = _rows().get((act, asked)) or _rows().get((_ANY, asked), ())
    fitting = [row for row in rows if row.mode in (_ANY, mode) and (row.context == _ANY or row.context in known)]
    if not fitting:
        return None
    # What says most decides: a mode before a context; of two contexts the one that the table has first.
    return max(fitting, key=lambda row: (row.mode != _ANY, row.context != _ANY)).cameo
