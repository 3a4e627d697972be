"""In by the code on the wall: say that one is here, answer the questions. No page here names
anybody but whoever is signed in, and a number is answered the same whether we know it or not."""

import hashlib
import secrets

from flask import Response, abort, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from elearn.briefings.actions.attending import arrive, count_answers
from elearn.briefings.by import BriefingError
from elearn.briefings.feature import IN_THE_ROOM, briefings
from elearn.briefings.forms import CodeForm, GuestForm, NumberForm, OneButtonForm, one_line
from elearn.briefings.pages.shapes import CodePage, DoorPage, QuestionsPage, ResultPage
from elearn.briefings.queries.people import Seat, found_by, is_for, seat_of
from elearn.briefings.queries.rooms import Room
from elearn.briefings.queries.rooms import open_room as room_behind
from elearn.briefings.questions import Question
from elearn.briefings.routes.common import asked, by, facts_line
from elearn.domain.briefings import QUESTIONS, AttendanceWay, read_room_code
from elearn.extensions import db, limiter
from elearn.web.clock import now
from elearn.web.languages import N_, long_day, say

SEAT = "briefing_seat"  # where the cookie keeps this browser's secret
DOOR = "/b/<slug:door>"
NO_ROOM = N_("No room is open with this code. Check each letter, or ask the facilitator.")


def _was_wrong(response: Response) -> bool:
    return response.status_code == 404


# A whole room may share one network address: only wrong codes are counted.
guesses = limiter.shared_limit(
    "20 per minute;100 per hour", scope="briefing codes", deduct_when=_was_wrong
)


@briefings.page("/b", needs=IN_THE_ROOM, methods=("GET", "POST"))
@guesses
def code() -> ResponseReturnValue:
    form = CodeForm()
    if not form.is_submitted():
        return _ask_code(form)
    if not form.validate():
        return _ask_code(form), 422
    if form.read is None or room_behind(db.session(), form.read, now()) is None:
        return _no_room()
    return redirect(url_for(".door", door=form.read.lower()), 303)


def _ask_code(form: CodeForm) -> str:
    return render_template("briefings/code.html", page=CodePage(say("Join a briefing"), form))


def _no_room() -> ResponseReturnValue:
    """The same answer for a code that never was, one that is over, and one that is closed."""
    form = CodeForm(formdata=None)
    form.code.errors = [NO_ROOM]
    return _ask_code(form), 404


def _behind(typed: str) -> Room | None:
    read = read_room_code(typed)
    return room_behind(db.session(), read, now()) if read else None


def _seat_hash(room: Room) -> str:
    """What this browser is known by in this room, and nowhere else."""
    secret = session.get(SEAT)
    if not isinstance(secret, str):
        secret = session[SEAT] = secrets.token_urlsafe(24)
    return hashlib.sha256(f"{room.briefing_id}:{secret}".encode()).hexdigest()


def _seat(room: Room) -> Seat | None:
    return seat_of(db.session(), room.briefing_id, _seat_hash(room))


@briefings.page(DOOR, needs=IN_THE_ROOM, methods=("GET", "POST"))
@guesses
def door(door: str) -> ResponseReturnValue:
    room = _behind(door)
    if room is None:
        return _no_room()
    number, guest = NumberForm(formdata=None), GuestForm(formdata=None)
    if request.method == "POST":
        number, guest = _forms()
        if _may_come_in(number, guest):
            return _come_in(room, door, number, guest)
    return _show(room, door, number, guest), 422 if number.errors or guest.errors else 200


def _forms() -> tuple[NumberForm, GuestForm]:
    """The form that was sent, beside the one that was not."""
    if "guest" in request.form:
        return NumberForm(formdata=None), GuestForm()
    return NumberForm(), GuestForm(formdata=None)


def _may_come_in(number: NumberForm, guest: GuestForm) -> bool:
    if "guest" in request.form:
        return bool(guest.validate())
    if g.actor and "who" not in request.form:
        return bool(OneButtonForm().validate())
    return bool(number.validate())


def _show(room: Room, door: str, number: NumberForm, guest: GuestForm) -> str:
    seat = _seat(room)
    page = DoorPage(
        title=say("You can answer the questions now") if seat else say("Are you here?"),
        door=door,
        module=room.module,
        facts=facts_line(room, long_day(room.held_on)),
        form=number,
        guest=guest,
        me=g.actor.name if g.actor else "",
        seated=seat is not None,
        done=bool(seat and seat.has_answered),
    )
    return render_template("briefings/door.html", page=page)


def _come_in(room: Room, door: str, number: NumberForm, guest: GuestForm) -> ResponseReturnValue:
    person_id, name, way = _who(room, number, guest)
    try:
        arrive(
            db.session(),
            room=room,
            seat=_seat_hash(room),
            person_id=person_id,
            guest_name=name,
            way=way,
            by=by(),
        )
    except BriefingError as error:
        db.session().rollback()
        flash(say(str(error)))
    return redirect(url_for(".door", door=door), 303)


def _who(room: Room, number: NumberForm, guest: GuestForm) -> tuple[int | None, str, AttendanceWay]:
    """Who says that they are here: a person of this room, a guest by name, or nobody we know."""
    if guest.guest.data:
        return None, one_line(guest.guest.data), AttendanceWay.GUEST
    if number.who.data:
        typed = one_line(number.who.data)
        person_id = found_by(db.session(), room, room.held_on, typed)
        return person_id, "", AttendanceWay.NUMBER if person_id else AttendanceWay.UNKNOWN
    if is_for(db.session(), room, room.held_on, g.actor.person_id):
        return g.actor.person_id, "", AttendanceWay.SIGNED_IN
    return None, "", AttendanceWay.UNKNOWN


@briefings.page(f"{DOOR}/next", needs=IN_THE_ROOM, methods=("POST",))
@guesses
def next_person(door: str) -> ResponseReturnValue:
    """Somebody else takes the phone: they have a place of their own."""
    if _behind(door) is None:
        return _no_room()
    if not OneButtonForm().validate():
        abort(400)
    session.pop(SEAT, None)
    return redirect(url_for(".door", door=door), 303)


@briefings.page(f"{DOOR}/questions", needs=IN_THE_ROOM, methods=("GET", "POST"))
@guesses
def questions(door: str) -> ResponseReturnValue:
    """The questions; the answer to a form that is whole is its result, which is kept nowhere."""
    room = _behind(door)
    if room is None:
        return _no_room()
    seat = _seat(room)
    if seat is None:
        flash(say("First say that you are here."))
        return redirect(url_for(".door", door=door), 303)
    if request.method != "POST":
        return _ask(room, door, asked(room))
    sent = asked(room, request.form)
    if any(one.error for one in sent):
        return _ask(room, door, sent), 422
    right = [one.key for one in sent if one.right]
    count_answers(db.session(), room=room, line_id=seat.line_id, right=right, by=by())
    page = ResultPage(
        title=say("%(right)s of %(asked)s right", right=len(right), asked=len(sent)),
        door=door,
        module=room.module,
        questions=sent,
    )
    return render_template("briefings/result.html", page=page)


def _ask(room: Room, door: str, shown: tuple[Question, ...]) -> str:
    page = QuestionsPage(
        title=say("Five questions")
        if len(shown) == QUESTIONS
        else say("Questions: %(number)s", number=len(shown)),
        door=door,
        module=room.module,
        questions=shown,
        errors=tuple(
            (
                say("Question %(number)s: %(error)s", number=one.place, error=one.error),
                f"#answer-{one.place}",
            )
            for one in shown
            if one.error
        ),
    )
    return render_template("briefings/questions.html", page=page)
