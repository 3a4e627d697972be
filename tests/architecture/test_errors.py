"""An error in any view: a plain page with a number, the same number in the log, nobody's data."""

import json

import pytest
from flask import request
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from elearn.extensions import db
from elearn.models import Person
from tests.support.page_rules import check_page
from tests.support.walk import pages

CANARY = "Amina-Canary-Okafor"
ADDRESS = "amina.canary@council.example"
FORM = {"name": CANARY, "email": ADDRESS, "password": "canary battery staple"}
SECRETS = ("canary", "Canary", "council.example", "Every Role", "battery")


class QuotingError(Exception):
    """Quotes what was typed, as errors do."""


def quote_the_form(**_values):
    raise QuotingError(f"cannot read\n{{}}\r\n\u2028{dict(request.form)} of {CANARY} <{ADDRESS}>")


def lines(capsys) -> list[dict]:
    """What was logged, besides the line that every answer has."""
    found = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    answered = [line for line in found if line["from"] == "elearn.requests"]
    assert not [word for word in SECRETS if word in json.dumps(answered)]
    return [line for line in found if line not in answered]


@pytest.mark.any_database
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_error_in_any_view_is_a_page_with_a_number_that_the_log_has_too(
    app, house, everyone, capsys, monkeypatch, method
):
    for rule in pages(app, method):
        if rule.endpoint == "static":
            continue
        monkeypatch.setitem(app.view_functions, rule.endpoint, quote_the_form)
        url = house.urls(app, rule)[0]
        capsys.readouterr()
        response = everyone.send(method, url, data=FORM if method == "POST" else None)
        assert response.status_code == 500, rule
        check_page(response.text)
        assert response.headers["X-Request-Id"] in response.text
        shown = [one for one in ("Traceback", "QuotingError", CANARY) if one in response.text]
        assert not shown, rule
        (line,) = lines(capsys)
        assert line["request"] == response.headers["X-Request-Id"]
        assert line["page"] == rule.endpoint
        assert "QuotingError" in line["error"]
        assert "quote_the_form" in line["error"]
        said = json.dumps(line)
        hidden = [str(value) for value in house.values.values() if len(str(value)) > 15]
        assert not [word for word in (*SECRETS, *hidden) if word in said], line


@pytest.mark.any_database
def test_the_log_names_people_by_number(app, house, everyone, capsys, monkeypatch):
    monkeypatch.setitem(app.view_functions, "accounts.account", quote_the_form)
    everyone.send("GET", "/account")
    assert [line["person"] for line in lines(capsys)] == [house.everyone]


def test_what_the_database_says_about_somebody_stays_out_of_the_log(
    app, house, everyone, capsys, monkeypatch
):
    """PostgreSQL's errors quote the values that were there already."""
    person = house.make.person("Amina", email=ADDRESS)
    row = {name: getattr(person, name) for name in ("public_id", "full_name", "status")}
    row |= {"email": ADDRESS, "created_at": person.created_at}

    def twice():
        db.session.execute(insert(Person).values(**row))

    monkeypatch.setitem(app.view_functions, "accounts.sign_out", twice)
    assert everyone.send("POST", "/sign-out").status_code == 500
    (line,) = lines(capsys)
    assert IntegrityError.__name__ in line["error"]
    assert not [word for word in SECRETS if word in json.dumps(line)]


@pytest.mark.any_database
def test_an_error_while_the_answer_is_finished_shows_no_address(app, house, everyone, capsys):
    """Flask's own line would quote it, with the token of a letter in it."""
    token = house.apart["accounts.reset"]["token"]
    with app.test_request_context(f"/reset/{token}", method="POST"):
        try:
            raise QuotingError(CANARY)
        except QuotingError as error:
            app.log_exception((QuotingError, error, error.__traceback__))
    (line,) = lines(capsys)
    assert token not in json.dumps(line)
    assert CANARY not in json.dumps(line)


@pytest.mark.any_database
def test_a_refusal_leaves_a_line(everyone, capsys, app, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    everyone.send("POST", "/sign-out")
    (line,) = lines(capsys)
    assert line["level"] == "warning"
    assert "token" in line["said"]
