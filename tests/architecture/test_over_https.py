"""What is said besides where people reach the service over https."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from elearn import create_app
from elearn.extensions import db
from elearn.web.assets import asset
from tests.conftest import settings_for

ADDRESS = "https://training.example"
A_YEAR = "max-age=31536000; includeSubDomains"


@pytest.fixture(scope="module")
def https(tmp_path_factory):
    """An installation that people reach over https."""
    folder = tmp_path_factory.mktemp("https")
    app = create_app(settings_for(f"sqlite:///{folder / 'https.db'}", folder, base_url=ADDRESS))
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


def test_over_https_the_browser_is_told_to_stay_there(https):
    client = FlaskClient(https, https.response_class)
    for url in ("/", "/no-such-page", "/healthz", asset("app.css"), asset("app.js")):
        with client.get(url, base_url=ADDRESS) as response:
            assert response.headers["Strict-Transport-Security"] == A_YEAR


def test_over_https_the_cookie_belongs_to_this_host_alone(https):
    client = FlaskClient(https, https.response_class)
    response = client.get("/sign-in", base_url=ADDRESS)
    name, *facts = response.headers["Set-Cookie"].split("; ")
    assert name.startswith("__Host-")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(facts)
    assert not [fact for fact in facts if fact.startswith("Domain")]


def test_a_post_is_taken_without_a_referer(https):
    """Our own policy is to send none."""
    client = FlaskClient(https, https.response_class)
    with https.app_context():  # or flask.g would be that of the tests before
        page = BeautifulSoup(client.get("/sign-in", base_url=ADDRESS).text, "html.parser")
    data = {"csrf_token": page.select_one("[name=csrf_token]")["value"]}
    said = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    with https.app_context():
        response = client.post("/sign-out", base_url=ADDRESS, data=data, headers=said)
        assert response.status_code == 303
        db.session.remove()
