"""What people say of two records: that they tell the same event, or that they do not."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from onrecord.ledger import retelling
from onrecord.ledger.handle import utc_now
from onrecord.model import Judgement, Verdict
from onrecord.web.pages.common import Id
from onrecord.web.pages.writing import from_our_form, remembered
from onrecord.web.render import site

writing = APIRouter(tags=["checks"], dependencies=[Depends(from_our_form)])


class Said(BaseModel):
    """A form about two records. other: the id of the second."""

    other: Annotated[str, Field(min_length=1, max_length=80)]
    verdict: Literal["same", "different"]
    by: Annotated[str, Field(min_length=1, max_length=100)]
    note: Annotated[str, Field(max_length=1_000)] = ""


@writing.post("/record/{id}/event", summary="Say whether two records tell the same event", status_code=303)
def event(request: Request, id: Id, form: Annotated[Said, Form()]) -> Response:
    """Appended as a judgement; of judgements on two records the last one of a person counts."""
    of = site(request)
    ids = [of.view.record(each).hit.record for each in (id, form.other)]
    one, other = (record.id if record else "" for record in ids)
    made = Judgement(one, other, Verdict(form.verdict), form.by.strip(), utc_now(), note=form.note)
    retelling.judge(of.settings.ledger, made)
    return remembered(RedirectResponse(f"/record/{one[:16]}#event", 303), of.settings, form.by)
