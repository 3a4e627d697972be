"""Reads of what a new line of the matrix begins with, now and before."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.models import Person, RequirementSetting


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One of them, with who set it. ``grace_days`` None is the curriculum's number for each module,
    ``refresh_months`` None the module's own interval."""

    start: date
    grace_days: int | None
    refresh_months: int | None
    reason: str
    set_at: datetime
    set_by: str


def settings(session: Session) -> tuple[SettingRow, ...]:
    """Every setting there ever was, the latest start and revision first."""
    statement = (
        select(
            RequirementSetting.start,
            RequirementSetting.grace_days,
            RequirementSetting.refresh_months,
            RequirementSetting.reason,
            RequirementSetting.set_at,
            Person.full_name,
        )
        .outerjoin(Person, Person.id == RequirementSetting.set_by_id)
        .order_by(RequirementSetting.start.desc(), RequirementSetting.revision.desc())
    )
    return tuple(
        SettingRow(start, grace, months, reason, at, by or "")
        for start, grace, months, reason, at, by in session.execute(statement)
    )


def in_force(rows: tuple[SettingRow, ...], on: date) -> SettingRow | None:
    """The one that counts on a day."""
    return next((row for row in rows if row.start <= on), None)
