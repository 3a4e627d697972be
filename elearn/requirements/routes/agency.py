"""What an agency asks of whom, and its leads' proposals for rules of their own."""

from collections.abc import Sequence

from flask import abort, g, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission, may
from elearn.domain.dates import uk_date
from elearn.extensions import db
from elearn.records.places import AgencyName, agency_by_slug
from elearn.requirements.feature import EITHER_FILE, LEAD, OWN_HOME, requirements
from elearn.requirements.matrix import holds_for, sort_out
from elearn.requirements.pages import agency as pages
from elearn.requirements.pages.matrix import Grid, grid
from elearn.requirements.pages.proposals import (
    PROPOSALS,
    ProposalLine,
    own_proposals,
    proposal_line,
)
from elearn.requirements.pages.words import Names, requirements_report
from elearn.requirements.queries import matrix as queries
from elearn.requirements.queries.matrix import ModuleRow, RequirementRow, RoleRow
from elearn.requirements.queries.proposals import proposals
from elearn.requirements.routes.common import names
from elearn.web.clock import today
from elearn.web.downloads import download
from elearn.web.guard import scope


def agency_in_address(slug: str) -> AgencyName:
    """The agency, or 404 where nothing of it is in the actor's scope."""
    found = agency_by_slug(db.session(), slug)
    if found is None or scope().only(found.agency_id).is_empty:
        abort(404)
    return found


def may_propose(slug: str) -> bool:
    """Whether the actor may ask for a rule of this agency's own."""
    return may(g.actor, Permission.PROPOSE_REQUIREMENTS, slug)


@requirements.page(OWN_HOME, needs=LEAD)
def own(agency: str) -> ResponseReturnValue:
    of, known = agency_in_address(agency), names()
    found = sort_out(queries.lines_for(db.session(), of.agency_id), today())
    held = holds_for(found, of.agency_id)
    here = queries.roles_held(db.session(), of.agency_id, today()) or frozenset(known.roles)
    said = _proposals(of, known)
    page = pages.OwnPage(
        title="What we ask of whom",
        agency=of,
        lede=pages.own_lede(held, tuple(here), sum(one.is_waiting for one in said)),
        base=f"As in force on {uk_date(today())}.",
        grid=_grid(of, held, known, [one for one in known.roles.values() if one.role_id in here]),
        others=_grid(
            of, held, known, [one for one in known.roles.values() if one.role_id not in here]
        ),
        own=tuple(one.cells[1:] for one in known.lines(found.own, today())),
        to_come=tuple(one.cells for one in known.lines(found.to_come, today())),
        proposals=own_proposals(said),
        may_propose=may_propose(agency),
        csv=url_for(".own_file", agency=agency, kind="csv"),
        xlsx=url_for(".own_file", agency=agency, kind="xlsx"),
        proposals_csv=url_for(".own_proposals_file", agency=agency, kind="csv"),
        proposals_xlsx=url_for(".own_proposals_file", agency=agency, kind="xlsx"),
    )
    return render_template("requirements/agency.html", page=page)


@requirements.page(f"{OWN_HOME}.{EITHER_FILE}", needs=LEAD)
def own_file(agency: str, kind: str) -> ResponseReturnValue:
    of = agency_in_address(agency)
    lines = names().lines(queries.lines_for(db.session(), of.agency_id), today())
    report = requirements_report("Requirements")
    return download(report, lines, kind, name=f"{agency}-requirements-{today()}")


@requirements.page(f"{OWN_HOME}/proposals.{EITHER_FILE}", needs=LEAD)
def own_proposals_file(agency: str, kind: str) -> ResponseReturnValue:
    of = agency_in_address(agency)
    lines = _proposals(of, names())
    return download(PROPOSALS, lines, kind, name=f"{agency}-requirement-proposals-{today()}")


def _proposals(of: AgencyName, known: Names) -> Sequence[ProposalLine]:
    found = proposals(db.session(), agency_id=of.agency_id)
    return [proposal_line(one, known) for one in found]


def _grid(
    of: AgencyName,
    held: dict[tuple[int, int], RequirementRow],
    known: Names,
    roles: Sequence[RoleRow],
) -> Grid:
    def address(role: RoleRow, module: ModuleRow) -> str:
        return url_for(".own_cell", agency=of.slug, role=role.slug, module=module.slug)

    return grid(held, known, address, roles)
