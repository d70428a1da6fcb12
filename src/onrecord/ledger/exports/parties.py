"""Who acts and who is acted upon, out of the participants of a record."""

from __future__ import annotations

from onrecord.model import Participant, Record, Role

# Whom an act is directed at: the first of these that a record has.
_DIRECTED = (Role.RECIPIENT, Role.ADDRESSEE, Role.BENEFICIARY)


def actors(record: Record) -> tuple[Participant, ...]:
    """Those who act, in text order."""
    return tuple(p for p in record.participants if p.role is Role.ACTOR)


def recipients(record: Record) -> tuple[Participant, ...]:
    """Those acted upon: recipients, else addressees, else beneficiaries, else objects that are actors of their own.

    An object is one where it has a country or a sector: "detained the minister", not "detained the ship".
    """
    for role in _DIRECTED:
        if found := tuple(p for p in record.participants if p.role is role):
            return found
    return tuple(p for p in record.participants if p.role is Role.OBJECT and (p.country or p.sector))


# What PLOVER calls the counts of a record, by the kind of toll.
_SIZES = {"killed": "dead", "wounded": "injured", "arrested": "arrested"}


def sizes(record: Record) -> dict[str, int]:
    """How many are dead, injured and arrested by the record, as PLOVER counts them; a vague count gives none."""
    found: dict[str, int] = {}
    for quantity in record.quantities:
        size = _SIZES.get(quantity.kind or "")
        if size is not None and quantity.value is not None and quantity.bound != "at most":
            found[size] = found.get(size, 0) + int(quantity.value)
    return found


def contexts_of(record: Record) -> tuple[str, ...]:
    """The contexts of PLOVER that a record has, in the order of the codebook."""
    return record.contexts
