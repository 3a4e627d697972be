"""``/healthz``, ``/readyz`` and ``/metrics``: answers for probes, balancers and Prometheus."""

import time
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from secrets import compare_digest

from flask import Response, abort, current_app, request
from flask.typing import ResponseReturnValue

from elearn.config import ROOT, Settings
from elearn.extensions import db, limiter
from elearn.health.figures import page_of_figures
from elearn.operations.readiness import conditions
from elearn.web.clock import now
from elearn.web.feature import Feature, anyone

health = Feature("health", __name__)

MACHINES = anyone(because="no cookie: read by machines")
OPERATORS = anyone(because="no cookie: read by Prometheus with a token, or from this machine")
HOLDS_FOR = 1.0  # seconds: who asks in a loop writes no more than once in that time
PROXIED = ("X-Forwarded-For", "Forwarded", "X-Real-Ip")


@health.page("/healthz", needs=MACHINES)
@limiter.exempt
def healthz() -> ResponseReturnValue:
    """The process answers. Nothing else is asked."""
    return Response("ok\n", mimetype="text/plain")


@health.page("/readyz", needs=MACHINES)
@limiter.exempt
def readyz() -> ResponseReturnValue:
    """Whether requests may be sent here; says only yes or no, the log why not."""
    ready = _is_ready()
    return Response(
        "ok\n" if ready else "not ready\n", 200 if ready else 503, mimetype="text/plain"
    )


def _is_ready() -> bool:
    asked_at, answer = current_app.extensions.get("readiness", (float("-inf"), False))
    if time.monotonic() - asked_at < HOLDS_FOR:
        return bool(answer)
    settings: Settings = current_app.extensions["settings"]
    folder = Path(settings.instance)
    found = conditions(db.engine, schema=_schema(), folder=folder, now=now())
    failed = next((one for one in found if not one.holds), None)
    if failed:
        current_app.logger.warning("not ready: %s. %s", failed.name, failed.said)
    current_app.extensions["readiness"] = (time.monotonic(), failed is None)
    return failed is None


@cache
def _schema() -> str:
    """The revision this code is for."""
    return (ROOT / "migrations" / ".head").read_text("utf-8").strip()


@health.page("/metrics", needs=OPERATORS)
@limiter.exempt
def metrics() -> ResponseReturnValue:
    """The figures as Prometheus reads them; for whoever may not, there is no such page."""
    if not _may_read():
        abort(404)
    text, kind = page_of_figures(now())
    return Response(text, content_type=kind)


def _may_read() -> bool:
    """With the token where one is set; without one, only from this machine and through no proxy."""
    token = current_app.extensions["settings"].metrics_token
    if token:
        given = request.headers.get("Authorization", "")
        return compare_digest(given.encode("utf-8", "replace"), f"Bearer {token}".encode())
    return _is_loopback() and not any(name in request.headers for name in PROXIED)


def _is_loopback() -> bool:
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
