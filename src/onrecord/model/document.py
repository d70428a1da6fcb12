"""A report with the layers that the stages found in it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.layers import (
    Act,
    Attribution,
    Commitment,
    Credit,
    Event,
    Factuality,
    Frame,
    Link,
    Mention,
    Name,
    Quantity,
    Thing,
    Timex,
    Token,
    Toponym,
)
from onrecord.model.record import Record
from onrecord.model.report import Report
from onrecord.model.text import Span


@dataclass(frozen=True, slots=True)
class Document:
    """A report and its layers, each in text order. A stage returns `replace(document, layer=found)`."""

    report: Report
    sentences: tuple[Span, ...] = ()
    tokens: tuple[Token, ...] = ()
    names: tuple[Name, ...] = ()
    credits: tuple[Credit, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    frames: tuple[Frame, ...] = ()
    links: tuple[Link, ...] = ()
    acts: tuple[Act, ...] = ()
    timexes: tuple[Timex, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    things: tuple[Thing, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    factuality: tuple[Factuality, ...] = ()
    records: tuple[Record, ...] = ()

    @property
    def text(self) -> str:
        """The text that all spans point into."""
        return self.report.text
