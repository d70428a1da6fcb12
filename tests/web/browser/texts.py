"""Reports that are hard to mark: emoji of several code points, right to left, marks that combine, CR LF, long words."""

from __future__ import annotations

import re
from pathlib import Path

from onrecord.ledger import open_ledger
from onrecord.model import Origin, Record, Report

from ..conftest import record_at

_SENTENCE = re.compile(r"[^.。؟!]+[.。؟!]", re.DOTALL)
LONG = "Ünverhältnismäßigkeits" * 12
TEXTS = {
    "emoji": (
        "The convoy \U0001f69a\U0001f69a left at dawn \U0001f468‍\U0001f469‍\U0001f467‍\U0001f466. "
        "\U0001f1fa\U0001f1e6 officials \U0001f44d\U0001f3fd said 12 lorries had arrived \U0001f600. "
        "Nobody \U0001f937\U0001f3fe‍♀️ denied it ❤️‍\U0001f525."
    ),
    "arabic": (
        "قال الوزير إن الشاحنات وصلت إلى المدينة. "
        "وأضاف: «لم نرسل 12 شاحنة (KAMAZ-4310) يوم 26/6» \u200fكما ذكرت AFP. "
        "ونفت الوزارة ذلك \u202aabc\u202c."
    ),
    "hebrew": "השר אמר כי 12 משאיות הגיעו אתמול. דובר הצבא הכחיש: “No trucks” נשלחו. בְּרֵאשִׁית בָּרָא \U0001f600.",
    "combining": (
        "Le pre\u0301sident a dit que l’ae\u0301roport serait ferme\u0301. "
        "Z\u0335\u0321a\u0337\u0322l\u0336\u0323go\u0334 s\u0308\u0301aid so. "
        "हिन्दी में मंत्री ने कहा कि ट्रक आ गए. ท่านรัฐมนตรีกล่าวว่า รถบรรทุกมาถึงแล้ว. 部長は「トラックが到着した」と述べた。"
    ),
    "lines": (
        "First line of a column\r\nwhich goes on here, he said.\r\n\r\n"
        "Second part\tof it\r\nwith a tab was sent.\r\n\r\n"
        "A <b>bold</b> & \"quoted\" &amp; 'single' one\r\nwas asked for.\r\n"
    ),
    "long": f"{LONG} was announced. See https://example.org/{'a' * 300} for it. {'😀' * 200} was said.",
    "control": "A bell\x07 rang, a feed\x0c came and nul\x00 was told. \ufeffThen \u2028 separators \u0085 were sent.",
}


def reports() -> list[tuple[Report, list[Record]]]:
    """Each text as a report with a record for each of its sentences, and one for all of the first two."""
    found = []
    for day, (name, text) in enumerate(TEXTS.items(), 1):
        of = Report(
            text,
            title=f"{name}: {text[:40]}",
            outlet=f"Hard {name} {text[:12]}",
            published=f"2024-02-{day:02}",
            language={"arabic": "ar", "hebrew": "he"}.get(name, "en"),
            url=f"https://hard.example/{name}",
            origin=Origin(f"{name}.jsonl", "line 1", None, "application/jsonl"),
        )
        spans = [_stripped(match.start(), match.group()) for match in _SENTENCE.finditer(text)]
        spans.append((spans[0][0], spans[1][1]))
        found.append((of, [record_at(of, start, end) for start, end in spans]))
    return found


def _stripped(start: int, words: str) -> tuple[int, int]:
    return start + len(words) - len(words.lstrip()), start + len(words)


def add(ledger: Path) -> None:
    """File them all."""
    with open_ledger(ledger, write=True) as store:
        for of, records in reports():
            store.add(of, records, fingerprint="hand")
        store.link()
