"""Document -> Document with one layer more; one module a layer. Works on Universal Dependencies, knows no model."""

from onrecord.extract.attributions import attribution_stage
from onrecord.extract.events import event_stage
from onrecord.extract.factuality import factuality_stage
from onrecord.extract.mentions import mention_stage
from onrecord.extract.quantities import quantity_stage
from onrecord.extract.things import thing_stage
from onrecord.extract.timex import timex_stage
from onrecord.extract.toponyms import place_candidates, place_spans, toponym_stage

__all__ = [
    "attribution_stage",
    "event_stage",
    "factuality_stage",
    "mention_stage",
    "place_candidates",
    "place_spans",
    "quantity_stage",
    "thing_stage",
    "timex_stage",
    "toponym_stage",
]
