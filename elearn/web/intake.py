"""What is sent to a page is looked at and read here, before anything else happens with it.

The Referer says nothing of where a form came from: our own policy is to send none, which also
makes the Origin of our own forms "null". What browsers say in Sec-Fetch-Site they always say.
"""

import errno
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, request
from werkzeug.exceptions import HTTPException

from elearn.web.transaction import READS

OURS = frozenset({"same-origin", "none"})
FORMS = ("", "application/x-www-form-urlencoded", "multipart/form-data")
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def take_in(app: Flask, base_url: str) -> None:
    """Refuse what another site's page sends, and what is no form; and read the form whole, before
    a transaction begins: a slow client must hold no lock."""
    own = urlsplit(base_url).netloc

    @app.before_request
    def read() -> None:
        if request.endpoint is None or request.method in READS:
            return
        if _is_foreign(own):
            abort(400)
        if request.mimetype not in FORMS:
            abort(415)
        _read_form()


def _read_form() -> None:
    if request.mimetype != "multipart/form-data":  # only files may be large
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]
    try:
        request.form  # noqa: B018 - reading it is what is wanted
    except HTTPException:
        raise
    except Exception as error:  # each server has its own for a body that is cut off or garbled
        abort(503 if getattr(error, "errno", None) in NO_ROOM else 400)
    if request.content_length is None and getattr(request.stream, "is_exhausted", False):
        abort(413)  # sent in chunks: what is over the limit was left away without a word


def _is_foreign(own: str) -> bool:
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        return said not in OURS
    origin = request.headers.get("Origin", "null")
    return origin != "null" and urlsplit(origin).netloc not in (own, request.host)
