"""A statement that takes long is logged by its text, never with what it was asked about."""

import logging
import time

import pytest
import sqlalchemy as sa

from elearn.web.slow import LONGEST_TEXT, watch_statements

SECRET = "sam.okoye@council.example"


@pytest.fixture
def connection() -> sa.Connection:
    engine = sa.create_engine("sqlite://")
    watch_statements(engine, over_ms=5)
    opened = engine.connect()
    raw = opened.connection.dbapi_connection
    assert raw is not None
    raw.create_function("dawdle", 1, lambda value: time.sleep(0.02) or value)
    return opened


def test_a_slow_statement_is_named_with_its_time_and_without_values(
    connection: sa.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    asked = sa.select(sa.func.dawdle(sa.bindparam("email", SECRET)))
    with caplog.at_level(logging.WARNING):
        assert connection.scalar(asked) == SECRET
    (record,) = caplog.records
    assert record.getMessage().startswith("slow statement, ")
    assert "SELECT dawdle(?)" in record.getMessage()
    assert SECRET not in str(record.__dict__)


def test_a_quick_one_is_not_and_a_long_text_is_cut(
    connection: sa.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        connection.execute(sa.text("SELECT 1"))
        assert not caplog.records
        connection.execute(sa.text(f"SELECT dawdle(1) AS {'a' * 3000}"))
    (record,) = caplog.records
    assert len(record.getMessage()) < LONGEST_TEXT + 100


def test_nothing_is_watched_where_no_time_is_set(caplog: pytest.LogCaptureFixture) -> None:
    engine = sa.create_engine("sqlite://")
    watch_statements(engine, over_ms=0)
    with engine.connect() as connection, caplog.at_level(logging.WARNING):
        connection.execute(sa.text("SELECT 1"))
    assert not caplog.records
