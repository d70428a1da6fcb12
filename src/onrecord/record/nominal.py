"""A verb and the noun of the same act under one key: "invade" and "invasion", "withdraw" and "withdrawal"."""

from __future__ import annotations

from functools import cache

# Nouns whose form a rule does not give, by the verb.
_NOUNS = {
    "invade": "invasion",
    "explode": "explosion",
    "collide": "collision",
    "decide": "decision",
    "expel": "expulsion",
    "arrive": "arrival",
    "depart": "departure",
    "die": "death",
    "kill": "killing",
    "bomb": "bombing",
    "sell": "sale",
    "flee": "flight",
    "lose": "loss",
    "speak": "speech",
    "seize": "seizure",
    "destroy": "destruction",
    "redeploy": "redeployment",
    "intervene": "intervention",
    "intercept": "interception",
    "abduct": "abduction",
    "detain": "detention",
    "retain": "retention",
    "acquire": "acquisition",
    "deliver": "delivery",
    "discover": "discovery",
    "recover": "recovery",
    "withdraw": "withdrawal",
    "approve": "approval",
    "refuse": "refusal",
    "deny": "denial",
    "choose": "choice",
    "pursue": "pursuit",
    "succeed": "succession",
    "receive": "reception",
    "permit": "permission",
    "admit": "admission",
    "suspend": "suspension",
    "extend": "extension",
    "convict": "conviction",
    "evict": "eviction",
    "step down": "resignation",
    "resign": "resignation",
}
_ENDINGS = (
    "ization",
    "isation",
    "ation",
    "ition",
    "ment",
    "ing",
    "tion",
    "ion",
    "ance",
    "ence",
    "al",
    "ure",
    "er",
    "e",
)
_LEAST = 3


@cache
def stem(lemma: str) -> str:
    """A key that a verb shares with the noun of its act, and with few others."""
    word = _NOUNS.get(lemma.lower(), lemma.lower())
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            word = word.removesuffix(ending)
            break
    return word[:-1] if len(word) > _LEAST and word[-1] == word[-2] else word
