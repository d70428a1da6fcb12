"""Label inventories of the model's heads. The open ones come from the model's labels.json, the fixed ones are here."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from onrecord.errors import ModelError
from onrecord.model import NameType, Status

BIO = ("O", *(f"{prefix}-{kind}" for kind in NameType for prefix in "BI"))
CUES = ("O", "B", "I")
# What a word is to a cue.
CREDIT_PARTS = ("none", "source", "content")
# What a word is to a predicate: the arguments of PropBank that the training corpus has often enough.
ROLES = tuple(
    """none ARG0 ARG1 ARG2 ARG3 ARG4 ARGM-ADJ ARGM-ADV ARGM-CAU ARGM-COM ARGM-DIR ARGM-DIS ARGM-EXT ARGM-GOL ARGM-LOC
    ARGM-LVB ARGM-MNR ARGM-MOD ARGM-NEG ARGM-PRD ARGM-PRP ARGM-PRR ARGM-TMP""".split()
)
# What sort of act a word tells of (PLOVER), and how it stands.
ACT_TYPES = tuple(
    """none AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE
    COERCE ASSAULT""".split()
)
STATUSES = tuple(str(status) for status in Status)
# What a word is to a word that tells of an act.
ACT_PARTS = ("none", "actor", "recipient")
_FIXED = {
    "bio": BIO,
    "credit_parts": CREDIT_PARTS,
    "roles": ROLES,
    "act_types": ACT_TYPES,
    "statuses": STATUSES,
    "act_parts": ACT_PARTS,
}


@dataclass(frozen=True, slots=True)
class Labels:
    """The open inventories, collected from the training corpora. tags: "UPOS|Feature=Value|…"."""

    tags: tuple[str, ...]
    deprels: tuple[str, ...]

    def save(self, path: Path) -> None:
        """Write as JSON, with the fixed inventories beside them so that a reader can check them."""
        path.write_text(json.dumps({**asdict(self), **_FIXED}, ensure_ascii=False, indent=0), encoding="utf-8")


def load(path: Path) -> Labels:
    """Labels that `save` wrote. Raises ModelError if its fixed inventories are not those of this version."""
    found = json.loads(path.read_text(encoding="utf-8"))
    for name, expected in _FIXED.items():
        if tuple(found.get(name, expected)) != expected:
            raise ModelError(
                f"{path} lists other {name} than this version of onrecord knows; install the model made for it"
            )
    return Labels(tuple(found["tags"]), tuple(found["deprels"]))
