"""The report's own country: whose are bodies of states and holders of offices whom the words leave open."""

import pytest

from onrecord.model import Report
from onrecord.pipeline import run


def countries_of(words, text, **told):
    """The countries of the mentions with these words, in text order."""
    document = run(Report(text, language="en", **told))
    return [m.country for m in document.mentions if m.span.of(text) == words]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "told", "country"),
    [
        ("The health ministry warned hospitals.", {"dateline": "LIMA, Peru, March 3 (AP) -"}, "PER"),
        ("The health ministry warned hospitals.", {"outlet": "The Lima News", "outlet_country": "PER"}, "PER"),
        ("The health ministry warned hospitals.", {}, None),
        ("The health ministry warned hospitals. Chile and Brazil did so too.", {"outlet_country": "PER"}, "PER"),
        ("The health ministry warned hospitals after cases in Chile.", {"outlet_country": "PER"}, None),
    ],
)
def test_bodies_of_the_state_are_of_where_the_report_was_filed(text, told, country):
    """A bare ministry is that of the dateline's or the outlet's country, unless its sentence names another one."""
    assert countries_of("health ministry", text, **told) == [country]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Peruvian students attacked a bank. Police arrested two men.", "PER"),
        ("Peruvian and Chilean students attacked a bank. Police arrested two men.", None),
        ("The Peruvian-backed students attacked a bank. Police arrested two men.", None),
        ("Students attacked a bank. Police arrested two men.", None),
        ("Peru sent a ship. Police arrested two men.", None),
    ],
)
def test_the_only_country_of_a_report_is_its_own_if_it_tells_of_its_life(text, country):
    """What is a country's own makes the report one of that country; a second country, a backer, a party do not."""
    assert countries_of("Police", text) == [country]


@pytest.mark.model
def test_a_foreign_outlet_tells_against_the_only_country():
    """A report of one country by an outlet of another leaves it open whose police it is."""
    text = "Peruvian students attacked a bank. Police arrested two men."
    assert countries_of("Police", text, outlet_country="CHL") == [None]


@pytest.mark.model
def test_people_of_no_office_are_left_open():
    """Gunmen and residents may be of anywhere."""
    text = "Gunmen shot a man in Peru's capital. Residents fled."
    assert countries_of("Gunmen", text) == countries_of("Residents", text) == [None]
