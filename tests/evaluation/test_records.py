"""The scorer of whole records: lists by words and by offsets, records put beside lines, fields judged."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from evaluation.recordlines import by_offsets, line_of, lines_of, paired
from evaluation.records import FIELDS, figures, judged, table

from evaluation import records as scorer
from onrecord.model import (
    Certainty,
    Document,
    Form,
    Kind,
    Mention,
    Participant,
    Polarity,
    Record,
    Report,
    Role,
    SourceLink,
    Span,
    Status,
)

TEXT = "Norway urged Chad to pay. They urged it again, the minister said."


def line(word: str = "urged", **fields: Any) -> dict[str, Any]:
    """A line written by words."""
    given = {"text": "state/0", "word": word, "nth": 1, "type": ["REQUEST"], "status": ["reported"]}
    return {**given, "actor": ["Norway"], "object": ["Chad"], "according": [], **fields}


def at(words: str) -> Span:
    """Where the words stand first."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def record(trigger: str = "urged", **fields: Any) -> Record:
    """A record of the first sentence that agrees with `line()`."""
    report = Report(TEXT)
    parties = (Participant(Role.ACTOR, at("Norway"), "Norway"), Participant(Role.ADDRESSEE, at("Chad"), "Chad"))
    made = Record(
        id=trigger,
        report_id=report.id,
        trigger=report.evidence(at(trigger)),
        lemma="urge",
        evidence=report.evidence(at(TEXT)),
        according_to=(),
        status=Status.REPORTED,
        certainty=Certainty.CERTAIN,
        polarity=Polarity.POSITIVE,
        type="REQUEST",
        participants=parties,
    )
    return replace(made, **fields)


def outcome(given: dict[str, Any], *records: Record, mentions: tuple[Mention, ...] = ()) -> tuple[str, ...] | None:
    """The wrong fields of the one line."""
    document = replace(Document(Report(TEXT)), records=records, mentions=mentions)
    return judged(document, lines_of([given], lambda _: TEXT)).lines[0].wrong


def test_words_become_offsets():
    """The nth occurrence of a word, the nearest of a name, and the name itself where the text has it nowhere."""
    given = by_offsets(line(nth=2, also=["said"], actor=["They"], actor_is=["Norway|Oslo"]), TEXT)
    assert given["at"] == [[31, 36], [60, 64]]
    assert given["actor"] == [[(26, 30), (0, 6), "Oslo"]]
    assert by_offsets(json.loads(json.dumps(given)), TEXT)["at"] == given["at"]
    assert line_of(given).actors == (((26, 30), (0, 6), "Oslo"),)


@pytest.mark.parametrize(
    ("written", "meant", "words"),
    [
        (["minister", "They"], ["Oslo", "Norway"], [["minister", "Oslo"], ["They", "Norway"]]),
        (["They"], ["Norway", "Chad"], [["They", "Norway", "Chad"]]),
        (["Norway|Oslo"], [], [["Norway", "Oslo"]]),
    ],
)
def test_whom_a_word_stands_for(written: list[str], meant: list[str], words: list[list[str]]):
    """One for one where there are as many, else any of them."""
    given = by_offsets(line(actor=written, actor_is=meant), TEXT)
    assert given["actor"] == [[by_offsets(line(actor=[w]), TEXT)["actor"][0][0] for w in one] for one in words]


def test_a_word_that_is_not_there_is_an_error():
    """The error names the text and the word."""
    with pytest.raises(ValueError, match="state/0: the text has no 'urged' number 3"):
        lines_of([line(nth=3)], lambda _: TEXT)


@pytest.mark.parametrize(
    ("given", "ours", "wrong"),
    [
        (line(), record(), ()),
        (line(type=["none", "REQUEST"]), record(), ()),
        (line(type=["none"]), record(type=None), ()),
        (line(type=["ACCUSE"]), record(), ("type",)),
        (line(status=["requested"]), record(), ("status",)),
        (line(actor=["Norway", "minister"]), record(), ("actor",)),
        (line(actor=[]), record(), ("actor",)),
        (line(object=["it|Chad"]), record(), ()),
        (line(object=["minister"]), record(), ("object",)),
        (line(according=["minister"]), record(), ("according to",)),
        (line(according=["minister"]), record(according_to=(SourceLink("the minister", None, None, Kind.DIRECT),)), ()),
        (line(), record(according_to=(SourceLink(None, None, None, Kind.DIRECT),)), ()),
        (line(), record(according_to=(SourceLink("Chad", None, None, Kind.DIRECT),)), ("according to",)),
    ],
)
def test_fields(given: dict[str, Any], ours: Record, wrong: tuple[str, ...]):
    """One of several answers will do; one missing or too many makes the field wrong, nobody named does no harm."""
    assert outcome(given, ours) == wrong


