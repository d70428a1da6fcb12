"""The ledger: an SQLite store of reports, records and the words behind them; queries and exports."""

from onrecord.ledger.doctor import doctor
from onrecord.ledger.export import FORMATS, export, write_hits
from onrecord.ledger.handle import Ledger, open_ledger
from onrecord.ledger.nouns import (
    OWN_VOICE,
    Count,
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

__all__ = [
    "FORMATS",
    "OWN_VOICE",
    "Count",
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
    "Query",
    "Reading",
    "Setback",
    "Severity",
    "Stats",
    "doctor",
    "export",
    "open_ledger",
    "write_hits",
]
