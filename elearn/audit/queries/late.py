"""What was recorded after an edition was frozen and bears on its census date."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from elearn.audit.queries.returns import end_of
from elearn.models import (
    Attempt,
    Completion,
    ModuleVersion,
    Revocation,
    RosterImport,
    TrailEntry,
)


@dataclass(frozen=True, slots=True)
class Late:
    """Counts by kind."""

    completions: int
    revocations: int
    erasures: int
    imports: int
    answers: int
    versions: int


def late_facts(session: Session, *, on: date, frozen_at: datetime) -> Late:
    """One statement. Erasures are known from the trail, which keeps no names."""
    end = end_of(on)
    return Late(
        *session.execute(
            select(
                _count(Completion.completed_on <= on, Completion.recorded_at > frozen_at),
                _count(Revocation.revoked_on <= on, Revocation.recorded_at > frozen_at),
                _count(TrailEntry.action == "erased", TrailEntry.at > frozen_at),
                _count(
                    or_(
                        RosterImport.applied_at > frozen_at,
                        RosterImport.undone_at > frozen_at,
                    )
                ),
                _count(Attempt.started_at < end, Attempt.submitted_at > frozen_at),
                _count(ModuleVersion.published_at > frozen_at),
            )
        ).one()
    )


def _count(*conditions: ColumnElement[bool]) -> Any:
    return select(func.count()).where(*conditions).scalar_subquery()
