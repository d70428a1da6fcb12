"""Who is meant by a name, what they are on record with, and the judgements behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import LedgerError, QueryError
from onrecord.ledger import Ledger, Query, doctor, open_ledger
from onrecord.ledger.entities import is_id
from onrecord.link.keys import key
from onrecord.model import PROGRAM, Judgement, NameType, Nature, Saying, Verdict, entity_id

from . import made

PER, ORG, GPE = NameType.PER, NameType.ORG, NameType.GPE
JOHN = (PER, "John Smith", "USA"), (PER, "John Smith", "GBR"), (PER, "John Smith", None)
KREMLIN: made.Who = (ORG, "Kremlin", "RUS")
AT = "2023-05-04T00:00:00+00:00"


def of(who: made.Who) -> str:
    """The key of a type, name and country."""
    return key(entity_id(who[0], who[1]), who[2])


def names(ledger: Ledger, wanted: str, **how: bool) -> list[str]:
    """The names of the entities that `wanted` can mean."""
    return [entity.name for entity in ledger.who(wanted, **how)]


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Putin by full name and by surname, a place, a body, a description, and two of one name."""
    made.file(
        ledger,
        made.sentence("Putin said it.", source=made.PUTIN, saying=Saying.PROMISED, said="2023-05-02"),
        made.sentence("Vladimir Putin came.", actor=made.PUTIN),
        made.sentence("He, Putin, denied it.", source=made.SURNAME, saying=Saying.DENIED, published="2023-06-01"),
        made.sentence("The Kremlin said it.", source=KREMLIN, nature=Nature.BODY),
        made.sentence("Kremlin aides left.", actor=(None, "Kremlin aides", "RUS")),
        made.sentence("Moscow said it.", source=(GPE, "Moscow", "RUS")),
        *(made.sentence(f"John Smith of {who[2]} said it.", source=who) for who in JOHN),
    )
    return ledger


def judged(one: made.Who, other: made.Who, verdict: Verdict = Verdict.SAME, by: str = "karel") -> Judgement:
    """A judgement of a person about two."""
    return Judgement(of(one), of(other), verdict, by, AT, note="a note")


def test_a_name_finds_whole_words_before_beginnings_and_names_before_descriptions(filled):
    """The best fit is chosen; a lone surname leaves open whom it means; --all lists everybody."""
    assert names(filled, "vladimir PUTIN") == ["Vladimir Putin"]
    assert names(filled, "Putin") == ["Vladimir Putin", "Putin"]
    assert names(filled, "Vlad") == ["Vladimir Putin"]
    assert names(filled, "Kremlin") == ["Kremlin"]
    assert set(names(filled, "Kremlin", every=True)) == {"Kremlin", "Kremlin aides"}
    assert names(filled, "aides") == ["Kremlin aides"]
    assert names(filled, "Minsk") == []
    with pytest.raises(QueryError, match="no word"):
        filled.who("?!")


def test_what_is_known_of_an_entity(filled):
    """Names, nature, countries and counts are those of the current records."""
    (putin,) = filled.who("Vladimir Putin")
    assert (putin.nature, putin.countries, putin.records, putin.reports) == (Nature.PERSON, ("RUS",), 2, 2)
    assert (putin.id, putin.keys) == (entity_id(PER, "Vladimir Putin"), (of(made.PUTIN),))
    (aides,) = filled.who("Kremlin aides")
    assert (aides.described, aides.nature) == (True, None)


def test_one_name_in_two_countries_is_two_and_without_one_a_third(filled):
    """Each has an id of its own, which finds it; the beginning of the shared id finds all."""
    found = filled.who("John Smith")
    assert {entity.countries for entity in found} == {("USA",), ("GBR",), ()}
    assert {entity.id for entity in found} == {of(who) for who in JOHN}
    shared = entity_id(PER, "John Smith")
    assert len(filled.who(shared[:10])) == 3
    assert [entity.countries for entity in filled.who(f"{shared[:10]}-USA")] == [("USA",)]
    assert [entity.countries for entity in filled.who(f"{shared[:10]}-XXX")] == [()]


def test_a_name_without_a_country_is_the_only_one_that_has_it(ledger):
    """With one country known both are one, and the id is that of the name alone."""
    made.file(ledger, *(made.sentence(f"John Smith {who[2]} said.", source=who) for who in (JOHN[0], JOHN[2])))
    (john,) = ledger.who("John Smith")
    assert (john.id, john.records, len(john.keys)) == (entity_id(PER, "John Smith"), 2, 2)


def test_an_account_has_what_was_said_and_done_by_kind(filled):
    """Sayings under their kind with the time of the saying, acts under None with the day of publication."""
    (putin,) = filled.who("Vladimir Putin")
    account = filled.account(putin)
    assert dict(account.totals) == {Saying.PROMISED: 1, None: 1}
    assert [(deed.kind, deed.when, deed.hit.text) for deed in account.deeds] == [
        (Saying.PROMISED, "2023-05-02", "Putin said it."),
        (None, "2023-05-04", "Vladimir Putin came."),
    ]


