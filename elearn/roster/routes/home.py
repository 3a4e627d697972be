"""Where a file is chosen; the list of people as a file."""

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.extensions import db, limiter
from elearn.gateways.sheets import SheetFileError
from elearn.records.places import AgencyName
from elearn.roster import actions, files, queries
from elearn.roster.feature import EITHER_FILE, HOME, IMPORTS_SHOWN, MANAGE, roster
from elearn.roster.forms import UploadForm
from elearn.roster.pages import home as pages
from elearn.roster.reading import outline
from elearn.web.clock import now, today
from elearn.web.imports import file_name
from elearn.web.languages import N_
from elearn.web.places import whole_agency


@roster.page(HOME, needs=MANAGE, methods=("GET", "POST"), menu=(N_("Roster"), 30))
@limiter.limit("60 per hour", methods=["POST"])
def home(agency: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    form = UploadForm()
    if form.validate_on_submit():
        try:
            number = _keep(of, form)
            return redirect(url_for(".one", agency=agency, number=number), 303)
        except SheetFileError as error:
            form.file.errors = [str(error)]
    return _home(of, form), 422 if form.errors else 200


def _keep(of: AgencyName, form: UploadForm) -> int:
    """Keep the file that was sent; the import's number."""
    choices = queries.choices_of(db.session(), of.agency_id)
    db.session().rollback()  # reading takes a while, and no lock is held meanwhile
    content = form.file.data.read()
    seen = outline(content, choices)
    return actions.keep(
        db.session(),
        agency_id=of.agency_id,
        filename=file_name(form.file.data.filename, "roster"),
        content=content,
        lines=seen.lines,
        actor_id=g.actor.person_id,
        now=now(),
    )


def _home(of: AgencyName, form: UploadForm) -> str:
    session = db.session()
    imports = queries.imports_of(session, of.agency_id, most=IMPORTS_SHOWN)
    choices = queries.choices_of(session, of.agency_id)
    page = pages.RosterPage(
        title=f"Roster of {of.name}",
        agency=of,
        lede=pages.roster_lede(imports, today()),
        form=form,
        imports=tuple(
            pages.past_import(one, url_for(".one", agency=of.slug, number=one.number))
            for one in imports
        ),
        people=queries.count_present(session, of.agency_id, today()),
        remembered=bool(choices.columns or choices.titles),
    )
    return render_template("roster/home.html", page=page)


@roster.page(f"{HOME}.{EITHER_FILE}", needs=MANAGE)
def listed(agency: str, kind: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    people = queries.listed_people(db.session(), of.agency_id, today())
    return files.people_file(people, kind, name=f"{agency}-roster-{today()}")


@roster.page(f"{HOME}/example.csv", needs=MANAGE)
def example(agency: str) -> ResponseReturnValue:
    whole_agency(agency)
    return files.example_file()
