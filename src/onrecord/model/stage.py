"""A stage is a plain value: what it is called, what it needs, what it adds, and the function that does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.errors import StageError
from onrecord.model.document import Document
from onrecord.model.ids import content_id

Run = Callable[[Document], Document]


@dataclass(frozen=True, slots=True)
class Stage:
    """requires and provides name layers of Document. version is raised whenever the output may change.

    config: whatever else decides the output (model name, table hash), as (key, value) pairs.
    """

    name: str
    version: str
    requires: tuple[str, ...]
    provides: tuple[str, ...]
    run: Run
    config: tuple[tuple[str, str], ...] = ()

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that change with name, version or config."""
        return content_id(self.name, self.version, self.config)[:12]


def check(stages: Sequence[Stage]) -> None:
    """Raise StageError unless every stage comes after those that provide what it requires."""
    provided: set[str] = set()
    for stage in stages:
        missing = [layer for layer in stage.requires if layer not in provided]
        if missing:
            raise StageError(
                f"stage {stage.name!r} needs {', '.join(missing)}, but the stages before it provide "
                f"{', '.join(sorted(provided)) or 'nothing'}; move it after the stage that provides it"
            )
        provided.update(stage.provides)


def fingerprint(stages: Sequence[Stage]) -> str:
    """One fingerprint for a whole sequence of stages: written on every reading and record that they made."""
    return content_id([s.fingerprint for s in stages])[:12]
