"""The page of priorities and its files."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.pages.tables import chosen_of
from elearn.audit.plan.routes.common import new_action_url
from elearn.audit.priorities import pages
from elearn.audit.priorities.drawn import VOLUME
from elearn.audit.priorities.tables import for_people, lines_of
from elearn.audit.routes.feature import RUN_AUDIT, audit, opened
from elearn.audit.routes.kept import edition_page
from elearn.audit.sheets import Names
from elearn.web.downloads import download


@audit.page("/audits/<id:audit>/priorities", needs=RUN_AUDIT)
def priorities(audit: int) -> ResponseReturnValue:
    found = opened(audit)
    filters = pages.priority_filters(found, request.args)
    chosen = chosen_of(filters)
    values: dict[str, Any] = {**chosen, "audit": audit}
    files = {kind: url_for(".priorities_file", **values, kind=kind) for kind in ("csv", "xlsx")}

    def page() -> dict[str, Any]:
        made = pages.priorities_page(
            found,
            chosen,
            filters=filters,
            files=files,
            act=lambda cell: new_action_url(audit, cell),
        )
        return {"page": made}

    return edition_page("audit/priorities.html", found, tuple(sorted(chosen.items())), page)


@audit.page("/audits/<id:audit>/priorities.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def priorities_file(audit: int, kind: str) -> ResponseReturnValue:
    found = opened(audit)
    chosen = chosen_of(pages.priority_filters(found, request.args))
    rows = pages.in_order(
        pages.chosen_rows(found, lines_of(found.shown), chosen), chosen.get("by", VOLUME)
    )
    report = for_people(Names(found.edition, found.shown))
    return download(report, rows, kind, name=f"audit-{audit}-priorities")
