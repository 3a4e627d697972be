"""Reads of what an agency said about its files."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import null, select, union_all
from sqlalchemy.orm import Session

from elearn.models import RosterMapping, RosterTitle, StaffRole
from elearn.roster.reading import Choices


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is remembered: what stands in the agency's files and what it is for us."""

    kind: str
    theirs: str
    ours: str


def choices_of(session: Session, agency_id: int) -> Choices:
    """How to read the files of an agency."""
    columns = select(RosterMapping.heading, RosterMapping.column, null()).where(
        RosterMapping.agency_id == agency_id
    )
    titles = select(RosterTitle.title, null(), RosterTitle.role_id).where(
        RosterTitle.agency_id == agency_id
    )
    statement: Any = union_all(columns, titles)
    rows = session.execute(statement).all()
    return Choices(
        columns={theirs: column for theirs, column, role_id in rows if role_id is None},
        titles={theirs: role_id for theirs, _, role_id in rows if role_id is not None},
    )


def said_columns(session: Session, agency_id: int) -> list[Said]:
    """The headings that are remembered, by our columns and then as they are written."""
    statement = (
        select(RosterMapping.shown, RosterMapping.column)
        .where(RosterMapping.agency_id == agency_id)
        .order_by(RosterMapping.column, RosterMapping.shown, RosterMapping.id)
    )
    return [
        Said("Column", shown, column or "not used") for shown, column in session.execute(statement)
    ]


def said_titles(session: Session, agency_id: int) -> list[Said]:
    """The job titles that are remembered, as they are written, with their roles."""
    statement = (
        select(RosterTitle.shown, StaffRole.code, StaffRole.name)
        .join(StaffRole, StaffRole.id == RosterTitle.role_id)
        .where(RosterTitle.agency_id == agency_id)
        .order_by(RosterTitle.shown, RosterTitle.id)
    )
    return [
        Said("Job title", shown, f"{code} {name}")
        for shown, code, name in session.execute(statement)
    ]
