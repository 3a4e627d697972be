"""One person as a lead looks after them: what they do, absences, and coming in."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.domain.dates import uk_date
from elearn.extensions import db, limiter
from elearn.operations.invitations import INVITATION_LIFE, send_invitation
from elearn.records.places import AgencyName
from elearn.staff.actions.merging import UNDO_FOR
from elearn.staff.feature import INVITE, MANAGE, PERSON, staff
from elearn.staff.forms import OneButtonForm
from elearn.staff.pages import words
from elearn.staff.pages.shapes import ManagePage
from elearn.staff.queries.merging import merges_of
from elearn.staff.queries.people import MENDED_FOR, Someone
from elearn.staff.queries.roles import RoleRow, roles_of
from elearn.staff.routes.common import by, someone
from elearn.web.clock import now, today
from elearn.web.places import whole_agency
from elearn.web.sender import sender

JUST_NOW = timedelta(minutes=5)


@staff.page(f"{PERSON}/manage", needs=MANAGE)
def manage(agency: str, person: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    found = someone(of, person)
    roles = roles_of(db.session(), of.agency_id, found.person_id, now())
    merges = merges_of(db.session(), of.agency_id, found.person_id)
    page = ManagePage(
        title=found.name,
        agency=of,
        person=person,
        is_here=found.is_here(today()),
        postings=tuple(
            words.posting_line(one, today(), today() - MENDED_FOR) for one in found.postings
        ),
        absences=tuple(words.absence_line(one, today()) for one in found.absences),
        signing_in=words.signing_in(found),
        may_invite=_may_invite(found),
        is_invited=found.invited_until is not None,
        may_have_code=found.email is None and found.status.value == "active" and not roles,
        roles=tuple(_role(one) for one in roles),
        merges=tuple(words.merged_line(one, now(), UNDO_FOR) for one in merges),
    )
    return render_template("staff/manage.html", page=page)


def _may_invite(found: Someone) -> bool:
    return bool(found.email) and not found.has_password and found.status.value == "active"


def _role(one: RoleRow) -> str:
    held = words.role_words(one.role, one.team, one.ends_on)
    return f"{held}, until before {uk_date(one.ends_on)}" if one.ends_on else held


@staff.page(f"{PERSON}/invite", needs=INVITE, methods=("POST",))
@limiter.limit("120 per hour")
def invite(agency: str, person: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    found = someone(of, person)
    if not OneButtonForm().validate():
        abort(400)
    flash(_invited(of, found))
    return redirect(url_for(".manage", agency=agency, person=person), 303)


def _invited(of: AgencyName, found: Someone) -> str:
    """Write the letter, and say what came of it. Twice within five minutes is once."""
    if not _may_invite(found):
        return f"{found.name} has no address, signs in already or is suspended: nothing was sent."
    fresh = now() + INVITATION_LIFE - JUST_NOW
    if found.invited_until is None or found.invited_until < fresh:
        send_invitation(
            db.session(),
            person_id=found.person_id,
            actor_id=by().person_id,
            sender=sender(),
            now=now(),
        )
    return f"The invitation is on its way to {found.email}. Its link works for 14 days."
