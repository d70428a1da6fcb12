"""`who`, `same`, `different`, `unsure` and `judgements`, asked as a user asks them, on a ledger made by hand."""

from __future__ import annotations

import getpass
import json
import shutil

import pytest
from typer.testing import CliRunner

from ledger import made
from onrecord.cli.main import app
from onrecord.cli.words import day
from onrecord.ledger import is_older, open_ledger
from onrecord.model import NameType, Saying

LEE: made.Who = (NameType.PER, "Ann Lee", "GBR")
SURNAME: made.Who = (NameType.PER, "Lee", None)
SMITHS = (NameType.PER, "John Smith", "USA"), (NameType.PER, "John Smith", "GBR")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A closed ledger: Ann Lee promises, denies and acts; Lee says something; two are called John Smith."""
    path = tmp_path_factory.mktemp("who") / "ledger"
    with open_ledger(path, write=True) as ledger:
        made.file(
            ledger,
            made.sentence("Lee would send trucks.", source=LEE, saying=Saying.PROMISED, title="Trucks", actor=LEE),
            made.sentence("No trucks were sent.", source=LEE, saying=Saying.DENIED, said="2023-05-01"),
            made.sentence("Ann Lee left Brest.", actor=LEE, published="2023-06-01"),
            made.sentence("The depot is open.", source=SURNAME),
            *(made.sentence(f"Smith of {who[2]} said so.", source=who) for who in SMITHS),
        )
        ledger.link()
    return path


@pytest.fixture
def ask(filled, tmp_path):
    """Run a command on a copy of it; what it gave, with its exit status checked."""
    path = shutil.copytree(filled, tmp_path / "ledger")

    def asked(*arguments: str, status: int = 0):
        done = CliRunner().invoke(app, [*arguments, "--ledger", str(path)])
        assert done.exit_code == status, done.stderr
        return done

    return asked


def rows_of(done) -> list[dict]:
    """Lines of JSON."""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_who_tells_kind_by_kind_what_is_on_record(ask):
    """Promises before denials before acts, each with day, standing, words, who says so, and where."""
    done = ask("who", "Ann", "Lee")
    lines = done.stdout.splitlines()
    assert lines[0] == "Ann Lee  person, GBR"
    headings = [line.split() for line in lines[1:] if line and not line.startswith(" ")]
    assert [(kind, count) for kind, count, *_ in headings] == [("promised", "1"), ("denied", "1"), ("did", "1")]
    assert "  4 May 2023" in lines
    assert any(line.startswith("    denied  Ann Lee: ") for line in lines), "who acts in what was promised"
    assert "    “Lee would send trucks.”" in lines
    assert "    promised by Ann Lee, as reported by Sample Courier, “Trucks”, 4 May 2023" in lines
    assert "    denied by Ann Lee, on 1 May 2023, as reported by Sample Courier, 4 May 2023" in lines
    assert "    Sample Courier, in its own voice, 1 June 2023" in lines
    assert done.stderr == "3 shown of 3\n"


def test_who_can_be_narrowed(ask):
    """--saying takes what was done, too; --since and --until look at when it was said or done; --limit cuts."""
    assert "promised" not in ask("who", "Ann Lee", "--saying", "did").stdout
    assert "trucks were" not in ask("who", "Ann Lee", "--since", "2023-05-02").stdout
    assert "left" not in ask("who", "Ann Lee", "--until", "2023-05").stdout
    assert "nothing of that kind" in ask("who", "Ann Lee", "--saying", "warned").stderr
    assert "sang" in ask("who", "Ann Lee", "--saying", "sang", status=2).stderr
    ask("same", "Lee", "Ann Lee")
    assert ask("who", "Lee", "--limit", "1").stderr == "4 shown of 4\n"


def test_who_lists_those_who_could_be_meant(ask):
    """Several: a table of them and how to choose; an id of it chooses."""
    done = ask("who", "Smith")
    head, *listed = done.stdout.splitlines()
    assert head.split() == "id name what country also called records reports".split()
    assert len(listed) == 2
    assert "choose one by its id" in done.stderr
    chosen = ask("who", listed[0].split()[0])
    assert "Smith of" in chosen.stdout
    assert len(ask("who", "Lee", "--all").stdout.splitlines()) == 3


def test_who_tells_that_there_are_others(filled, tmp_path):
    """A surname of one person means that person; bodies that have it in their name are listed by --all."""
    path = shutil.copytree(filled, tmp_path / "ledger")
    with open_ledger(path, write=True) as ledger:
        made.file(ledger, made.sentence("The Karel office left.", actor=(NameType.ORG, "Karel office", None)))
        made.file(ledger, made.sentence("Karel left.", actor=(NameType.PER, "Karel", None)))
    done = CliRunner().invoke(app, ["who", "Karel", "--ledger", str(path)])
    assert done.stdout.startswith("Karel  person\n")
    assert "1 other with 'Karel' in their name: --all lists them" in done.stderr


def test_who_finds_nobody(ask):
    """No entity is no error, a name without a letter is one."""
    done = ask("who", "Minsk")
    assert (done.stdout, "nobody is on record as 'Minsk'" in done.stderr) == ("", True)
    assert "no word" in ask("who", "?", status=2).stderr


def test_who_as_json(ask):
    """One line for each entity that can be meant; if there is one, a line for each record with its kind."""
    entity, *deeds = rows_of(ask("who", "Ann Lee", "--json"))
    assert entity["entity"]["name"] == "Ann Lee"
    assert {deed["kind"] for deed in deeds} == {"promised", "denied", "did"}
    assert all(deed["record"]["evidence"]["text"] == deed["text"] for deed in deeds)
    assert [set(row) for row in rows_of(ask("who", "Smith", "--json"))] == [{"entity"}] * 2
    assert rows_of(ask("who", "Minsk", "--json")) == []


def test_same_different_and_unsure(ask):
    """SAME makes one, UNSURE takes it back, DIFFERENT holds apart; each says what the two are now."""
    done = ask("same", "Lee", "Ann Lee", "--note", "only one speaks", "--by", "karel")
    assert "karel" in done.stdout and "only one speaks" in done.stdout
    assert done.stderr.startswith("they are one now: Ann Lee (4 records, id ")
    told = ask("who", "Lee").stdout
    assert "also called “Lee”" in told
    assert "are one: only one speaks (karel); if not: onrecord different " in told
    assert ask("unsure", "Lee", "Ann Lee").stderr.startswith("they are two now: Lee (1 record, id ")
    ask("different", "Lee", "Ann Lee")
    assert len(ask("who", "Lee").stdout.splitlines()) == 3
    listed = ask("judgements", "--people").stdout
    assert "different" in listed and "unsure" not in listed
    assert len(ask("judgements", "--history").stdout.splitlines()) == 4
    assert [row["verdict"] for row in rows_of(ask("judgements", "--history", "--json"))] == [
        "different",
        "unsure",
        "same",
    ]


def test_a_judgement_tells_what_others_still_say(ask):
    """What the two are now is told, by all judgements and not by the last alone."""
    gbr, usa = sorted(row["entity"]["id"] for row in rows_of(ask("who", "Smith", "--json")))
    ask("same", "Ann Lee", usa)
    ask("same", "Ann Lee", gbr)
    assert "still one, through other names" in ask("unsure", usa, gbr).stderr
    assert "they are two now" in ask("different", usa, gbr).stderr
    # Of two that cannot both stand the newer one does.
    assert "they are one now" in ask("same", "Ann Lee", usa).stderr
    ask("different", "Lee", usa)
    assert "they are one now: Ann Lee (5 records" in ask("same", "Lee", "Ann Lee").stderr


def test_a_judgement_as_json(ask):
    """The row that was appended, by the name of the user if no other is given."""
    (row,) = rows_of(ask("same", "Lee", "Ann Lee", "--json"))
    assert (row["verdict"], row["by"], row["score"]) == ("same", getpass.getuser(), 1.0)
    assert row["at"].endswith("+00:00")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2022-06-25", "25 June 2022"),
        ("2022-06", "June 2022"),
        ("2022", "2022"),
        ("2022-W05", "week 5 of 2022"),
        ("PRESENT_REF", "PRESENT_REF"),
        ("2022-13", "2022-13"),
        (None, ""),
    ],
)
def test_days_in_words(value, words):
    """Days, months, years and weeks read as people write them; what is no date stays as it is."""
    assert day(value) == words


WRONG = {
    "several": (["same", "John Smith", "Ann Lee"], "may be any of 2, give an id instead"),
    "nobody": (["same", "Minsk", "Ann Lee"], "nobody is on record as 'Minsk'"),
    "one and the same": (["different", "Ann Lee", "ann lee"], "one name in one country"),
    "the program's name": (["same", "Lee", "Ann Lee", "--by", "onrecord"], "is no person"),
    "no name": (["same", "Lee", "Ann Lee", "--by", " "], "is no person"),
    "one name only": (["same", "Lee"], "Missing argument"),
}


@pytest.mark.parametrize(("arguments", "words"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_judged_is_explained(ask, arguments, words):
    """Status 2, a message, and nothing is recorded."""
    done = ask(*arguments, status=2)
    assert done.stdout == ""
    assert words in " ".join(done.stderr.split())
    assert ask("judgements").stdout == ""


def test_without_a_user_name_it_has_to_be_given(ask, monkeypatch):
    """Where the system knows no user, --by is asked for."""

    def unknown() -> str:
        raise OSError("no user")

    monkeypatch.setattr(getpass, "getuser", unknown)
    assert "--by NAME" in ask("same", "Lee", "Ann Lee", status=2).stderr
    ask("same", "Lee", "Ann Lee", "--by", "karel")


def test_search_and_show_say_what_a_source_does(ask):
    """A promise reads as one, in a search and in full."""
    found = ask("search", "--saying", "promised")
    assert "promised by Ann Lee, as reported by Sample Courier" in found.stdout
    id = rows_of(ask("search", "--saying", "promised", "--json"))[0]["record"]["id"]
    assert "(indirect, promised)" in ask("show", id).stdout
    (denial,) = rows_of(ask("search", "--saying", "denied", "--json"))
    assert "denied by: Ann Lee" in ask("show", denial["report"]["id"]).stdout


def test_an_older_ledger_is_brought_up_to_date_on_the_way(tmp_path, monkeypatch):
    """A reading command on a ledger of schema 1 upgrades it, says so once, and goes on."""
    report, record = made.sentence("Ann Lee said so.", source=LEE)
    path = made.first_schema(tmp_path / "old", monkeypatch, (report, (record,)))
    assert is_older(path)
    first = CliRunner().invoke(app, ["who", "Lee", "--ledger", str(path)])
    assert first.exit_code == 0
    assert "has been brought up to date" in " ".join(first.stderr.split())
    assert "said  1" in first.stdout
    assert "up to date" not in CliRunner().invoke(app, ["who", "Lee", "--ledger", str(path)]).stderr
    assert not is_older(path)
