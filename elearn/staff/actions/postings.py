"""Movers and leavers: ending a posting on a day, another team or role from a day, two side by side.

A posting that was in force is never rewritten: it is closed, and the next one opens."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.domain.dates import uk_date
from elearn.models import Grant, Posting
from elearn.operations.grants import AccountError, is_held, refuse_last_lead
from elearn.operations.sign_ins import end_sessions
from elearn.staff.actions.rows import MOST_AHEAD, TOO_FAR, StaffError, hold, post, tell
from elearn.staff.by import By
from elearn.staff.queries.people import MENDED_FOR


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody does and where in the agency."""

    role_id: int
    team_id: int | None


def end(session: Session, *, agency_id: int, posting_id: int, on: date, by: By) -> None:
    """They stop doing this work: from ``on`` the posting counts no more. With their last posting
    here their roles here end. Raises StaffError for a day that cannot be, or a last lead."""
    posting = _ours(session, agency_id, posting_id)
    if posting.end == on:
        return
    if on < posting.start:
        raise StaffError(f"They began on {uk_date(posting.start)}. Choose a later day.", "on")
    if on > by.today + MOST_AHEAD:
        raise StaffError(TOO_FAR, "on")
    if posting.end is not None and on > posting.end:
        same = Work(posting.role_id, posting.team_id)
        _refuse_same(session, posting, same, posting.end, on)
    posting.end = on
    session.flush()
    _end_roles(session, posting, by)
    tell(
        session,
        "posting.ended",
        posting.person_id,
        by,
        agency=agency_id,
        posting=posting_id,
        on=on.isoformat(),
    )


def keep(session: Session, *, agency_id: int, posting_id: int, by: By) -> bool:
    """They are not leaving after all, or the end was a mistake of the last month. False where the
    posting has no end. Their roles here are not given back by it."""
    posting = _ours(session, agency_id, posting_id)
    if posting.end is None:
        return False
    if posting.end <= by.today - MENDED_FOR:
        raise StaffError("They left more than a month ago. Put them on record as a joiner again.")
    _refuse_same(session, posting, Work(posting.role_id, posting.team_id), posting.start, None)
    posting.end = None
    tell(session, "posting.kept", posting.person_id, by, agency=agency_id, posting=posting_id)
    return True


def change(
    session: Session, *, agency_id: int, posting_id: int, work: Work, on: date, by: By
) -> None:
    """Another team or role from a day: this posting ends then, and the next begins. One that has
    not begun is changed as it stands. Saying the same thing twice changes nothing."""
    posting = _ours(session, agency_id, posting_id)
    if _is_done(session, posting, work, on):
        return
    _check_change(posting, work, on, by)
    _refuse_same(session, posting, work, on, posting.end)
    if posting.start > by.today and on == posting.start:
        posting.role_id, posting.team_id = work.role_id, work.team_id
        who = posting.person_id
        tell(session, "posting.changed", who, by, agency=agency_id, posting=posting_id)
        return
    until, posting.end = posting.end, on
    session.flush()
    opened = Posting(
        person_id=posting.person_id,
        agency_id=agency_id,
        team_id=work.team_id,
        role_id=work.role_id,
        start=on,
        end=until,
    )
    post(session, opened, action="posting.moved", by=by)


def add(
    session: Session, *, agency_id: int, person_id: int, work: Work, start: date, by: By
) -> None:
    """Another posting beside those there are. Raises StaffError where it overlaps with the same."""
    hold(session, agency_id)
    if start > by.today + MOST_AHEAD:
        raise StaffError(TOO_FAR, "start")
    posting = Posting(
        person_id=person_id,
        agency_id=agency_id,
        team_id=work.team_id,
        role_id=work.role_id,
        start=start,
    )
    _refuse_same(session, posting, work, start, None)
    post(session, posting, action="posting.added", by=by)


def _ours(session: Session, agency_id: int, posting_id: int) -> Posting:
    hold(session, agency_id)
    posting = session.get(Posting, posting_id, populate_existing=True)
    if posting is None or posting.agency_id != agency_id:
        raise StaffError("This posting is no longer on record. Look at the page again.")
    return posting


def _check_change(posting: Posting, work: Work, on: date, by: By) -> None:
    if (posting.role_id, posting.team_id) == (work.role_id, work.team_id):
        raise StaffError("This is what they do already. Choose another role or team.", "role")
    if on > by.today + MOST_AHEAD:
        raise StaffError(TOO_FAR, "on")
    begun = posting.start <= by.today
    if on < posting.start or (begun and on == posting.start):
        raise StaffError(f"They began on {uk_date(posting.start)}. Choose a later day.", "on")
    if posting.end is not None and on >= posting.end:
        raise StaffError(f"This posting ends on {uk_date(posting.end)}. Choose a day before.", "on")


def _is_done(session: Session, posting: Posting, work: Work, on: date) -> bool:
    """Whether a form that is sent a second time finds its work done."""
    if posting.end != on:
        return False
    same = select(Posting.id).where(
        Posting.person_id == posting.person_id,
        Posting.agency_id == posting.agency_id,
        Posting.role_id == work.role_id,
        Posting.team_id.is_not_distinct_from(work.team_id),
        Posting.start == on,
    )
    return session.scalar(same.limit(1)) is not None


def _refuse_same(
    session: Session, posting: Posting, work: Work, start: date, until: date | None
) -> None:
    """No two postings of one person in one role and team at one time."""
    overlaps = select(Posting.id).where(
        Posting.person_id == posting.person_id,
        Posting.agency_id == posting.agency_id,
        Posting.role_id == work.role_id,
        Posting.team_id.is_not_distinct_from(work.team_id),
        or_(Posting.end.is_(None), (Posting.end > start) & (Posting.end > Posting.start)),
    )
    same_start = Posting.start == start
    if until is not None:
        overlaps = overlaps.where(or_(Posting.start < until, same_start))
    if posting.id is not None:
        overlaps = overlaps.where(Posting.id != posting.id)
    if session.scalar(overlaps.limit(1)) is not None:
        raise StaffError("They do this work at that time already. Look at their postings.", "role")


def _end_roles(session: Session, posting: Posting, by: By) -> None:
    """Who has no posting here any more leads nobody here from that day on."""
    last = session.scalars(
        select(Posting.end).where(
            Posting.person_id == posting.person_id,
            Posting.agency_id == posting.agency_id,
            or_(Posting.end.is_(None), Posting.end > Posting.start),
        )
    ).all()
    ends = [one for one in last if one is not None]
    if len(ends) < len(last):
        return
    on = max([*ends, posting.end or by.today])
    held = session.scalars(
        select(Grant)
        .where(
            Grant.person_id == posting.person_id,
            Grant.agency_id == posting.agency_id,
            is_held(by.now),
            or_(Grant.ends_on.is_(None), Grant.ends_on > on),
        )
        .order_by(Grant.id)
    ).all()
    for grant in held:
        if grant.role is Role.AGENCY_LEAD:
            _not_the_last_lead(session, posting, by)
        grant.ends_on = on
    if held:
        end_sessions(session, person_id=posting.person_id, now=by.now)


def _not_the_last_lead(session: Session, posting: Posting, by: By) -> None:
    try:
        refuse_last_lead(
            session, person_id=posting.person_id, agency_id=posting.agency_id, now=by.now
        )
    except AccountError as error:
        raise StaffError(str(error), "on") from None
