"""Countries by name, demonym and capital."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.countries import body_of, capital_of, countries, countries_in, country_of, demonym_of, fold


@pytest.mark.parametrize(
    ("words", "iso3"),
    [
        ("Belarus", "BLR"),
        ("the United States", "USA"),
        ("U.S.", "USA"),
        ("US", "USA"),
        ("UK", "GBR"),
        ("DPRK", "PRK"),
        ("Côte d’Ivoire", "CIV"),
        ("Georgian", "GEO"),
        ("Turkey", "TUR"),
        ("Poles", "POL"),
        ("Frenchmen", "FRA"),
        ("Britain's", "GBR"),
        ("UKRAINE", "UKR"),
        ("Burma", "MMR"),
        ("Scotland", "GBR"),
        ("Congo-Brazzaville", "COG"),
        ("us", None),
        ("turkey", None),
        ("polish", None),
        ("Us", None),
        ("New Jersey", None),
        ("Minsk", None),
        ("", None),
    ],
)
def test_country_of(words, iso3):
    """Names, variants and demonyms give their country; letter case counts."""
    assert country_of(words) == iso3


def test_demonyms_are_told_from_names():
    """A word for people is a demonym, the country's name is none."""
    assert demonym_of("Belarusians") == "BLR"
    assert demonym_of("Belarus") is None


@pytest.mark.parametrize(
    ("words", "iso3"),
    [
        ("Minsk", "BLR"),
        ("Kiev", "UKR"),
        ("Kyiv", "UKR"),
        ("the Kremlin", "RUS"),
        ("The Hague", "NLD"),
        ("Kingston", "JAM"),
        ("Brest", None),
        ("minsk", None),
    ],
)
def test_capital_of(words, iso3):
    """Capitals and seats of government give the country; of two of a name the larger country's."""
    assert capital_of(words) == iso3


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Russian fighter jets", ("RUS",)),
        ("a US destroyer", ("USA",)),
        ("Ukrainian officials", ("UKR",)),
        ("U.S.-Russian talks", ("USA", "RUS")),
        ("anti-Russian", ()),
        ("troops from New Jersey", ()),
        ("the South China Sea", ()),
        ("North Korean and South Korean envoys", ("PRK", "KOR")),
        ("Papua New Guinea's army", ("PNG",)),
        ("Poles and the Polish state", ("POL",)),
        ("tell us about turkey", ()),
    ],
)
def test_countries_in(words, found):
    """Every country inside a phrase is found once, the longest name first, and none in seas and states."""
    assert countries_in(words) == found


@pytest.mark.parametrize(
    ("words", "code"),
    [("the EU", "EUR"), ("U.N.", "UNO"), ("WHO", "UNO"), ("who", None), ("NATO", "IGO"), ("the Red Cross", "NGO")],
)
def test_body_of(words, code):
    """International bodies have codes, and the pronoun is no organisation."""
    assert body_of(words) == code


def test_every_row_is_whole():
    """Each country has codes of the right length, an id of its own, a point on the globe and a name that finds it."""
    rows = countries().values()
    assert len({c.geonames_id for c in rows}) == len(rows) >= 249
    for country in rows:
        assert (len(country.iso2), len(country.iso3)) == (2, 3)
        assert -90 <= country.lat <= 90 and -180 <= country.lon <= 180
        assert all(country_of(name) == country.iso3 for name in country.names[:1])


@given(st.text(max_size=40))
def test_any_text_is_borne(words):
    """No text raises, and folding twice changes nothing more in case of plain words."""
    country_of(words)
    capital_of(words)
    body_of(words)
    assert set(countries_in(words)) <= countries().keys()
    assert "." not in fold(words)


@given(
    st.sampled_from(sorted(countries().values(), key=lambda c: c.iso3)),
    st.sampled_from(["{}", "the {}", "{}'s", "{}’s"]),
)
def test_article_and_possessive_change_nothing(country, frame):
    """A country is found with and without article and possessive."""
    assert country_of(frame.format(country.names[0])) == country.iso3
