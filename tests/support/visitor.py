"""A test client that looks at every page it fetches and fails on what no test asked about."""

import secrets
from datetime import UTC, datetime, timedelta

import html5lib
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import event

from elearn.accounts.sessions import digest
from elearn.extensions import db
from elearn.models import SignInSession

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


def check_page(html: str) -> None:
    """The rules of the house for every page; each message says what to mend."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    assert not parser.errors, f"invalid HTML: {parser.errors[:3]}"
    soup = BeautifulSoup(html, "html.parser")
    headings = soup.select("h1")
    assert len(headings) == 1, f"a page has one h1, this has {len(headings)}"
    heading = " ".join(headings[0].get_text(" ", strip=True).split())
    title = " ".join(soup.title.get_text().removeprefix("Error: ").split())
    neutral = soup.select_one("[data-neutral-title]") is not None
    assert neutral or title.startswith(heading), f"title {title!r} should start with {heading!r}"
    ids = [tag["id"] for tag in soup.select("[id]")]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    assert not twice, f"an id is used twice: {twice}"
    for field in soup.select("input:not([type=hidden]), select, textarea"):
        labelled = soup.select(f'label[for="{field.get("id")}"]') or field.get("aria-label")
        assert labelled, f"no label for {field}"
    inline = soup.select("[style], style, [onclick], [onload], script:not([src])")
    assert not inline, f"inline style or script, which our policy forbids: {inline[:2]}"
