"""The coordinator's list of returns, one of them, and the score beside an answer."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.domain.assessment import Question, question
from elearn.domain.dates import uk_date
from elearn.extensions import db
from elearn.returns.actions import assessments as actions
from elearn.returns.actions.moderation import NOT_SIGNED
from elearn.returns.actions.moderation import moderate as keep_score
from elearn.returns.by import ReturnError, StaleError
from elearn.returns.feature import (
    EITHER_FILE,
    MODERATE,
    MODERATE_ONE,
    ONE_RETURN,
    RETURNS,
    returns,
)
from elearn.returns.forms import NA, ModerateForm, ReopenForm, as_score
from elearn.returns.pages import moderation as pages
from elearn.returns.pages.answers import ReturnFacts, answer_line, score_rows, themes
from elearn.returns.pages.own import WholePage, acts_of, overview_title
from elearn.returns.queries import assessments as queries
from elearn.returns.queries.assessments import AgencyReturn
from elearn.returns.routes.common import facts_of, year_in_address
from elearn.returns.routes.figures import by
from elearn.returns.texts import lines_of
from elearn.web.clock import today
from elearn.web.downloads import download
from elearn.web.languages import N_
from elearn.web.places import whole_agency
from elearn.web.sender import sender


@returns.page(RETURNS, needs=MODERATE, menu=(N_("Returns"), 35))
def listed() -> ResponseReturnValue:
    return _listed(today().year)


@returns.page(f"{RETURNS}/<id:year>", needs=MODERATE)
def listed_year(year: int) -> ResponseReturnValue:
    return _listed(year_in_address(year))


def _listed(year: int) -> str:
    lines = pages.in_order(pages.return_line(one, facts) for one, facts in _of_year(year))
    known = {*queries.years(db.session()), today().year}

    def href(one: pages.ReturnLine) -> str:
        return url_for(".one_return", year=year, agency=one.slug)

    page = pages.ReturnsPage(
        title=f"Returns {year}",
        year=year,
        lede=pages.returns_lede(lines, year),
        missing=tuple(pages.missing_cells(one, href(one)) for one in lines if one.is_missing),
        signed=tuple(pages.signed_cells(one, href(one)) for one in lines if not one.is_missing),
        years=tuple(
            (str(one), url_for(".listed_year", year=one))
            for one in sorted(known - {year}, reverse=True)
        ),
    )
    return render_template("returns/returns.html", page=page)


def _of_year(year: int) -> list[tuple[AgencyReturn, ReturnFacts]]:
    """Every partner of the year with what it returned."""
    session = db.session()
    answers = queries.answers_of_year(session, year)
    theirs = queries.moderations_of_year(session, year)
    found = []
    for one in queries.of_year(session, year):
        number = one.row.assessment_id if one.row else 0
        facts = ReturnFacts(
            row=one.row, answers=answers.get(number, {}), moderations=theirs.get(number, {})
        )
        found.append((one, facts))
    return found


@returns.page(f"{RETURNS}/<id:year>.{EITHER_FILE}", needs=MODERATE)
def listed_file(year: int, kind: str) -> ResponseReturnValue:
    year = year_in_address(year)
    lines = pages.in_order(pages.return_line(one, facts) for one, facts in _of_year(year))
    return download(pages.RETURNS, lines, kind, name=f"returns-{year}")


@returns.page(f"{RETURNS}/<id:year>/answers.{EITHER_FILE}", needs=MODERATE)
def answers_file(year: int, kind: str) -> ResponseReturnValue:
    year = year_in_address(year)
    lines = [line for one, facts in _of_year(year) for line in pages.full_lines(one, facts)]
    return download(pages.ANSWERS, lines, kind, name=f"return-answers-{year}")


def _one(agency: str, year: int) -> tuple[AgencyReturn, ReturnFacts]:
    """An agency and its return; answers only of one that is or was signed."""
    of, year = whole_agency(agency), year_in_address(year)
    facts = facts_of(of.agency_id, year, by_partnership=True)
    return AgencyReturn(of.agency_id, of.slug, of.name, facts.row), facts


@returns.page(ONE_RETURN, needs=MODERATE_ONE)
def one_return(year: int, agency: str) -> ResponseReturnValue:
    found, facts = _one(agency, year)
    return _page(found, facts, year, ReopenForm(formdata=None))


def _page(found: AgencyReturn, facts: ReturnFacts, year: int, form: ReopenForm) -> str:
    shown = facts.is_signed or bool(facts.acts)

    def href(one: Question) -> str:
        if not facts.is_signed:
            return ""
        return url_for(".moderate", year=year, agency=found.slug, number=one.number)

    def action(one: Question) -> str:
        done = one.number in facts.moderations
        return "Change your score" if done else "Put your score beside it"

    page = pages.OneReturnPage(
        title=f"{found.agency}: {overview_title(year).lower()}",
        agency=found.agency,
        slug=found.slug,
        year=year,
        lede=pages.one_lede(found, facts, shown=shown),
        themes=themes(facts, href, action) if shown else (),
        scores=score_rows(facts) if shown else (),
        acts=acts_of(facts),
        share=pages.share_words(facts) if facts.is_signed else "",
        form=form if facts.is_signed else None,
    )
    return render_template("returns/one_return.html", page=page)


@returns.page(f"{ONE_RETURN}.{EITHER_FILE}", needs=MODERATE_ONE)
def one_file(year: int, agency: str, kind: str) -> ResponseReturnValue:
    found, facts = _one(agency, year)
    lines = pages.full_lines(found, facts)
    return download(pages.ANSWERS, lines, kind, name=f"{agency}-self-assessment-{year}")


@returns.page(f"{ONE_RETURN}/print", needs=MODERATE_ONE)
def one_printed(year: int, agency: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    found, facts = _one(agency, year)
    if not facts.is_signed:
        abort(404)
    page = WholePage(
        title=f"{overview_title(year)}, {found.agency}",
        agency=of,
        year=year,
        lede=pages.one_lede(found, facts, shown=True),
        themes=themes(facts, lambda _one: "", lambda _one: ""),
        scores=score_rows(facts),
        acts=acts_of(facts),
        form=None,
        marking=f"Printed {uk_date(today())}.",
    )
    return render_template("returns/print.html", page=page)


@returns.page(f"{ONE_RETURN}/reopen", needs=MODERATE_ONE, methods=("POST",))
def reopen(year: int, agency: str) -> ResponseReturnValue:
    found, facts = _one(agency, year)
    form = ReopenForm()
    if not form.validate():
        return _page(found, facts, year, form), 422
    try:
        actions.reopen(
            db.session(),
            agency_id=found.agency_id,
            year=year,
            reason=lines_of(form.reason.data),
            sender=sender(),
            by=by(),
        )
        flash(f"Opened again. {found.agency} is told why.")
    except ReturnError as error:
        flash(str(error))
    return redirect(url_for(".one_return", year=year, agency=agency), 303)


@returns.page(f"{ONE_RETURN}/<id:number>", needs=MODERATE_ONE, methods=("GET", "POST"))
def moderate(year: int, agency: str, number: int) -> ResponseReturnValue:
    found, facts = _one(agency, year)
    asked = question(number) or abort(404)
    home = redirect(url_for(".one_return", year=year, agency=agency), 303)
    if not facts.is_signed:
        flash(NOT_SIGNED)
        return home
    form = _form_of(asked, facts)
    if not form.is_submitted():
        return _moderate_page(found, facts, year, asked, form)
    if not form.validate():
        return _moderate_page(found, facts, year, asked, form), 422
    try:
        keep_score(
            db.session(),
            agency_id=found.agency_id,
            year=year,
            question=number,
            score=as_score(form.score.data),
            note=lines_of(form.note.data),
            seen=form.seen.number,
            by=by(),
        )
    except StaleError as error:
        found, facts = _one(agency, year)  # what was read before may be older than their score
        form.seen.data = str(facts.moderations[number].moderation_id)
        form.score.errors = [str(error)]
        return _moderate_page(found, facts, year, asked, form), 409
    except ReturnError as error:  # opened again meanwhile
        flash(str(error))
        return home
    flash(f"Your score of question {number} is saved. {found.agency} sees it.")
    return home


def _form_of(asked: Question, facts: ReturnFacts) -> ModerateForm:
    held = facts.moderations.get(asked.number)
    data = {"seen": "0"}
    if held:
        score = NA if held.score is None else str(held.score)
        data = {"score": score, "note": held.note, "seen": str(held.moderation_id)}
    return ModerateForm(question=asked, data=data)


def _moderate_page(
    found: AgencyReturn, facts: ReturnFacts, year: int, asked: Question, form: ModerateForm
) -> str:
    page = pages.ModeratePage(
        title=f"Question {asked.number}: {found.agency}",
        agency=found.agency,
        slug=found.slug,
        year=year,
        line=answer_line(asked, facts, "", ""),
        form=form,
    )
    return render_template("returns/moderate.html", page=page)
