"""One line of a roster file: a person as the agency has them, or what is wrong and how to mend it.

Remedies name the line and the column and never repeat what stands there: they are shown, logged
and mailed about (security.md 2.2)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from elearn.domain.identity import canonical_email, clean_name, key_of_number
from elearn.gateways.sheets import Line, Sheet
from elearn.gateways.sheets.cells import CellReader, Fault
from elearn.gateways.sheets.watching import Watch, unwatched
from elearn.roster.cells import end_day, manager_address, staff_number, team_name
from elearn.roster.titles import RoleName, Roles, roles_of


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A person as one line has them. None is a cell left empty or a column not given;
    ``number_key`` is the staff number as it is compared."""

    line: int
    staff_number: str | None
    full_name: str
    email: str | None
    team: str | None
    role_id: int
    start_date: date | None
    end_date: date | None
    manager_email: str | None
    number_key: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A line that cannot be used, and whom it means as far as that can be read."""

    line: int
    staff_number: str | None
    email: str | None
    faults: tuple[Fault, ...]


def read_rows(
    sheet: Sheet, roles: Iterable[RoleName] | Roles, watch: Watch = unwatched
) -> tuple[list[RosterRow], list[FaultyRow]]:
    """Every line read: those that can be used, and those that cannot. ``watch`` passes the lines
    on one by one, so that somebody at a terminal sees how far it is."""
    named = roles if isinstance(roles, Roles) else roles_of(roles)
    rows: list[RosterRow] = []
    faulty: list[FaultyRow] = []
    for line in watch(sheet.lines):
        row = read_row(line, sheet, named)
        if isinstance(row, RosterRow):
            rows.append(row)
        else:
            faulty.append(row)
    return rows, faulty


def read_row(line: Line, sheet: Sheet, roles: Roles) -> RosterRow | FaultyRow:
    """Read one line, collecting everything that is wrong with it."""
    reader = CellReader(line, sheet)
    number = reader.take("staff_number", staff_number)
    name = _name(reader)
    email = reader.take("email", canonical_email)
    team = reader.take("team", team_name)
    role = reader.take("role", roles.role_of, needed=roles.remedy)
    start = reader.day("start_date")
    end = reader.take("end_date", lambda text: end_day(text, sheet.day_zero))
    manager = reader.take("manager_email", manager_address)
    if start and end and end < start:
        reader.refuse("end_date", "It is before start_date. Correct one of the two.")
    if number is None and email is None and not reader.has("staff_number", "email"):
        reader.refuse("", "Give a staff number or an e-mail address, so that we know who it is.")
    if reader.faults or name is None or role is None:
        return FaultyRow(line.number, number, email, tuple(reader.faults))
    key = key_of_number(number) if number else ""
    return RosterRow(line.number, number, name, email, team, role, start, end, manager, key)


def _name(reader: CellReader) -> str | None:
    """The name from its own column, or from the two that stand for it."""
    if reader.is_given("full_name"):
        return reader.take("full_name", clean_name, needed="Write the person's name.")
    first = reader.take("first_name", clean_name)
    last = reader.take("last_name", clean_name, needed="Write the person's last name.")
    if first is None or last is None:
        return last
    return reader.read("last_name", f"{first} {last}", clean_name)
