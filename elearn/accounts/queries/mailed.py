"""Links by letter that sign somebody in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from elearn.accounts.queries.entry import may_come_in
from elearn.accounts.tokens import digest
from elearn.models import MailedLink, Person


@dataclass(frozen=True, slots=True)
class OpenMailed:
    """A link that still works. ``is_same_browser``: it is looked at where it was asked for."""

    link_id: int
    person_id: int
    email: str
    goes_to: str
    is_same_browser: bool


def unused(now: datetime) -> ColumnElement[bool]:
    """The condition under which a link may be used."""
    return and_(MailedLink.used_at.is_(None), MailedLink.expires_at > now)


def open_mailed(session: Session, *, token: str, browser: str, now: datetime) -> OpenMailed | None:
    """The link of a token, if it is unused, in time, and its person may come in. ``browser`` is the
    secret in the cookie of whoever looks, empty where there is none."""
    row = session.execute(
        select(
            MailedLink.id,
            MailedLink.person_id,
            Person.email,
            MailedLink.goes_to,
            MailedLink.browser_hash,
        )
        .join(Person, Person.id == MailedLink.person_id)
        .where(
            MailedLink.secret_hash == digest(token),
            unused(now),
            may_come_in(),
            Person.email.is_not(None),
        )
    ).first()
    if row is None:
        return None
    is_same = bool(browser) and row.browser_hash == digest(browser)
    return OpenMailed(row.id, row.person_id, row.email, row.goes_to, is_same)
