"""An agency's own self-assessment: a year at a glance, one question, all answers, signing."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.domain.assessment import Question, is_whole, may_begin, next_open, question
from elearn.domain.dates import uk_date
from elearn.extensions import db
from elearn.records.places import AgencyName
from elearn.returns.actions import assessments as actions
from elearn.returns.by import ReturnError, StaleError
from elearn.returns.details import DetailedForm, answer_form, typed_of
from elearn.returns.feature import ANSWER, EITHER_FILE, RETURN, returns
from elearn.returns.forms import NA, SignForm
from elearn.returns.pages import own as pages
from elearn.returns.pages.answers import ReturnFacts, score_rows, themes
from elearn.returns.pages.moderation import ANSWERS, full_lines
from elearn.returns.queries import assessments as queries
from elearn.returns.queries.assessments import AgencyReturn
from elearn.returns.routes.common import facts_of, year_in_address
from elearn.returns.routes.figures import by
from elearn.web.clock import today
from elearn.web.downloads import download
from elearn.web.places import whole_agency

YEAR = f"{RETURN}/<id:year>"


@returns.page(RETURN, needs=ANSWER)
def own(agency: str) -> ResponseReturnValue:
    return _overview(whole_agency(agency), today().year)


@returns.page(YEAR, needs=ANSWER)
def own_year(agency: str, year: int) -> ResponseReturnValue:
    return _overview(whole_agency(agency), year_in_address(year))


def _overview(of: AgencyName, year: int) -> str:
    facts = facts_of(of.agency_id, year)
    rows = queries.returns_of(db.session(), agency_id=of.agency_id)
    can_begin = may_begin(year, today())

    def href(number: int) -> str:
        return url_for(".answer", agency=of.slug, year=year, number=number)

    page = pages.OverviewPage(
        title=pages.overview_title(year),
        agency=of,
        year=year,
        lede=pages.overview_lede(facts, year, can_begin=can_begin),
        acts=pages.acts_of(facts),
        answered=len(facts.answers),
        next=pages.next_step(
            facts,
            can_begin=can_begin,
            question=href,
            check=url_for(".check", agency=of.slug, year=year),
        ),
        rows=pages.overview_rows(facts, href) if facts.row or can_begin else (),
        scores=score_rows(facts) if is_whole(facts.answers) else (),
        years=pages.year_links(
            rows, year, today().year, lambda one: url_for(".own_year", agency=of.slug, year=one)
        ),
        is_signed=facts.is_signed,
    )
    return render_template("returns/overview.html", page=page)


@returns.page(f"{YEAR}.{EITHER_FILE}", needs=ANSWER)
def own_file(agency: str, year: int, kind: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    facts = facts_of(of.agency_id, year_in_address(year))
    found = AgencyReturn(of.agency_id, of.slug, of.name, facts.row)
    rows = full_lines(found, facts, drafts=True)
    return download(ANSWERS, rows, kind, name=f"{agency}-self-assessment-{year}")


@returns.page(f"{YEAR}/<id:number>", needs=ANSWER, methods=("GET", "POST"))
def answer(agency: str, year: int, number: int) -> ResponseReturnValue:
    of, year = whole_agency(agency), year_in_address(year)
    asked = question(number) or abort(404)
    facts = facts_of(of.agency_id, year)
    home = redirect(url_for(".own_year", agency=agency, year=year), 303)
    if facts.is_signed or (facts.row is None and not may_begin(year, today())):
        if request.method == "POST":
            flash(actions.SIGNED if facts.is_signed else actions.TOO_EARLY)
        return home
    if request.method == "GET":
        form = _form_of(asked, facts)
        return _question_page(of, year, asked, facts, form)
    form = answer_form(asked, today=today())
    if not form.validate():
        return _question_page(of, year, asked, facts, form), 422
    return _save(of, year, asked, facts, form)


def _form_of(asked: Question, facts: ReturnFacts) -> DetailedForm:
    row = facts.answers.get(asked.number)
    if row is None:
        return answer_form(asked, today=today(), formdata=None, data={"seen": "0"})
    held = {
        "score": NA if row.score is None else str(row.score),
        "confidence": row.confidence or None,
        "evidence": row.evidence,
        "na_reason": row.na_reason,
        "seen": str(row.revision),
    } | typed_of(asked, row.details)
    return answer_form(asked, today=today(), formdata=None, data=held)


def _save(
    of: AgencyName, year: int, asked: Question, facts: ReturnFacts, form: DetailedForm
) -> ResponseReturnValue:
    try:
        actions.save_answer(
            db.session(),
            agency_id=of.agency_id,
            year=year,
            question=asked.number,
            said=form.said(),
            seen=form.seen.number,
            by=by(),
        )
    except StaleError:
        facts = facts_of(of.agency_id, year)  # what was read before may be older than their answer
        form.seen.data = str(facts.answers[asked.number].revision)
        return _question_page(of, year, asked, facts, form, stale=True), 409
    except ReturnError as error:
        flash(str(error))
        return redirect(url_for(".own_year", agency=of.slug, year=year), 303)
    if request.form.get("then") == "leave":
        flash(f"Question {asked.number} is saved. Carry on whenever you like.")
        return redirect(url_for(".own_year", agency=of.slug, year=year), 303)
    following = next_open({*facts.answers, asked.number}, after=asked.number)
    if following is None:
        return redirect(url_for(".check", agency=of.slug, year=year), 303)
    return redirect(url_for(".answer", agency=of.slug, year=year, number=following), 303)


def _question_page(
    of: AgencyName,
    year: int,
    asked: Question,
    facts: ReturnFacts,
    form: DetailedForm,
    *,
    stale: bool = False,
) -> str:
    other = facts.answers.get(asked.number) if stale else None
    page = pages.question_page(
        of=of, year=year, question=asked, facts=facts, form=form, other=other
    )
    return render_template("returns/question.html", page=page)


@returns.page(f"{YEAR}/check", needs=ANSWER)
def check(agency: str, year: int) -> ResponseReturnValue:
    of, year = whole_agency(agency), year_in_address(year)
    return _whole(of, year, SignForm(formdata=None), "returns/check.html")


@returns.page(f"{YEAR}/print", needs=ANSWER)
def printed(agency: str, year: int) -> ResponseReturnValue:
    of, year = whole_agency(agency), year_in_address(year)
    return _whole(of, year, None, "returns/print.html")


@returns.page(f"{YEAR}/sign", needs=ANSWER, methods=("POST",))
def sign(agency: str, year: int) -> ResponseReturnValue:
    of, year, form = whole_agency(agency), year_in_address(year), SignForm()
    if not form.validate():
        return _whole(of, year, form, "returns/check.html"), 422
    back = redirect(url_for(".check", agency=agency, year=year), 303)
    try:
        actions.sign(
            db.session(), agency_id=of.agency_id, year=year, seen=form.seen.number, by=by()
        )
    except ReturnError as error:
        flash(str(error))
        return back
    flash("Signed. The coordinator can read it now.")
    return redirect(url_for(".own_year", agency=agency, year=year), 303)


def _whole(of: AgencyName, year: int, form: SignForm | None, template: str) -> str:
    facts = facts_of(of.agency_id, year)
    if facts.row is None:
        abort(404)
    may_sign = form is not None and not facts.is_signed and is_whole(facts.answers)
    if form is not None and not form.is_submitted():
        form.seen.data = str(facts.saves)
    may_change = form is not None and not facts.is_signed

    def href(one: Question) -> str:
        if not may_change:
            return ""
        return url_for(".answer", agency=of.slug, year=year, number=one.number)

    def action(one: Question) -> str:
        return "Change the answer" if one.number in facts.answers else "Give an answer"

    page = pages.WholePage(
        title=f"{pages.overview_title(year)}: every answer"
        if form is not None
        else f"{pages.overview_title(year)}, {of.name}",
        agency=of,
        year=year,
        lede=pages.check_lede(facts),
        themes=themes(facts, href, action),
        scores=score_rows(facts),
        acts=pages.acts_of(facts),
        form=form if may_sign else None,
        marking=f"Printed {uk_date(today())}.",
    )
    return render_template(template, page=page)
