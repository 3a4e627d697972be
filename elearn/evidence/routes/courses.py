"""Outside courses, for the lead: what counts here, and proposing another."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.content.curriculum import levels
from elearn.content.document import ModuleDocument
from elearn.content.queries import PublishedModule, published
from elearn.content.topics import topics_of
from elearn.evidence import files
from elearn.evidence.actions import courses as actions
from elearn.evidence.errors import EvidenceError
from elearn.evidence.feature import evidence
from elearn.evidence.forms import ProposalForm, one_line, paragraphs, proposal_form
from elearn.evidence.pages import courses as pages
from elearn.evidence.queries import courses as queries
from elearn.evidence.queries.catalogue import topic_words
from elearn.evidence.routes.common import DECIDE, HOME, Office, office, texts, texts_of
from elearn.extensions import db
from elearn.web.clock import now, today
from elearn.web.downloads import download

COURSES = f"{HOME}/courses"
NO_TOPIC = "Choose a level for at least one topic that the course teaches"


@evidence.page(COURSES, needs=DECIDE)
def courses(agency: str) -> ResponseReturnValue:
    here = office(agency)
    rows = queries.for_agency(db.session(), here.agency_id)
    known = texts_of(one.module_id for one in rows)
    page = pages.CoursesPage(
        title="Outside courses",
        agency=here.of,
        lede=pages.lead_lede(rows),
        rows=tuple(pages.lead_cells(one, _topics(known.get(one.module_id))) for one in rows),
    )
    return render_template("evidence/courses.html", page=page)


def _topics(text: ModuleDocument | None) -> tuple[str, ...]:
    return topics_of(text) if text else ()


@evidence.page(f"{COURSES}.<any(csv, xlsx):kind>", needs=DECIDE)
def courses_file(agency: str, kind: str) -> ResponseReturnValue:
    here = office(agency)
    rows = queries.for_agency(db.session(), here.agency_id)
    return download(files.COURSES, rows, kind, name=f"outside-courses-{today()}")


@evidence.page(f"{COURSES}/new", needs=DECIDE, methods=("GET", "POST"))
def propose(agency: str) -> ResponseReturnValue:
    here = office(agency)
    modules = published(db.session())
    slug = request.values.get("module", "")
    module = next((one for one in modules if one.slug == slug), None)
    if module is None:
        if slug or request.method == "POST":
            abort(404)
        return _choose(here, modules)
    return _propose(here, module)


def _choose(here: Office, modules: tuple[PublishedModule, ...]) -> str:
    page = pages.ProposePage(
        title="Which module should the course count for?",
        agency=here.of,
        modules=tuple(
            pages.ModuleChoice(one.slug, f"{one.code} {one.title} (level {one.level})")
            for one in modules
        ),
        module="",
        slug="",
        level="",
        form=None,
    )
    return render_template("evidence/propose.html", page=page)


def _propose(here: Office, module: PublishedModule) -> ResponseReturnValue:
    codes = topics_of(texts([module])[module.module_id])
    form = proposal_form(zip(codes, topic_words(codes), strict=True), levels(), today())
    if not form.is_submitted():
        form.valid_months.data = module.refresh_months or 24
        return _form(here, module, form)
    is_valid = form.validate()
    no_topic = "" if form.taught else NO_TOPIC
    if not is_valid or no_topic:
        return _form(here, module, form, no_topic), 422
    try:
        actions.propose(
            db.session(),
            agency_id=here.agency_id,
            proposal=_proposal(form, module),
            actor_id=g.actor.person_id,
            now=now(),
        )
    except EvidenceError as error:
        form.name.errors = [str(error)]
        return _form(here, module, form), 422
    flash("The coordinator decides about it. You see the answer here.")
    return redirect(url_for(".courses", agency=here.slug), 303)


def _proposal(form: ProposalForm, module: PublishedModule) -> actions.Proposal:
    return actions.Proposal(
        name=one_line(form.name.data),
        provider=one_line(form.provider.data),
        content_date=form.content_date.data,
        module_id=module.module_id,
        taught=form.taught,
        valid_months=form.valid_months.data or 0,
        reason=paragraphs(form.reason.data),
    )


def _form(here: Office, module: PublishedModule, form: ProposalForm, no_topic: str = "") -> str:
    first = form.topic_names[0] if form.topic_names else "name"
    fields = [(error, f"#{one.id}") for one in form for error in one.errors]
    page = pages.ProposePage(
        title="Propose an outside course",
        agency=here.of,
        modules=(),
        module=f"{module.code} {module.title}",
        slug=module.slug,
        level=module.level.value,
        form=form,
        topics_error=no_topic,
        errors=(*fields, *(((no_topic, f"#{first}"),) if no_topic else ())),
    )
    return render_template("evidence/propose.html", page=page)
