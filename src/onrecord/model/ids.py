"""Content hashes: the same content has the same id on every machine, so reading twice adds nothing."""

from __future__ import annotations

import json
from hashlib import blake2b


def content_id(*parts: object) -> str:
    """A 32-digit hexadecimal id (BLAKE2b, 16 bytes) of parts that JSON can write."""
    packed = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return blake2b(packed.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def entity_id(type: str | None, name: str, report: str | None = None) -> str:
    """The id that all mentions of one type (NameType; None: a description) and name share, in any letter case.

    report: the id of the report in which alone the words mean it, None if they do everywhere.
    """
    parts = ("entity", type or "described", " ".join(name.casefold().split()))
    return content_id(*parts) if report is None else content_id(*parts, report)
