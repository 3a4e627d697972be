"""A try at a quiz: its questions, the answers to check, handing in, and the result."""

import secrets

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from elearn.extensions import db
from elearn.learning.actions.attempts import Saving
from elearn.learning.actions.handing_in import hand_in
from elearn.learning.forms import AnswerSent, whole_number
from elearn.learning.pages.questions import QuestionShown, question, with_errors
from elearn.learning.pages.quiz import AttemptPage, CheckPage, answer_rows
from elearn.learning.routes.feature import TAKE, all_on_one_page, learning, words
from elearn.learning.routes.opened import OpenTry, own_attempt, read, read_again
from elearn.learning.routes.saving import newer_places, save, sent_answers, sent_at, told
from elearn.web.carried import carried
from elearn.web.clock import now, today
from elearn.web.languages import N_, say

UNSURE = N_("Say how sure you are")


@learning.page("/learn/attempts/<token:attempt>", needs=TAKE, methods=("GET", "POST"), carries=True)
def attempt(attempt: str) -> ResponseReturnValue:
    waiting = carried()
    row = own_attempt(attempt)
    act = request.form.get("act")
    if not row.is_open:
        if act == "keep":
            return told({}, Saving(is_open=False))
        return _result(attempt, told=request.method == "POST" and act != "hand-in")
    under_way = read(row)
    if request.method == "POST":
        return _save(under_way, act or "")
    return _ask(under_way, waiting)


def _ask(under_way: OpenTry, waiting: MultiDict[str, str] | None) -> ResponseReturnValue:
    """The question asked for, or the first that needs something; with what was sent for it after
    the session was over, if that waits."""
    sent = sent_answers(under_way, waiting) if waiting else None
    if all_on_one_page():
        return _show(under_way, under_way.places, sent, carried=bool(sent))
    place = whole_number(request.args.get("q"))
    if under_way.has(place):
        return _show(under_way, (place or 1,), sent, carried=place in (sent or {}))
    if not under_way.missing:
        return redirect(url_for("learning.check_answers", attempt=under_way.row.public_id))
    return _show(under_way, under_way.missing[:1])


@learning.page("/learn/attempts/<token:attempt>/check", needs=TAKE)
def check_answers(attempt: str) -> ResponseReturnValue:
    row = own_attempt(attempt)
    if not row.is_open:
        return _result(attempt)
    return _show_answers(read(row))


def _save(under_way: OpenTry, act: str) -> ResponseReturnValue:
    """Keep what was sent, whatever else is wrong with it; then hand in, go on or say what is
    missing."""
    sent = sent_answers(under_way, request.form)
    saving = save(under_way, sent)
    if act == "keep":
        return told(sent, saving)
    if not saving.is_open:
        return _result(under_way.row.public_id, told=act != "hand-in")
    if newer := newer_places(under_way, saving):
        return _show_newer(under_way, newer[0])
    if act == "hand-in":
        return _hand_in(under_way, sent)
    if _is_to_mend(under_way, sent):
        return _show_again(read_again(under_way), sent)
    return _onward(under_way, sent)


def _show_newer(under_way: OpenTry, place: int) -> Response:
    """The question that was answered elsewhere since, as it stands now."""
    back = "check" if _from_check() else None
    there = url_for(
        "learning.attempt", attempt=under_way.row.public_id, q=place, newer=place, back=back
    )
    return redirect(there, 303)


def _from_check() -> bool:
    return request.values.get("back") == "check"


def _is_to_mend(under_way: OpenTry, sent: dict[int, AnswerSent]) -> bool:
    """Whether the page has to be shown again before going on. With all questions on it, what is
    still missing is said only when it is handed in; what cannot be kept is said at once."""
    if all_on_one_page():
        return any(one.error is not None for one in sent.values())
    return any(_is_wrong(under_way, place, one) for place, one in sent.items())


def _is_wrong(under_way: OpenTry, place: int, sent: AnswerSent) -> bool:
    """Whether the page has to be shown again: no confidence sent is fine if one is stored."""
    _drawn, _item, stored = under_way.at(place)
    unsure = sent.sure_error is not None and (stored is None or stored.confidence is None)
    return sent.error is not None or unsure


