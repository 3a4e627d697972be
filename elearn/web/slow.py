"""Logs database statements that took long: their text, which holds no values, and their time."""

import logging
import time
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

LONGEST_TEXT = 2000
BEGAN = "elearn_began"

log = logging.getLogger(__name__)


def watch_statements(engine: Engine, *, over_ms: int) -> None:
    """Log each statement that takes longer than so many milliseconds; none if that is 0."""
    if not over_ms:
        return

    @event.listens_for(engine, "before_cursor_execute")
    def begin(connection: Connection, *_rest: Any) -> None:
        connection.info[BEGAN] = time.perf_counter()

    @event.listens_for(engine, "after_cursor_execute")
    def end(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        took = (time.perf_counter() - connection.info.get(BEGAN, time.perf_counter())) * 1000
        if took > over_ms:
            text = " ".join(statement.split())[:LONGEST_TEXT]
            log.warning("slow statement, %d ms: %s", took, text)
