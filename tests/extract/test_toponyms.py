"""Toponyms: recognition from names and tables, joint resolution, actors told from places."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import document, span
from onrecord.extract.gazetteer import entries
from onrecord.extract.outlethome import Home, home_of
from onrecord.extract.placenames import find_place_names
from onrecord.extract.places import resolve
from onrecord.extract.spotted import Spotted, hint_of, linked, meanings
from onrecord.extract.toponyms import dateline_entries, find_toponyms, place_candidates, place_spans, toponym_stage
from onrecord.model import Document, Name, NameType, Report, Span

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases" / "toponyms.jsonl").read_text(encoding="utf-8").splitlines()
]


def named(text, tree="", /, **types):
    """A document with the given words as names: named("He left Minsk", Minsk="GPE"); "_" in a keyword is a space."""
    made = document(text, tree)
    names = [Name(span(made, words.replace("_", " ")), NameType(type)) for words, type in types.items()]
    return replace(made, names=tuple(sorted(names, key=lambda n: n.span)))


def found(made):
    """Name, country and whether it is an actor, for every toponym of a document."""
    return [(t.name, t.place.country if t.place else None, t.metonym) for t in find_toponyms(made).toponyms]


def together(*names):
    """The choice for each of several names that stand in one report far from each other."""
    spotted = [Spotted(Span(100 * i, 100 * i + 1), n, entries(n)) for i, n in enumerate(names)]
    return {key: choice.entry.place for key, choice in resolve(spotted).items()}


def test_the_stage_says_what_it_needs():
    """The stage requires tokens and names, provides toponyms and carries the hash of its tables."""
    stage = toponym_stage()
    assert (stage.requires, stage.provides) == (("tokens", "names"), ("toponyms",))
    assert dict(stage.config)["tables"]


def test_a_capital_that_must_act_is_an_actor():
    """Minsk must be ready: no place."""
    tree = "PROPN Minsk 4 nsubj / AUX must 4 aux / AUX be 4 cop / ADJ ready 0 root"
    assert found(named("Minsk must be ready", tree, Minsk="GPE")) == [("Minsk", "BLR", True)]


def test_a_city_that_will_be_cold_is_a_place():
    """Minsk will be cold: weather is no decision."""
    tree = "PROPN Minsk 4 nsubj / AUX will 4 aux / AUX be 4 cop / ADJ cold 0 root"
    assert found(named("Minsk will be cold", tree, Minsk="GPE")) == [("Minsk", "BLR", False)]


def test_a_city_that_is_no_capital_is_never_an_actor():
    """Brest denied: perhaps a team or a town hall, but no government."""
    tree = "PROPN Brest 2 nsubj / VERB deny 0 root / PRON it 2 obj"
    assert found(named("Brest denied it", tree, Brest="GPE"))[0][2] is False


def test_the_second_of_two_speakers_is_an_actor():
    """Moscow and Minsk denied it: both."""
    tree = "PROPN Moscow 4 nsubj / CCONJ and 3 cc / PROPN Minsk 1 conj / VERB deny 0 root / PRON it 4 obj"
    assert [t[2] for t in found(named("Moscow and Minsk denied it", tree, Moscow="GPE", Minsk="GPE"))] == [True, True]


def test_the_agent_of_a_passive_is_an_actor():
    """It was condemned by Paris: the agent."""
    tree = "PRON it 3 nsubj:pass / AUX be 3 aux:pass / VERB condemn 0 root / ADP by 5 case / PROPN Paris 3 obl:agent"
    assert found(named("It was condemned by Paris", tree, Paris="GPE")) == [("Paris", "FRA", True)]


def test_demonyms_are_countries_without_pins():
    """Belarusian gives the country, as a word for people."""
    made = named("Belarusian troops left", Belarusian="NORP")
    (toponym,) = find_toponyms(made).toponyms
    assert toponym.place is not None and toponym.place.precision == "country" and toponym.metonym


def test_party_names_are_no_places():
    """Republicans are a NORP and no place."""
    assert found(named("Republicans left", Republicans="NORP")) == []


def test_unknown_names_stay_without_place():
    """A name that the reader calls a place and no table knows has no place, no score, no candidate."""
    (toponym,) = find_toponyms(named("Floods in Xyrrhaville", Xyrrhaville="GPE")).toponyms
    assert (toponym.place, toponym.score, toponym.candidates) == (None, 0.0, ())


def test_city_and_state_in_one_name_are_two():
    """The reader's "Brest, Belarus" is split."""
    report = Report("A fire in Brest, Belarus.")
    made = Document(report, names=(Name(Span(10, 24), NameType.GPE),))
    assert [t.name for t in find_toponyms(made).toponyms] == ["Brest", "Belarus"]


