"""The page of the forward look in an edition, and its file."""

from flask import render_template
from flask.typing import ResponseReturnValue

from elearn.audit.ahead.pages import ahead_page
from elearn.audit.ahead.parts import ahead_table
from elearn.audit.routes.feature import RUN_AUDIT, audit, opened
from elearn.audit.sheets import Names
from elearn.web.downloads import download


@audit.page("/audits/<id:audit>/ahead", needs=RUN_AUDIT)
def ahead(audit: int) -> ResponseReturnValue:
    return render_template("audit/ahead.html", page=ahead_page(opened(audit)))


@audit.page("/audits/<id:audit>/ahead.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def ahead_file(audit: int, kind: str) -> ResponseReturnValue:
    found = opened(audit)
    report = ahead_table(Names(found.edition, found.shown))
    rows = found.shown.more.get("ahead", ())
    return download(report, rows, kind, name=f"audit-{audit}-forward-look")
