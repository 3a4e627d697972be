"""People who ask for an account themselves: the list, and yes or no."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.extensions import db, limiter
from elearn.records.places import AgencyName
from elearn.staff.actions import registrations as actions
from elearn.staff.actions.joining import Joined, LookAlikeError
from elearn.staff.actions.rows import StaffError
from elearn.staff.feature import EITHER_FILE, HOME, MANAGE, staff
from elearn.staff.forms import ApproveForm, OneButtonForm
from elearn.staff.pages.registrations import (
    REGISTRATIONS,
    RegistrationLine,
    RegistrationPage,
    RegistrationsPage,
    line_of,
)
from elearn.staff.queries.registrations import domains_of, registration_at, registrations_at
from elearn.staff.routes.common import by
from elearn.web.clock import today
from elearn.web.downloads import download
from elearn.web.places import whole_agency
from elearn.web.sender import sender

LIST = f"{HOME}/registrations"
ONE = f"{LIST}/<id:registration>"
KNOWN_ELSEWHERE = (
    "{} has an account at another agency. We have written to them: when they say that they work "
    "for you too, they stand in your list."
)


@staff.page(LIST, needs=MANAGE)
def registrations(agency: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    lines = _lines(of)
    waiting = tuple(one for one in lines if one.waits)
    page = RegistrationsPage(
        title="People who ask for an account",
        agency=of,
        lede=_lede(len(waiting)),
        waiting=waiting,
        answered=tuple(one for one in lines if not one.waits),
        has_domains=bool(domains_of(db.session(), of.agency_id)),
        csv=url_for(".registrations_file", agency=agency, kind="csv"),
        xlsx=url_for(".registrations_file", agency=agency, kind="xlsx"),
    )
    return render_template("staff/registrations.html", page=page)


def _lede(number: int) -> str:
    if number:
        people = "One person waits" if number == 1 else f"{number} people wait"
        return f"{people} for your answer. Each has proved that the e-mail address is theirs."
    return "Nobody waits for your answer."


@staff.page(f"{LIST}.{EITHER_FILE}", needs=MANAGE, fresh=True)
def registrations_file(agency: str, kind: str) -> ResponseReturnValue:
    lines = _lines(whole_agency(agency))
    return download(REGISTRATIONS, lines, kind, name=f"{agency}-registrations-{today()}")


@staff.page(ONE, needs=MANAGE)
def registration(agency: str, registration: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    return _page(of, _line(of, registration), ApproveForm())


@staff.page(f"{ONE}/approve", needs=MANAGE, methods=("POST",), fresh=True)
@limiter.limit("240 per hour")
def approve_registration(agency: str, registration: int) -> ResponseReturnValue:
    of, form = whole_agency(agency), ApproveForm()
    line = _line(of, registration)
    if not form.validate():
        return _page(of, line, form), 422
    try:
        done = actions.approve(
            db.session(),
            agency_id=of.agency_id,
            number=registration,
            is_somebody_else=form.somebody_else.data,
            sender=sender(),
            by=by(),
        )
    except LookAlikeError:
        db.session.rollback()
        doubt = "Somebody of this name works here. Say below that it is another person, or refuse."
        return _page(of, line, form, doubt=doubt, may_be_other=True), 422
    except StaffError as error:
        return _refused(of, line, form, error)
    flash(_said(done))
    return redirect(url_for(".registrations", agency=agency), 303)


def _said(done: actions.Answered) -> str:
    if done.joined in (Joined.ASKED, Joined.WAITING):
        return KNOWN_ELSEWHERE.format(done.name)
    if done.joined is None:
        return f"{done.name} was on record already and is invited now. Nobody was added twice."
    return f"{done.name} is on record from today, and gets a letter with a link to come in."


@staff.page(f"{ONE}/refuse", needs=MANAGE, methods=("POST",))
def refuse_registration(agency: str, registration: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    line = _line(of, registration)
    if not OneButtonForm().validate():
        abort(400)
    try:
        name = actions.refuse(
            db.session(), agency_id=of.agency_id, number=registration, sender=sender(), by=by()
        )
    except StaffError as error:
        return _refused(of, line, ApproveForm(), error)
    flash(f"The request of {name} is refused. We have written to them.")
    return redirect(url_for(".registrations", agency=agency), 303)


def _refused(
    of: AgencyName, line: RegistrationLine, form: ApproveForm, error: StaffError
) -> ResponseReturnValue:
    db.session.rollback()
    if str(error) == actions.ANSWERED:
        flash(str(error))
        return redirect(url_for(".registrations", agency=of.slug), 303)
    return _page(of, line, form, doubt=str(error)), 422


def _lines(of: AgencyName) -> tuple[RegistrationLine, ...]:
    return tuple(line_of(one) for one in registrations_at(db.session(), of.agency_id))


def _line(of: AgencyName, number: int) -> RegistrationLine:
    """The request of the address, or 404 unless it is to this agency."""
    return line_of(registration_at(db.session(), of.agency_id, number) or abort(404))


def _page(
    of: AgencyName,
    line: RegistrationLine,
    form: ApproveForm,
    *,
    doubt: str = "",
    may_be_other: bool = False,
) -> str:
    page = RegistrationPage(
        title=f"{line.name} asks for an account",
        agency=of,
        line=line,
        form=form,
        doubt=doubt,
        may_be_other=may_be_other,
    )
    return render_template("staff/registration.html", page=page)
