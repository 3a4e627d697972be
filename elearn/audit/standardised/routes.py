"""The files of crude and standardised coverage."""

from flask import request
from flask.typing import ResponseReturnValue

from elearn.audit.pages.tables import chosen_of, coverage_filters
from elearn.audit.routes.feature import RUN_AUDIT, audit, opened
from elearn.audit.sheets import Names
from elearn.audit.standardised.pages import chosen_rows
from elearn.audit.standardised.shown import standard_rows
from elearn.audit.standardised.tables import for_people
from elearn.web.downloads import download


@audit.page("/audits/<id:audit>/standardised.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def standardised_file(audit: int, kind: str) -> ResponseReturnValue:
    found = opened(audit)
    chosen = chosen_of(coverage_filters(found, request.args))
    rows = chosen_rows(standard_rows(found.shown, module=chosen.get("module", "")), chosen)
    report = for_people(Names(found.edition, found.shown))
    return download(report, rows, kind, name=f"audit-{audit}-standardised")
