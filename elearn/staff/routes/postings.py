"""Movers, leavers and long absences, each on a page of its own."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.domain.dates import typed_date, uk_date
from elearn.extensions import db
from elearn.records.places import AgencyName
from elearn.staff.actions import absences, postings
from elearn.staff.actions.postings import Work
from elearn.staff.actions.rows import StaffError
from elearn.staff.feature import MANAGE, PERSON, staff
from elearn.staff.forms import AbsenceForm, EndForm, OneButtonForm, WorkForm
from elearn.staff.pages.shapes import FormPage
from elearn.staff.queries.people import PostingRow, Someone
from elearn.staff.queries.places import Places, places
from elearn.staff.routes.common import by, refused, someone
from elearn.web.places import whole_agency

BOTH = ("GET", "POST")
WORK = ("role", "team", "on")
LONG = "From the 91st day away they are not counted, until they are back."


@staff.page(f"{PERSON}/postings/<id:posting>/end", needs=MANAGE, methods=BOTH)
def end_posting(agency: str, person: str, posting: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    found = someone(of, person)
    held, form = _held(found, posting), EndForm()
    if form.validate_on_submit():
        try:
            postings.end(
                db.session(),
                agency_id=of.agency_id,
                posting_id=posting,
                on=form.on.given,
                by=by(),
            )
            return _done(of, found, f"The posting ends on {uk_date(form.on.given)}.")
        except StaffError as error:
            refused(form, error)
    lede = f"{held.role}, {held.team or 'no team'}. What they did until then stays on record."
    return _form(of, found, "They stop doing this work", lede, form, ("on",), "End this posting")


@staff.page(f"{PERSON}/postings/<id:posting>/keep", needs=MANAGE, methods=("POST",))
def keep_posting(agency: str, person: str, posting: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    found = someone(of, person)
    _held(found, posting)
    if not OneButtonForm().validate():
        abort(400)
    try:
        postings.keep(db.session(), agency_id=of.agency_id, posting_id=posting, by=by())
        return _done(of, found, "The posting goes on without an end.")
    except StaffError as error:
        db.session.rollback()
        return _done(of, found, str(error))


@staff.page(f"{PERSON}/postings/<id:posting>/change", needs=MANAGE, methods=BOTH)
def change_posting(agency: str, person: str, posting: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    found, offered = someone(of, person), places(db.session(), of.agency_id)
    held = _held(found, posting)
    form = _work_form(
        offered, role=offered.role_value(held.role_id), team=offered.team_value(held.team_id)
    )
    if form.validate_on_submit():
        try:
            postings.change(
                db.session(),
                agency_id=of.agency_id,
                posting_id=posting,
                work=_work(form, offered),
                on=form.on.given,
                by=by(),
            )
            return _done(of, found, f"From {uk_date(form.on.given)} they do the new work.")
        except StaffError as error:
            refused(form, error)
    lede = f"Now: {held.role}, {held.team or 'no team'}. What they did until then stays as it was."
    return _form(of, found, "Another team or role", lede, form, WORK, "Change it from that day")


@staff.page(f"{PERSON}/postings/new", needs=MANAGE, methods=BOTH)
def add_posting(agency: str, person: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    found, offered = someone(of, person), places(db.session(), of.agency_id)
    form = _work_form(offered)
    if form.validate_on_submit():
        try:
            postings.add(
                db.session(),
                agency_id=of.agency_id,
                person_id=found.person_id,
                work=_work(form, offered),
                start=form.on.given,
                by=by(),
            )
            return _done(of, found, f"A further posting begins on {uk_date(form.on.given)}.")
        except StaffError as error:
            refused(form, error)
    lede = "Beside what they do already: what both roles need is asked, each module once."
    return _form(of, found, "A further posting", lede, form, WORK, "Add this posting")


@staff.page(f"{PERSON}/absences/new", needs=MANAGE, methods=BOTH)
def new_absence(agency: str, person: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    found, form = someone(of, person), AbsenceForm()
    if form.validate_on_submit():
        try:
            absences.record(
                db.session(),
                agency_id=of.agency_id,
                person_id=found.person_id,
                start=form.start.given,
                until=form.until.day,
                by=by(),
            )
            return _done(of, found, f"The absence is on record. {LONG}")
        except StaffError as error:
            refused(form, error)
    fields = ("start", "until")
    return _form(of, found, "A long absence", LONG, form, fields, "Record the absence")


@staff.page(f"{PERSON}/absences/<id:absence>", needs=MANAGE, methods=BOTH)
def absence(agency: str, person: str, absence: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    found = someone(of, person)
    held = found.absence(absence) or abort(404)
    days = {"start": held.start, "until": held.end}
    form = AbsenceForm(data={name: typed_date(day) for name, day in days.items() if day})
    if form.validate_on_submit():
        try:
            absences.amend(
                db.session(),
                agency_id=of.agency_id,
                absence_id=absence,
                start=form.start.given,
                until=form.until.day,
                by=by(),
            )
            return _done(of, found, "The absence is changed.")
        except StaffError as error:
            refused(form, error)
    fields = ("start", "until")
    return _form(of, found, "When they are back", LONG, form, fields, "Save these days")


def _held(found: Someone, posting: int) -> PostingRow:
    return found.posting(posting) or abort(404)


def _work_form(offered: Places, **now: str) -> WorkForm:
    form = WorkForm(data=now)
    form.offer(offered)
    return form


def _work(form: WorkForm, offered: Places) -> Work:
    return Work(offered.role_id(form.role.data), offered.team_id(form.team.data))


def _done(of: AgencyName, found: Someone, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for(".manage", agency=of.slug, person=found.public_id), 303)


def _form(
    of: AgencyName,
    found: Someone,
    title: str,
    lede: str,
    form: Any,
    fields: tuple[str, ...],
    button: str,
) -> ResponseReturnValue:
    page = FormPage(
        title=title,
        agency=of,
        back=f"Back to {found.name}",
        back_href=url_for(".manage", agency=of.slug, person=found.public_id),
        lede=lede,
        form=form,
        fields=fields,
        button=button,
    )
    return render_template("staff/form.html", page=page), 422 if form.errors else 200