def test_a_surname_is_no_place():
    """Jackson, once called a place by the reader, is the person named in full before."""
    made = document("Alan Jackson left ; Jackson sang")
    made = replace(made, names=(Name(Span(0, 12), NameType.PER), Name(Span(20, 27), NameType.GPE)))
    assert found(made) == []


def test_places_inside_organisations_are_no_scenes():
    """Kentucky in a university's name is found, as part of an actor."""
    made = named("the University of Kentucky won", University_of_Kentucky="ORG")
    assert found(made) == [("Kentucky", "USA", True)]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Brest region", "region"),
        ("Brest Oblast", "region"),
        ("Brest counties", "district"),
        ("Brest and Orange counties", "district"),
        ("Brest fell", ""),
    ],
)
def test_hints(text, hint):
    """The words after a name may say which kind of unit it is."""
    assert hint_of(text, Span(0, 5)) == hint


def test_a_name_before_its_unit_is_linked():
    """Georgia after Tbilisi has another key than Georgia after Atlanta."""
    text = "Tbilisi, Georgia and Atlanta, Georgia"
    spans = [(0, 7), (9, 16), (21, 28), (30, 37)]
    spotted = linked([Spotted(Span(a, b), text[a:b], entries(text[a:b])) for a, b in spans], text)
    choices = resolve(spotted)
    assert [choices[s.key].entry.place.country for s in spotted] == ["GEO", "GEO", "USA", "USA"]


@pytest.mark.parametrize(
    ("names", "countries"),
    [
        (("Paris", "Lyon", "France"), {"FRA"}),
        (("Paris", "Dallas", "Texas"), {"USA"}),
        (("London", "Toronto", "Ontario"), {"CAN"}),
        (("Brest", "Minsk", "Gomel"), {"BLR"}),
        (("Brest", "Rennes", "Nantes"), {"FRA"}),
        (("Georgia", "Atlanta", "Savannah"), {"USA"}),
        (("Georgia", "Tbilisi", "Batumi"), {"GEO"}),
    ],
)
def test_names_pull_each_other(names, countries):
    """The other names of a report decide which of several places a name means."""
    assert {place.country for place in together(*names).values()} == countries


def test_a_dateline_pulls_too():
    """The city of the dateline, which is not in the text that is read, counts as one more name."""
    report = Report("x", dateline="MINSK, June 25 (BelTA)")
    dateline = dateline_entries(report)
    assert list(dateline) == ["minsk"]
    spotted = [Spotted(Span(0, 1), "Brest", entries("Brest"))]
    assert resolve(spotted, dateline)["brest"].entry.place.country == "BLR"


@pytest.mark.parametrize(
    ("dateline", "countries"),
    [
        ("PARIS, Texas (AP) —", {"USA"}),
        ("SALINA, Kan., May 3 (AP)", {"USA"}),
        ("BREST, Belarus, June 25 (BelTA)", {"BLR"}),
        ("LONDON, Ont. —", {"CAN"}),
    ],
)
def test_the_unit_in_a_dateline_decides(dateline, countries):
    """The state or country after the city of a dateline leaves only the cities in it."""
    (found,) = dateline_entries(Report("x", dateline=dateline)).values()
    assert {e.place.country for e in found} == countries


