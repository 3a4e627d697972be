"""Answering the staff survey: signed in, or by a code. Nothing of who answers is kept with it."""

import secrets

from flask import Response, current_app, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from elearn.domain.join_codes import JoinCodeError, canonical_code
from elearn.domain.survey import mark_of
from elearn.extensions import db, limiter
from elearn.feedback.actions.surveys import count_answers
from elearn.feedback.by import FeedbackError
from elearn.feedback.feature import BY_CODE, STAFF, feedback
from elearn.feedback.forms import CodeForm, OneButtonForm, SurveyForm
from elearn.feedback.pages.results import kinds
from elearn.feedback.pages.shapes import CodePage, SaidPage, SurveyPage
from elearn.feedback.queries.surveys import SurveyRow, behind, has_answered, open_now
from elearn.feedback.routes.common import agency_kinds
from elearn.web.clock import today
from elearn.web.languages import N_, long_day, say

ANSWERED = "surveys_answered"  # in the browser's own cookie, for people who came by a code
DOOR = "/survey/by/<slug:door>"
TITLE = N_("Eight questions, without your name")
NO_SURVEY = N_("No survey is open with this code. Check each letter, or ask who gave it to you.")
THANKS = N_(
    "Thank you. Your answers were added to the counts. They cannot be "
    "changed or taken back, because we do not know which were yours."
)


def _was_wrong(response: Response) -> bool:
    return response.status_code == 404


# A whole office may share one network address: only wrong codes are counted.
guesses = limiter.shared_limit(
    "20 per minute;100 per hour", scope="survey codes", deduct_when=_was_wrong
)


@feedback.page("/survey", needs=STAFF, methods=("GET", "POST"))
def survey() -> ResponseReturnValue:
    """The survey for whoever is signed in."""
    found = open_now(db.session(), today())
    if found is None:
        return _say(say("No survey is open now"), say("You need do nothing."))
    mark = _mark(found, f"person:{g.actor.person_id}")
    if has_answered(db.session(), found.survey_id, mark):
        return _say(say("You have answered the survey"), say(THANKS))
    form = _form()
    if form.validate_on_submit() and _counted(found, form, mark):
        return redirect(url_for(".survey"), 303)
    return _ask(found, form, url_for(".survey"))


@feedback.page("/survey/code", needs=BY_CODE, methods=("GET", "POST"))
@guesses
def code() -> ResponseReturnValue:
    """The way in for people without an account."""
    form = CodeForm()
    if not form.is_submitted():
        return _ask_code(form)
    if not form.validate():
        return _ask_code(form), 422
    if form.read is None or behind(db.session(), form.read, today()) is None:
        return _no_survey()
    return redirect(url_for(".by_code", door=form.read.lower()), 303)


@feedback.page(DOOR, needs=BY_CODE, methods=("GET", "POST"))
@guesses
def by_code(door: str) -> ResponseReturnValue:
    """The survey for whoever has its code."""
    found = _behind(door)
    if found is None:
        return _no_survey()
    if found.survey_id in _answered_here():
        return _say(say("The survey is answered"), say(THANKS), code=door)
    form = _form()
    if form.validate_on_submit() and _counted(found, form, _mark(found, f"form:{form.once.data}")):
        session[ANSWERED] = [*_answered_here(), found.survey_id][-5:]
        return redirect(url_for(".by_code", door=door), 303)
    return _ask(found, form, url_for(".by_code", door=door))


@feedback.page(f"{DOOR}/next", needs=BY_CODE, methods=("POST",))
@guesses
def next_person(door: str) -> ResponseReturnValue:
    """Somebody else takes the phone."""
    if _behind(door) is None:
        return _no_survey()
    if OneButtonForm().validate():
        session.pop(ANSWERED, None)
    return redirect(url_for(".by_code", door=door), 303)


def _behind(typed: str) -> SurveyRow | None:
    try:
        return behind(db.session(), canonical_code(typed), today())
    except JoinCodeError:
        return None


def _answered_here() -> list[int]:
    kept = session.get(ANSWERED)
    return kept if isinstance(kept, list) else []


def _mark(found: SurveyRow, who: str) -> str:
    return mark_of(current_app.extensions["settings"].secret_key, found.survey_id, who)


def _form() -> SurveyForm:
    form = SurveyForm()
    form.offer(kinds(agency_kinds()))
    if not form.is_submitted():
        form.once.data = secrets.token_urlsafe(24)
    return form


def _counted(found: SurveyRow, form: SurveyForm, mark: str) -> bool:
    """Whether the answers were added, now or by the same form before."""
    try:
        count_answers(
            db.session(),
            survey_id=found.survey_id,
            role=form.role.data,
            agency_kind=form.agency_kind.data,
            answers=form.answers,
            mark=mark,
            today=today(),
        )
    except FeedbackError as error:
        db.session().rollback()
        form.role.errors = [str(error)]
        return False
    return True


def _ask(found: SurveyRow, form: SurveyForm, action: str) -> ResponseReturnValue:
    page = SurveyPage(title=say(TITLE), action=action, until=long_day(found.closes_on), form=form)
    return render_template("feedback/survey.html", page=page), 422 if form.errors else 200


def _say(title: str, text: str, *, code: str = "") -> str:
    return render_template("feedback/survey_said.html", page=SaidPage(title, text, code))


def _ask_code(form: CodeForm) -> str:
    return render_template(
        "feedback/code.html", page=CodePage(say("Answer the staff survey"), form)
    )


def _no_survey() -> ResponseReturnValue:
    """The same answer for a code that never was, and one whose survey is over or not open yet."""
    form = CodeForm(formdata=None)
    form.code.errors = [NO_SURVEY]
    return _ask_code(form), 404
