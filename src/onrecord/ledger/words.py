"""A record in words, for tables and exports."""

from __future__ import annotations

from onrecord.model import Record, Role, SourceLink, steps

OWN_VOICE_WORDS = "the outlet itself"
UNNAMED = "an unnamed source"


def chain(links: tuple[SourceLink, ...], outlet: str | None = None) -> str:
    """Who says so, outermost first: "Interfax, citing Petrov"; the outlet where nobody else is credited."""
    if not links:
        return f"{outlet} itself" if outlet else OWN_VOICE_WORDS
    return ", citing ".join(" and ".join(_link(link) for link in step) for step in steps(links))


def _link(link: SourceLink) -> str:
    name = link.name or UNNAMED
    return f"{name} ({link.said_time})" if link.said_time else name


def who(record: Record, role: Role = Role.ACTOR) -> str:
    """The participants of one role, in text order."""
    return "; ".join(p.name for p in record.participants if p.role is role)


def participants(record: Record) -> str:
    """All participants with their roles: "actor: Petrov; recipient: Minsk"."""
    return "; ".join(f"{p.role}: {p.name}" for p in record.participants)


def quantities(record: Record) -> str:
    """All amounts: "at least 12 missile; several launcher"."""
    return "; ".join(
        " ".join(
            part
            for part in (
                "" if q.bound == "exact" else q.bound,
                "several" if q.value is None else f"{q.value:g}" if abs(q.value) < 1e6 else f"{q.value:.0f}",
                q.unit or "",
            )
            if part
        )
        for q in record.quantities
    )
