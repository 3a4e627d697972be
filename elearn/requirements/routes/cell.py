"""One role and module for the coordinator: what held, what a change would do, and setting it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.domain.dates import uk_date
from elearn.domain.requirements import Line
from elearn.domain.suppression import Audience
from elearn.extensions import db
from elearn.requirements.actions.setting import RequirementError, cell_state, set_line
from elearn.requirements.feature import CELL, EITHER_FILE, HOME, SET, requirements
from elearn.requirements.forms import LineForm
from elearn.requirements.pages import cell as pages
from elearn.requirements.pages.words import requirements_report
from elearn.requirements.routes.common import (
    Cell,
    by,
    cell_in_address,
    effect_on,
    is_sent,
    line_form,
    lines_of,
    rule,
    since,
)
from elearn.web.clock import today
from elearn.web.downloads import download


@requirements.page(f"{HOME}/{CELL}", needs=SET)
def cell(role: str, module: str) -> ResponseReturnValue:
    found = cell_in_address(role, module)
    return _page(found, line_form(found, found.held(None, today())))


@requirements.page(f"{HOME}/{CELL}.{EITHER_FILE}", needs=SET)
def cell_file(role: str, module: str, kind: str) -> ResponseReturnValue:
    found = cell_in_address(role, module)
    report = requirements_report(f"{found.role.code} {found.module.code}")
    return download(
        report, lines_of(found, found.rows), kind, name=f"requirements-{role}-{module}-{today()}"
    )


@requirements.page(f"{HOME}/{CELL}/preview", needs=SET)
def preview(role: str, module: str) -> ResponseReturnValue:
    found = cell_in_address(role, module)
    if not is_sent():
        return redirect(url_for(".cell", **found.address))
    form = line_form(found, None)
    if not form.validate():
        return _page(found, form), 422
    line = _line(found, form)
    seen, is_same = cell_state(db.session(), line)
    if is_same:
        form.need.errors = [pages.HOLDS_ALREADY]
        return _page(found, form), 422
    effect = effect_on(line, Audience.PARTNERSHIP)
    page = pages.PreviewPage(
        title=effect.headline,
        about=f"{found.title}, every agency",
        facts=_facts(found, line),
        effect=effect,
        base=pages.preview_base(line, effect),
        typed=(*form.typed(), ("seen", seen)),
        done_at=url_for(".set_cell", **found.address),
        button=f"Set it from {uk_date(line.start)}",
        back=url_for(".cell", **found.address | dict(form.typed())),
    )
    return render_template("requirements/preview.html", page=page)


@requirements.page(f"{HOME}/{CELL}/set", needs=SET, methods=("POST",))
def set_cell(role: str, module: str) -> ResponseReturnValue:
    found = cell_in_address(role, module)
    form = LineForm(today=today())
    if not form.validate():
        return _page(found, form), 422
    line = _line(found, form)
    try:
        number = set_line(db.session(), line=line, by=by(), seen=form.seen.data or "")
    except RequirementError as error:
        flash(str(error))
        return redirect(url_for(".cell", **found.address), 303)
    flash(f"Set: {rule(found, line)}." if number else "That holds already.")
    return redirect(url_for(".cell", **found.address), 303)


def _line(found: Cell, form: LineForm) -> Line:
    return form.line(agency_id=None, role_id=found.role.role_id, module_id=found.module.module_id)


def _page(found: Cell, form: LineForm) -> str:
    held = found.held(None, today())
    own = [row for row in found.rows if row.agency_id is not None]
    page = pages.CellPage(
        title=found.title,
        lede=f"For every agency today: {found.words(held)}{since(held)}.",
        notes=(
            *(() if found.module.is_published else (pages.NOT_PUBLISHED,)),
            *(pages.planned(one) for one in lines_of(found, found.after(None, today()))),
        ),
        form=form,
        legend="Change it",
        check_at=url_for(".preview", **found.address),
        button="See whom this would touch",
        back=(url_for(".matrix"), "Back to requirements"),
        history=tuple(one.history for one in lines_of(found, found.of(None))),
        own=tuple(one.cells for one in lines_of(found, own)),
        csv=url_for(".cell_file", kind="csv", **found.address),
        xlsx=url_for(".cell_file", kind="xlsx", **found.address),
    )
    return render_template("requirements/cell.html", page=page)


def _facts(found: Cell, line: Line) -> tuple[tuple[str, str], ...]:
    later = found.after(None, line.start)
    until = f" until before {uk_date(later[0].start)}, when a planned rule begins" if later else ""
    facts = [
        ("Without the change", found.words(found.held(None, line.start))),
        ("With it", f"{rule(found, line)}{until}"),
        ("Why", line.reason),
    ]
    if exceptions := found.exceptions(line.start):
        facts.append(("Not touched, as they have a rule of their own", ", ".join(exceptions)))
    return tuple(facts)
