"""The coordinator's surveys: open one, see how many answered, and what they said after it."""

import secrets

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from elearn.domain.dates import uk_date
from elearn.domain.feedback import FEWEST, told_of
from elearn.domain.join_codes import shown_code
from elearn.extensions import db
from elearn.feedback.actions.surveys import close, open_survey
from elearn.feedback.by import FeedbackError
from elearn.feedback.feature import EITHER_FILE, RUN, feedback
from elearn.feedback.forms import OneButtonForm, OpenForm
from elearn.feedback.pages.figures import AnswerTable
from elearn.feedback.pages.results import RESULTS, all_lines, number_of, tables
from elearn.feedback.pages.shapes import OpenPage, ResultsPage, SurveysPage
from elearn.feedback.queries.surveys import (
    Counts,
    SurveyRow,
    answers_so_far,
    counts_of,
    one,
    surveys,
)
from elearn.feedback.routes.common import agency_kinds, by
from elearn.web.clock import today
from elearn.web.downloads import download
from elearn.web.rules import rules_today

HOME = "/surveys"
ONE = f"{HOME}/<id:survey>"
LEDE = (
    "Eight questions to all staff, without names: trained, who to tell, how confident, what they "
    "met and what stopped them. Results come after the last day, from ten answers on."
)
TOO_FEW = "Fewer than ten people answered, so nothing is shown."


@feedback.page(HOME, needs=RUN)
def all_surveys() -> ResponseReturnValue:
    rows = surveys(db.session())
    numbers = answers_so_far(db.session(), [row.survey_id for row in rows])
    page = SurveysPage(
        title="Staff surveys",
        lede=LEDE,
        rows=tuple(_cells(row, numbers.get(row.survey_id, 0)) for row in rows),
    )
    return render_template("feedback/surveys.html", page=page)


def _cells(row: SurveyRow, number: int) -> tuple[object, ...]:
    link = Markup('<a class="govuk-link" href="{}">{}</a>').format(
        url_for(".results", survey=row.survey_id), _period(row)
    )
    return link, _state(row), _how_many(row, number)


def _period(row: SurveyRow) -> str:
    return f"{uk_date(row.opens_on)} to {uk_date(row.closes_on)}"


def _state(row: SurveyRow) -> str:
    if row.closed_on is not None:
        return f"Closed on {uk_date(row.closed_on)}"
    if row.is_over(today()):
        return "Over"
    return "Open" if row.is_open(today()) else "Not open yet"


def _how_many(row: SurveyRow, number: int) -> str:
    """How many answered: exactly when it is over, until then in whole tens."""
    if number < FEWEST:
        return f"Fewer than {FEWEST}"
    return str(number) if row.is_over(today()) else f"{told_of(number)} or more"


@feedback.page(f"{HOME}/new", needs=RUN, methods=("GET", "POST"))
def new() -> ResponseReturnValue:
    form = OpenForm()
    form.today = today()
    if form.validate_on_submit():
        opens_on, closes_on = form.days
        try:
            number = open_survey(
                db.session(),
                opens_on=opens_on,
                closes_on=closes_on,
                once=form.once.data or "",
                agency_kinds=list(agency_kinds()),
                by=by(),
            )
            return redirect(url_for(".results", survey=number), 303)
        except FeedbackError as error:
            form.opens.errors = [str(error)]
    if not form.is_submitted():
        form.once.data = secrets.token_urlsafe(24)
    page = OpenPage("Open a staff survey", form)
    return render_template("feedback/open.html", page=page), 422 if form.errors else 200


@feedback.page(ONE, needs=RUN)
def results(survey: int) -> ResponseReturnValue:
    row = _found(survey)
    counts = counts_of(db.session(), survey)
    number, over = number_of(counts), row.is_over(today())
    page = ResultsPage(
        title=f"Staff survey, {_period(row)}",
        lede=_lede(row, number),
        number=survey,
        is_over=over,
        facts=() if over else _ways_in(row),
        tables=_shown(row, counts),
        few=TOO_FEW if over and number < FEWEST else "",
    )
    return render_template("feedback/results.html", page=page)


def _lede(row: SurveyRow, number: int) -> str:
    said = _how_many(row, number).lower()
    if row.is_over(today()):
        return f"Answered by {said} people until {uk_date(row.last_day)}."
    return f"{_state(row)}. Answers so far: {said}. What they say is shown after the last day."


def _ways_in(row: SurveyRow) -> tuple[tuple[str, object], ...]:
    base = current_app.extensions["settings"].base_url.rstrip("/")
    return (
        ("Staff who sign in here", f"{base}{url_for('.survey')}"),
        ("Staff without an account", f"{base}{url_for('.code')}"),
        ("Their code", shown_code(row.code)),
    )


def _shown(row: SurveyRow, counts: Counts) -> tuple[AnswerTable, ...]:
    return tables(counts, agency_kinds(), rules_today()) if row.is_over(today()) else ()


@feedback.page(f"{ONE}.{EITHER_FILE}", needs=RUN)
def results_file(survey: int, kind: str) -> ResponseReturnValue:
    row = _found(survey)
    counts = counts_of(db.session(), survey)
    rows = all_lines(counts, agency_kinds(), rules_today()) if row.is_over(today()) else []
    return download(RESULTS, rows, kind, name=f"staff-survey-{row.opens_on}")


@feedback.page(f"{ONE}/close", needs=RUN, methods=("POST",))
def close_now(survey: int) -> ResponseReturnValue:
    _found(survey)
    if not OneButtonForm().validate():
        abort(400)
    close(db.session(), survey_id=survey, by=by())
    flash("The survey is closed.")
    return redirect(url_for(".results", survey=survey), 303)


def _found(survey: int) -> SurveyRow:
    return one(db.session(), survey) or abort(404)
