"""What programs can ask for, as a page."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.web.render import Page, answer

router = APIRouter(include_in_schema=False)


@router.get("/api")
def api(request: Request) -> Response:
    """Every address with its parameters, from the OpenAPI description."""
    paths: dict[str, Any] = request.app.openapi()["paths"]
    routes = [
        (f"{method.upper()} {path}", told.get("summary", ""), [p["name"] for p in told.get("parameters", ())])
        for path, methods in paths.items()
        for method, told in methods.items()
    ]
    return answer(request, Page("api.html", "For programs", {}, {"routes": routes}, "api"))
