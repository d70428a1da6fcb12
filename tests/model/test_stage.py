"""Stages declare what they need, and a wrong order is refused before anything is read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord import pipeline
from onrecord.errors import StageError
from onrecord.model import Document, Stage
from onrecord.model.stage import check, fingerprint


def same(document: Document) -> Document:
    """A stage that adds nothing."""
    return document


READ = Stage("reader", "1", (), ("tokens",), same)
DATE = Stage("timexes", "1", ("tokens",), ("timexes",), same)


def test_the_real_order_is_right():
    """The stages of the pipeline each come after what they require."""
    check(pipeline.STAGES)


def test_a_wrong_order_says_what_is_missing():
    """The error names the stage, what it lacks and what there is."""
    with pytest.raises(StageError, match=r"'timexes' needs tokens.*provide nothing"):
        check((DATE, READ))


@pytest.mark.parametrize("change", [{"version": "2"}, {"name": "other"}, {"config": (("table", "ab"),)}])
def test_fingerprint_follows_every_change(change: dict):
    """Name, version and configuration all count, so rows made by an older stage can be told apart."""
    assert replace(READ, **change).fingerprint != READ.fingerprint
    assert fingerprint((replace(READ, **change), DATE)) != fingerprint((READ, DATE))


def test_every_stage_of_the_pipeline_is_told_apart():
    """No two stages share a fingerprint, and none still has the version of an empty stub."""
    prints = [s.fingerprint for s in pipeline.STAGES]
    assert len(set(prints)) == len(prints)
    assert all(s.version != "0" for s in pipeline.STAGES)
