"""What is said besides where people reach the service over https."""

import pytest
from flask.testing import FlaskClient

from elearn import create_app
from elearn.extensions import db
from elearn.web.assets import asset
from tests.conftest import settings_for

A_YEAR = "max-age=31536000; includeSubDomains"


@pytest.fixture(scope="module")
def https(tmp_path_factory):
    """An installation that people reach over https."""
    folder = tmp_path_factory.mktemp("https")
    address = "https://training.example"
    app = create_app(settings_for(f"sqlite:///{folder / 'https.db'}", folder, base_url=address))
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


def test_over_https_the_browser_is_told_to_stay_there(https):
    client = FlaskClient(https, https.response_class)
    for url in ("/", "/no-such-page", "/healthz", asset("app.css"), asset("app.js")):
        with client.get(url, base_url="https://training.example") as response:
            assert response.headers["Strict-Transport-Security"] == A_YEAR


def test_over_https_the_cookie_belongs_to_this_host_alone(https):
    client = FlaskClient(https, https.response_class)
    response = client.get("/sign-in", base_url="https://training.example")
    name, *facts = response.headers["Set-Cookie"].split("; ")
    assert name.startswith("__Host-")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(facts)
    assert not [fact for fact in facts if fact.startswith("Domain")]
