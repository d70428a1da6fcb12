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


class Saying(StrEnum):
    """What a source does in saying it: the force of the words, as the outlet reports it.

    After the illocutionary classes of Searle (1976): assertives, directives, commissives, expressives; the last group
    is what sources are credited with without a word said.
    """

    SAID = "said"  # states, tells, writes, adds: the outlet takes no distance
    CLAIMED = "claimed"  # claims, alleges, maintains: the outlet keeps its distance
    CONFIRMED = "confirmed"
    ADMITTED = "admitted"  # admits, acknowledges, concedes
    DENIED = "denied"  # denies or disputes what is credited
    DECLINED = "declined"  # declines or refuses to say or to do
    ANNOUNCED = "announced"
    WARNED = "warned"
    PREDICTED = "predicted"  # expects, forecasts
    ESTIMATED = "estimated"
    SHOWED = "showed"  # finds, shows, concludes: studies, polls, papers
    ARGUED = "argued"  # argues, suggests, implies
    QUESTIONED = "questioned"  # asks for an answer, or doubts
    ASKED = "asked"  # asks or calls for something to be done
    ORDERED = "ordered"
    PROPOSED = "proposed"  # proposes, recommends, offers advice
    PROMISED = "promised"
    THREATENED = "threatened"
    AGREED = "agreed"  # agrees, decides, approves
    ACCUSED = "accused"  # accuses, blames, charges
    CRITICISED = "criticised"
    PRAISED = "praised"  # praises, welcomes, supports
    BELIEVES = "believes"
    FEARS = "fears"
    WANTS = "wants"  # wants, hopes, wishes
    PLANS = "plans"  # plans, intends, aims
    HEARSAY = "hearsay"  # "reportedly": nobody is named
    CREDITED = "credited"  # a picture's or table's credit line


class Nature(StrEnum):
    """What sort of entity a mention stands for."""

    PERSON = "person"
    GROUP = "group"  # several people by description: "Ukrainian officials", "two aides"
    BODY = "body"  # an institution, also by the name of its seat: "the Kremlin", "Washington"
    DOCUMENT = "document"  # "a confidential report"
    UNNAMED = "unnamed"  # somebody whom the report does not name: "an official who asked not to be named"


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
