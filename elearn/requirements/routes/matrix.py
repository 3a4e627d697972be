"""The matrix of today, everything that was and will be, and the file of it."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission, may
from elearn.domain.dates import uk_date
from elearn.extensions import db
from elearn.requirements.feature import EITHER_FILE, HOME, SEE, requirements
from elearn.requirements.matrix import sort_out
from elearn.requirements.pages import matrix as pages
from elearn.requirements.pages.words import requirements_report
from elearn.requirements.queries import matrix as queries
from elearn.requirements.queries.matrix import ModuleRow, RoleRow
from elearn.requirements.queries.proposals import waiting
from elearn.requirements.routes.common import names
from elearn.web.clock import today
from elearn.web.downloads import download
from elearn.web.languages import N_


@requirements.page(HOME, needs=SEE, menu=(N_("Requirements"), 40))
def matrix() -> ResponseReturnValue:
    known = names()
    found = sort_out(queries.requirements(db.session()), today())
    in_force = sorted(found.everybody.values(), key=lambda row: (row.role_id, row.module_id))
    page = pages.RequirementsPage(
        title="Requirements",
        lede=pages.lede(found),
        base=f"As in force on {uk_date(today())}.",
        waiting=pages.waiting_words(waiting(db.session())),
        grid=pages.grid(found.everybody, known, _address, tuple(known.roles.values())),
        in_force=tuple(one.cells for one in known.lines(in_force, today())),
        own=tuple(one.cells for one in known.lines(found.own, today())),
        to_come=tuple(one.cells for one in known.lines(found.to_come, today())),
        over=tuple(one.cells for one in known.lines(found.over, today())),
        may_set=may(g.actor, Permission.SET_REQUIREMENTS),
    )
    return render_template("requirements/matrix.html", page=page)


@requirements.page(f"{HOME}.{EITHER_FILE}", needs=SEE)
def file(kind: str) -> ResponseReturnValue:
    lines = names().lines(queries.requirements(db.session()), today())
    report = requirements_report("Requirements")
    return download(report, lines, kind, name=f"requirements-{today()}")


def _address(role: RoleRow, module: ModuleRow) -> str:
    return url_for(".cell", role=role.slug, module=module.slug)
