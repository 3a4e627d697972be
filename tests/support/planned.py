"""An action of the plan for the pages that are about one."""

from datetime import timedelta

from elearn.audit.editions import SHELF
from elearn.audit.plan.actions import Finding, Given, make_actions
from elearn.audit.plan.by import By
from elearn.audit.plan.cell import CellOf
from elearn.audit.queries import editions
from elearn.domain.plan import ActionType, Confidence, Origin
from elearn.domain.suppression import Audience
from elearn.models import MinimumCover
from elearn.web import clock


def planned_values(make, frozen, agency, module, person, called: str):
    """What fills the addresses about actions: by name, and apart for some endpoints."""
    found = editions.edition(make.session, frozen.id)
    shown = SHELF.open(make.session, found, audience=Audience.PARTNERSHIP, now=clock.now()).shown
    SHELF.clear()
    cell = CellOf(Origin.COVERAGE, agency=agency.slug, module=module.slug)
    said = called or "A live session"
    given = Given(
        action=said,
        type=ActionType.LIVE,
        owner_agency_id=agency.id,
        owner_post=said,
        sponsor=said,
        due_on=clock.today() + timedelta(days=30),
        target=90.0,
        success_measure=said,
        resource=said,
        confidence=Confidence.MEDIUM,
        risk=said,
    )
    by = By(person.id, clock.now(), clock.today())
    wanted = [("walk", Finding(found, shown, cell, said), given)]
    [row] = make_actions(make.session, wanted, by=by)
    rule = MinimumCover(
        team_id=make.team(agency, said).id,
        module_id=module.id,
        level="",
        number=2,
        start=clock.today(),
        why=said,
        created_at=clock.now(),
    )
    make._add(rule)
    return {"action": row.id, "rule": rule.id}, {}
