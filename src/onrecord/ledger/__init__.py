"""The ledger: an SQLite store of reports, records and the words behind them; queries and exports."""

from onrecord.ledger.doctor import doctor
from onrecord.ledger.export import FORMATS, export, write_hits
from onrecord.ledger.handle import Ledger, is_older, open_ledger
from onrecord.ledger.nouns import (
    DID,
    OWN_VOICE,
    Account,
    Count,
    Deed,
    Filed,
    Finding,
    Header,
    Hit,
    Near,
    Order,
    Outcome,
    OutcomeKind,
    Outlet,
    Query,
    Reading,
    Setback,
    Severity,
    Stats,
)
from onrecord.ledger.places import PlaceCount, places

__all__ = [
    "DID",
    "FORMATS",
    "OWN_VOICE",
    "Account",
    "Count",
    "Deed",
    "Filed",
    "Finding",
    "Header",
    "Hit",
    "Ledger",
    "Near",
    "Order",
    "Outcome",
    "OutcomeKind",
    "Outlet",
    "PlaceCount",
    "Query",
    "Reading",
    "Setback",
    "Severity",
    "Stats",
    "doctor",
    "export",
    "is_older",
    "open_ledger",
    "places",
    "write_hits",
]
