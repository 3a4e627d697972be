"""The service worker, and the page it shows where there is no connection.

The worker keeps static files and what a person asked it to keep, and nothing else. Neither of the
two is about anybody.
"""

from flask import Response, make_response, render_template
from flask.typing import ResponseReturnValue

from elearn.offline.pages import OfflinePage
from elearn.web.assets import asset_file
from elearn.web.feature import Feature, anyone

offline = Feature("offline", __name__)

WORKER = anyone(because="no cookie: a script that is the same for everybody")
PAGE = anyone(because="no cookie: shown when nobody can be asked who it is")


@offline.page("/sw.js", needs=WORKER)
def worker() -> ResponseReturnValue:
    """At the root, so that it may answer for every page; asked for anew each time."""
    response = Response(asset_file("sw.js").read_bytes(), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@offline.page("/offline", needs=PAGE)
def without_connection() -> ResponseReturnValue:
    return make_response(render_template("offline/offline.html", page=OfflinePage()))
