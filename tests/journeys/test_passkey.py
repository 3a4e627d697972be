"""A passkey made and used in a real browser, with a key that the browser pretends to have."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from elearn import create_app
from elearn.accounts.hashing import hash_password
from elearn.extensions import db
from elearn.models import Password
from tests.conftest import settings_for
from tests.journeys.conftest import free_port
from tests.support.make import Make

PASSWORD = "three random words"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def site(tmp_path):
    """The service at a name, as passkeys want it, with one person who has a password."""
    port = free_port()
    url = f"sqlite:///{tmp_path / 'e.db'}"
    app = create_app(settings_for(url, tmp_path, base_url=f"http://localhost:{port}"))
    with app.app_context():
        db.create_all()
        with Session(db.engine) as session:
            person = Make(session).person("Sam Okoye", email="sam@council.example")
            session.add(
                Password(
                    person_id=person.id,
                    hash=hash_password(PASSWORD),
                    changed_at=datetime.now(UTC),
                )
            )
            session.commit()
    server = make_server("localhost", port, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{port}"
    server.shutdown()


def test_a_passkey_is_made_and_then_signs_in_alone(chromium, site):
    context = chromium.new_context(base_url=site)
    context.set_default_timeout(15_000)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto("/sign-in")
    page.get_by_label("E-mail address or user name").fill("sam@council.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/account/security/passkey")
    page.get_by_label("A name for this passkey").fill("This computer")
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("button", name="I have kept these codes").click()
    assert page.get_by_text("This computer").first.is_visible()
    context.clear_cookies()
    page.goto("/sign-in?next=/account/security")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{site}/account/security")
    assert page.get_by_text("used last").is_visible()
    context.close()