def test_a_dateline_may_name_the_month_only():
    """A month after the city is no unit."""
    assert len(dateline_entries(Report("x", dateline="PARIS, March 3 (AP)"))["paris"]) > 1


@pytest.mark.parametrize("dateline", [None, "", "(AP)", "Xyrrhaville, May 3", "12 June"])
def test_a_dateline_without_known_city_pulls_nothing(dateline):
    """Nothing is made of a dateline that names no known city."""
    assert dateline_entries(Report("x", dateline=dateline)) == {}


@pytest.mark.parametrize(
    ("outlet", "country", "city"),
    [
        ("The Kansas City Star", None, "kansas city"),
        ("kansascity.com", None, "kansas city"),
        ("https://www.thelansingstatejournal.com/news", None, "lansing"),
        ("cambridge-news.co.uk", "GBR", "cambridge"),
        ("moscowtimes.ru", "RUS", "moscow"),
        ("lfpress.ca", "CAN", ""),
        ("The Times of India", None, "india"),
        ("news.tv", None, ""),
        ("The Guardian", None, ""),
        ("Reuters", None, ""),
        (None, None, ""),
    ],
)
def test_homes_of_outlets(outlet, country, city):
    """The name or address of an outlet tells its town or country, or nothing."""
    home = home_of(Report("x", outlet=outlet))
    assert (home.country, home.city) == (country, city)
    assert bool(home.entries) == bool(city)


def test_a_declared_country_goes_before_the_address():
    """What the outlet says of itself is believed before the ending of its address."""
    assert home_of(Report("x", outlet="echo.co.uk", outlet_country="IRL")).country == "IRL"


@given(st.text(max_size=30))
def test_any_outlet_is_borne(outlet):
    """No name of an outlet raises."""
    assert isinstance(home_of(Report("x", outlet=outlet)), Home)


@pytest.mark.parametrize(
    ("outlet", "name", "country"),
    [
        ("chroniclelive.co.uk", "Newcastle", "GBR"),
        ("smh.com.au", "Newcastle", "AUS"),
        (None, "Cambridge", "GBR"),
        ("The Boston Globe", "Cambridge", "USA"),
        (None, "London", "GBR"),
        ("The Dallas News", "London", "GBR"),
    ],
)
def test_the_home_of_the_outlet_pulls(outlet, name, country):
    """A paper writes of its own town and country, but everybody writes of London."""
    report = Report(f"Floods in {name}", outlet=outlet)
    assert place_spans(Document(report), [Span(10, 10 + len(name))])[0].place.country == country


def test_spans_from_elsewhere_are_resolved_as_given():
    """One answer a span, in order, with nothing asked about whether they are names."""
    text = "Brest, Belarus and xyrrhaville"
    brest, belarus, unknown = place_spans(Document(Report(text)), [Span(0, 5), Span(7, 14), Span(19, 30)])
    assert (brest.place.geonames_id, belarus.place.precision, unknown.place) == (629634, "country", None)
    assert unknown.score == 0.0


def test_two_places_of_one_name_are_kept_apart():
    """Birmingham, England, and Birmingham, Ala.; a bare Birmingham elsewhere is another question."""
    text = "Birmingham, England; Birmingham, Ala."
    spans = [Span(0, 10), Span(12, 19), Span(21, 31), Span(33, 37)]
    assert [t.place.country for t in place_spans(Document(Report(text)), spans)] == ["GBR", "GBR", "USA", "USA"]


def test_a_small_town_alone_in_its_country_is_doubted():
    """Nothing else of the report lies in Russia: Asha may be anything; beside Moscow or in a Russian paper less so."""
    text = "Asha, Delhi, Mumbai, Moscow"
    spans = [Span(0, 4), Span(6, 11), Span(13, 19), Span(21, 27)]
    alone = place_spans(Document(Report(text)), spans[:3])[0]
    in_company = place_spans(Document(Report(text)), spans)[0]
    at_home = place_spans(Document(Report(text, outlet_country="RUS")), spans[:3])[0]
    assert alone.place == in_company.place == at_home.place
    assert alone.score < 0.6 < min(in_company.score, at_home.score)


