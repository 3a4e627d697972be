"""What is known of people months later: who was asked, and who answered."""

from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from elearn.models import Module, SpacedCheck


@dataclass(frozen=True, slots=True)
class AskedRow:
    """How many people were asked after so many months, and how many of them answered."""

    months: int
    people: int
    answered: int


def asked(session: Session) -> tuple[AskedRow, ...]:
    """By interval, the shortest first."""
    months, person = SpacedCheck.after_months, SpacedCheck.person_id
    statement = (
        select(
            months,
            func.count(person.distinct()),
            func.count(person.distinct()).filter(SpacedCheck.attempt_id.is_not(None)),
        )
        .group_by(months)
        .order_by(months)
    )
    return tuple(AskedRow(*row) for row in session.execute(statement))


def titles(session: Session) -> dict[str, str]:
    """The modules that anybody was asked about, by slug."""
    asked_about = exists().where(SpacedCheck.module_id == Module.id)
    rows = session.execute(select(Module.slug, Module.title).where(asked_about))
    return {row.slug: row.title for row in rows}
