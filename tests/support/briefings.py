"""Rooms for tests, and what the pages of briefings are about for the walks over all pages."""

import secrets

from sqlalchemy import select

from elearn.access.policy import EVERYWHERE
from elearn.briefings.actions import attending, rooms
from elearn.briefings.by import By
from elearn.briefings.queries.rooms import room
from elearn.content.queries import current, document
from elearn.domain.briefings import AttendanceWay
from elearn.models import Briefing, BriefingAttendance
from elearn.web import clock


def planned_room(session, agency, module, *, by, team=None, called="", on=None):
    """The number of a briefing about a module, not open yet."""
    found = current(session, module.slug)
    wanted = rooms.Plan(
        agency_id=agency.id,
        team_id=team.id if team else None,
        module_id=found.module_id,
        version_id=found.version_id,
        held_on=on or clock.today(),
        place=(called or "The canteen")[:120],
        facilitator=(called or "Helen Marsh")[:200],
        once=secrets.token_urlsafe(16),
    )
    text = document(session, found.version_id)
    number = rooms.plan(session, wanted=wanted, document=text, by=by)
    session.commit()
    return number


def of(session, agency, number):
    """The room as it stands now."""
    session.expire_all()
    return room(session, EVERYWHERE, agency.id, number)


def open_it(session, agency, number, *, by):
    """Open the door; the code as it stands in addresses."""
    rooms.open_door(session, room=of(session, agency, number), by=by)
    session.commit()
    return session.get_one(Briefing, number).code.lower()


def briefing_values(make, agency, module, everyone, colleague, called):
    """An open room with somebody and a guest on its list."""
    by = By(everyone.id, clock.now(), clock.today())
    number = planned_room(make.session, agency, module, by=by, called=called)
    code = open_it(make.session, agency, number, by=by)
    here = of(make.session, agency, number)
    attending.tick(make.session, room=here, people=[colleague.id], by=by)
    attending.arrive(
        make.session,
        room=here,
        seat="s" * 64,
        person_id=None,
        guest_name=(called or "Gus Guest")[:80],
        way=AttendanceWay.GUEST,
        by=by,
    )
    line = make.session.scalar(
        select(BriefingAttendance.id).where(BriefingAttendance.person_id == colleague.id)
    )
    make.session.commit()
    return {"briefing": number, "door": code, "line": line}
