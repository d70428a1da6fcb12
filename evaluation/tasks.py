"""What is measured: the tasks of ../shared/measure, the figures shown, the rivals run and the figures published.

Published figures are for orientation: other test halves, other machines; each says where it is from.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of the scorer's output. better: "more" or "less"."""

    row: str
    column: str
    label: str
    better: str = "more"


@dataclass(frozen=True, slots=True)
class Task:
    """A scorer's task with its options. rivals: (name shown, module under evaluation/rivals). notes: for readers."""

    name: str
    data: str
    figures: tuple[Figure, ...]
    options: tuple[str, ...] = ()
    rivals: tuple[tuple[str, str], ...] = ()
    notes: str = ""


def _f1(*rows: tuple[str, str]) -> tuple[Figure, ...]:
    return tuple(Figure(row, "F1", label) for row, label in rows)


SPACY = ("spaCy small, bare", "bare_spacy")

TASKS: tuple[Task, ...] = (
    Task(
        "attribution",
        "PolNeAR dev, 84 reports",
        (
            *_f1(
                ("content tokens", "content tokens F1"),
                ("exact", "exact content F1"),
                ("iou50", "content IoU ≥ .5 F1"),
                ("e2e (source head)", "end to end F1"),
            ),
            Figure("recall iou50", "direct", "recall, direct"),
            Figure("recall iou50", "mixed", "recall, mixed"),
            Figure("recall iou50", "indirect", "recall, indirect"),
        ),
        rivals=(("textacy 0.13 quotations, per paragraph", "textacy_quotes"),),
        notes="End to end on the held-out half, measured earlier: textacy 25.9, GenderGapTracker 41.9, "
        "Citron retrained 47.1, two human annotators 74.4.",
    ),
    Task(
        "speakers",
        "GUM news, 22 reports",
        (
            Figure("named chain, all", "right", "right name, all"),
            Figure("named chain, all", "right of given", "right of those named"),
            Figure("  source is pronoun", "right", "right, pronouns"),
            Figure("  source is common", "right", "right, common nouns"),
        ),
        notes="No figures are published for this.",
    ),
    Task(
        "timex",
        "TimeBank and AQUAINT, 256 reports",
        tuple(
            Figure(f"{name}: {what}", "F1", f"{name} {what} F1")
            for name in ("aquaint", "timebank")
            for what in ("relaxed", "strict", "value")
        ),
        rivals=(("dateparser 1.5 search_dates", "dateparser_search"),),
        notes="HeidelTime on the held-out set: relaxed 90.7, strict 82.5, value 78.1.",
    ),
    Task(
        "place",
        "LGL, 588 reports",
        (
            *_f1(("recognition, exact span", "recognition F1")),
            Figure("resolution, id or 161 km", "of all gold", "resolved, of all gold"),
            Figure("resolution, id or 161 km", "of found", "resolved, of found"),
            Figure("resolution, 161 km", "of all gold", "within 161 km, of all gold"),
        ),
        rivals=(SPACY,),
        notes="With gold spans given: best released system 79.5 within 161 km, a context resolver 83.8 (id or 161 km).",
    ),
    Task(
        "names",
        "English Worldwide Newswire dev",
        _f1(("PER+LOC+ORG", "PER+LOC+ORG F1"), ("PER", "PER F1"), ("LOC", "LOC F1"), ("ORG", "ORG F1")),
        rivals=(SPACY,),
        notes="Other reports of this corpus are among those that the shipped reader learnt from; what the reader of "
        "openly licensed corpora alone scores is in docs/model-card.md. The bare model learnt from OntoNotes.",
    ),
    Task(
        "syntax",
        "GUM dev: news, interview, speech, bio",
        (
            *_f1(("sentences", "sentences F1"), ("UPOS", "UPOS F1"), ("UAS", "UAS F1"), ("LAS", "LAS F1")),
            Figure("of aligned tokens", "lemma", "lemmas, of aligned tokens"),
            Figure("of aligned tokens", "lemma, any case", "the same in any letter case"),
        ),
        options=("--genre", "news", "interview", "speech", "bio"),
        rivals=(SPACY,),
        notes="The reader learnt from the training half of GUM. The bare model learnt from OntoNotes, and its arcs and "
        "lemmas follow another scheme (ClearNLP), so UAS, LAS and lemmas are no fair comparison for it.",
    ),
    Task(
        "acts",
        "PLOVER manual half, 1,033 pairs",
        (
            Figure("strict", "coverage", "strict coverage"),
            Figure("strict", "root acc", "strict root accuracy"),
            Figure("strict", "acc of covered", "of covered"),
            Figure("lenient", "root acc", "lenient root accuracy"),
            Figure("lenient", "root macro-F1", "lenient macro-F1"),
        ),
        notes="With the pair given: ZSP (355 M parameters) .835; TF-IDF trained on the other half .678.",
    ),
    Task(
        "actors",
        "PLOVER gold standard records, 322",
        (
            *_f1(("actor words", "actor words F1"), ("recipient words", "recipient words F1")),
            Figure("country acc", "of found", "country, of found"),
            Figure("sector acc", "of found", "sector, of found"),
            Figure("act type", "root acc", "root accuracy"),
        ),
        notes="No system has published on these.",
    ),
    Task(
        "factuality",
        "MEANTIME, UW, UDS-IH2 dev",
        tuple(
            Figure(group, column, f"{group} {column}", "less" if column.startswith("MAE") else "more")
            for group in ("meantime", "uw", "uds_ih2")
            for column in ("coverage", "MAE", "MAE covered", "r")
        ),
        rivals=(("always certain, on every verb of the bare model", "always_certain"),),
        notes="Always +3 on every gold event scores MAE .312, .768 and 2.298 on the three sets.",
    ),
    Task(
        "evidence",
        "PolNeAR dev, the seed, awkward texts",
        (Figure("total", "violations", "violations", "less"), Figure("total", "spans checked", "spans checked")),
    ),
)
