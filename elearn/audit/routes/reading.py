"""The pages of one edition: overview, coverage, knowledge, and its listings as files."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.pages import tables
from elearn.audit.pages.overview import overview_page
from elearn.audit.queries import editions as queries
from elearn.audit.routes.feature import RUN_AUDIT, audit, opened
from elearn.audit.sheets import Names, coverage_table, knowledge_table
from elearn.extensions import db
from elearn.web.downloads import download


@audit.page("/audits/<id:audit>", needs=RUN_AUDIT)
def overview(audit: int) -> ResponseReturnValue:
    found = opened(audit)
    previous = queries.before(db.session(), found.edition)
    return render_template("audit/overview.html", page=overview_page(found, previous=previous))


@audit.page("/audits/<id:audit>/coverage", needs=RUN_AUDIT)
def coverage(audit: int) -> ResponseReturnValue:
    found = opened(audit)
    filters = tables.coverage_filters(found, request.args)
    around = _around("coverage", audit, filters)
    after = request.args.get("after", "")
    page = tables.coverage_page(found, filters, after=after, around=around)
    return render_template("audit/coverage.html", page=page)


@audit.page("/audits/<id:audit>/coverage.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def coverage_file(audit: int, kind: str) -> ResponseReturnValue:
    found = opened(audit)
    chosen = tables.chosen_of(tables.coverage_filters(found, request.args))
    report = coverage_table(Names(found.edition, found.shown))
    rows = tables.coverage_cells(found, chosen)
    return download(report, rows, kind, name=f"audit-{audit}-coverage")


@audit.page("/audits/<id:audit>/knowledge", needs=RUN_AUDIT)
def knowledge(audit: int) -> ResponseReturnValue:
    found = opened(audit)
    filters = tables.knowledge_filters(found, request.args)
    around = _around("knowledge", audit, filters)
    after = request.args.get("after", "")
    page = tables.knowledge_page(found, filters, after=after, around=around)
    return render_template("audit/knowledge.html", page=page)


@audit.page("/audits/<id:audit>/knowledge.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def knowledge_file(audit: int, kind: str) -> ResponseReturnValue:
    found = opened(audit)
    chosen = tables.chosen_of(tables.knowledge_filters(found, request.args))
    report = knowledge_table(Names(found.edition, found.shown))
    rows = tables.knowledge_cells(found, chosen)
    return download(report, rows, kind, name=f"audit-{audit}-knowledge")


def _around(page: str, number: int, filters: tuple[tables.Filter, ...]) -> tables.Around:
    chosen: dict[str, Any] = {**tables.chosen_of(filters), "audit": number}
    return tables.Around(
        first=url_for(f".{page}", **chosen) if request.args.get("after") else None,
        next=lambda after: url_for(f".{page}", **chosen, after=after),
        files={kind: url_for(f".{page}_file", **chosen, kind=kind) for kind in ("csv", "xlsx")},
    )
