"""One role and module for an agency's lead: what holds, what a rule of one's own would do, and
asking for it."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.domain.dates import uk_date
from elearn.domain.requirements import Line
from elearn.domain.suppression import Audience
from elearn.extensions import db
from elearn.records.places import AgencyName
from elearn.requirements.actions import proposals as actions
from elearn.requirements.actions.setting import RequirementError, cell_state
from elearn.requirements.feature import CELL, EITHER_FILE, LEAD, OWN_HOME, PROPOSE, requirements
from elearn.requirements.forms import LineForm, WithdrawForm
from elearn.requirements.pages import cell as pages
from elearn.requirements.pages.words import requirements_report
from elearn.requirements.routes.agency import agency_in_address, may_propose
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


@requirements.page(f"{OWN_HOME}/{CELL}", needs=LEAD)
def own_cell(agency: str, role: str, module: str) -> ResponseReturnValue:
    of, found = agency_in_address(agency), cell_in_address(role, module)
    if not may_propose(agency):
        return _page(of, found, None)
    held = found.held(of.agency_id, today()) or found.held(None, today())
    return _page(of, found, line_form(found, held, own=True))


@requirements.page(f"{OWN_HOME}/{CELL}.{EITHER_FILE}", needs=LEAD)
def own_cell_file(agency: str, role: str, module: str, kind: str) -> ResponseReturnValue:
    of, found = agency_in_address(agency), cell_in_address(role, module)
    rows = (*found.of(None), *found.of(of.agency_id))
    report = requirements_report(f"{found.role.code} {found.module.code}")
    name = f"{agency}-requirements-{role}-{module}-{today()}"
    return download(report, lines_of(found, rows), kind, name=name)


@requirements.page(f"{OWN_HOME}/{CELL}/preview", needs=PROPOSE)
def own_preview(agency: str, role: str, module: str) -> ResponseReturnValue:
    of, found = agency_in_address(agency), cell_in_address(role, module)
    address: dict[str, Any] = {"agency": agency, **found.address}
    if not is_sent():
        return redirect(url_for(".own_cell", **address))
    form = line_form(found, None, own=True)
    if not form.validate():
        return _page(of, found, form), 422
    line = _line(of, found, form)
    if cell_state(db.session(), line)[1]:
        form.need.errors = [pages.HOLDS_ALREADY]
        return _page(of, found, form), 422
    effect = effect_on(line, Audience.OWN_AGENCY)
    page = pages.PreviewPage(
        title=effect.headline,
        about=f"{found.title}, {of.name}",
        facts=_facts(of, found, line),
        effect=effect,
        base=pages.preview_base(line, effect),
        typed=form.typed(),
        done_at=url_for(".propose", **address),
        button="Send it to the coordinator",
        back=url_for(".own_cell", **address | dict(form.typed())),
    )
    return render_template("requirements/preview.html", page=page)


@requirements.page(f"{OWN_HOME}/{CELL}/propose", needs=PROPOSE, methods=("POST",))
def propose(agency: str, role: str, module: str) -> ResponseReturnValue:
    of, found = agency_in_address(agency), cell_in_address(role, module)
    form = LineForm(today=today(), own=True)
    if not form.validate():
        return _page(of, found, form), 422
    try:
        actions.propose(db.session(), agency_id=of.agency_id, line=_line(of, found, form), by=by())
    except RequirementError as error:
        flash(str(error))
        return redirect(url_for(".own_cell", agency=agency, **found.address), 303)
    flash("Sent to the coordinator. Nothing changes until it is approved.")
    return redirect(url_for(".own", agency=agency), 303)


@requirements.page(f"{OWN_HOME}/proposals/<id:number>/withdraw", needs=PROPOSE, methods=("POST",))
def withdraw(agency: str, number: int) -> ResponseReturnValue:
    of = agency_in_address(agency)
    if not WithdrawForm().validate():
        abort(400)
    done = actions.withdraw(db.session(), agency_id=of.agency_id, number=number, by=by())
    flash("Withdrawn." if done else "This was decided already, or is not yours.")
    return redirect(url_for(".own", agency=agency), 303)


def _line(of: AgencyName, found: Cell, form: LineForm) -> Line:
    return form.line(
        agency_id=of.agency_id,
        role_id=found.role.role_id,
        module_id=found.module.module_id,
    )


def _page(of: AgencyName, found: Cell, form: LineForm | None) -> str:
    own, everybody = found.held(of.agency_id, today()), found.held(None, today())
    held = own or everybody
    whose = "by a rule of your own" if own else "as for every agency"
    address: dict[str, Any] = {"agency": of.slug, **found.address}
    planned = (*found.after(of.agency_id, today()), *found.after(None, today()))
    page = pages.CellPage(
        title=found.title,
        lede=f"Here today, {whose}: {found.words(held)}{since(held)}.",
        notes=(
            *(() if found.module.is_published else (pages.NOT_PUBLISHED,)),
            *(pages.planned(one) for one in lines_of(found, planned)),
        ),
        form=form,
        legend="Propose a rule of your own",
        check_at=url_for(".own_preview", **address),
        button="See whom this would touch",
        back=(url_for(".own", agency=of.slug), "Back to what we ask of whom"),
        history=tuple(one.history for one in lines_of(found, found.of(None))),
        own=tuple(one.cells for one in lines_of(found, found.of(of.agency_id))),
        csv=url_for(".own_cell_file", kind="csv", **address),
        xlsx=url_for(".own_cell_file", kind="xlsx", **address),
    )
    return render_template("requirements/cell.html", page=page)


def _facts(of: AgencyName, found: Cell, line: Line) -> tuple[tuple[str, str], ...]:
    held = found.held(of.agency_id, line.start) or found.held(None, line.start)
    later = found.after(of.agency_id, line.start)
    until = f" until before {uk_date(later[0].start)}, when a planned rule begins" if later else ""
    return (
        ("Without the change", found.words(held)),
        ("With it", f"{rule(found, line)}{until}"),
        ("Why", line.reason),
    )
