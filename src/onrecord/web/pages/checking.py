"""The queue of records to check, decisions and their undoing, measured precision, training data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import IO, Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from onrecord.ledger import Hit, checked, checks
from onrecord.ledger import Query as LedgerQuery
from onrecord.ledger.checks import CheckVerdict
from onrecord.ledger.export import flat
from onrecord.ledger.handle import utc_now
from onrecord.model import Status
from onrecord.web.errors import ProblemError
from onrecord.web.fields import rows
from onrecord.web.pages.common import Id
from onrecord.web.pages.taking import sent
from onrecord.web.pages.writing import from_our_form, own_address, person, remembered
from onrecord.web.render import Page, answer, both, site
from onrecord.web.told import address

router = APIRouter(tags=["checks"])
writing = APIRouter(tags=["checks"], dependencies=[Depends(from_our_form)])
Values = Annotated[tuple[str, ...], Query(max_length=20)]
Short = Annotated[str, Query(max_length=80)]
TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT"
).split()
_DONE = {"accept": "You accepted", "correct": "You corrected", "reject": "You rejected", "skip": "You skipped"}
_FIELDS = (
    ("status", "status"),
    ("type", "type"),
    ("who", "who acts"),
    ("recipient", "to whom"),
    ("according_to", "according to"),
    ("time", "when"),
    ("place", "where"),
    ("evidence", "words that say so"),
)
Fix = Annotated[str | None, Field(max_length=2_000)]


class Decision(BaseModel):
    """A form of the queue. Fields to put right are kept where they differ from what was read."""

    verdict: CheckVerdict
    by: Annotated[str, Field(min_length=1, max_length=100)]
    note: Annotated[str, Field(max_length=1_000)] = ""
    back: Annotated[str, Field(max_length=500)] = ""
    fix_status: Fix = None
    fix_type: Fix = None
    fix_who: Fix = None
    fix_recipient: Fix = None
    fix_according_to: Fix = None
    fix_time: Fix = None
    fix_place: Fix = None
    fix_evidence: Fix = None


class Undoing(BaseModel):
    """A form that takes a decision back. n: its number."""

    n: Annotated[int, Field(ge=1, le=2**62)]
    by: Annotated[str, Field(min_length=1, max_length=100)]
    back: Annotated[str, Field(max_length=500)] = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of the form for corrections, with what was read."""

    name: str
    label: str
    value: str
    choices: tuple[str, ...] = ()


@both(router, "/check", "The next record to check")
def queue(
    request: Request,
    status: Values = (),
    type: Values = (),
    record: Short = "",
    done: Annotated[int, Query(ge=0, le=2**62)] = 0,
    undone: bool = False,
) -> Response:
    """One record that nobody has decided on; kinds take turns.

    done: the decision that was made a moment ago. undone: whether one was taken back.
    """
    view, reviewer = site(request).view, person(request)
    only = tuple(filter(None, status)), tuple(filter(None, type))
    id = record or view.next_to_check(reviewer, status=only[0], type=only[1])
    page = view.record(id) if id else None
    hit = page.hit if page else None
    found = hit.record.id if hit and hit.record else None
    if request.url.path.endswith(".json"):
        return answer(request, Page("", "", {"record": found}))
    last = _last(request, reviewer, done)
    shown = {
        "hit": hit,
        "rows": rows(hit.record, page.filed.report) if page and hit and hit.record else [],
        "fields": entries(hit) if hit else [],
        "reviewer": reviewer,
        "done": last,
        "undone": undone,
        "done_words": _DONE.get(str(last.verdict), "") if last else "",
        "statuses": [str(each) for each in Status],
        "types": TYPES,
        "only_status": only[0],
        "only_type": only[1],
        "back": address("/check", [*(("status", s) for s in only[0]), *(("type", t) for t in only[1])]),
        "records": view.count(LedgerQuery()).records,
    }
    return answer(request, Page("check.html", "Check", {}, shown, "check"))


def _last(request: Request, reviewer: str, done: int) -> checks.Check | None:
    """The decision that an undo would take back, if it is the one that was just made."""
    if not done or not reviewer:
        return None
    with site(request).view.reader() as ledger:
        last = checks.last_of(ledger.connection, reviewer)
    return last if last and last.n == done else None


def entries(hit: Hit) -> list[Entry]:
    """What can be put right, with what was read."""
    row = flat(hit)
    choices = {"status": tuple(map(str, Status)), "type": ("", *TYPES)}
    return [Entry(name, label, str(row[name] or ""), choices.get(name, ())) for name, label in _FIELDS]


@writing.post("/check/undo", summary="Take a decision back", response_class=RedirectResponse, status_code=303)
def undo(request: Request, form: Annotated[Undoing, Form()]) -> Response:
    """Appended as a row of its own; the decision stays readable."""
    made = checks.undo(site(request).settings.ledger, form.n, by=form.by, at=utc_now())
    back = own_address(form.back, "/check")
    return RedirectResponse(f"{back}{'&' if '?' in back else '?'}record={made.record[:16]}&undone=true", 303)


@writing.post("/check/{id}", summary="Decide on a record", response_class=RedirectResponse, status_code=303)
def decide(request: Request, id: Id, form: Annotated[Decision, Form()]) -> Response:
    """Fields to put right come as fix_NAME with the verdict “correct”."""
    settings = site(request).settings
    hit = site(request).view.record(id).hit
    record = hit.record.id if hit.record else id
    corrected = _corrected(hit, form) if form.verdict is CheckVerdict.CORRECT else {}
    if form.verdict is CheckVerdict.CORRECT and not corrected:
        raise ProblemError(400, "Nothing was changed, so there is nothing to keep.", "Change a field, or accept it.")
    made = checks.append(
        settings.ledger, record, form.verdict, by=form.by, at=utc_now(), corrected=corrected, note=form.note
    )
    back = own_address(form.back, "/check")
    return remembered(RedirectResponse(f"{back}{'&' if '?' in back else '?'}done={made.n}", 303), settings, form.by)


def _corrected(hit: Hit, form: Decision) -> dict[str, str]:
    read = {entry.name: entry.value for entry in entries(hit)}
    given = {name: getattr(form, f"fix_{name}") for name in read}
    return {name: value.strip() for name, value in given.items() if value is not None and value.strip() != read[name]}


@both(router, "/precision", "How often the program is right, as people found")
def precision(request: Request) -> Response:
    """By status and by type, with intervals (Wilson, 95 %)."""
    with site(request).view.reader() as ledger:
        found = checked.precision(ledger.path, ledger.connection)
    shown = {
        "tables": [("All", [found.overall]), ("By status", found.by_status), ("By type", found.by_type)],
        "disputed": found.disputed,
    }
    if request.url.path.endswith(".json"):
        return answer(request, Page("", "", asdict(found)))
    return answer(request, Page("precision.html", "Measured precision", {}, shown, "check"))


@router.get("/check/training.jsonl", summary="Decisions with their records, to learn from")
def training(request: Request) -> Response:
    """One JSON object a line: the record in full, the verdict, what was put right, by whom and when."""

    def write(stream: IO[bytes]) -> None:
        with site(request).view.reader() as ledger:
            for line in checked.training(ledger.path, ledger.connection):
                stream.write(line.encode("utf-8", "replace") + b"\n")

    return sent(write, "checked.jsonl", "application/jsonl")
