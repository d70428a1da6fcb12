"""When a report was published: which written dates are evidence, and which are not to be trusted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

FIRST_YEAR = 1900
GUESSED_BY_HTMLDATE = "htmldate, without a declared date"
PDF_CREATED = "PDF CreationDate"
_WEAK = (GUESSED_BY_HTMLDATE, PDF_CREATED)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero января gennaio januari janeiro",
            "february feb februar février febrero февраля febbraio februari fevereiro",
            "march mar märz mars marzo марта maart março",
            "april apr avril abril апреля aprile",
            "may mai mayo мая maggio mei maio",
            "june jun juni juin junio июня giugno junho",
            "july jul juli juillet julio июля luglio julho",
            "august aug août agosto августа augustus",
            "september sep sept septembre septiembre сентября settembre setembro",
            "october oct oktober octobre octubre октября ottobre outubro",
            "november nov novembre noviembre ноября novembro",
            "december dec dezember décembre diciembre декабря dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|\.|º)?\s+(?:de\s+|of\s+)?([^\W\d_]{3,})\.?,?\s+(?:de\s+)?(\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
_DOTTED = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?\s*(Z|[+-]\d{2}:?\d{2})?")


def parse_date(written: str) -> date | datetime | None:
    """The one day, or day and time, that `written` names; None where it names none or could name two.

    "06/07/2022" is ambiguous and gives None; "26/06/2022" is not. A year or month alone is no day.
    """
    written = " ".join(written.split())[:120]
    return _iso(written) or _compact(written) or _mail(written) or _in_words(written) or _in_numbers(written)


def _iso(written: str) -> date | datetime | None:
    if not re.match(r"\d{4}-\d{2}-\d{2}", written):
        return None
    try:
        return date.fromisoformat(written) if len(written) == 10 else datetime.fromisoformat(written)
    except ValueError:
        return None


def _compact(written: str) -> date | datetime | None:
    """ISO 8601 basic format, as NITF's norm attributes have it: 20220626T101500+0100."""
    match = _COMPACT.fullmatch(written)
    if not match:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    if hour is None:
        return _day(year, month, day)
    try:
        return datetime.fromisoformat(f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone or ''}")
    except ValueError:
        return None


def _mail(written: str) -> datetime | None:
    if not re.match(r"(?:\w{3},? )?\d{1,2} \w{3} \d{2,4} \d{1,2}:\d{2}", written):
        return None
    try:
        return parsedate_to_datetime(written)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _in_words(written: str) -> date | None:
    for pattern, order in ((_DAY_FIRST, (2, 1, 0)), (_MONTH_FIRST, (2, 0, 1))):
        match = pattern.search(written)
        if match:
            year, month, day = (match.groups()[i] for i in order)
            number = _MONTHS.get(month.casefold())
            if number:
                return _day(year, number, day)
    return None


def _in_numbers(written: str) -> date | None:
    match = _YEAR_FIRST.search(written)
    if match:
        return _day(*match.groups())
    match = _DOTTED.search(written)
    if not match:
        return None
    first, second, year = (int(g) for g in match.groups())
    # Dots are day first everywhere; slashes and dashes are so in some countries only.
    if "." in match[0] or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def judge_published(found: Sequence[tuple[str, str]], now: datetime) -> tuple[str | None, str, tuple[str, ...]]:
    """From (written, where) pairs, most trusted first: the ISO date to hold, where it stood, and flags in words.

    A date that cannot be parsed, lies before 1900 or more than a day after `now` is flagged and passed over. If
    two that hold name different days (more than a day apart), the more trusted one is held and both are named.
    """
    flags: list[str] = []
    good: list[tuple[date | datetime, str]] = []
    for written, where in found:
        parsed = parse_date(written)
        wrong = _wrong(parsed, now)
        if parsed is None or wrong:
            flags.append(f"publication date “{written[:60]}” ({where}) {wrong}; not held")
        elif not (good and where == "given as the default"):
            good.append((parsed, where))
    if not good:
        return None, "", (*dict.fromkeys(flags), "no publication date found")
    first, where = good[0]
    if where in _WEAK:
        flags.append(f"publication date rests on weak evidence only ({where})")
    for other, elsewhere in good[1:]:
        if abs(_as_day(other) - _as_day(first)) > timedelta(days=1):
            flags.append(
                f"dates conflict: {_as_day(first)} ({where}), {_as_day(other)} ({elsewhere}); the first is held"
            )
            break
    return _written(first), where, tuple(dict.fromkeys(flags))


def _wrong(parsed: date | datetime | None, now: datetime) -> str:
    if parsed is None:
        return "does not name one day"
    if parsed.year < FIRST_YEAR:
        return f"lies before {FIRST_YEAR}"
    if _moment(parsed) > now + timedelta(days=1):
        return "lies in the future"
    return ""


def _moment(parsed: date | datetime) -> datetime:
    if not isinstance(parsed, datetime):
        parsed = datetime(parsed.year, parsed.month, parsed.day)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def _as_day(parsed: date | datetime) -> date:
    return parsed.date() if isinstance(parsed, datetime) else parsed


def _written(parsed: date | datetime) -> str:
    return parsed.isoformat(timespec="seconds") if isinstance(parsed, datetime) else parsed.isoformat()