@pytest.mark.parametrize("words", ["Hamas", "the White House", "Kremlin", "free", "Capital", "Mon"])
def test_what_is_no_town_in_running_text(words):
    """Bodies, seats of government and common words name no town that happens to be called so."""
    assert not [e for e in meanings(words) if e.admin1]


def test_a_region_without_its_word_in_the_table():
    """Punjab Region is found as Punjab, and never as a city; Chile's Los Ríos Region as Los Ríos."""
    assert {e.place.precision for e in meanings("Kursk Oblast")} == {"region"}
    assert "CHL" in {e.place.country for e in meanings("Los Ríos")}


def test_after_the_article_a_river_is_no_city():
    """Rio Grande is a city in Brazil, the Rio Grande a river."""
    text = "the Rio Grande, Rio Grande"
    river, _ = place_spans(Document(Report(text)), [Span(4, 14), Span(16, 26)])
    assert river.place.precision == "area"


def test_candidates_of_a_name():
    """The likeliest first, with scores that fall; the country after the comma turns them round."""
    alone = [(place.country, score) for _, place, score in place_candidates("Brest")]
    assert len(alone) > 1 and alone == sorted(alone, key=lambda c: -c[1])
    (_, first, score), *_ = place_candidates("Brest, France")
    assert first.country == "FRA" and score > 0.9
    assert place_candidates("Xyrrhaville") == ()


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from("Minsk Brest Paris Georgia Texas Springfield Dublin Lebanon Kyiv Ohio".split()), max_size=8
    )
)
def test_scores_are_shares(names):
    """Scores lie in 0 to 1, candidates are at most three, in falling order, the chosen place first; no more than 1."""
    spotted = [Spotted(Span(i, i + 1), n, entries(n)) for i, n in enumerate(names)]
    for choice in resolve(spotted).values():
        shares = [share for _, share in choice.ranked]
        assert 0 <= choice.score <= 1 and len(shares) <= 3 and shares == sorted(shares, reverse=True)
        assert choice.ranked[0] == (choice.entry.place, choice.score) and sum(shares) <= 1


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Brest", "Belarus", "in", "Kan.", ",", "the", "MINSK", "(AP)", "—", "Ohio", "May", "'s", "é"]),
        min_size=1,
        max_size=12,
    ),
    st.data(),
)
def test_spans_are_in_order_and_apart(words, data):
    """Whatever the names, found spans are in text order, do not overlap, and their words are the text's."""
    made = document(" ".join(words))
    picked = data.draw(st.lists(st.sampled_from(made.tokens), unique=True, max_size=4))
    types = data.draw(st.lists(st.sampled_from(NameType), min_size=len(picked), max_size=len(picked)))
    names = sorted((Name(t.span, k) for t, k in zip(picked, types, strict=True)), key=lambda n: n.span)
    spotted = find_place_names(replace(made, names=tuple(names)))
    for one, following in pairwise(spotted):
        assert one.span.end <= following.span.start
    assert all(s.words == s.span.of(made.text) for s in spotted)


def test_empty_reports_have_no_toponyms():
    """Nothing in, nothing out."""
    assert find_toponyms(Document(Report(""))).toponyms == ()


def test_there_are_enough_cases_each_with_its_why():
    """The case file has at least 120 lines, no sentence twice, each with a reason."""
    assert len({case["text"] for case in CASES}) == len(CASES) >= 120 and all(case["why"] for case in CASES)


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_cases(case):
    """Each sentence of the case file gives its place names, places, precisions and actors."""
    from onrecord.nlp.reader import read

    toponyms = find_toponyms(read(Document(Report(case["text"])))).toponyms
    got = [[t.name, t.place and t.place.country, t.place and t.place.precision, t.metonym] for t in toponyms]
    assert got == case["toponyms"], case["why"]
    if "ids" in case:
        assert [t.place and t.place.geonames_id for t in toponyms] == case["ids"], case["why"]
