"""What nouns and names tell of sectors, and the usual names of bodies of states."""

import pytest

from onrecord.extract.actornouns import actor_of, beside_actor, described_actor
from onrecord.extract.countries import body_named, countries_in
from onrecord.extract.namedbodies import body_in, named_actor
from onrecord.extract.statebodies import StateBody, plain_body


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("prime minister", "GOV"),
        ("rebel leaders", "REB"),
        ("rebel army", "REB"),
        ("rebel lawmakers", "LEG"),  # rebels within a party
        ("armed group", "REB"),
        ("armed forces", "MIL"),
        ("army spokesman", "MIL"),
        ("police official", "COP"),
        ("union leader", "LAB"),
        ("party 's leader", "PTY"),
        ("victim 's spokesman", "GOV"),  # whose he is does not make him a civilian
        ("opposition party", "OPP"),
        ("church representatives", "REL"),
        ("senior officials", "GOV"),
        ("representatives", None),
        ("attorney - general", "GOV"),
    ],
)
def test_modifiers_tell_the_sector(words, sector):
    """Words before a noun go before the noun itself where it stands for whom it belongs to."""
    found = described_actor(words.split())
    assert found is not None and found.sector == sector


@pytest.mark.parametrize("words", ["military campaign", "power house", "trade", "air campaign"])
def test_some_phrases_are_nobody(words):
    """A phrase may be no actor although its last word alone is one."""
    assert actor_of(words.split()) is None


def test_a_chain_is_a_body_beside_its_name_alone():
    """ "Chain" stands for a company only next to a name."""
    assert actor_of(["grocery", "chain"]) is None
    assert beside_actor(["grocery", "chain"]).sector == "BUS"


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("European Union", None),
        ("European Broadcasting Union", None),
        ("Transport Workers Union", "LAB"),
        ("Constitutional Court of Austria", "JUD"),
        ("Ministry of Defence", "GOV"),
        ("Black Sea Fleet", "MIL"),
        ("Kosel Military Unit", "MIL"),
        ("US State Department", "GOV"),
        ("FBI", "COP"),
        ("Orvel Motors", "BUS"),
        ("Volkswagen Group", None),
        ("Tarvian Liberation Front", "REB"),
        ("University of Leeds", "EDU"),
    ],
)
def test_names_tell_the_sector(name, sector):
    """A body that everybody knows has its own, else the last or first words of the name tell."""
    found = named_actor(tuple(name.split()))
    assert (found.sector if found else None) == sector


def test_a_body_inside_a_title():
    """The longest body in a title counts."""
    assert body_in("former FBI director".split()).code == "USA"
    assert body_in("former director".split()) is None


@pytest.mark.parametrize(
    ("words", "code", "sector"),
    [("the IAEA", "UNO", None), ("ICRC", "NGO", "MED"), ("Treasury Department", "USA", "GOV"), ("OSCE", "IGO", None)],
)
def test_well_known_bodies(words, code, sector):
    """A body that everybody knows has a country or code, and a sector or none."""
    body = body_named(words)
    assert (body.code, body.sector) == (code, sector)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("pro-Russian party", ()),
        ("anti - Syrian journalist", ()),
        ("US-backed militia", ()),
        ("English-speaking group", ()),
        ("ethnic Turks", ("TUR",)),
        ("Israeli-occupied land", ()),
        ("US-led force", ("USA",)),
    ],
)
def test_whom_somebody_sides_with_is_no_country(words, found):
    """Countries that one is for, against or backed by are not one's own."""
    assert countries_in(words) == found


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("the new government", "government"),
        ("ministry of defense", "defence ministry"),
        ("Ministry of Foreign Affairs", "foreign ministry"),
        ("state tv", "state television"),
        ("riot police", "riot police"),
        ("ministry", None),  # which one, the word alone does not tell
        ("software firm", None),
    ],
)
def test_bodies_of_states_have_usual_words(words, body):
    """One order and one spelling for all wordings; other bodies have none."""
    assert plain_body(words.lower().split()) == body


def test_the_name_of_a_body_of_state():
    """Owner and body, or the body alone where everybody knows whose it is."""
    assert StateBody("Norwegian", "government").name == "Norwegian government"
    assert StateBody("", "state department").name == "State Department"


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("former president", "ELI"),
        ("ousted Chilean prime minister", "ELI"),
        ("former senator", "ELI"),
        ("retired general", "MIL"),
        ("former president 's lawyer", None),
        ("former company director", "BUS"),
        ("president", "GOV"),
    ],
)
def test_who_held_an_office_is_of_the_elites(words, sector):
    """Former holders of offices of government, parliament and courts are ELI; soldiers, owners and others are not."""
    assert described_actor(words.lower().split()).sector == sector