def test_an_account_is_narrowed_by_kind_and_time_and_cut_by_kind(ledger):
    """since and until look at when it was said or done; totals count what is not shown, too."""
    for day in (1, 2, 3):
        made.file(
            ledger,
            made.sentence(f"Putin, day {day}.", source=made.PUTIN, published=f"2023-05-0{day}"),
            made.sentence(f"Putin came, day {day}.", actor=made.PUTIN, published=f"2023-05-0{day}"),
        )
    (putin,) = ledger.who("Vladimir Putin")

    def told(**asked: object) -> list[str]:
        return [deed.hit.text for deed in ledger.account(putin, **asked).deeds]  # type: ignore[arg-type]

    assert told(kinds=["said"], limit=2) == ["Putin, day 3.", "Putin, day 2."]
    assert dict(ledger.account(putin, limit=1).totals) == {Saying.SAID: 3, None: 3}
    assert told(kinds=["did"], since="2023-05-02", until="2023-05-02") == ["Putin came, day 2."]
    assert told(since="2023-06") == []
    for wrong in ({"kinds": ["sang"]}, {"since": "soon"}):
        with pytest.raises(QueryError):
            told(**wrong)


def test_who_speaks_and_acts_in_one_record_is_told_once(ledger):
    """What somebody says of themselves stands under what they said; of two links the inner one counts."""
    both = made.sentence("Putin said he would come.", source=made.PUTIN, actor=made.PUTIN, saying=Saying.PROMISED)
    report, record = made.sentence("Putin said that Putin had admitted it.", source=made.PUTIN)
    inner = replace(record.according_to[0], saying=Saying.ADMITTED)
    made.file(ledger, both, (report, made.sealed(replace(record, according_to=(*record.according_to, inner)))))
    (putin,) = ledger.who("Vladimir Putin")
    assert sorted(deed.kind for deed in ledger.account(putin).deeds) == [Saying.ADMITTED, Saying.PROMISED]


def test_superseded_records_are_not_told(filled):
    """After another reading only what it gives counts."""
    report, _ = made.sentence("Vladimir Putin came.", actor=made.PUTIN)
    filled.add(report, (), fingerprint="f2")
    (putin,) = filled.who("Vladimir Putin")
    assert putin.records == 1
    assert [deed.kind for deed in filled.account(putin).deeds] == [Saying.PROMISED]


def test_a_judgement_makes_one_of_two_and_another_parts_them(filled):
    """SAME joins, DIFFERENT parts again; both stay on file, and the account names those about it."""
    filled.judge(judged(made.PUTIN, made.SURNAME))
    (putin,) = filled.who("Putin")
    assert (putin.name, putin.names, putin.records) == ("Vladimir Putin", ("Vladimir Putin", "Putin"), 3)
    account = filled.account(putin)
    assert set(dict(account.totals)) == {Saying.PROMISED, Saying.DENIED, None}
    assert [judgement.note for judgement in account.judgements] == ["a note"]
    filled.judge(judged(made.PUTIN, made.SURNAME, Verdict.DIFFERENT))
    assert len(filled.who("Putin")) == 2
    assert [judgement.verdict for judgement in filled.judgements()] == [Verdict.SAME, Verdict.DIFFERENT]
    assert list(doctor(filled)) == []


def test_names_that_are_no_longer_on_record_still_connect(filled):
    """Two that people joined through a third stay one when no current record has the third any more."""
    filled.judge(judged(made.PUTIN, made.SURNAME), judged(made.SURNAME, KREMLIN))
    report, _ = made.sentence("He, Putin, denied it.", source=made.SURNAME, published="2023-06-01")
    filled.add(report, (), fingerprint="f2")
    (entity,) = filled.who("Kremlin")
    assert set(entity.keys) == {of(made.PUTIN), of(KREMLIN)}
    assert filled.entity_with(of(made.SURNAME)) is None
    assert filled.names_of([of(made.SURNAME), of(KREMLIN)]) == {of(KREMLIN): "Kremlin"}


def test_one_is_the_one_that_is_meant_or_an_error_that_helps(filled):
    """Of a judgement both sides must be clear: exact names and ids are, the rest is listed."""
    entity, keys = filled.one("Putin")
    assert (entity.name, keys) == ("Putin", (of(made.SURNAME),))
    filled.judge(judged(made.PUTIN, made.SURNAME))
    assert filled.one("Putin")[1] == (of(made.SURNAME),)
    assert filled.one("Vladimir Putin")[1] == (of(made.PUTIN),)
    assert filled.one(of(made.PUTIN))[1] == (of(made.PUTIN),)
    with pytest.raises(QueryError, match=r"any of 3, give an id.*-GBR John Smith \(person, GBR, 1 record\)"):
        filled.one("John Smith")
    with pytest.raises(QueryError, match="nobody is on record as 'Minsk'"):
        filled.one("Minsk")


