"""Recordings and captions by the hash of their content, in pieces where a player asks for them."""

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from elearn.content.recording import CAPTIONS, SUFFIXES
from elearn.extensions import db
from elearn.learning.queries.media import FileFacts, file_facts, piece_of
from elearn.learning.routes.feature import TAKE, learning

# A file of that name never changes. It is kept by the browser alone: only learners may have it.
FOR_EVER = "private, max-age=31536000, immutable"
OK, PARTIAL, UNSATISFIABLE = 200, 206, 416


@learning.page("/learn/media/<token:digest>", needs=TAKE)
def media(digest: str) -> ResponseReturnValue:
    facts = file_facts(db.session(), sha256=digest) or abort(404)
    if facts.sha256 in request.if_none_match:
        return _answer(facts, b"", 304)
    asked = request.range if _may_be_partial(facts) else None
    if asked is None or len(asked.ranges) != 1 or asked.units != "bytes":
        return _answer(facts, _piece(facts, 0, facts.size), OK)
    span = asked.range_for_length(facts.size)
    if span is None:
        response = _answer(facts, b"", UNSATISFIABLE)
        response.headers["Content-Range"] = f"bytes */{facts.size}"
        response.headers["Cache-Control"] = "no-store"
        return response
    start, stop = span
    response = _answer(facts, _piece(facts, start, stop), PARTIAL)
    response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{facts.size}"
    return response


def _may_be_partial(facts: FileFacts) -> bool:
    """Whether the range that is asked for belongs to this very file."""
    condition = request.headers.get("If-Range")
    return condition is None or condition == f'"{facts.sha256}"'


def _piece(facts: FileFacts, start: int, stop: int) -> bytes:
    return piece_of(db.session(), sha256=facts.sha256, start=start, length=stop - start)


def _answer(facts: FileFacts, body: bytes, status: int) -> Response:
    name = f"recording-{facts.sha256[:12]}{SUFFIXES[facts.mime]}"
    kind = f"{CAPTIONS}; charset=utf-8" if facts.mime == CAPTIONS else facts.mime
    response = Response(body, status, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = FOR_EVER
    response.set_etag(facts.sha256)
    return response
