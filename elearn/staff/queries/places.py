"""What a posting may be in: the staff roles, and the agency's teams."""

from dataclasses import dataclass

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from elearn.models import StaffRole, Team


@dataclass(frozen=True, slots=True)
class Choice:
    """A role by its code, or a team by its slug."""

    row_id: int
    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Places:
    """Roles in the order of their codes, teams by name."""

    roles: tuple[Choice, ...]
    teams: tuple[Choice, ...]

    def role_id(self, value: str) -> int:
        """The id of a role that the form offered."""
        return next(one.row_id for one in self.roles if one.value == value)

    def team_id(self, value: str) -> int | None:
        """The id of a team that the form offered; None for no team."""
        return next((one.row_id for one in self.teams if one.value == value), None)

    def role_value(self, row_id: int) -> str:
        return next(one.value for one in self.roles if one.row_id == row_id)

    def team_value(self, row_id: int | None) -> str:
        return next((one.value for one in self.teams if one.row_id == row_id), "")


def places(session: Session, agency_id: int) -> Places:
    """What may be chosen at an agency, in one statement."""
    roles = select(literal(True), StaffRole.id, StaffRole.code, StaffRole.name)
    teams = select(literal(False), Team.id, Team.slug, Team.name).where(Team.agency_id == agency_id)
    rows = session.execute(union_all(roles, teams)).all()
    found_roles = [Choice(*row[1:]) for row in rows if row[0]]
    found_teams = [Choice(*row[1:]) for row in rows if not row[0]]
    return Places(
        roles=tuple(sorted(found_roles, key=lambda one: (len(one.value), one.value))),
        teams=tuple(sorted(found_teams, key=lambda one: (one.name.casefold(), one.row_id))),
    )
