from __future__ import annotations

import pytest

from onrecord.extract.codes import QUADS, cameo, intensity, plover_types, quad
from onrecord.extract.contexts import read_table
from onrecord.model import Saying, Status


def test_the_types_are_those_of_plover():
    """Sixteen types in four quad classes, conflict with negative intensity, cooperation with positive."""
    assert len(plover_types()) == 16
    for facts in plover_types().values():
        assert facts.quad in QUADS
        assert facts.intensity >= 0 if facts.quad < 3 else facts.intensity <= 0
    assert [name for name, facts in plover_types().items() if facts.needs_recipient] == ["COOPERATE", "AID", "SANCTION"]


@pytest.mark.parametrize(
    ("type", "expected"),
    [("AGREE", (1, 2.5)), ("RETREAT", (2, 6.5)), ("REQUEST", (3, 0.0)), ("ASSAULT", (4, -9.0)), ("say", (None, None))],
)
def test_quad_and_intensity(type, expected):
    """A type has a quad class and an intensity, what is no type has none."""
    assert (quad(type), intensity(type)) == expected
    assert quad(None) is None


def test_every_type_and_mode_that_is_read_has_its_codes():
    """What types.tsv can give a record stands in PLOVER's table, and CAMEO has a code for it."""
    for _, _, _, type, mode, _ in read_table("types.tsv"):
        if type == "-":
            continue
        type = type.removesuffix("?")
        assert mode == "-" or mode in plover_types()[type].modes, (type, mode)
        assert cameo(type, None if mode == "-" else mode) is not None


def test_every_mode_of_plover_has_a_code_of_its_type():
    """A mode never falls out of CAMEO."""
    for type, facts in plover_types().items():
        for mode in (None, *facts.modes):
            assert cameo(type, mode), (type, mode)


@pytest.mark.parametrize(
    ("type", "mode", "contexts", "code"),
    [
        ("ASSAULT", None, (), "180"),
        ("ASSAULT", None, ("military",), "190"),
        ("ASSAULT", "aerial", ("military",), "195"),
        ("AID", None, ("economic",), "071"),
        ("AID", None, ("gender",), "070"),
        ("PROTEST", "demo", ("executive",), "1412"),
        ("REQUEST", "yield", ("military",), "1056"),
        ("RETREAT", "ceasefire", (), "0871"),
        ("CONSULT", "visit", (), "042"),
        ("COERCE", "cyber", (), "170"),
    ],
)
def test_mode_and_context_choose_the_code(type, mode, contexts, code):
    """The most telling row decides; a mode without a row of its own has the code of its type."""
    assert cameo(type, mode, contexts).code == code


@pytest.mark.parametrize(
    ("type", "status", "code"),
    [("ASSAULT", "planned", "138"), ("CONSULT", "planned", "036"), ("AID", "requested", "103")],
)
def test_an_intention_has_a_code_of_its_own(type, status, code):
    """What is planned is an intent or a threat, what is asked for a demand."""
    assert cameo(type, status=status).code == code


def test_what_says_its_intention_itself_has_no_other_code():
    """AGREE is a promise already; everything can be asked for."""
    assert cameo("AGREE", status="planned") is None
    assert cameo("PROTEST", status="requested").code == "100"
    assert cameo("nothing") is None


def test_every_saying_by_somebody_has_a_code():
    """Only hearsay and credit lines, which nobody says, have none."""
    assert [s for s in Saying if cameo(str(s)) is None] == [Saying.HEARSAY, Saying.CREDITED]
    assert cameo("denied").code == "016"
    assert cameo("asked").root == "02"


def test_codes_are_whole():
    """Base, root and quad class follow from the code; values lie on Goldstein's scale; statuses are statuses."""
    for _, _, _, status, code, goldstein in read_table("cameo.tsv"):
        assert 1 <= int(code[:2]) <= 20 and 3 <= len(code) <= 4
        assert -10 <= float(goldstein) <= 10
        assert status == "-" or status in list(Status)
    found = cameo("REQUEST", "yield", ("economic",))
    assert (found.code, found.base, found.root, found.quad) == ("1054", "105", "10", 3)
    assert [cameo(type).quad for type in ("SUPPORT", "AID", "ACCUSE", "PROTEST")] == [1, 2, 3, 4]
