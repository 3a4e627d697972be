"""Every answer keeps the header contract: pages, files, redirects, errors and static files."""

import re

import pytest
from flask.testing import FlaskClient

from elearn.evidence.files import SANDBOX
from elearn.web.assets import asset
from elearn.web.headers import ALWAYS
from tests.support.walk import pages

NO_COOKIE = "no cookie:"
# Named by the hash of their content, about nobody, and kept by the browser alone.
NEVER_CHANGE = {"learning.media"}
# A file that people sent in runs nowhere, wherever it is opened.
SANDBOXED = {"evidence.my_file", "evidence.certificate_file"}
ERRORS = [
    ("GET", "/no-such-page", 404, {}),
    ("PUT", "/sign-in", 405, {}),
    ("TRACE", "/", 405, {}),
    ("POST", "/sign-in", 413, {"data": {"email": "x" * 11_000_000}}),
    ("POST", "/admin/people/nobody-at-all-there/invite", 404, {}),
]


def faults(response, endpoint="") -> list[str]:
    """What every answer must have, whoever asked for what."""
    is_sent_in = endpoint in SANDBOXED and response.status_code == 200
    expected = ALWAYS | ({"Content-Security-Policy": SANDBOX} if is_sent_in else {})
    found = [
        f"{name}: {response.headers.get(name)}"
        for name, value in expected.items()
        if response.headers.getlist(name) != [value]
    ]
    if not re.fullmatch("[0-9a-f]{12}", response.headers.get("X-Request-Id", "")):
        found.append("no request number")
    if re.search("@|%40|Every|Colleague", response.headers.get("Location", "")):
        found.append(f"sends somebody's name or address along: {response.headers['Location']}")
    if "Cache-Control" not in response.headers:
        found.append("does not say whether it may be kept")
    if not response.content_type:
        found.append("no content type")
    if response.mimetype.startswith("text/") and "charset=utf-8" not in response.content_type:
        found.append(f"no charset: {response.content_type}")
    if not response.mimetype.startswith("text/") and "attachment" not in response.headers.get(
        "Content-Disposition", ""
    ):
        found.append(f"{response.mimetype} might be shown rather than saved")
    return found


def cookie_faults(app, endpoint, response) -> list[str]:
    """A page that reads the session says so and is not kept; one that promises not to, does not."""
    promised = (app.extensions["needs"][endpoint].public_because or "").startswith(NO_COOKIE)
    reads = "Cookie" in response.headers.get("Vary", "")
    if promised:
        return ["sets or reads a cookie"] if reads or "Set-Cookie" in response.headers else []
    if not reads:
        return ["reads the session and does not say Vary: Cookie"]
    kept = response.headers["Cache-Control"] != "no-store" and endpoint not in NEVER_CHANGE
    return ["a page for one person may be kept"] if kept else []


@pytest.mark.parametrize("who", ["nobody", "everyone"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_answer_keeps_the_contract(app, house, database, request, who, method):
    """All on SQLite; on the other database, which no header knows of, every ninth page."""
    sender = request.getfixturevalue(who)
    wrong = []
    for rule in pages(app, method)[:: 1 if database == "sqlite" else 9]:
        for url in house.urls(app, rule):
            response = sender.send(method, url)
            found = faults(response, rule.endpoint)
            found += cookie_faults(app, rule.endpoint, response)
            wrong += [f"{method} {url} ({response.status_code}): {one}" for one in found]
            response.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.any_database
@pytest.mark.parametrize("who", ["nobody", "everyone"])
@pytest.mark.parametrize(("method", "url", "status", "more"), ERRORS)
def test_an_error_keeps_it_too(house, request, who, method, url, status, more):
    response = request.getfixturevalue(who).send(method, url, **more)
    if who == "nobody" and "admin" in url:
        status = 302
    assert response.status_code == status
    assert not faults(response)
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.any_database
def test_an_error_page_says_the_number_of_the_request(everyone):
    for url in ("/no-such-page", "/learn/no-such-module"):
        response = everyone.send("GET", url)
        assert response.headers["X-Request-Id"] in response.text


@pytest.mark.any_database
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
@pytest.mark.parametrize("range_", ["", "bytes=0-9", "bytes=999999999-"])
def test_a_static_file_keeps_it_whatever_is_asked_of_it(app, house, method, range_):
    client = FlaskClient(app, app.response_class)
    headers = {"Range": range_} if range_ else {}
    with client.open(asset("app.css"), method=method, headers=headers) as response:
        missing = [name for name, value in ALWAYS.items() if response.headers.get(name) != value]
        assert not missing, f"{response.status}: {missing}"
        assert "Set-Cookie" not in response.headers
        if response.status_code == 200:
            assert "immutable" in response.headers["Cache-Control"]
            assert 'charset="utf-8"' in response.headers["Content-Type"]


@pytest.mark.any_database
def test_signing_out_clears_what_the_browser_kept(everyone):
    response = everyone.send("POST", "/sign-out")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
