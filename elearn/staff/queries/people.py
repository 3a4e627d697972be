"""Reads of one person as the lead who looks after the list needs them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from elearn.models import (
    Absence,
    LinkKind,
    Password,
    Person,
    PersonStatus,
    Posting,
    SingleUseLink,
    StaffNumber,
    StaffRole,
    Team,
)

MENDED_FOR = timedelta(days=30)  # how long after somebody left a mistake can be put right by hand


@dataclass(frozen=True, slots=True)
class PostingRow:
    """A posting in this agency, from ``start`` until before ``end``."""

    posting_id: int
    team_id: int | None
    team: str | None
    role_id: int
    role: str
    start: date
    end: date | None

    def is_going(self, today: date) -> bool:
        """Whether it has not ended; it may also begin later."""
        return self.end is None or self.end > today


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """A long absence, from ``start`` until before ``end``."""

    absence_id: int
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the agency. ``invited_until`` and ``code_until`` where the link of a letter or
    the code of a slip still works."""

    person_id: int
    public_id: str
    name: str
    email: str | None
    username: str | None
    status: PersonStatus
    has_password: bool
    staff_numbers: tuple[str, ...]
    postings: tuple[PostingRow, ...]
    absences: tuple[AbsenceRow, ...]
    invited_until: datetime | None
    code_until: datetime | None

    def is_here(self, today: date) -> bool:
        """Whether a posting here has not ended."""
        return any(one.is_going(today) for one in self.postings)

    def posting(self, posting_id: int) -> PostingRow | None:
        return next((one for one in self.postings if one.posting_id == posting_id), None)

    def absence(self, absence_id: int) -> AbsenceRow | None:
        return next((one for one in self.absences if one.absence_id == absence_id), None)


def someone_here(
    session: Session, public_id: str, agency_id: int, *, now: datetime, today: date
) -> Someone | None:
    """The person of that public id; None unless they work at this agency, will, or did until a
    month ago. Whoever was erased or put together with another record is nobody's to change."""
    row = session.execute(
        select(
            Person.id,
            Person.public_id,
            Person.full_name,
            Person.email,
            Person.username,
            Person.status,
            exists().where(Password.person_id == Person.id),
            _until(LinkKind.INVITATION, now),
            _until(LinkKind.JOIN, now),
        ).where(
            Person.public_id == public_id,
            Person.status.in_([PersonStatus.ACTIVE, PersonStatus.SUSPENDED]),
            works_here(agency_id, today - MENDED_FOR),
        )
    ).one_or_none()
    if row is None:
        return None
    return Someone(
        *row[:7],
        staff_numbers=_numbers(session, row[0], agency_id),
        postings=_postings(session, row[0], agency_id),
        absences=_absences(session, row[0], agency_id),
        invited_until=row[7],
        code_until=row[8],
    )


def works_here(agency_id: int, since: date) -> ColumnElement[bool]:
    """The condition on people with a posting at the agency that had not ended on a day."""
    return exists().where(
        Posting.person_id == Person.id,
        Posting.agency_id == agency_id,
        or_(Posting.end.is_(None), Posting.end > since),
    )


def _postings(session: Session, person_id: int, agency_id: int) -> tuple[PostingRow, ...]:
    statement = (
        select(
            Posting.id,
            Posting.team_id,
            Team.name,
            Posting.role_id,
            StaffRole.name,
            Posting.start,
            Posting.end,
        )
        .select_from(Posting)
        .join(StaffRole, StaffRole.id == Posting.role_id)
        .outerjoin(Team, Team.id == Posting.team_id)
        .where(Posting.person_id == person_id, Posting.agency_id == agency_id)
        .order_by(Posting.start.desc(), Posting.id.desc())
    )
    return tuple(PostingRow(*row) for row in session.execute(statement))


def _absences(session: Session, person_id: int, agency_id: int) -> tuple[AbsenceRow, ...]:
    statement = (
        select(Absence.id, Absence.start, Absence.end)
        .where(
            Absence.person_id == person_id,
            or_(Absence.agency_id.is_(None), Absence.agency_id == agency_id),
        )
        .order_by(Absence.start.desc(), Absence.id.desc())
    )
    return tuple(AbsenceRow(*row) for row in session.execute(statement))


def _numbers(session: Session, person_id: int, agency_id: int) -> tuple[str, ...]:
    statement = (
        select(StaffNumber.value)
        .where(StaffNumber.person_id == person_id, StaffNumber.agency_id == agency_id)
        .order_by(StaffNumber.id)
    )
    return tuple(session.scalars(statement))


def _until(kind: LinkKind, now: datetime) -> ColumnElement[datetime]:
    """Until when a link or code of that kind works; NULL if none does."""
    return (
        select(SingleUseLink.expires_at)
        .where(
            SingleUseLink.person_id == Person.id,
            SingleUseLink.kind == kind,
            SingleUseLink.used_at.is_(None),
            SingleUseLink.expires_at > now,
        )
        .order_by(SingleUseLink.expires_at.desc(), SingleUseLink.id)
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )
