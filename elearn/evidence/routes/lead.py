"""Training done elsewhere, for the lead: what waits, what was brought in, what was decided."""

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.content.queries import published
from elearn.evidence import files
from elearn.evidence.actions import imports as actions
from elearn.evidence.feature import evidence
from elearn.evidence.forms import UploadForm
from elearn.evidence.pages import certificates as pages
from elearn.evidence.pages.imports import fates
from elearn.evidence.pages.top_ups import top_ups
from elearn.evidence.queries import certificates as queries
from elearn.evidence.queries.imports import imports_of
from elearn.evidence.reading import read
from elearn.evidence.routes.common import (
    DECIDE,
    HOME,
    SHOWN,
    Office,
    office,
    texts_of,
)
from elearn.extensions import db, limiter
from elearn.gateways.sheets import SheetFileError
from elearn.records.elsewhere import count_certificates, waiting_among
from elearn.web.clock import now, today
from elearn.web.downloads import download
from elearn.web.imports import file_name, past_import


@evidence.page(HOME, needs=DECIDE, methods=("GET", "POST"))
@limiter.limit("60 per hour", methods=["POST"])
def home(agency: str) -> ResponseReturnValue:
    here = office(agency)
    form = UploadForm()
    if form.validate_on_submit():
        try:
            return redirect(url_for(".one_import", agency=agency, number=_keep(here, form)), 303)
        except SheetFileError as error:
            form.file.errors = [str(error)]
    return _home(here, form), 422 if form.errors else 200


def _keep(here: Office, form: UploadForm) -> int:
    """Keep the file that was sent; the import's number."""
    db.session().rollback()  # reading takes a while, and no lock is held meanwhile
    content = form.file.data.read()
    sheet = read(content)
    return actions.keep(
        db.session(),
        agency_id=here.agency_id,
        filename=file_name(form.file.data.filename, "file"),
        content=content,
        lines=len(sheet.lines),
        actor_id=g.actor.person_id,
        now=now(),
    )


def _home(here: Office, form: UploadForm) -> str:
    where = db.session(), here.scope, here.agency_id, today()
    queued = count_certificates(*where)
    waiting = queries.waiting(*where, most=pages.MOST_WAITING) if queued else ()
    held = waiting_among(*where)
    imports = imports_of(db.session(), here.scope, here.agency_id, most=SHOWN)
    decided = queries.decided(*where, most=SHOWN)
    missing = queued - len(waiting)
    page = pages.EvidencePage(
        title="Training done elsewhere",
        agency=here.of,
        lede=pages.evidence_lede(queued, len(imports)),
        waiting=tuple(pages.waiting_cells(one, _href(here, one.public_id)) for one in waiting),
        more=f"{missing:,} more wait behind these." if missing > 0 else "",
        top_ups=tuple(
            pages.top_up_cells(one)
            for one in top_ups(held, texts_of(one.module_id for one in held))
        ),
        form=form,
        imports=tuple(
            past_import(
                one,
                url_for(".one_import", agency=here.slug, number=one.number),
                by="a command",
                said=fates(one),
            )
            for one in imports
        ),
        decided=tuple(pages.decided_cells(one, _href(here, one.public_id)) for one in decided),
    )
    return render_template("evidence/home.html", page=page)


def _href(here: Office, public_id: str) -> str:
    return url_for(".certificate", agency=here.slug, upload=public_id)


@evidence.page(f"{HOME}.<any(csv, xlsx):kind>", needs=DECIDE, fresh=True)
def listed(agency: str, kind: str) -> ResponseReturnValue:
    here = office(agency)
    rows = queries.every(db.session(), here.scope, here.agency_id, today())
    return download(files.CERTIFICATES, rows, kind, name=f"{agency}-certificates-{today()}")


@evidence.page(f"{HOME}/example.csv", needs=DECIDE)
def example(agency: str) -> ResponseReturnValue:
    office(agency)
    rows = files.example_rows((one.code, one.title) for one in published(db.session()))
    return download(files.EXAMPLE, rows, "csv", name="completions-example")
