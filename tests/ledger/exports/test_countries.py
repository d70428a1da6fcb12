from __future__ import annotations

import pytest

from onrecord.extract.countries import countries, rows
from onrecord.ledger.exports.countries import codes_of, country_name, iso2


def test_every_country_has_a_row_and_every_code_one_country():
    """The table has the countries of the gazetteer, and no code stands for two."""
    table = list(rows("codes.tsv"))
    assert [row[0] for row in table] == list(countries())
    for column in (1, 2, 3):
        codes = [row[column] for row in table if row[column] != "-"]
        assert len(codes) == len(set(codes))
    assert sum(row[2] != "-" for row in table) == 195


@pytest.mark.parametrize(
    ("iso3", "fips", "cow"),
    [
        ("CHN", "CH", "710"),
        ("CHE", "SZ", "225"),
        ("CHL", "CI", "155"),
        ("AUS", "AS", "900"),
        ("AUT", "AU", "305"),
        ("DEU", "GM", "255"),
        ("RUS", "RS", "365"),
        ("UKR", "UP", "369"),
        ("BLR", "BO", "370"),
        ("GBR", "UK", "200"),
        ("XKX", "KV", "347"),
        ("HKG", "HK", None),
    ],
)
def test_codes_that_are_easily_taken_for_others(iso3, fips, cow):
    """FIPS 10-4 is not ISO: CH is China there; who is no state has no state number."""
    assert (codes_of(iso3).fips, codes_of(iso3).cow) == (fips, cow)


def test_what_is_no_country_has_no_code():
    """Codes of bodies, unknown codes and nothing give nothing."""
    for code in ("UNO", "XXX", "", None):
        found = codes_of(code)
        assert (found.fips, found.cow, found.cameo, iso2(code), country_name(code)) == (None,) * 5
    assert (codes_of("ROU").cameo, iso2("ROU"), country_name("ROU")) == ("ROM", "RO", "Romania")
