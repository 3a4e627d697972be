"""How often somebody may take files and search: one count over all pages, for each person.

A lead who works fast takes a file every few seconds for some minutes; a script that empties the
service takes one after another for hours. Who is not signed in is counted by network address,
which a whole office may share.
"""

import logging
import re
import time
from typing import cast

from flask import Flask, Response, g, request
from flask_limiter import RequestLimit
from flask_limiter.util import get_remote_address

from elearn.extensions import limiter
from elearn.web.errors import error_page
from elearn.web.feature import View
from elearn.web.languages import N_

log = logging.getLogger(__name__)

FILES = "30 per minute;300 per hour"
SEARCHES = "60 per minute;1200 per hour"
A_FILE = re.compile(r"\b(csv|xlsx|pdf|zip)\b")
# Pages with a box to search people in, which read what was typed from ``q``.
SEARCHED = frozenset(
    {"accounts.people", "agency.people", "briefings.people", "staff.choose_other", "staff.codes"}
)
WORDS = {
    "files": (
        N_("Wait a little before you take the next file"),
        N_(
            "You took many files in a short time. So that the service stays quick for everybody, "
            "there is a limit. The files you already have are whole."
        ),
        N_("Wait a minute, then go back and take it again. If you see this again, wait an hour."),
    ),
    "searches": (
        N_("Wait a little before you search again"),
        N_(
            "You searched many times in a short time. So that the service stays quick for "
            "everybody, there is a limit. Nothing was changed."
        ),
        N_("Wait a minute, then go back and search again. If you see this again, wait an hour."),
    ),
}


def limit_rates(app: Flask) -> None:
    """Put both limits on whatever hands out a file or searches."""
    files = limiter.shared_limit(
        FILES, scope="files", key_func=_who, methods=["GET"], on_breach=_wait
    )
    searches = limiter.shared_limit(
        SEARCHES, scope="searches", key_func=_who, exempt_when=_nothing_typed, on_breach=_wait
    )
    found = {one.endpoint for one in app.url_map.iter_rules() if A_FILE.search(one.rule)}
    for endpoint in sorted(found | SEARCHED):  # each once, however many addresses it has
        view = app.view_functions[endpoint]
        limited = files(view) if endpoint in found else searches(view)
        app.view_functions[endpoint] = cast(View, limited)


def _who() -> str:
    actor = g.get("actor")
    return f"person:{actor.person_id}" if actor else get_remote_address()


def _nothing_typed() -> bool:
    return not request.args.get("q", "").strip()


def _wait(limit: RequestLimit) -> Response:
    """What to do next, and when."""
    kind = "files" if A_FILE.search(str(request.url_rule)) else "searches"
    log.warning("refused with 429: too many %s", kind)
    response = error_page(429, WORDS[kind])
    response.headers["Retry-After"] = str(max(1, int(limit.reset_at - time.time()) + 1))
    return response
