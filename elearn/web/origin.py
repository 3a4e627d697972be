"""Refuses what another site's page sends in somebody's name, besides the token against forgery.

The Referer says nothing here: our own policy is to send none, which also makes the Origin of our
own forms "null". What browsers say of themselves in Sec-Fetch-Site they say always.
"""

from urllib.parse import urlsplit

from flask import Flask, abort, request

from elearn.web.transaction import READS

OURS = frozenset({"same-origin", "none"})


def refuse_other_sites(app: Flask, base_url: str) -> None:
    """Answer 400 to every POST that a page of another site sent."""
    own = urlsplit(base_url).netloc

    @app.before_request
    def check() -> None:
        if request.method not in READS and _is_foreign(own):
            abort(400)


def _is_foreign(own: str) -> bool:
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        return said not in OURS
    origin = request.headers.get("Origin", "null")
    return origin != "null" and urlsplit(origin).netloc not in (own, request.host)
