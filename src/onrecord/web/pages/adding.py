"""Adding reports from a page: files or text, read in the background, watched by server-sent events."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response, StreamingResponse

from onrecord.ingest import Defaults
from onrecord.web.errors import ProblemError
from onrecord.web.jobs import Job, Jobs, pasted
from onrecord.web.pages.common import Id
from onrecord.web.pages.writing import MOST_CHARACTERS, FormRoute, from_our_form
from onrecord.web.render import Page, answer, both
from onrecord.web.told import many

router = APIRouter(tags=["adding"])
writing = APIRouter(tags=["adding"], dependencies=[Depends(from_our_form)], route_class=FormRoute)
_PULSE = 0.25
Line = Annotated[str, Form(max_length=2_000)]
Text = Annotated[str, Form(max_length=MOST_CHARACTERS)]


def jobs(request: Request) -> Jobs:
    """The jobs of this application."""
    found: Jobs = request.app.state.jobs
    return found


@both(router, "/add", "What was added lately")
def adding(request: Request) -> Response:
    """The form, and the last jobs."""
    listed = jobs(request).list()
    if request.url.path.endswith(".json"):
        return answer(request, Page("", "", {"jobs": [job.json() for job in listed]}))
    return answer(request, Page("add.html", "Add reports", {"jobs": listed}, {}, "add"))


@writing.post("/add", summary="Add reports", response_class=RedirectResponse, status_code=303)
def add(  # noqa: PLR0913 - one argument a field of the form
    request: Request,
    files: Annotated[list[UploadFile], File()] = [],  # noqa: B006 - FastAPI copies it
    text: Text = "",
    title: Line = "",
    url: Line = "",
    outlet: Line = "",
    published: Line = "",
    country: Line = "",
    language: Line = "",
) -> Response:
    """Files of any kind that `onrecord run` reads, or a text. The answer leads to the job."""
    defaults = _defaults(outlet, published, country, language)
    given = [(file.filename or "file", file.file) for file in files if file.filename]
    if text.strip():
        line = pasted([("text", text), ("title", title), ("outlet", outlet), ("published", published), ("url", url)])
        job = jobs(request).add(title.strip()[:80] or "A pasted text", [("pasted.jsonl", io.BytesIO(line))], defaults)
    elif given:
        what = given[0][0][-80:] if len(given) == 1 else many(len(given), "file")
        job = jobs(request).add(what, given, defaults)
    else:
        raise ProblemError(400, "No file was chosen and no text was pasted.", "Go back and give one of them.")
    return RedirectResponse(f"/add/{job.id}", 303)


def _defaults(outlet: str, published: str, country: str, language: str) -> Defaults:
    try:
        if published.strip():
            datetime.fromisoformat(published.strip())
    except ValueError:
        raise ProblemError(400, f"{published[:40]!r} is no day.", "Write it as 2022-06-26.") from None
    code = country.strip().upper()
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise ProblemError(
            400, f"{country[:40]!r} is no country's code.", "Give three letters (ISO 3166-1), such as GBR."
        )
    return Defaults(
        published=published.strip() or None,
        outlet=outlet.strip() or None,
        outlet_country=code or None,
        language=language.strip() or None,
    )


def _job(request: Request, id: str) -> Job:
    found = jobs(request).get(id)
    if found is None:
        raise ProblemError(404, f"No job is called {id[:20]!r}.", "The last ones are listed where reports are added.")
    return found


@router.get("/add/{id}/events", summary="A job, told as it goes (server-sent events)", response_class=StreamingResponse)
async def events(request: Request, id: Id) -> Response:
    """One JSON object an event, whenever something changed; the last one has "over": true."""
    return StreamingResponse(_told(request, _job(request, id)), media_type="text/event-stream")


async def _told(request: Request, job: Job) -> AsyncIterator[str]:
    before = ""
    while not await request.is_disconnected():
        over, now = job.over, json.dumps(job.json(), ensure_ascii=False)
        if now != before:
            yield f"data: {now}\n\n"
            before = now
        if over:
            return
        await asyncio.sleep(_PULSE)


@both(router, "/add/{id}", "How a job stands")
def job(request: Request, id: Id) -> Response:
    """Counts, what was filed, what was not taken in and why."""
    found = _job(request, id)
    data = found.json() if request.url.path.endswith(".json") else {"job": found}
    return answer(request, Page("job.html", found.what, data, {}, "add"))
