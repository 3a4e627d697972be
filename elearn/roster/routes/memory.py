"""What is remembered about an agency's files, and forgetting it."""

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.extensions import db
from elearn.roster import actions, files, queries
from elearn.roster.feature import EITHER_FILE, HOME, MANAGE, roster
from elearn.roster.forms import FileForm
from elearn.roster.pages.choices import MemoryPage
from elearn.web.clock import now
from elearn.web.places import whole_agency

COLUMNS, TITLES = "columns", "titles"


@roster.page(f"{HOME}/memory", needs=MANAGE)
def memory(agency: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    page = MemoryPage(
        title="What we remember about your files",
        agency=of,
        columns=tuple(queries.said_columns(db.session(), of.agency_id)),
        titles=tuple(queries.said_titles(db.session(), of.agency_id)),
        form=FileForm(),
    )
    return render_template("roster/memory.html", page=page)


@roster.page(f"{HOME}/memory.{EITHER_FILE}", needs=MANAGE)
def remembered(agency: str, kind: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    said = queries.said_columns(db.session(), of.agency_id)
    said += queries.said_titles(db.session(), of.agency_id)
    return files.memory_file(said, kind, name=f"{agency}-roster-memory")


@roster.page(f"{HOME}/memory/forget", needs=MANAGE, methods=("POST",))
def forget(agency: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    what = request.form.get("what", "")
    if not FileForm().validate() or what not in (COLUMNS, TITLES):
        abort(400)
    actions.forget(
        db.session(),
        agency_id=of.agency_id,
        columns=what == COLUMNS,
        titles=what == TITLES,
        actor_id=g.actor.person_id,
        now=now(),
    )
    return redirect(url_for(".memory", agency=agency), 303)
