"""What a page says when something is not there, cannot be read, or went wrong: one sentence and a way on, never a traceback."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.exceptions import HTTPException

from bot.channels.web.desk import is_partial, sheet, words_of_page
from bot.channels.web.guard import HEADERS, MAX_BODY
from bot.locales import Locale
from storage.errors import LockedOutError

log = logging.getLogger(__name__)
_SENTENCES = {403: "problem.not_yours", 404: "problem.missing", 405: "problem.missing", 413: "problem.big"}
_UNREAD = (408, 413)
"""After these a part of the body is still on its way, and nobody reads it."""


def add_problems(app: FastAPI) -> None:
    """Tell the app how to say each of them."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _odd)
    app.add_exception_handler(LockedOutError, _locked)
    app.add_exception_handler(Exception, _fault)


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    t = words_of_page(request)
    response = _said(request, t, status, t("problem.missing_title"), t(_SENTENCES.get(status, "problem.odd"), limit=MAX_BODY >> 20))
    if status in _UNREAD:
        response.headers["Connection"] = "close"
    return response


async def _odd(request: Request, _: Exception) -> Response:
    """What was sent is not said back: it may hold what no answer can."""
    t = words_of_page(request)
    return _said(request, t, 422, t("problem.missing_title"), t("problem.odd"))


async def _locked(request: Request, error: Exception) -> Response:
    """Too many codes that open nothing."""
    assert isinstance(error, LockedOutError)
    t, seconds = words_of_page(request), (error.until - datetime.now(UTC)).total_seconds()
    response = _said(request, t, 429, t("join.title"), t("join.wrong_locked", minutes=max(1, round(seconds / 60))))
    response.headers["Retry-After"] = str(max(1, round(seconds)))
    return response


async def _fault(request: Request, error: Exception) -> Response:
    log.error("%s %r failed", request.method, request.url.path.strip("/").partition("/")[0], exc_info=error)
    t = words_of_page(request)
    response = _said(request, t, 500, t("problem.busy_title"), t("problem.busy"))
    response.headers.update(HEADERS)  # this answer is made outside the guard
    return response


def _said(request: Request, t: Locale, status: int, heading: str, sentence: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": sentence}, status)
    if is_partial(request) or request.url.path.startswith(("/static/", "/preview/")):
        return PlainTextResponse(sentence, status)
    return sheet(request, "notice", t, heading, status, sentence=sentence, ways=[("/", t("page.back"))])
