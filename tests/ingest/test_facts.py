from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ingest import detect_language
from onrecord.ingest.dates import judge_published, parse_date
from onrecord.ingest.language import language_code
from onrecord.ingest.names import country_code, split_bylines

NOW = datetime(2023, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2022-06-26", date(2022, 6, 26)),
        ("20220626", date(2022, 6, 26)),
        ("20220626+0100", date(2022, 6, 26)),
        ("26 June 2022", date(2022, 6, 26)),
        ("Sunday, June 26, 2022", date(2022, 6, 26)),
        ("26. Juni 2022", date(2022, 6, 26)),
        ("26 июня 2022 г.", date(2022, 6, 26)),
        ("26 de junio de 2022", date(2022, 6, 26)),
        ("2022/06/26", date(2022, 6, 26)),
        ("26.06.2022", date(2022, 6, 26)),
        ("26/06/2022", date(2022, 6, 26)),
        ("06/26/2022", date(2022, 6, 26)),
        ("06/07/2022", None),
        ("2022", None),
        ("June 2022", None),
        ("2022-13-45", None),
        ("31 June 2022", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_days(written, day):
    """A written date gives the one day that it names, and None where it names none or two."""
    assert parse_date(written) == day


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2022-06-26T07:30:00+01:00", "2022-06-26T07:30:00+01:00"),
        ("2022-06-26T06:30:00.125Z", "2022-06-26T06:30:00+00:00"),
        ("20220626T073000+0100", "2022-06-26T07:30:00+01:00"),
        ("Sun, 26 Jun 2022 07:30:00 +0100", "2022-06-26T07:30:00+01:00"),
        ("2022-06-26 07:30", "2022-06-26T07:30:00"),
    ],
)
def test_moments(written, moment):
    """A date with a time keeps its time and its zone, and is given no zone where it has none."""
    assert judge_published([(written, "x")], NOW)[0] == moment


@pytest.mark.parametrize(
    ("found", "held", "word"),
    [
        ([], None, "no publication date found"),
        ([("2999-01-01", "a")], None, "future"),
        ([("0025-01-01", "a")], None, "before 1900"),
        ([("soon", "a")], None, "does not name one day"),
        ([("2999-01-01", "a"), ("2022-06-26", "b")], "2022-06-26", "future"),
        ([("2022-06-26", "a"), ("2021-06-26", "b")], "2022-06-26", "conflict"),
        ([("2022-06-26", "a"), ("2021-06-26", "given as the default")], "2022-06-26", ""),
    ],
)
def test_doubtful_dates_are_flagged(found, held, word):
    """Dates without sense are not held but named; of two that conflict the more trusted is held, with a flag."""
    published, _, flags = judge_published(found, NOW)
    assert published == held
    assert any(word in flag for flag in flags) if word else not flags


def test_a_day_ahead_is_no_future():
    """Midnight in an eastern zone, up to a day after now, is not the future."""
    assert judge_published([("2023-01-01T10:00:00+12:00", "a")], NOW)[2] == ()


@given(st.text(max_size=60))
def test_any_string_may_be_a_date(written):
    """Parsing a date never fails, whatever is written."""
    parse_date(written)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The minister said on Monday that the talks had ended without a result.", "en"),
        ("Россия передаст Белоруссии ракетные комплексы в ближайшие месяцы.", "ru"),
        ("Україна заявила про новий обстріл прикордонних районів уночі.", "uk"),
        ("俄罗斯将在未来几个月向白俄罗斯提供导弹系统", "zh"),
        ("Ja.", None),
        ("12 34 56 78 90 11 12 13", None),
        ("", None),
    ],
)
def test_language_of_text(text, code):
    """The language comes from the letters; a text too short for that gets none."""
    assert detect_language(text)[0] == code


@pytest.mark.parametrize(
    ("declared", "code"),
    [("en-GB", "en"), ("en_US", "en"), ("English", "en"), ("nb-NO", "no"), ("xx", None), ("website", None), ("", None)],
)
def test_declared_language(declared, code):
    """Tags and names of languages give their ISO 639-1 code; what is neither gives none."""
    assert language_code(declared) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [("GB", "GBR"), ("usa", "USA"), ("United Kingdom", "GBR"), ("Türkiye", "TUR"), ("Ruritania", None)],
)
def test_country(name, code):
    """Codes and names of countries give ISO 3166-1 alpha-3; unknown ones none."""
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("- By Jana Holt", ("Jana Holt",)),
        ("By Jana Holt and Piet Aas", ("Jana Holt", "Piet Aas")),
        ("Jana Holt and Piet Aas, Harbour Correspondents", ("Jana Holt", "Piet Aas, Harbour Correspondents")),
        ("Jana Holt, Secretary of Ports and Harbours", ("Jana Holt, Secretary of Ports and Harbours",)),
        ("Jana Holt; Piet Aas", ("Jana Holt", "Piet Aas")),
        ("Jana Holt, Piet Aas", ("Jana Holt", "Piet Aas")),
        ("By Jana Holt in Port Alder", ("Jana Holt",)),
        ("Jana Holt, Secretary of State", ("Jana Holt, Secretary of State",)),
        ("Von Jana Holt, dpa", ("Jana Holt, dpa",)),
        ("https://post.example/jana", ()),
        ("admin", ()),
        ("desk@post.example", ()),
    ],
)
def test_bylines(written, authors):
    """A byline gives its authors; addresses and placeholders give none."""
    assert split_bylines(written) == authors
