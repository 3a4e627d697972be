"""Counts and times every request by the name of its page, never by its address.

prometheus-client is imported at the first request: it costs a process 60 ms. Under gunicorn its
values are kept in files that all workers share (``PROMETHEUS_MULTIPROC_DIR``, see
``deploy/gunicorn.py``).
"""

import time
from functools import cache
from typing import Any

from flask import Flask, Response, g, request

from elearn.extensions import db

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class Counters:
    """The figures that requests themselves write."""

    def __init__(self) -> None:
        import prometheus_client as client  # noqa: PLC0415 - see the module

        self.registry = client.CollectorRegistry()
        given: dict[str, Any] = {"registry": self.registry}
        self.requests = client.Counter(
            "elearn_requests",
            "Requests answered, by page, method and status.",
            ("page", "method", "status"),
            **given,
        )
        self.seconds = client.Histogram(
            "elearn_request_seconds",
            "How long requests took, by page.",
            ("page",),
            buckets=SECONDS,
            **given,
        )
        self.pool = client.Gauge(
            "elearn_database_connections_in_use",
            "Database connections in use at the end of the last request, all workers together.",
            multiprocess_mode="livesum",
            **given,
        )

    def count(self, *, page: str, method: str, status: int, seconds: float) -> None:
        """Count one request."""
        self.requests.labels(page, method, str(status)).inc()
        self.seconds.labels(page).observe(seconds)


@cache
def counters() -> Counters:
    """One for the process."""
    return Counters()


def count_requests(app: Flask) -> None:
    """Count each request once it has its answer."""

    @app.after_request
    def count(response: Response) -> Response:
        began = g.get("began")
        counters().count(
            page=request.endpoint or "none",
            method=request.method if request.method in METHODS else "other",
            status=response.status_code,
            seconds=time.monotonic() - began if began else 0.0,
        )
        in_use = getattr(db.engine.pool, "checkedout", None)
        if in_use is not None:
            counters().pool.set(in_use())
        return response
