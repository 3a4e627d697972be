"""A try at a quiz: its questions, the answers to check, handing in, and the result."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from elearn.content.document import ModuleDocument
from elearn.content.items import Item
from elearn.content.queries import document
from elearn.domain.quiz import DrawnItem
from elearn.extensions import db
from elearn.learning.actions.attempts import AnswerGiven, save_answers
from elearn.learning.actions.handing_in import hand_in, unfinished
from elearn.learning.forms import AnswerSent, number, only, read_answer, was_sent, whole_number
from elearn.learning.pages.questions import QuestionShown, places_of, question, with_errors
from elearn.learning.pages.quiz import (
    AttemptPage,
    CheckPage,
    answer_rows,
)
from elearn.learning.queries import attempts as queries
from elearn.learning.queries.attempts import AttemptRow, Given
from elearn.learning.routes.feature import TAKE, all_on_one_page, learning, me, words
from elearn.web.clock import now, today

UNSURE = "Say how sure you are"


@dataclass(frozen=True, slots=True)
class OpenTry:
    """A learner's own try under way: what was drawn, the text of it, the answers so far."""

    row: AttemptRow
    text: ModuleDocument
    answers: dict[str, Given]

    @property
    def missing(self) -> tuple[int, ...]:
        return unfinished(self.row, self.text, self.answers)

    @property
    def title(self) -> str:
        return self.text.title if self.text.is_check else f"Quiz: {self.text.title}"

    @property
    def kicker(self) -> str:
        """What stands small above a question."""
        return self.text.title if self.text.is_check else f"{self.text.title}: quiz"

    def at(self, place: int) -> tuple[DrawnItem, Item, Given | None]:
        drawn = self.row.drawn[place - 1]
        return drawn, self.text.items_by_key[drawn.key], self.answers.get(drawn.key)

    def has(self, place: int | None) -> bool:
        return place is not None and 1 <= place <= len(self.row.drawn)


def own_attempt(public_id: str) -> AttemptRow:
    """The learner's own attempt of that id; anybody else's is a page that does not exist."""
    return queries.attempt(db.session(), person_id=me(), public_id=public_id) or abort(404)


def _read(row: AttemptRow) -> OpenTry:
    return OpenTry(
        row,
        document(db.session(), row.version_id),
        queries.given(db.session(), attempt_id=row.id),
    )


@learning.page("/learn/attempts/<token:attempt>", needs=TAKE, methods=("GET", "POST"))
def attempt(attempt: str) -> ResponseReturnValue:
    row = own_attempt(attempt)
    handing_in = request.form.get("act") == "hand-in"
    if not row.is_open:
        return _result(attempt, told=request.method == "POST" and not handing_in)
    under_way = _read(row)
    if request.method == "POST":
        return _save(under_way, handing_in)
    if all_on_one_page():
        return _show(under_way, range(1, len(row.drawn) + 1))
    place = whole_number(request.args.get("q"))
    if under_way.has(place):
        return _show(under_way, (place or 1,))
    if not under_way.missing:
        return redirect(url_for("learning.check_answers", attempt=attempt))
    return _show(under_way, under_way.missing[:1])


@learning.page("/learn/attempts/<token:attempt>/check", needs=TAKE)
def check_answers(attempt: str) -> ResponseReturnValue:
    row = own_attempt(attempt)
    if not row.is_open:
        return _result(attempt)
    return _show_answers(_read(row))


def _save(under_way: OpenTry, handing_in: bool) -> ResponseReturnValue:
    """Keep what was sent, whatever else is wrong with it; then hand in, go on or say what is
    missing."""
    sent = _sent(under_way)
    good = {
        under_way.row.drawn[place - 1].key: AnswerGiven(one.chosen, one.confidence)
        for place, one in sent.items()
        if one.chosen is not None
    }
    if not save_answers(db.session(), attempt_id=under_way.row.id, answers=good, now=now()):
        return _result(under_way.row.public_id, told=not handing_in)
    if handing_in:
        return _hand_in(under_way, sent)
    if _is_to_mend(under_way, sent):
        return _show_again(_read(under_way.row), sent)
    return _onward(under_way, sent)


