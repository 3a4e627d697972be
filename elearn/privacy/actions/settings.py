"""Setting how long something is kept, and whether names are shared: a new row, never a change."""

from datetime import datetime

from sqlalchemy.orm import Session

from elearn.models import NameSharing, RetentionSetting
from elearn.operations.trail import note
from elearn.privacy import queries
from elearn.privacy.policy import RULES, fault_of


class SettingError(ValueError):
    """What was asked for cannot be set; the sentence says why."""


def keep_for(
    session: Session,
    *,
    rule: str,
    kept: int,
    agency_id: int | None,
    reason: str,
    actor_id: int | None,
    now: datetime,
) -> bool:
    """Set a time within the rule's bounds; False where it is in force already."""
    if rule not in RULES:
        raise SettingError("There is no such rule.")
    fault = fault_of(RULES[rule], kept, of_agency=agency_id is not None)
    if fault:
        raise SettingError(fault)
    was = queries.periods(session).of(rule, agency_id)
    if was == kept:
        return False
    session.add(
        RetentionSetting(
            rule=rule, agency_id=agency_id, kept=kept, reason=reason, set_by_id=actor_id, set_at=now
        )
    )
    note(
        session,
        action="retention.set",
        actor_id=actor_id,
        subject_kind="retention",
        subject_id=rule,
        detail={"rule": rule, "was": was, "kept": kept, "agency": agency_id},
        now=now,
    )
    return True


def share_names(
    session: Session, *, agency_id: int, is_on: bool, reason: str, actor_id: int, now: datetime
) -> bool:
    """An agency says whether the partnership may see its people's names; False where it stands so
    already."""
    (stands,) = queries.sharing(session, agency_id)
    if stands.is_on is is_on:
        return False
    session.add(
        NameSharing(agency_id=agency_id, is_on=is_on, reason=reason, set_by_id=actor_id, set_at=now)
    )
    note(
        session,
        action="names.shared" if is_on else "names.kept",
        actor_id=actor_id,
        subject_kind="agency",
        subject_id=agency_id,
        now=now,
    )
    return True
