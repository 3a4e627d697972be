"""A service that was just set up has no account that anybody else might know (ASVS 6.3.2)."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from elearn.config import Environment
from elearn.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from elearn.models import Grant, Passkey, Password, Person, SignInSession

pytestmark = pytest.mark.any_database

MIGRATIONS = Path(__file__).parents[3] / "migrations" / "versions"
OF_ACCOUNTS = (Person, Password, Passkey, Grant, SignInSession)
USUAL = (("admin", "admin"), ("admin@localhost", "password"), ("root", ""))


def held(session) -> int:
    return sum(session.scalar(select(func.count()).select_from(one)) for one in OF_ACCOUNTS)


def test_an_empty_service_knows_nobody_and_lets_no_usual_name_in(session, visitor):
    assert held(session) == 0
    assert DEMO_PASSWORD not in visitor.get("/sign-in").text
    known = [(one.email, DEMO_PASSWORD) for one in DEMO_ACCOUNTS]
    for email, password in (*known, *USUAL):
        answer = visitor.post("/sign-in", data={"email": email, "password": password})
        assert answer.status_code != 303, email
        assert visitor.get("/account").location.startswith("/sign-in"), email
    assert held(session) == 0


def test_the_people_of_the_demonstration_are_not_put_into_production(app, session, monkeypatch):
    production = replace(app.extensions["settings"], env=Environment.PRODUCTION)
    monkeypatch.setitem(app.extensions, "settings", production)
    ran = app.test_cli_runner().invoke(args=["demo", "seed"])
    assert ran.exit_code == 1
    assert "This is production" in ran.stderr
    assert held(session) == 0


def test_no_migration_puts_anybody_there():
    tables = "|".join(one.__tablename__ for one in OF_ACCOUNTS)
    puts = re.compile(rf"insert\s+into\s+\"?({tables})\b|bulk_insert", re.IGNORECASE)
    files = sorted(MIGRATIONS.glob("*.py"))
    assert files
    assert not [path.name for path in files if puts.search(path.read_text("utf-8"))]