def test_the_program_links_what_is_no_guess_and_takes_it_back(filled):
    """`link` appends once; a second bearer of the surname turns the link by surname into UNSURE."""
    assert filled.link() == 1
    (link,) = filled.judgements()
    assert (link.by, link.score, link.pair) == (PROGRAM, 0.6, tuple(sorted((of(made.PUTIN), of(made.SURNAME)))))
    assert names(filled, "Putin") == ["Vladimir Putin"]
    assert filled.link() == 0
    made.file(filled, made.sentence("Igor Putin came.", actor=(PER, "Igor Putin", "RUS")))
    assert filled.link() == 1
    assert len(filled.who("Putin")) == 3
    assert list(doctor(filled)) == []


def test_a_person_outweighs_the_program(filled):
    """What a person holds apart stays so, however often the program links."""
    filled.judge(judged(made.PUTIN, made.SURNAME, Verdict.DIFFERENT))
    filled.link()
    filled.link()
    assert len(filled.who("Putin")) == 2


def test_an_acronym_is_linked_where_a_report_spells_it_out(ledger):
    """Brackets after the expansion are looked for in the text of the reports."""
    union: made.Who = (ORG, "European Union", None)
    short: made.Who = (ORG, "EU", None)
    report, record = made.sentence("The European Union (EU) said it.", source=union, actor=short)
    made.file(ledger, (report, record), made.sentence("EU came.", actor=short))
    assert ledger.link() == 1
    assert [entity.records for entity in ledger.who("EU")] == [2]


def test_a_reader_may_ask_but_not_judge(filled):
    """Judging needs the ledger open for writing; a judgement about one thing is refused whole."""
    with open_ledger(filled.path) as reader:
        assert names(reader, "Kremlin") == ["Kremlin"]
        with pytest.raises(LedgerError, match="reading only"):
            reader.judge(judged(made.PUTIN, made.SURNAME))
        with pytest.raises(LedgerError, match="reading only"):
            reader.link()
    with pytest.raises(LedgerError, match="about two"):
        filled.judge(judged(made.PUTIN, made.SURNAME), judged(made.PUTIN, made.PUTIN))
    assert filled.judgements() == []


def test_a_changed_judgement_is_found_by_doctor(filled):
    """Judgements are sealed like all rows."""
    filled.judge(judged(made.PUTIN, made.SURNAME))
    filled.connection.execute("UPDATE judgement SET verdict = 'different'").fetchall()
    assert [finding.check for finding in doctor(filled)] == ["sealed"]


@pytest.mark.parametrize(
    ("words", "id"),
    [("173b8bd806", True), ("173b8bd806-RUS", True), ("abba", False), ("Decade", False), ("1984", False)],
)
def test_ids_are_told_from_names(words, id):
    """Six digits or more, with a number among them."""
    assert is_id(words) is id


def test_saying_is_asked_of_the_source_that_is_asked_for(filled):
    """A search by saying finds any source that does so; with a source, that one."""

    def texts(**asked: object) -> set[str]:
        return {hit.text for hit in filled.search(Query(**asked))}  # type: ignore[arg-type]

    assert texts(saying=("Promised",)) == {"Putin said it."}
    assert texts(saying=("promised", Saying.DENIED)) == {"Putin said it.", "He, Putin, denied it."}
    assert texts(saying=("denied",), according_to="Vladimir") == set()
    assert texts(saying=("promised",), according_to="Vladimir") == {"Putin said it."}
    with pytest.raises(QueryError, match="give one of said, claimed"):
        texts(saying=("sang",))


def test_a_chain_is_searched_link_by_link(ledger):
    """Where a wire says that the union denied it, the wire denied nothing."""
    report = made.report()
    record = made.records(report)[1]
    wire, union = record.according_to
    denied = made.sealed(replace(record, according_to=(wire, replace(union, name="the union", saying=Saying.DENIED))))
    ledger.add(report, (denied,), fingerprint="f1")
    assert ledger.count(Query(saying=("denied",), according_to="Brest Wire")).records == 0
    assert ledger.count(Query(saying=("denied",), according_to="union")).records == 1


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_whatever_is_filed_somebody_can_be_asked_about(tmp_path_factory, data):
    """Any names, ids and countries: linking, asking and telling raise nothing, and the ledger stays sound."""
    with open_ledger(tmp_path_factory.mktemp("any") / "l", write=True) as ledger:
        for _ in range(2):
            report = data.draw(made.reports())
            found = data.draw(st.lists(made.records_of(report), max_size=3, unique_by=lambda record: record.id))
            ledger.add(report, found, fingerprint="f1")
            for name in [p.name for record in found for p in record.participants][:2]:
                if any(character.isalnum() for character in name):
                    for entity in ledger.who(name):
                        assert ledger.account(entity).entity == entity
        ledger.link()
        assert list(doctor(ledger)) == []
