"""Going past a page and choosing in a scenario. Saying either twice changes nothing."""

from datetime import datetime

from sqlalchemy.orm import Session

from elearn.learning.actions.once import add_once
from elearn.models import PageSeen, ScenarioChoice


def see_page(
    session: Session, *, person_id: int, version_id: int, page: str, now: datetime
) -> bool:
    """Record that the learner went past a page; False when it was recorded before."""
    return add_once(
        session, PageSeen, person_id=person_id, version_id=version_id, page=page, seen_at=now
    )


def choose(
    session: Session,
    *,
    person_id: int,
    version_id: int,
    page: str,
    walk: int,
    step: int,
    node: str,
    choice: str,
    tag: str,
    now: datetime,
) -> bool:
    """Record a choice of a walk; False when that step was already made, which stays as it was."""
    return add_once(
        session,
        ScenarioChoice,
        person_id=person_id,
        version_id=version_id,
        page=page,
        walk=walk,
        step=step,
        node=node,
        choice=choice,
        tag=tag,
        chosen_at=now,
    )
