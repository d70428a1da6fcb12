"""Judgements about records of one report that tell the same event."""

from dataclasses import replace

from factory import document
from onrecord.extract.events import find_events
from onrecord.extract.factuality import find_factuality
from onrecord.link import standing
from onrecord.link.retold import retold
from onrecord.model import Judgement, Record, Verdict
from onrecord.model.entity import PROGRAM
from onrecord.record.build import build_records

AT = "2022-06-27T10:00:00Z"


def record() -> Record:
    """Some record."""
    tree = "PROPN Chad 2 nsubj / VERB close 0 root Tense=Past|VerbForm=Fin / NOUN port 2 obj"
    return build_records(find_factuality(find_events(document("Chad closed ports", tree)))).records[0]


def test_one_judgement_a_pair():
    """A record that names a fuller one gives SAME by the program, one that names none gives nothing."""
    fuller = record()
    again = replace(fuller, id="aa", same_as=fuller.id)
    (made,) = retold([fuller, again], at=AT, score=0.9)
    assert (set(made.pair), made.verdict, made.by, made.at, made.score) == (
        {"aa", fuller.id},
        Verdict.SAME,
        PROGRAM,
        AT,
        0.9,
    )


def test_a_person_parts_them():
    """What a person appends afterwards holds against the program."""
    again = replace(record(), id="aa", same_as="bb")
    program = retold([again], at=AT, score=0.9)
    person = Judgement("aa", "bb", Verdict.DIFFERENT, "ada", AT)
    held = standing([*program, person])
    assert [j.verdict for j in (held.values() if isinstance(held, dict) else held)] == [Verdict.DIFFERENT]