def _onward(under_way: OpenTry, sent: dict[int, AnswerSent]) -> Response:
    token, last = under_way.row.public_id, len(under_way.row.drawn)
    place = max(sent, default=last)
    if len(sent) != 1 or place == last or _from_check():
        there = url_for("learning.check_answers", attempt=token)
    else:
        there = url_for("learning.attempt", attempt=token, q=place + 1)
    return redirect(there, 303)


def _hand_in(under_way: OpenTry, sent: dict[int, AnswerSent]) -> ResponseReturnValue:
    """Hand in, unless something that was just sent is wrong or something is missing."""
    wrong = {place: one for place, one in sent.items() if _is_wrong(under_way, place, one)}
    missing: tuple[int, ...] = tuple(wrong)
    if not wrong:
        missing = hand_in(
            db.session(),
            attempt=under_way.row,
            document=under_way.text,
            now=now(),
            today=today(),
            is_held=True,
        )
    if not missing:
        return _result(under_way.row.public_id)
    fresh = read_again(under_way)
    if not all_on_one_page():
        return _show_answers(fresh, fresh.missing)
    return _show_again(fresh, {place: _lacking(fresh, place) for place in fresh.missing} | wrong)


def _lacking(under_way: OpenTry, place: int) -> AnswerSent:
    """What to say about a question that still needs something."""
    _drawn, _item, stored = under_way.at(place)
    if stored is None:
        return sent_at(under_way, place, request.form)
    return AnswerSent(stored.chosen, None, sure_error=say(UNSURE))


def _show_again(under_way: OpenTry, sent: dict[int, AnswerSent]) -> ResponseReturnValue:
    """The page that was sent, with what is wrong about it."""
    if all_on_one_page():
        return _show(under_way, under_way.places, sent)
    return _show(under_way, tuple(sent)[:1], sent)


def _show(
    under_way: OpenTry,
    places: range | tuple[int, ...],
    sent: dict[int, AnswerSent] | None = None,
    *,
    carried: bool = False,
) -> ResponseReturnValue:
    fill = words().speaking(under_way.tongue)
    shown: list[QuestionShown] = []
    for place in places:
        drawn, item, stored = under_way.at(place)
        one = question(place, drawn, item, stored, fill)
        wrong = (sent or {}).get(place)
        shown.append(with_errors(one, wrong, drawn) if wrong else one)
    all_of_them = all_on_one_page()
    title = under_way.title if all_of_them else shown[0].legend.striptags()
    total = len(under_way.row.drawn)
    page = AttemptPage(
        title=title,
        module=under_way.kicker,
        attempt=under_way.row.public_id,
        number=shown[0].place,
        total=total,
        answered=total - len(under_way.missing),
        questions=tuple(shown),
        back=0 if all_of_them else shown[0].place - 1,
        from_check=_from_check(),
        key=secrets.token_urlsafe(9),
        seen=under_way.row.saves,
        newer=_told_of(under_way),
        carried=carried,
        errors=tuple(error for one in shown for error in one.errors),
    )
    template = "learning/questions.html" if all_of_them else "learning/question.html"
    return render_template(template, page=page)


def _show_answers(under_way: OpenTry, missing: tuple[int, ...] = ()) -> ResponseReturnValue:
    """Every answer; ``missing`` are those that a try to hand in was refused for."""
    token = under_way.row.public_id
    fill = words().speaking(under_way.tongue)
    rows = answer_rows(under_way.row, under_way.text, under_way.answers, under_way.missing, fill)
    errors = tuple(
        (
            say(
                "Question %(place)s: %(lower)s%(missing)s",
                place=row.place,
                lower=row.missing[0].lower(),
                missing=row.missing[1:],
            ),
            url_for("learning.attempt", attempt=token, q=row.place, back="check"),
        )
        for row in rows
        if row.place in missing
    )
    page = CheckPage(under_way.kicker, token, rows, errors)
    return render_template("learning/check_answers.html", page=page)


def _told_of(under_way: OpenTry) -> int:
    place = whole_number(request.args.get("newer"))
    return place if place is not None and under_way.has(place) else 0


def _result(token: str, *, told: bool = False) -> Response:
    """On to the result; ``told`` that it was handed in before and nothing was changed."""
    there = url_for("learning.result", attempt=token, already="1" if told else None)
    return redirect(there, 303 if request.method == "POST" else 302)
