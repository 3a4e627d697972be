"""The figures of the service as Prometheus reads them: those requests wrote, and those the database
is asked for when somebody reads. No label names a person, an agency or an address."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from elearn.extensions import db
from elearn.health.counting import counters
from elearn.operations.figures import Figure, figures
from elearn.operations.readiness import free_bytes

SHARED = "PROMETHEUS_MULTIPROC_DIR"


def page_of_figures(now: datetime) -> tuple[bytes, str]:
    """The text and its content type."""
    from prometheus_client import CollectorRegistry  # noqa: PLC0415 - see counting
    from prometheus_client.exposition import (  # noqa: PLC0415 - as above
        CONTENT_TYPE_LATEST,
        generate_latest,
    )
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415 - as above

    counted = counters().registry
    if os.environ.get(SHARED):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    asked = CollectorRegistry()
    asked.register(_Asked(now))
    return generate_latest(counted) + generate_latest(asked), CONTENT_TYPE_LATEST


class _Asked:
    """What the database says now; with it gone, only that it is."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415 - see counting

        for figure in self._figures():
            family = GaugeMetricFamily(figure.name, figure.help, labels=figure.labels)
            for labels, value in figure.values:
                family.add_metric(labels, value)
            yield family

    def describe(self) -> list[Any]:
        return []

    def _figures(self) -> Iterator[Figure]:
        folder = Path(current_app.extensions["settings"].instance)
        yield Figure(
            "elearn_disk_free_bytes",
            "Room where the instance folder is.",
            (),
            (((), float(free_bytes(folder))),),
        )
        found: tuple[Figure, ...] = ()
        try:
            with Session(db.engine.execution_options(read_only=True)) as session:
                found = figures(session, now=self.now)
        except SQLAlchemyError:
            current_app.logger.warning("the database did not answer for its figures")
        up = 1.0 if found else 0.0
        yield Figure("elearn_database_up", "Whether it answered.", (), (((), up),))
        yield from found
