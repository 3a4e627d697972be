"""Nobody's browser can be made to change something by a page of somebody else's.

Both databases take turns: what is sent to a page on one is not sent to it on the other."""

from contextlib import contextmanager

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import event

from elearn.access.policy import Role
from elearn.cli.access import SOMEWHERE, actor_with
from elearn.extensions import db
from tests.support.visitor import WRITES, unexpected_writes
from tests.support.walk import Sender, cookie_of, pages

OTHER_SITES = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
]
WITH_A_FORM = {"nobody": "/sign-in", "everyone": "/account/sessions"}
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


@pytest.fixture
def half(database, turns):
    """Every other one of a list, and on the other database the rest."""
    return lambda things: turns(database != "sqlite", things, 2)


@pytest.mark.parametrize("who", ["nobody", "everyone"])
def test_a_post_without_this_browsers_token_is_refused_and_changes_nothing(
    app, house, csrf, database, request, turns, who
):
    """Each page is sent all four false tokens: two on each database, one by each."""
    sender = request.getfixturevalue(who)
    own_token(sender, WITH_A_FORM[who])
    tokens = ("", "junk", "\x00", own_token(Sender(app), "/sign-in"))
    first = 2 * (database != "sqlite") + (who == "everyone")
    wrong = []
    for place, rule in enumerate(pages(app, "POST"), first):
        url = house.urls(app, rule)[0]
        for token in turns(place, tokens, 4):
            with writes() as written:
                response = sender.send("POST", url, data={"csrf_token": token})
            if response.status_code != 400 or written:
                wrong.append(f"{url} with {token!r}: {response.status}, {written}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", ["nobody", "everyone"])
def test_a_post_from_another_site_is_refused_even_with_the_token(
    app, house, csrf, database, request, turns, who
):
    """Each page from all four, in the same way."""
    sender = request.getfixturevalue(who)
    token = own_token(sender, WITH_A_FORM[who])
    first = 2 * (database != "sqlite") + (who == "everyone")
    wrong = []
    for place, rule in enumerate(pages(app, "POST"), first):
        url = house.urls(app, rule)[0]
        for said in turns(place, OTHER_SITES, 4):
            with writes() as written:
                response = sender.send("POST", url, data={"csrf_token": token}, headers=said)
            if response.status_code != 400 or written:
                wrong.append(f"{url} from {said}: {response.status}, {written}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.any_database
@pytest.mark.parametrize("said", OWN_SITE, ids=str)
def test_a_post_of_our_own_page_is_taken(csrf, everyone, said):
    token = own_token(everyone, "/account/sessions")
    with writes() as written:
        response = everyone.send("POST", "/sign-out", data={"csrf_token": token}, headers=said)
    assert response.status_code == 303
    assert written


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "nobody")
def test_looking_changes_nothing(app, house, role, half, turns):
    """Whatever page is open to somebody of that role; to nobody all, which send them away."""
    sender = Sender(app, cookie_of(app, house.somebody(role)) if role else "")
    wrong = []
    for place, rule in enumerate(half([one for one in pages(app) if is_open(app, one, role)])):
        for method in ("GET", *turns(place, ["HEAD"], 4)):
            url = house.urls(app, rule)[-1 if method == "HEAD" else 0]
            with writes() as written:
                response = sender.send(method, url)
            response.close()
            wrong += [f"{method} {url}: {one}" for one in unexpected_writes(response, written)]
            if method == "HEAD" and response.data:
                wrong.append(f"{method} {url} has a body")
    assert not wrong, "\n".join(wrong)


def is_open(app, rule, role) -> bool:
    need = app.extensions["needs"][rule.endpoint]
    return role is None or need.admits(actor_with(role), SOMEWHERE if need.at else None)