def test_the_word_itself_is_what_was_done():
    """ "Held talks": on the noun the talks are no object, on the verb they are; "our" and "we" are one."""
    assert outcome(line(object=["urged|Oslo", "Chad"]), record()) == ()
    ours = replace(record().participants[0], name="our")
    assert outcome(line(actor=["We"]), record(participants=(ours, record().participants[1]))) == ()


@pytest.mark.parametrize("space", [" ", "\N{NO-BREAK SPACE}"])
def test_who_signs_the_text_does_no_harm(space: str):
    """A source that the text is attributed to as a whole is wrong on no line, whatever the space before the name."""
    ours = record(according_to=(SourceLink("Ada Lund", None, None, Kind.DIRECT),))
    signed = Report(f"{TEXT} The following is attributable to{space}Ada Lund:")
    made = replace(Document(signed), records=(ours,))
    assert judged(made, lines_of([line()], lambda _: TEXT)).lines[0].wrong == ()


def test_recipients_too_many():
    """A recipient that is on no line makes the object wrong, one object more does not."""
    more = Participant(Role.RECIPIENT, at("minister"), "minister")
    assert outcome(line(), record(participants=(*record().participants, more))) == ("object",)
    thing = replace(more, role=Role.OBJECT)
    assert outcome(line(), record(participants=(*record().participants, thing))) == ()


@pytest.mark.parametrize(
    ("party", "known"),
    [
        (Participant(Role.ACTOR, at("They"), "the government of Norway"), True),
        (Participant(Role.ACTOR, at("They"), "Norwegian envoys", country="NOR"), True),
        (Participant(Role.ACTOR, at("They"), "Norwegian troops", country="NOR", sector="MIL"), False),
        (Participant(Role.ACTOR, at("They"), "They", entity="one"), True),
        (Participant(Role.ACTOR, at("They"), "They", entity="two"), False),
    ],
)
def test_names(party: Participant, known: bool):
    """The words of one in the other, the same country, the same entity of the text."""
    ours = record(participants=(party, record().participants[1]))
    mention = Mention(at("Norway"), 0, Form.NAME, "Norway", "one")
    assert (outcome(line(), ours, mentions=(mention,)) == ()) is known


def test_lines_and_records_are_paired():
    """A line's own word goes before another that would do, and a line that must be there before an optional one."""
    lines = lines_of([line("pay", also=["urged"]), line("pay", optional=True)], lambda _: TEXT)
    triggers = [(7, 12), (21, 24)]
    done = paired(lines, triggers, lambda n, m: 0)
    assert (done.pairs, done.missing, done.extra) == (((0, 1),), (1,), (0,))
    assert paired(lines, triggers[:1], lambda n, m: 0).pairs == ((0, 0),)


def test_figures():
    """What is optional or repeats another is in no figure; what is on no line lowers precision."""
    gold = [line(), line("pay", optional=True), line("urged", nth=2), line("said", type=["none"], status=["planned"])]
    ours = (
        record(),
        record("pay"),
        record("said"),
        record("again"),
        record("minister", same_as="urged"),
    )
    document = replace(Document(Report(TEXT)), records=ours)
    read = [judged(document, lines_of(gold, lambda _: TEXT))]
    measured = figures(read)["State"]
    counts = {name: measured[name] for name in ("lines", "right", "partly", "wrong", "missed", "extra", "optional")}
    assert counts == {"lines": 3, "right": 1, "partly": 0, "wrong": 1, "missed": 1, "extra": 1, "optional": 1}
    assert measured["precision"] == pytest.approx(1 / 3) == measured["recall"]
    assert measured["fields"] == dict(zip(FIELDS, (0.5, 0.5, 1.0, 1.0, 1.0), strict=True))
    assert "| precision, all five fields right | 33.3 % | 33.3 % |" in table(figures(read))


@pytest.mark.skipif(not scorer.GOLD.exists(), reason="no list yet")
def test_the_gold_has_no_text():
    """Lines are offsets; the few names are such as the texts do not have."""
    for given in scorer.GOLD.read_text("utf-8").splitlines():
        assert {"word", "nth", "also"}.isdisjoint(json.loads(given))
