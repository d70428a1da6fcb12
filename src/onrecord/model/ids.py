"""Content hashes: the same content has the same id on every machine, so reading twice adds nothing."""

from __future__ import annotations

import json
from hashlib import blake2b


def content_id(*parts: object) -> str:
    """A 32-digit hexadecimal id (BLAKE2b, 16 bytes) of parts that JSON can write."""
    packed = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return blake2b(packed.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
