"""Where a request comes from is told by the proxies that the settings count, and by nobody else."""

import ast
from pathlib import Path

import pytest
from flask import request, request_started

from elearn import create_app
from elearn.extensions import db
from tests.conftest import settings_for

pytestmark = pytest.mark.any_database

GUNICORN = Path(__file__).parents[2] / "deploy" / "gunicorn.py"
SAID = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Forwarded-Host": "evil.example"}


@pytest.mark.parametrize(("proxies", "address"), [(0, "127.0.0.1"), (1, "198.51.100.7")])
def test_an_address_somebody_made_up_is_not_believed(tmp_path, proxies, address):
    app = create_app(
        settings_for(f"sqlite:///{tmp_path / 'own.db'}", tmp_path, trusted_proxies=proxies)
    )
    seen = []

    def look(_sender, **_more):
        seen.append((request.remote_addr, request.host))

    with app.app_context(), request_started.connected_to(look, app):
        app.test_client().get("/healthz", headers=SAID)
        db.engine.dispose()
    assert seen == [(address, "localhost")]


def test_no_header_says_which_page_is_meant():
    """By itself gunicorn believes SCRIPT_NAME from this machine: /x/metrics would be /metrics."""
    said = {
        one.targets[0].id: ast.literal_eval(one.value)
        for one in ast.parse(GUNICORN.read_text("utf-8")).body
        if isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant)
    }
    assert said["forwarder_headers"] == ""
