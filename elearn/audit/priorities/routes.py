"""The page of priorities and its files."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.pages.tables import chosen_of
from elearn.audit.priorities import pages
from elearn.audit.priorities.drawn import VOLUME
from elearn.audit.priorities.tables import for_people, lines_of
from elearn.audit.routes.feature import RUN_AUDIT, audit, opened
from elearn.audit.sheets import Names
from elearn.web.downloads import download


@audit.page("/audits/<id:audit>/priorities", needs=RUN_AUDIT)
def priorities(audit: int) -> ResponseReturnValue:
    found = opened(audit)
    filters = pages.priority_filters(found, request.args)
    chosen = chosen_of(filters)
    values: dict[str, Any] = {**chosen, "audit": audit}
    files = {kind: url_for(".priorities_file", **values, kind=kind) for kind in ("csv", "xlsx")}
    page = pages.priorities_page(found, chosen, filters=filters, files=files)
    return render_template("audit/priorities.html", page=page)


@audit.page("/audits/<id:audit>/priorities.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def priorities_file(audit: int, kind: str) -> ResponseReturnValue:
    found = opened(audit)
    chosen = chosen_of(pages.priority_filters(found, request.args))
    rows = pages.in_order(
        pages.chosen_rows(found, lines_of(found.shown), chosen), chosen.get("by", VOLUME)
    )
    report = for_people(Names(found.edition, found.shown))
    return download(report, rows, kind, name=f"audit-{audit}-priorities")
