"""The service's clock, read in one place so that a test can hold it still."""

from datetime import UTC, date, datetime

from elearn.domain.dates import london_today


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date where the partnership is."""
    return london_today(now())
