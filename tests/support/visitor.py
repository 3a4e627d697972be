"""A test client that looks at every page it fetches and fails on what no test asked about."""

import re
import secrets
from datetime import UTC, datetime, timedelta

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import event

from elearn.accounts.sessions import digest
from elearn.extensions import db
from elearn.models import SignInSession
from tests.support.page_rules import check_page

QUERY_BUDGET = 12
WRITES = ("INSERT", "UPDATE", "DELETE")


class Visitor(FlaskClient):
    """Somebody at a browser. ``sign_in`` gives them a session without the sign-in page, as after
    a second step unless told otherwise."""

    def sign_in(self, person, *, strong=True) -> "Visitor":
        secret = secrets.token_urlsafe(32)
        now = datetime.now(UTC)
        db.session.add(
            SignInSession(
                secret_hash=digest(secret),
                person_id=person.id,
                created_at=now,
                expires_at=now + timedelta(hours=1),
                proved_at=now,
                strong_at=now if strong else None,
            )
        )
        db.session.commit()
        with self.session_transaction() as cookie:
            cookie["_user_id"] = secret
            cookie["_fresh"] = True
            cookie["seen"] = int(now.timestamp())
        return self

    def open(self, *args, **kwargs):
        statements: list[str] = []
        effects: list[str] = []

        def note(_connection, cursor, statement, *_rest):
            statements.append(statement)
            if has_effect(cursor, statement):
                effects.append(statement)

        db.session.info.pop("read_only", None)
        self.know_the_site()
        event.listen(db.engine, "after_cursor_execute", note)
        try:
            response = super().open(*args, **kwargs)
        finally:
            event.remove(db.engine, "after_cursor_execute", note)
        check_statements(response, statements, effects)
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 308):
            check_page(response.text)
        return response

    def know_the_site(self):
        """What every page shows around its content is read once a minute, by whichever comes
        first, and is no part of what a page asks for itself."""
        keeper = self.application.extensions["site"]
        if keeper.site is None:
            with self.application.test_request_context():
                keeper.get()

    def page(self, path, **kwargs) -> BeautifulSoup:
        """The page at an address, which must be there."""
        response = self.get(path, **kwargs)
        assert response.status_code == 200, f"{path}: {response.status}"
        return BeautifulSoup(response.text, "html.parser")


def check_statements(response, statements, effects) -> None:
    asked = [one for one in statements if not one.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))]
    if response.request.method == "GET":
        reading = [one for one in asked if "trail_entry" not in one and "advisory" not in one]
        assert len(reading) <= QUERY_BUDGET, "\n\n".join(reading)
        writes = unexpected_writes(response, asked)
        assert not writes, f"a GET wrote to the database: {writes}"
    else:
        told_of(response, effects)


def unexpected_writes(response, statements) -> list[str]:
    """What a GET wrote, but for the one line that a file was taken."""
    writes = [one for one in statements if one.lstrip().upper().startswith(WRITES)]
    is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
    if is_file and [one for one in writes if one.startswith("INSERT INTO trail_entry")] == writes:
        return writes[1:]
    return writes


# What may be written without a line in the trail: what people are in the middle of, what is thrown
# away if they stop, and what the service keeps for itself.
QUIET = {
    "answer": "answers are saved as they are given; handing in is told",
    "attempt": "a quiz that was begun; handing in is told",
    "page_seen": "how far somebody has read",
    "scenario_choice": "practice, never marked",
    "spaced_check": "opening five questions; answering them is told",
    "failed_sign_in": "counted for the throttle, in keyed hashes",
    "pending_sign_in": "between the two steps of signing in",
    "sign_in_session": "its own acts are told where a person ends or begins one",
    "single_use_link": "used up in the act it belongs to",
    "mailed_link": "used up in the act it belongs to",
    "spent_answer": "used up in the act it belongs to",
    "used_challenge": "used up in the act it belongs to",
    "roster_import": "a file that is looked at before it is applied",
    "roster_mapping": "how a file that is looked at is read",
    "roster_title": "how a file that is looked at is read",
    "completion_import": "a file that is looked at before it is applied",
    "headcount_import": "a file that is looked at before it is applied",
    "referral_import": "a file that is looked at before it is applied",
    "imported_line": "of a file that is looked at",
    "import_job": "the word to the worker, which tells when it is done",
    "audit_job": "the word to the worker, which tells when it is done",
    "figures_stamp": "the database's own",
    "heartbeat": "the worker's own",
    "survey_count": "anonymous by promise: no line may tie an answer to a person",
    "survey_mark": "anonymous by promise: no line may tie an answer to a person",
    "briefing_answer_count": "a show of hands, counted",
    "letter": "what an act writes to people",
}
WRITTEN = re.compile(r"^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)


def has_effect(cursor, statement) -> bool:
    """Whether a statement certainly wrote a row: what is added unless it is there, and what
    tells which rows it took, need not have found any."""
    if statement.lstrip()[:6].upper() in ("UPDATE", "DELETE"):
        return "RETURNING" not in statement and cursor.rowcount > 0
    return "ON CONFLICT DO NOTHING" not in statement


# Where one form is more acts than one, each with its line.
SEVERAL_ACTS = re.compile(
    r"/requirements/proposals/\d+/approve"  # the answer, and the rule it sets
    r"|/agencies/[\w-]+/registrations/\d+/approve"  # somebody put on record, and invited
    r"|/(invite/[\w-]+|join/account|account/security)"  # a password, and signing in with it
    r"|/agencies/[\w-]+/headcount/imports/\d+/(apply|undo)"  # the file, and what it says
    r"|/account/reminders"  # each choice of one's own
    r"|/audits/new/run"  # an audit that is opened, and asked for in one go
    r"|/audits/\d+/restate"  # the edition it replaces, and the one that is frozen
)


def told_of(response, effects) -> None:
    """A form that was taken and changed a record left one line in the trail, and no second."""
    if response.status_code >= 400:
        return
    tables = [found[1].lower() for one in effects if (found := WRITTEN.match(one))]
    lines = tables.count("trail_entry")
    changed = {one for one in tables if one not in QUIET and one != "trail_entry"}
    assert lines or not changed, f"{response.request.path} changed {changed} without a line"
    is_several = SEVERAL_ACTS.fullmatch(response.request.path)
    assert lines <= 1 or is_several, f"{response.request.path} left {lines} lines for one act"
