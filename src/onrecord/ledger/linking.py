"""The program's judgements about a whole ledger: what is new since the last time is appended."""

from __future__ import annotations

from pathlib import Path

import apsw

from onrecord.ledger import entities, judging
from onrecord.ledger.connect import fetch, snapshot
from onrecord.link.known import Known
from onrecord.link.propose import propose, revised

# An acronym is spelled out where it is first used; more reports than this need not be looked at.
_LOOKED_AT = 50


def link(root: Path, connection: apsw.Connection, now: str) -> int:
    """Judge which names of current records are one; gives the number of judgements that were appended."""
    with snapshot(connection, root):
        made = judging.of_names(connection)
        known = entities.everything(connection)

        def spelled_out(expansion: Known, acronym: Known) -> bool:
            shared = sorted(expansion.reports & acronym.reports)[:_LOOKED_AT]
            texts = (fetch(connection, "SELECT text FROM report WHERE n = ?", (report,))[0][0] for report in shared)
            return any(_in_brackets(text, expansion, acronym) for text in texts)

        people = [judgement for judgement in made if not judgement.by_program]
        proposed = propose(known, people, at=now, spelled_out=spelled_out)
    changed = revised(proposed, made, at=now)
    if changed:
        judging.append(root, connection, changed)
    return len(changed)


def _in_brackets(text: str, expansion: Known, acronym: Known) -> bool:
    """ "World Food Programme (WFP)" or "WFP (World Food Programme)"."""
    words = " ".join(text.split())
    return any(
        f"{long} ({short})" in words or f"{short} ({long})" in words
        for long, _ in expansion.names
        for short, _ in acronym.names
    )
