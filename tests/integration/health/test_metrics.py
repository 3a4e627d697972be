"""Figures for Prometheus: for whoever may read them, of everybody, about nobody."""

import dataclasses
import json
import logging

import pytest

from elearn.web.logs import Lines

TOKEN = "a-token-that-is-long-enough"
NAMES = (
    "elearn_request_seconds_bucket",
    "elearn_database_up 1.0",
    "elearn_disk_free_bytes",
    'elearn_letters{state="queued"} 0.0',
    'elearn_waiting{kind="imports"} 0.0',
    "elearn_sign_ins_failed_lately 0.0",
    "elearn_backup_failed 0.0",
)


@pytest.fixture
def with_token(app):
    before = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(before, metrics_token=TOKEN)
    yield
    app.extensions["settings"] = before


def test_requests_and_what_waits_are_counted(visitor, make):
    visitor.get("/signs?q=Robin+Field")
    visitor.get("/no/such/page-of-Robin")
    answer = visitor.get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain")
    assert 'elearn_requests_total{method="GET",page="public.signs",status="200"}' in answer.text
    assert 'elearn_requests_total{method="GET",page="none",status="404"}' in answer.text
    for name in NAMES:
        assert name in answer.text
    assert "Robin" not in answer.text


@pytest.mark.any_database
def test_without_a_token_only_this_machine_reads_them(visitor):
    away = {"environ_base": {"REMOTE_ADDR": "203.0.113.9"}}
    assert visitor.get("/metrics", **away).status_code == 404
    assert visitor.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404


@pytest.mark.any_database
def test_with_a_token_whoever_shows_it_reads_them(visitor, with_token):
    away = {"environ_base": {"REMOTE_ADDR": "203.0.113.9"}}
    assert visitor.get("/metrics").status_code == 404
    assert visitor.get("/metrics", headers={"Authorization": "Bearer x"}, **away).status_code == 404
    shown = {"Authorization": f"Bearer {TOKEN}"}
    assert visitor.get("/metrics", headers=shown, **away).status_code == 200


@pytest.mark.any_database
def test_each_answer_is_a_line_with_page_status_and_time_and_nothing_typed(visitor, caplog):
    caplog.set_level(logging.INFO, "elearn.requests")
    caplog.handler.setFormatter(Lines())
    visitor.get("/signs?q=Robin+Field")
    record = next(one for one in caplog.records if one.name == "elearn.requests")
    assert (record.status, record.getMessage()) == (200, "answered")
    assert record.ms >= 0
    line = json.loads(Lines().format(record))
    assert line["status"] == 200
    assert "Robin" not in json.dumps(line)
    before = len(caplog.records)
    visitor.get("/healthz")
    assert len(caplog.records) == before
