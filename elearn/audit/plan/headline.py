"""The action plan in a few numbers, for overviews and reports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from elearn.audit.plan.queries.listed import Action
from elearn.domain.plan import ActionStatus


@dataclass(frozen=True, slots=True)
class PlanHeadline:
    """How many actions there are, and how they stand on a day."""

    actions: int
    open: int
    late: int
    slipping: int
    escalated: int
    done: int
    stopped: int


def plan_headline(found: Iterable[Action], today: date) -> PlanHeadline:
    """The plan as it stands, of ``queries.listed.actions``.

    >>> plan_headline([], date(2026, 11, 22)).actions
    0
    """
    known = list(found)
    states = [one.status for one in known]
    return PlanHeadline(
        actions=len(known),
        open=sum(1 for state in states if not state.is_closed),
        late=sum(1 for one in known if one.days_late(today)),
        slipping=states.count(ActionStatus.SLIPPING),
        escalated=sum(1 for one in known if one.escalates),
        done=states.count(ActionStatus.DONE),
        stopped=states.count(ActionStatus.STOPPED),
    )
