"""One room, for whoever leads it: its state and list, opening, closing, undoing, the wall."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.briefings.actions import rooms as actions
from elearn.briefings.by import BriefingError
from elearn.briefings.feature import EITHER_FILE, ONE, RUN, briefings
from elearn.briefings.forms import CloseForm, OneButtonForm
from elearn.briefings.pages import words as said
from elearn.briefings.pages.shapes import RoomPage, ScreenPage
from elearn.briefings.qr import qr_code
from elearn.briefings.queries.people import Present, present
from elearn.briefings.queries.rooms import Room, counts_of
from elearn.briefings.routes.common import Office, address_of, asked, by, found, office
from elearn.content.markdown import plain
from elearn.domain.briefings import FEWEST_TO_SHOW, counts_as_training, shown_room_code
from elearn.domain.dates import uk_date, uk_time
from elearn.extensions import db
from elearn.reporting.table import Column, Report
from elearn.web.clock import now, today
from elearn.web.downloads import download

TOO_FEW = "Fewer than five people sent answers: what they came to is not shown."
ATTENDANCE: Report[Present] = Report(
    title="Attendance of a briefing",
    purpose="OFFICIAL-SENSITIVE. For the agency's own leads: who was there.",
    columns=(
        Column("Name", lambda row: said.list_line(row).name, "name"),
        Column("Staff number", lambda row: row.staff_number or "", "staff_number"),
        Column("How", lambda row: said.WAYS[row.way], "how"),
        Column("Arrived", lambda row: row.arrived_at, "arrived_at"),
        Column("On the record", lambda row: "yes" if row.completion_id else "no", "on_record"),
    ),
)


@briefings.page(ONE, needs=RUN)
def room(agency: str, briefing: int) -> ResponseReturnValue:
    here = office(agency)
    return _show(here, found(here, briefing), CloseForm(formdata=None))


def _show(here: Office, one: Room, form: CloseForm) -> str:
    at = now()
    lines = present(db.session(), one)
    known = sum(line.person_id is not None for line in lines)
    marks = _marks(one) if one.closed_at else ()
    facts = [("Day", uk_date(one.held_on)), ("Place", one.place), ("For", said.for_whom(one))]
    if one.facilitator:
        facts.insert(2, ("Led by", one.facilitator))
    page = RoomPage(
        title=f"Briefing: {one.module}",
        agency=here.of,
        number=one.briefing_id,
        lede=said.lede(one, known, len(lines) - known, at),
        facts=tuple(facts),
        counts=said.what_counts(one),
        is_open=one.is_open(at),
        may_open=one.held_on >= today(),
        is_closed=one.closed_at is not None,
        lines=tuple(said.list_line(line) for line in lines),
        known=known,
        marks=marks,
        few=TOO_FEW if one.closed_at and not marks else "",
        until=said.undo_until(one, at),
        form=form,
    )
    return render_template("briefings/room.html", page=page)


def _marks(one: Room) -> tuple[tuple[str, int, int], ...]:
    """What the answers of everybody came to, once enough people sent some."""
    counts = counts_of(db.session(), one.briefing_id)
    if not counts or min(row.answered for row in counts.values()) < FEWEST_TO_SHOW:
        return ()
    return tuple(
        (plain(question.legend), counts[question.key].answered, counts[question.key].right)
        for question in asked(one)
        if question.key in counts
    )


@briefings.page(f"{ONE}.{EITHER_FILE}", needs=RUN, fresh=True)
def attendance_file(agency: str, briefing: int, kind: str) -> ResponseReturnValue:
    here = office(agency)
    rows = present(db.session(), found(here, briefing))
    return download(ATTENDANCE, rows, kind, name=f"{agency}-briefing-{briefing}")


@briefings.page(f"{ONE}/screen", needs=RUN)
def screen(agency: str, briefing: int) -> ResponseReturnValue:
    """What is projected on the wall; without an open door there is nothing to show."""
    here = office(agency)
    one = found(here, briefing)
    if not one.is_open(now()) or one.code is None or one.open_until is None:
        return redirect(url_for(".room", agency=agency, briefing=briefing))
    address = address_of(one.code)
    page = ScreenPage(
        title="Tell us that you are here",
        agency=here.of,
        number=briefing,
        module=one.module,
        address=address.partition("://")[2].rpartition("/")[0],
        code=shown_room_code(one.code),
        qr=qr_code(address),
        until=uk_time(one.open_until),
    )
    return render_template("briefings/screen.html", page=page)


@briefings.page(f"{ONE}/open", needs=RUN, methods=("POST",))
def open_room(agency: str, briefing: int) -> ResponseReturnValue:
    here = office(agency)
    one = found(here, briefing)
    if not OneButtonForm().validate():
        abort(400)
    return _done(
        here, one, lambda: actions.open_door(db.session(), room=one, by=by()), "The room is open."
    )


@briefings.page(f"{ONE}/close", needs=RUN, methods=("POST",))
def close(agency: str, briefing: int) -> ResponseReturnValue:
    here = office(agency)
    one = found(here, briefing)
    form = CloseForm()
    if one.closed_at is None and not form.validate():
        return _show(here, one, form), 422
    words = "The briefing is closed."
    if counts_as_training(one.level):
        words += " It is on the record of everybody of yours on the list."
    return _done(here, one, lambda: actions.close(db.session(), room=one, by=by()), words)


@briefings.page(f"{ONE}/undo", needs=RUN, methods=("POST",))
def undo(agency: str, briefing: int) -> ResponseReturnValue:
    here = office(agency)
    one = found(here, briefing)
    if not OneButtonForm().validate():
        abort(400)
    return _done(
        here,
        one,
        lambda: actions.undo(db.session(), room=one, by=by()),
        "The closing is undone, and what it had put on record is taken back. Correct the list, "
        "then close the briefing again.",
    )


def _done(here: Office, one: Room, act: Callable[[], object], words: str) -> ResponseReturnValue:
    """Do it and say so on the page that follows; or say why it was not done."""
    try:
        act()
        flash(words)
    except BriefingError as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".room", agency=here.of.slug, briefing=one.briefing_id), 303)
