"""dateparser's search_dates, line by line, prepositions stripped, with the document's date as its base."""

from __future__ import annotations

from datetime import datetime

from common import Json, serve
from dateparser.search import search_dates

STRIPPED = ("on ", "in ", "by ", "at ", "of ", "to ", "for ", "from ", "the ")


def answer(report: Json) -> Json:
    """Its hits as DATE, the value cut to the day."""
    base = datetime.fromisoformat(report["published"]) if report.get("published") else None
    settings = {"RELATIVE_BASE": base.replace(tzinfo=None)} if base else {}
    timexes, start = [], 0
    for line in report["text"].split("\n"):
        at = 0
        for words, date in search_dates(line, languages=["en"], settings=settings) or []:
            found = line.find(words, at)
            at = found + len(words)
            for prefix in STRIPPED:
                if words.lower().startswith(prefix):
                    words, found = words[len(prefix) :], found + len(prefix)
            if words.strip():
                span = {"start": start + found, "end": start + found + len(words)}
                timexes.append({**span, "type": "DATE", "value": date.strftime("%Y-%m-%d")})
        start += len(line) + 1
    return {"timexes": timexes}


if __name__ == "__main__":
    serve(answer)
