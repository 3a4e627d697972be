"""Who was there, ticked by the facilitator: in the room, or afterwards from the paper."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.briefings.actions.attending import take_off, tick
from elearn.briefings.by import BriefingError
from elearn.briefings.feature import ONE, RUN, briefings
from elearn.briefings.forms import OneButtonForm, TickForm
from elearn.briefings.pages.shapes import PeoplePage
from elearn.briefings.pages.words import people_words
from elearn.briefings.queries.people import MOST_SHOWN, candidates, chosen_people
from elearn.briefings.queries.rooms import Room
from elearn.briefings.routes.common import by, found, office, words
from elearn.extensions import db, limiter

MORE = f"Only the first {MOST_SHOWN} are shown. Search for the others, or tick these first."
MOST_TICKED = 500


@briefings.page(f"{ONE}/people", needs=RUN, methods=("GET", "POST"))
@limiter.limit("240 per hour", methods=["POST"])
def people(agency: str, briefing: int) -> ResponseReturnValue:
    here = office(agency)
    one, form = found(here, briefing), TickForm()
    if form.is_submitted():
        if not form.validate() or len(form.people.data or ()) > MOST_TICKED:
            abort(400)
        return _tick(agency, one, frozenset(form.people.data or ()))
    rows = candidates(db.session(), one, one.held_on, words=words(), most=MOST_SHOWN + 1)
    page = PeoplePage(
        title="Who was there",
        agency=here.of,
        number=briefing,
        words=words(),
        people=tuple(
            (row.public_id, row.name, _number(row.staff_number)) for row in rows[:MOST_SHOWN]
        ),
        more=MORE if len(rows) > MOST_SHOWN else "",
        form=form,
    )
    return render_template("briefings/people.html", page=page)


def _number(value: str | None) -> str:
    return f"Staff number {value}" if value else ""


def _tick(agency: str, one: Room, public_ids: frozenset[str]) -> ResponseReturnValue:
    try:
        ids = chosen_people(db.session(), one, one.held_on, public_ids)
        ticked = tick(db.session(), room=one, people=ids, by=by())
        flash(f"{people_words(ticked)} put on the list.")
    except BriefingError as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".room", agency=agency, briefing=one.briefing_id), 303)


@briefings.page(f"{ONE}/attendance/<id:line>/remove", needs=RUN, methods=("POST",))
def remove(agency: str, briefing: int, line: int) -> ResponseReturnValue:
    one = found(office(agency), briefing)
    if not OneButtonForm().validate():
        abort(400)
    try:
        gone = take_off(db.session(), room=one, line_id=line, by=by())
        flash("Taken off the list." if gone else "This line was not on the list any more.")
    except BriefingError as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".room", agency=agency, briefing=briefing), 303)
