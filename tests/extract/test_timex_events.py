"""Which event an expression dates: background stays apart from the news, bounds and days to come date nothing past."""

import pytest

from onrecord.model import Report
from onrecord.pipeline import run

PUBLISHED = "2022-06-25"  # a Saturday
CASES = [
    (
        "Rebels who seized the port in 2019 attacked a convoy on Friday, the army said on Saturday.",
        {"seize": "2019", "attack": "2022-06-24"},
        "Each verb has its own time, wherever the reader hangs the day.",
    ),
    (
        "Troops, which invaded the region in 2014, shelled the town on Monday.",
        {"invade": "2014", "shell": "2022-06-20"},
        "Background in a relative clause stays there.",
    ),
    (
        "The minister said on Monday that rebels had attacked the convoy last week.",
        {"say": "2022-06-20", "attack": "2022-W24"},
        "The saying and what is said have their own times.",
    ),
    ("The government Friday condemned the attack.", {"condemn": "2022-06-24"}, "A day between subject and verb."),
    ("The court on Wednesday jailed a banker.", {"jail": "2022-06-22"}, "The same with a preposition."),
    ("Police have held the mayor since March.", {"hold": None}, "A bound is no date."),
    ("The union extended its strike to Friday.", {"extend": None}, "Nor is the end that something is given."),
    (
        "The president promised to deliver missiles in July.",
        {"promise": None, "deliver": "2022-07"},
        "A promise already made is not dated by the month that it is for.",
    ),
    ("The ministry rejected last year's report.", {"reject": None}, "Which report, not when it was rejected."),
    (
        "Rebels attacked the town three days after troops entered the village on 20 June.",
        {"attack": "2022-06-23", "enter": "2022-06-20"},
        "A length counts from the event that follows it.",
    ),
    (
        "Three days after rebels entered the village, troops attacked the port.",
        {"attack": None},
        "Where the event counted from has no date, neither has the other.",
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "wanted", "why"), CASES, ids=[c[0][:40] for c in CASES])
def test_event_time(text, wanted, why):
    """Every event named has the time of the case, None where it must have none."""
    found = {e.lemma: e.time and e.time.value for e in run(Report(text, published=PUBLISHED, language="en")).events}
    assert {lemma: found.get(lemma) for lemma in wanted} == wanted, why


@pytest.mark.model
def test_event_as_anchor():
    """A time counted from another event names the event's word."""
    text = "Rebels attacked the town three days after troops entered the village on 20 June."
    (attack,) = (e for e in run(Report(text, published=PUBLISHED, language="en")).events if e.lemma == "attack")
    start = text.index("entered")
    assert attack.time.anchor == f"event {start}:{start + len('entered')}"
