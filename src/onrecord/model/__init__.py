"""The nouns. They import nothing of onrecord but its errors."""

from onrecord.model.document import Document
from onrecord.model.ids import content_id
from onrecord.model.layers import (
    Argument,
    Attribution,
    Commitment,
    Credit,
    Event,
    Factuality,
    Frame,
    Link,
    Mention,
    Name,
    Participant,
    Place,
    Quantity,
    Timex,
    Token,
    Toponym,
)
from onrecord.model.record import Record, RecordPlace, RecordTime, SourceLink
from onrecord.model.report import Block, Origin, Quarantined, Report
from onrecord.model.stage import Stage
from onrecord.model.terms import (
    BlockKind,
    Certainty,
    Form,
    Kind,
    NameType,
    Polarity,
    Role,
    Status,
    TimexType,
)
from onrecord.model.text import Evidence, Span, cover

__all__ = [
    "Argument",
    "Attribution",
    "Block",
    "BlockKind",
    "Certainty",
    "Commitment",
    "Credit",
    "Document",
    "Event",
    "Evidence",
    "Factuality",
    "Form",
    "Frame",
    "Kind",
    "Link",
    "Mention",
    "Name",
    "NameType",
    "Origin",
    "Participant",
    "Place",
    "Polarity",
    "Quantity",
    "Quarantined",
    "Record",
    "RecordPlace",
    "RecordTime",
    "Report",
    "Role",
    "SourceLink",
    "Span",
    "Stage",
    "Status",
    "Timex",
    "TimexType",
    "Token",
    "Toponym",
    "content_id",
    "cover",
]
