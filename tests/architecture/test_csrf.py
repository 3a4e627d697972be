"""Nobody's browser can be made to change something by a page of somebody else's."""

from contextlib import contextmanager

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import event

from elearn import create_app
from elearn.access.policy import Role
from elearn.extensions import db
from tests.conftest import settings_for
from tests.support.visitor import WRITES, unexpected_writes
from tests.support.walk import Sender, cookie_of, pages

pytestmark = pytest.mark.any_database

OTHER_SITES = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
]
OWN_SITE = [
    {},
    {"Origin": "null"},  # what our own forms send, as we send no Referer
    {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    {"Origin": "http://localhost"},
]


@pytest.fixture
def csrf(app, monkeypatch):
    """Forms need their token here, as they do outside of tests."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)


@contextmanager
def writes():
    """The statements that change something within the block."""
    found: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.lstrip().upper().startswith(WRITES):
            found.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def own_token(sender: Sender, path: str) -> str:
    """The token of a form, and from now on the cookie it belongs to."""
    response = sender.send("GET", path)
    set_cookie = response.headers.get("Set-Cookie")
    if set_cookie:
        sender.headers["Cookie"] = set_cookie.split(";")[0]
    return BeautifulSoup(response.text, "html.parser").select_one("[name=csrf_token]")["value"]


@pytest.mark.parametrize("who", ["nobody", "everyone"])
def test_a_post_without_this_browsers_token_is_refused_and_changes_nothing(
    app, house, csrf, request, who
):
    sender, stranger = request.getfixturevalue(who), Sender(app)
    own_token(sender, "/account/sessions" if who == "everyone" else "/sign-in")
    wrong = []
    for rule in pages(app, "POST"):
        url = house.urls(app, rule)[0]
        for token in ("", "junk", "\x00", own_token(stranger, "/sign-in")):
            with writes() as written:
                response = sender.send("POST", url, data={"csrf_token": token})
            if response.status_code != 400 or written:
                wrong.append(f"{url} with {token!r}: {response.status}, {written}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("said", OTHER_SITES, ids=str)
def test_a_post_from_another_site_is_refused_even_with_the_token(
    app, house, csrf, everyone, nobody, said
):
    for sender, path in ((everyone, "/account/sessions"), (nobody, "/sign-in")):
        token = own_token(sender, path)
        for rule in pages(app, "POST"):
            url = house.urls(app, rule)[0]
            with writes() as written:
                response = sender.send("POST", url, data={"csrf_token": token}, headers=said)
            assert response.status_code == 400, url
            assert not written, url


@pytest.mark.parametrize("said", OWN_SITE, ids=str)
def test_a_post_of_our_own_page_is_taken(csrf, everyone, said):
    token = own_token(everyone, "/account/sessions")
    with writes() as written:
        response = everyone.send("POST", "/sign-out", data={"csrf_token": token}, headers=said)
    assert response.status_code == 303
    assert written


def test_a_post_over_https_is_taken_without_a_referer(tmp_path):
    """Our own policy is to send none."""
    address = "https://training.example"
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'https.db'}", tmp_path, base_url=address))
    with app.app_context():
        db.create_all()
        client = FlaskClient(app, app.response_class)
        page = BeautifulSoup(client.get("/sign-in", base_url=address).text, "html.parser")
        token = page.select_one("[name=csrf_token]")["value"]
        said = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
        response = client.post(
            "/sign-out", base_url=address, data={"csrf_token": token}, headers=said
        )
        assert response.status_code == 303
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "nobody")
def test_looking_changes_nothing(app, house, role, turns):
    sender = Sender(app, cookie_of(app, house.somebody(role)) if role else "")
    for place, rule in enumerate(pages(app)):
        for method in ("GET", *turns(place, ["HEAD"], 4)):
            url = house.urls(app, rule)[-1 if method == "HEAD" else 0]
            with writes() as written:
                response = sender.send(method, url)
            response.close()
            written = unexpected_writes(response, written)
            assert not written, f"{method} {url} wrote: {written}"
            assert method == "GET" or not response.data
