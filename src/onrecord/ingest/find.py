"""From what the user names to files: folders in order, globs, and the sidecars that are no reports themselves."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.errors import InputError
from onrecord.ingest.unpack import SIDECAR_BYTES
from onrecord.ingest.walk import sidecar_of

STDIN = Path("-")


def find(paths: Sequence[str]) -> list[Path]:
    """The files that `paths` name, each once, in the order given; a folder's files sorted, without hidden ones.

    "-" stands for itself. Of a folder, README, LICENSE and NOTICE files are left out too. Sidecars (NAME.json beside
    NAME.txt) found in folders and by globs are left out. Raises InputError for a path that does not exist or a glob
    that matches nothing.
    """
    found: dict[Path, None] = {}
    for path in paths:
        found.update(dict.fromkeys(_expand(path)))
    return list(found)


def _expand(path: str) -> Iterator[Path]:
    if path == "-":
        yield STDIN
    elif Path(path).is_dir():
        yield from _folder(Path(path))
    elif Path(path).exists():
        yield Path(path)
    elif glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  patterns may be absolute
        if not matches:
            raise InputError(f"no file matches {path!r}; check the pattern, and quote it for the shell")
        for match in map(Path, matches):
            if match.is_dir():
                yield from _folder(match)
            elif not _is_sidecar(match):
                yield match
    else:
        raise InputError(f"no such file or folder: {path!r}; give a file, a folder, a pattern, or - for standard input")


def _folder(folder: Path) -> Iterator[Path]:
    """Regular files below `folder`, sorted; links to folders are not followed, so there are no circles."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if not _about_the_folder(name) and path.is_file() and not _is_sidecar(path):
                yield path


def _about_the_folder(name: str) -> bool:
    """Whether a file is hidden, or tells people about the folder; named by itself it is read all the same."""
    return name.startswith(".") or name.partition(".")[0].upper() in ("README", "LICENSE", "LICENCE", "NOTICE")


def _is_sidecar(path: Path) -> bool:
    return path.suffix.lower() == ".json" and path.with_suffix(".txt").is_file() and sidecar_at(path) is not None


def sidecar_at(path: Path) -> dict[str, object] | None:
    """The metadata in a small JSON file, if it is a sidecar's."""
    try:
        with path.open("rb") as stream:
            return sidecar_of(stream.read(SIDECAR_BYTES + 1))
    except OSError:
        return None


def sidecar_beside(path: Path) -> dict[str, object]:
    """The metadata beside a text file NAME.txt, in NAME.json; empty if there is none."""
    beside = path.with_suffix(".json")
    return (sidecar_at(beside) or {}) if path.suffix.lower() == ".txt" and beside.is_file() else {}
