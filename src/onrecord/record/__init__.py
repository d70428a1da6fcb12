"""Document -> records, and both as the JSON of the reading contract."""

from onrecord.record.build import record_stage
from onrecord.record.contract import record_json, to_contract

__all__ = ["record_json", "record_stage", "to_contract"]
