"""A ledger held open for many questions: columns in memory, a few read-only connections, a limit on time."""

from onrecord.ledger.view.facets import Bucket, Facet, FacetCount, Spot
from onrecord.ledger.view.find import Page
from onrecord.ledger.view.naming import Named
from onrecord.ledger.view.profiles import Counts, EntityPage, OutletLine, PlacePage, Profile
from onrecord.ledger.view.suggest import Suggestion
from onrecord.ledger.view.things import ThingLine
from onrecord.ledger.view.view import RecordPage, ReportPage, View, open_view

__all__ = [
    "Bucket",
    "Counts",
    "EntityPage",
    "Facet",
    "FacetCount",
    "Named",
    "OutletLine",
    "Page",
    "PlacePage",
    "Profile",
    "RecordPage",
    "ReportPage",
    "Spot",
    "Suggestion",
    "ThingLine",
    "View",
    "open_view",
]
