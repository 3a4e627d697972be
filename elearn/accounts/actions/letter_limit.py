"""The one limit of letters that anybody may have us write: three an hour to an address, whatever
they are for."""

from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from elearn.accounts.queries.entry import letters_asked
from elearn.accounts.throttle import LETTERS_AN_HOUR
from elearn.models import FailedSignIn

AN_HOUR = timedelta(hours=1)
LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")


def may_write(session: Session, *, letter_key: str, address_key: str, now: datetime) -> bool:
    """Whether one more letter may go to the address of ``letter_key``. The asking is counted either
    way. Those who ask at once wait for one another: on PostgreSQL by a lock of the key, on SQLite
    by its one writer."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(LOCK, {"key": letter_key})
    asked = letters_asked(session, letter_key, now - AN_HOUR)
    session.add(FailedSignIn(account_key=letter_key, address_key=address_key, at=now))
    return asked < LETTERS_AN_HOUR
