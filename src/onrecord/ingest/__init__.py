"""Ingest: from a path, an archive or a feed to reports, each field with where it was found."""

from onrecord.ingest.find import find
from onrecord.ingest.jsonlines import from_json
from onrecord.ingest.language import detect_language
from onrecord.ingest.layout import Layout, layout
from onrecord.ingest.options import Capture, Defaults, Limits, Taken
from onrecord.ingest.take import take
from onrecord.ingest.worker import Worker

__all__ = [
    "Capture",
    "Defaults",
    "Layout",
    "Limits",
    "Taken",
    "Worker",
    "detect_language",
    "find",
    "from_json",
    "layout",
    "take",
]
