"""What stands beside training in the world: returns of agencies, and actions of the plan."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from elearn.audit.plan.actions import Finding, Given, make_actions
from elearn.audit.plan.by import By
from elearn.audit.plan.cell import CellOf
from elearn.audit.queries.editions import edition
from elearn.audit.queries.facts import frozen
from elearn.audit.shown import as_shown
from elearn.domain.coverage import RuleSet
from elearn.domain.plan import ActionType, Confidence, Origin
from elearn.domain.suppression import Audience
from elearn.models import AssessmentAnswer, AssessmentState
from tests.integration.audit.returned.conftest import Returned

DETAILS = {
    6: {"types": "labour nrm"},
    8: {"days": "2026-01-02 2026-02-03", "minutes-a": "25"},
    12: {"trained-24": "12", "trained-of": "20"},
}


def returns_of(world):
    """Signed; signed, opened again and not signed after; signed the year before; and changed after
    the signing. Some answers were looked at."""
    returned, places = Returned(world.make), world.agencies
    council = returned.signed(
        places["council"], date(2026, 9, 1), scores={1: 3, 16: None, 9: 0}, details=DETAILS
    )
    answers = world.make.session.scalars(
        select(AssessmentAnswer)
        .where(AssessmentAnswer.assessment_id == council.id)
        .order_by(AssessmentAnswer.question)
    ).all()
    returned.moderated(answers[0], 1, _at(2026, 9, 10))
    returned.moderated(answers[0], 2, _at(2026, 9, 12))
    returned.moderated(answers[1], 0, _at(2026, 10, 1))
    returned.moderated(answers[2], None, _at(2026, 9, 12))
    returned.signed(places["trust"], date(2025, 9, 1), default=1)
    trust = returned.signed(places["trust"], date(2026, 8, 1), default=3)
    returned.act(trust, AssessmentState.REOPENED, _at(2026, 9, 20))
    charity = returned.signed(places["charity"], date(2026, 2, 1), default=2)
    returned.act(charity, AssessmentState.REOPENED, _at(2026, 10, 1))
    returned.answer(charity, 1, 3, _at(2026, 9, 11), revision=2)
    police = returned.signed(places["police"], date(2026, 6, 1), scores={3: 0}, details=DETAILS)
    returned.act(police, AssessmentState.REOPENED, _at(2026, 6, 2))
    returned.answer(police, 3, 3, _at(2026, 6, 3), revision=2)
    returned.act(police, AssessmentState.SIGNED, _at(2026, 6, 4))


def _at(*day):
    return datetime(*day, 12, tzinfo=UTC)


def actions_of(world, now):
    """Actions from the first edition: of coverage, of knowledge, and of a theme."""
    session = world.make.session
    shown = as_shown(
        frozen(session, world.first), audience=Audience.FULL, rules=RuleSet(), level_c=()
    )
    council, trust = (world.agencies[name].slug for name in ("council", "trust"))
    cells = [
        CellOf(Origin.COVERAGE),
        CellOf(Origin.COVERAGE, agency=council, module="one"),
        CellOf(Origin.COVERAGE, agency=trust),
        CellOf(Origin.COVERAGE, module="two"),
        CellOf(Origin.KNOWLEDGE, agency=council, topic="T1"),
        CellOf(Origin.KNOWLEDGE, topic="T5"),
    ]
    found = edition(session, world.first)
    given = Given(
        "Two sessions.", ActionType.LIVE, world.agencies["council"].id, "Head", "",
        date(2026, 9, 1), 60.0, "", "", Confidence.LOW, "",
    )  # fmt: skip
    wanted = [(str(n), Finding(found, shown, cell, "Gap"), given) for n, cell in enumerate(cells)]
    by = By(world.make.person().id, now, now.date())
    make_actions(session, wanted, by=by)
