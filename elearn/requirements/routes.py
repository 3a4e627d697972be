"""The requirements page and its file."""

from flask import render_template
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission
from elearn.domain.dates import uk_date
from elearn.extensions import db
from elearn.reporting.table import Column, Report
from elearn.requirements import pages, queries
from elearn.requirements.matrix import sort_out
from elearn.requirements.pages import Names, RequirementLine, RequirementsPage
from elearn.web.clock import today
from elearn.web.downloads import download
from elearn.web.feature import Feature, Need

requirements = Feature("requirements", __name__)
COORDINATOR = Need(Permission.SEE_PARTNERSHIP)
REQUIREMENTS: Report[RequirementLine] = Report(
    title="Requirements",
    purpose="OFFICIAL. What each role is required to learn, with its dates and reasons.",
    columns=(
        Column("Agency", lambda row: row.agency),
        Column("Role", lambda row: row.role_code),
        Column("Role name", lambda row: row.role),
        Column("Module", lambda row: row.module_code),
        Column("Module title", lambda row: row.module),
        Column("Need", lambda row: row.need),
        Column("From", lambda row: row.start),
        Column("Until before", lambda row: row.end),
        Column("Grace days", lambda row: row.grace_days, numeric=True),
        Column("Again after months", lambda row: row.refresh_months, numeric=True),
        Column("Reason", lambda row: row.reason),
    ),
)


@requirements.page("/requirements", needs=COORDINATOR, menu=("Requirements", 40))
def matrix() -> ResponseReturnValue:
    names = _names()
    found = sort_out(queries.requirements(db.session()), today())
    in_force = sorted(found.everybody.values(), key=lambda row: (row.role_id, row.module_id))
    page = RequirementsPage(
        title="Requirements",
        lede=pages.lede(found),
        base=f"As in force on {uk_date(today())}.",
        modules=tuple(
            pages.ModuleHead(one.code, one.title, not one.is_published)
            for one in pages.matrix_modules(found, names)
        ),
        rows=pages.matrix_rows(found, names),
        in_force=tuple(names.line(row).cells for row in in_force),
        own=tuple(names.line(row).cells for row in found.own),
        to_come=tuple(names.line(row).cells for row in found.to_come),
        over=tuple(names.line(row).cells for row in found.over),
    )
    return render_template("requirements/matrix.html", page=page)


@requirements.page("/requirements.<any(csv, xlsx):kind>", needs=COORDINATOR)
def file(kind: str) -> ResponseReturnValue:
    names = _names()
    lines = [names.line(row) for row in queries.requirements(db.session())]
    return download(REQUIREMENTS, lines, kind, name=f"requirements-{today()}")


def _names() -> Names:
    return Names(
        roles={role.role_id: role for role in queries.roles(db.session())},
        modules={module.module_id: module for module in queries.modules(db.session())},
    )
