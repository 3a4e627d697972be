"""The people an agency has on record, as matching sees them before a file is applied."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from elearn.domain.identity import key_of_number


@dataclass(frozen=True, slots=True)
class Place:
    """One posting in this agency, from ``start`` until before ``end``."""

    posting_id: int
    team: str | None
    role_id: int
    start: date
    end: date | None

    def is_present(self, today: date) -> bool:
        """Whether it has not ended: it may also begin later."""
        return self.end is None or self.end > today

    def is_of(self, team: str | None, role_id: int) -> bool:
        """Whether it is in that team (by name, whatever its case) and role."""
        return self.role_id == role_id and key_of_team(self.team) == key_of_team(team)


@dataclass(frozen=True, slots=True)
class Known:
    """A person on record who has or had a posting or staff number here, or whom a line of the
    file names by e-mail. ``is_shared``: at work in another agency too, or only there. ``is_ours``:
    this agency has or had them on its list, or gave them a role; anybody else has to say themselves
    that they work here."""

    person_id: int
    full_name: str
    email: str | None
    manager_email: str | None
    has_account: bool
    is_shared: bool
    staff_numbers: tuple[str, ...]
    places: tuple[Place, ...]
    is_ours: bool = True

    def present(self, today: date) -> tuple[Place, ...]:
        """Postings here that have not ended, the latest first."""
        going = [place for place in self.places if place.is_present(today)]
        return tuple(sorted(going, key=lambda place: (place.start, place.posting_id), reverse=True))

    @property
    def shown_number(self) -> str:
        """The staff number to show, empty if there is none."""
        return self.staff_numbers[0] if self.staff_numbers else ""


@dataclass(frozen=True, slots=True)
class Register:
    """Everyone a file may mean, by staff number and by e-mail, and the agency's teams by name."""

    by_id: Mapping[int, Known]
    by_number: Mapping[str, Known]
    by_email: Mapping[str, Known]
    teams: frozenset[str]

    @classmethod
    def of(cls, people: Iterable[Known], teams: Iterable[str]) -> "Register":
        """Index these people; team names are kept as they are compared."""
        known = list(people)
        return cls(
            by_id={one.person_id: one for one in known},
            by_number={key_of_number(n): one for one in known for n in one.staff_numbers},
            by_email={one.email: one for one in known if one.email},
            teams=frozenset(key_of_team(team) for team in teams),
        )

    def present(self, today: date) -> list[Known]:
        """Everyone with a posting here that has not ended."""
        return [one for one in self.by_id.values() if one.present(today)]


def key_of_team(name: str | None) -> str:
    """A team's name as it is compared; empty for no team."""
    return " ".join((name or "").split()).casefold()
