"""What a person wants to hear, and what an agency switched on."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.models import AgencySetting, ReminderChoice
from elearn.operations.trail import note
from elearn.records.spaced import set_stopped


def choose(session: Session, *, person_id: int, extra: bool, monday: bool, now: datetime) -> bool:
    """Keep what somebody wants to hear; False if it was so already."""
    held = session.scalar(select(ReminderChoice).where(ReminderChoice.person_id == person_id))
    if (held.extra, held.monday) == (extra, monday) if held else extra and monday:
        return False
    if held is None:
        held = ReminderChoice(person_id=person_id)
        session.add(held)
    held.extra, held.monday, held.changed_at = extra, monday, now
    note(
        session,
        action="reminders.chosen",
        actor_id=person_id,
        subject_kind="person",
        subject_id=person_id,
        detail={"extra": extra, "monday": monday},
        now=now,
    )
    return True


def choose_questions(session: Session, *, person_id: int, wanted: bool, now: datetime) -> bool:
    """Keep whether somebody wants to be asked again months later; False if it was so already."""
    if not set_stopped(session, person_id=person_id, stopped=not wanted, now=now):
        return False
    note(
        session,
        action="questions.resumed" if wanted else "questions.stopped",
        actor_id=person_id,
        subject_kind="person",
        subject_id=person_id,
        now=now,
    )
    return True


def set_agency(
    session: Session, *, agency_id: int, tell_managers: bool, actor_id: int, now: datetime
) -> bool:
    """Switch the letters to managers on or off; False if it was so already."""
    held = session.get(AgencySetting, agency_id)
    if (held.tell_managers if held else False) == tell_managers:
        return False
    if held is None:
        held = AgencySetting(agency_id=agency_id)
        session.add(held)
    held.tell_managers, held.changed_at, held.changed_by_id = tell_managers, now, actor_id
    note(
        session,
        action="agency.letters-to-managers",
        actor_id=actor_id,
        subject_kind="agency",
        subject_id=agency_id,
        detail={"on": tell_managers},
        now=now,
    )
    return True


def tells_managers(session: Session, agency_id: int) -> bool:
    """Whether the agency switched the letters to managers on."""
    held = session.get(AgencySetting, agency_id)
    return held is not None and held.tell_managers