def _sent(under_way: OpenTry) -> dict[int, AnswerSent]:
    """What was sent, by place: for the one question of the page, or for all that were answered."""
    only_place = number(request.form, "q")
    if under_way.has(only_place):
        places = [only_place or 1]
    else:
        every = range(1, len(under_way.row.drawn) + 1)
        places = [place for place in every if was_sent(request.form, place)]
    return {place: _sent_at(under_way, place) for place in places}


def _sent_at(under_way: OpenTry, place: int) -> AnswerSent:
    drawn, item, _stored = under_way.at(place)
    return read_answer(request.form, item, drawn.options, place)


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
    replaced = next(iter(_replaced(under_way, sent)), None)
    if len(sent) != 1 or place == last or request.form.get("back") == "check":
        there = url_for("learning.check_answers", attempt=token, replaced=replaced)
    else:
        there = url_for("learning.attempt", attempt=token, q=place + 1, replaced=replaced)
    return redirect(there, 303)


def _replaced(under_way: OpenTry, sent: dict[int, AnswerSent]) -> list[int]:
    """The questions whose answer was changed on another page since this one was shown, and is now
    replaced by what this one sent."""
    found = []
    for place, one in sent.items():
        drawn, item, stored = under_way.at(place)
        if stored is None or stored.chosen == one.chosen:
            continue
        if only(request.form, f"was-{place}") != places_of(item, drawn, stored.chosen):
            found.append(place)
    return found


def _hand_in(under_way: OpenTry, sent: dict[int, AnswerSent]) -> ResponseReturnValue:
    """Hand in, unless something that was just sent is wrong or something is missing."""
    wrong = {place: one for place, one in sent.items() if _is_wrong(under_way, place, one)}
    missing: tuple[int, ...] = tuple(wrong)
    if not wrong:
        missing = hand_in(
            db.session(), attempt=under_way.row, document=under_way.text, now=now(), today=today()
        )
    if not missing:
        return _result(under_way.row.public_id)
    fresh = _read(under_way.row)
    if not all_on_one_page():
        return _show_answers(fresh, fresh.missing)
    return _show_again(fresh, {place: _lacking(fresh, place) for place in fresh.missing} | wrong)


def _lacking(under_way: OpenTry, place: int) -> AnswerSent:
    """What to say about a question that still needs something."""
    _drawn, _item, stored = under_way.at(place)
    if stored is None:
        return _sent_at(under_way, place)
    return AnswerSent(stored.chosen, None, sure_error=UNSURE)


def _show_again(under_way: OpenTry, sent: dict[int, AnswerSent]) -> ResponseReturnValue:
    """The page that was sent, with what is wrong about it."""
    if all_on_one_page():
        return _show(under_way, range(1, len(under_way.row.drawn) + 1), sent)
    return _show(under_way, tuple(sent)[:1], sent)


def _show(
    under_way: OpenTry,
    places: range | tuple[int, ...],
    sent: dict[int, AnswerSent] | None = None,
) -> ResponseReturnValue:
    fill = words()
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
        from_check=request.values.get("back") == "check",
        replaced=_told_of(under_way),
        errors=tuple(error for one in shown for error in one.errors),
    )
    template = "learning/questions.html" if all_of_them else "learning/question.html"
    return render_template(template, page=page)


def _show_answers(under_way: OpenTry, missing: tuple[int, ...] = ()) -> ResponseReturnValue:
    """Every answer; ``missing`` are those that a try to hand in was refused for."""
    token = under_way.row.public_id
    rows = answer_rows(under_way.row, under_way.text, under_way.answers, under_way.missing, words())
    errors = tuple(
        (
            f"Question {row.place}: {row.missing[0].lower()}{row.missing[1:]}",
            url_for("learning.attempt", attempt=token, q=row.place, back="check"),
        )
        for row in rows
        if row.place in missing
    )
    page = CheckPage(under_way.kicker, token, rows, _told_of(under_way), errors)
    return render_template("learning/check_answers.html", page=page)


def _told_of(under_way: OpenTry) -> int:
    place = whole_number(request.args.get("replaced"))
    return place if place is not None and under_way.has(place) else 0


def _result(token: str, *, told: bool = False) -> Response:
    """On to the result; ``told`` that it was handed in before and nothing was changed."""
    there = url_for("learning.result", attempt=token, already="1" if told else None)
    return redirect(there, 303 if request.method == "POST" else 302)
