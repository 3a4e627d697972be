"""A test client that looks at every page it fetches and fails on what no test asked about."""

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
    """Somebody at a browser. ``signed_in_as`` gives them a session without the sign-in page."""

    def sign_in(self, person) -> "Visitor":
        secret = secrets.token_urlsafe(32)
        now = datetime.now(UTC)
        db.session.add(
            SignInSession(
                secret_hash=digest(secret),
                person_id=person.id,
                created_at=now,
                expires_at=now + timedelta(hours=1),
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

        def note(_connection, _cursor, statement, *_rest):
            statements.append(statement)

        db.session.info.pop("read_only", None)
        event.listen(db.engine, "before_cursor_execute", note)
        try:
            response = super().open(*args, **kwargs)
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        check_statements(response, statements)
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 308):
            check_page(response.text)
        return response

    def page(self, path, **kwargs) -> BeautifulSoup:
        """The page at an address, which must be there."""
        response = self.get(path, **kwargs)
        assert response.status_code == 200, f"{path}: {response.status}"
        return BeautifulSoup(response.text, "html.parser")


def check_statements(response, statements) -> None:
    asked = [one for one in statements if not one.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))]
    if response.request.method == "GET":
        assert len(asked) <= QUERY_BUDGET, "\n\n".join(asked)
        writes = [one for one in asked if one.lstrip().upper().startswith(WRITES)]
        assert not writes, f"a GET wrote to the database: {writes}"
