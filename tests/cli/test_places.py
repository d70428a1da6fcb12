"""`places`, asked as a user asks it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app


def ask(*arguments: str, status: int = 0):
    """What `places` gives, with its exit status checked."""
    done = CliRunner().invoke(app, ["places", *arguments])
    assert done.exit_code == status, done.stderr
    return done


def lines(done):
    """JSON lines, taken apart."""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_name_gives_its_candidates():
    """Without context the likeliest first, each with country, precision, GeoNames id and score."""
    found = lines(ask("Brest", "--json"))
    assert {each["country"] for each in found} >= {"BLR", "FRA"}
    assert all({"name", "precision", "geonames_id", "lat", "lon", "score", "words"} <= set(each) for each in found)
    assert [each["score"] for each in found] == sorted((each["score"] for each in found), reverse=True)


def test_what_stands_after_the_comma_decides():
    """Brest, France is another town, and both names are answered."""
    out = ask("Brest, France").stdout
    assert out.index("3030300") < out.index("3017382")


def test_names_can_be_limited_to_a_country():
    """--in keeps the candidates of one country."""
    assert {each["country"] for each in lines(ask("Paris", "--in", "USA", "--json"))} <= {"USA"}


def test_an_unknown_name_is_told():
    """No match is said in words; no place is made up."""
    done = ask("Xyrrhaville")
    assert done.stdout == "" and "no place called 'Xyrrhaville'" in done.stderr


@pytest.mark.model
def test_the_places_of_a_ledger(sample_ledger):
    """Countries with their places, counts and scores; --in narrows, --limit cuts, --json is one object a place."""
    table = ask("--ledger", str(sample_ledger)).stdout
    assert "country" in table and "records" in table
    found = lines(ask("--ledger", str(sample_ledger), "--json"))
    assert all(each["records"] >= each["reports"] >= 1 and 0 <= each["score"] <= 1 for each in found)
    country = found[0]["country"]
    narrowed = lines(ask("--ledger", str(sample_ledger), "--json", "--in", country, "--limit", "1"))
    assert narrowed == found[:1]
    assert "no record has a place in ATA" in ask("--ledger", str(sample_ledger), "--in", "ATA").stderr
