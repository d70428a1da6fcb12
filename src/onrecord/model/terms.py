"""The fixed vocabularies of the reading contract, one enumeration an idea.

Sources: NameType after OntoNotes 5 groups; TimexType from TIMEX3 (TimeML 1.2.1); Kind from PolNeAR and the
PARC literature; Certainty and Polarity after FactBank (Saurí and Pustejovsky 2009); Status is onrecord's own.
Members are strings, so they go into JSON and SQL as they are.
"""

from __future__ import annotations

from enum import StrEnum


class NameType(StrEnum):
    """What a name is the name of; weapons, vehicles and ships are PRODUCT."""

    PER = "PER"
    ORG = "ORG"
    LOC = "LOC"
    GPE = "GPE"
    FAC = "FAC"
    NORP = "NORP"
    PRODUCT = "PRODUCT"
    EVENT = "EVENT"
    MISC = "MISC"


class TimexType(StrEnum):
    """The four types of TIMEX3."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Kind(StrEnum):
    """How credited words are given: inside quotation marks, in the outlet's words, or some of each."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Certainty(StrEnum):
    """The text's own hedging of an event (never the program's confidence, which is a score)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class Polarity(StrEnum):
    """Whether the text asserts that the event is so or that it is not."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Status(StrEnum):
    """The standing of an event as its innermost source gives it."""

    REPORTED = "reported"
    ONGOING = "ongoing"
    PLANNED = "planned"
    REQUESTED = "requested"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    DENIED = "denied"
    NOT_DONE = "not_done"
    UNCLEAR = "unclear"


class Role(StrEnum):
    """As what somebody or something takes part in an event."""

    ACTOR = "actor"
    RECIPIENT = "recipient"
    ADDRESSEE = "addressee"
    OBJECT = "object"
    INSTRUMENT = "instrument"
    BENEFICIARY = "beneficiary"
    ORIGIN = "origin"
    DESTINATION = "destination"


class Form(StrEnum):
    """How a mention is worded."""

    NAME = "name"
    COMMON = "common"
    PRONOUN = "pronoun"


class BlockKind(StrEnum):
    """Which part of a published page a stretch of text is; only TITLE and BODY are read."""

    MASTHEAD = "masthead"
    TITLE = "title"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    FURNITURE = "furniture"
