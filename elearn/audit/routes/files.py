"""An edition as files: for the partnership by a link, unsuppressed by a button that is logged."""

from flask import Response, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.editions import Opened, read
from elearn.audit.files import as_json, as_workbook, as_zip
from elearn.audit.pages.overview import overview_page
from elearn.audit.queries import editions as queries
from elearn.audit.reports.given import printed
from elearn.audit.reports.routes import made_of, report_page
from elearn.audit.reports.steering import steering
from elearn.audit.routes.feature import RUN_AUDIT, actor_id, audit, find, opened
from elearn.domain.suppression import Audience
from elearn.extensions import db
from elearn.operations.trail import note
from elearn.web.clock import now
from elearn.web.downloads import XLSX

KINDS = {
    "pdf": "application/pdf",
    "xlsx": XLSX,
    "zip": "application/zip",
    "json": "application/json",
}


@audit.page("/audits/<id:audit>/report.<any(pdf, xlsx, zip, json):kind>", needs=RUN_AUDIT)
def report_file(audit: int, kind: str) -> ResponseReturnValue:
    return _file(opened(audit), kind)


@audit.page("/audits/<id:audit>/report/print", needs=RUN_AUDIT)
def report_print(audit: int) -> ResponseReturnValue:
    """The whole report for the Steering Group on a page, section by section as in the PDF."""
    href = url_for(".report_file", audit=audit, kind="pdf")
    return report_page(made_of(audit), "steering", href)


@audit.page("/audits/<id:audit>/full", needs=RUN_AUDIT, methods=("POST",), fresh=True)
def full(audit: int) -> ResponseReturnValue:
    """Every figure, as a page or a file. The trail says who took which, before they have it."""
    kind = request.form.get("kind", "")
    if kind not in {"page", *KINDS}:
        abort(400)
    edition = find(audit)
    note(
        db.session(),
        action="audit.read-in-full",
        actor_id=actor_id(),
        subject_kind="audit",
        subject_id=audit,
        detail={"as": kind},
        now=now(),
    )
    found = read(db.session(), edition, audience=Audience.FULL, now=now())
    if kind != "page":
        return _file(found, kind)
    previous = queries.before(db.session(), edition)
    return render_template("audit/overview.html", page=overview_page(found, previous=previous))


def _file(found: Opened, kind: str) -> Response:
    edition, full = found.edition, found.shown.audience is Audience.FULL
    name = f"audit-{edition.id}-{edition.as_of}{'-unsuppressed' if full else ''}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(_made(found, kind), mimetype=KINDS[kind], headers=headers)


def _made(found: Opened, kind: str) -> bytes | str:
    if kind == "pdf":
        made: bytes = current_app.extensions["documents"].report(
            printed(steering(made_of(found.edition.id, found.shown.audience)))
        )
        return made
    if kind == "xlsx":
        return as_workbook(found, queries.earlier_ones(db.session(), found.edition))
    return as_zip(found) if kind == "zip" else as_json(found)
