"""One line of a roster file: a person as the agency has them, or what is wrong and how to mend it.

Remedies name the line and the column and never repeat what stands there: they are shown, logged
and mailed about (security.md 2.2)."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from elearn.domain.dates import DayError, parse_day
from elearn.domain.identity import IdentityError, canonical_email, clean_name
from elearn.gateways.sheets import Line, Sheet

LONGEST_NUMBER = 64
LONGEST_TEAM = 100
CACHED = 1024  # teams, dates and managers stand in many lines of one file
UNUSABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
GUARDED = re.compile(r"'[=+\-@\t\r]")  # how our own files keep a cell from being a formula
WRITE_A_DAY = "Write the date as 2026-11-22 or 22/11/2026."


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a line cannot be used. ``column`` is empty where it is the line as a whole."""

    line: int
    column: str
    remedy: str

    def __str__(self) -> str:
        where = f"Line {self.line}, {self.column}" if self.column else f"Line {self.line}"
        return f"{where}: {self.remedy}"


@dataclass(frozen=True, slots=True)
class RoleName:
    """A staff role by every name that a roster may give it."""

    role_id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A person as one line has them. None is a cell left empty or a column not given."""

    line: int
    staff_number: str | None
    full_name: str
    email: str | None
    team: str | None
    role_id: int
    start_date: date | None
    end_date: date | None
    manager_email: str | None


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A line that cannot be used, and whom it means as far as that can be read."""

    line: int
    staff_number: str | None
    email: str | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """Staff roles by what a roster may call them, and what to write instead of anything else."""

    by_name: Mapping[str, RoleName]
    remedy: str


Value = TypeVar("Value")
Watch = Callable[[Sequence[Line]], Iterable[Line]]


class _RefusedError(ValueError):
    """A cell cannot be used; the message is the remedy."""


def roles_of(roles: Iterable[RoleName]) -> Roles:
    """Roles under their code and their name, whatever its case."""
    known = list(roles)
    codes = sorted((role.code for role in known), key=lambda code: (len(code), code))
    remedy = "No staff roles are set up yet. Ask your coordinator."
    if codes:
        remedy = f"Write a role's code, {codes[0]} to {codes[-1]}, or its name."
    return Roles({_key(name): one for one in known for name in (one.name, one.code)}, remedy)


def key_of_number(value: str) -> str:
    """A staff number as it is compared.

    >>> key_of_number(" ab 12") == key_of_number("AB 12")
    True
    """
    return _key(value)


def unwatched(lines: Sequence[Line]) -> Iterable[Line]:
    """Nobody looks at the progress."""
    return lines


def read_rows(
    sheet: Sheet, roles: Iterable[RoleName], watch: Watch = unwatched
) -> tuple[list[RosterRow], list[FaultyRow]]:
    """Every line read: those that can be used, and those that cannot. ``watch`` passes the lines
    on one by one, so that somebody at a terminal sees how far it is."""
    named = roles_of(roles)
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
    reader = _RowReader(line, sheet)
    number = reader.take("staff_number", _staff_number)
    name = reader.take("full_name", clean_name, needed="Write the person's name.")
    email = reader.take("email", canonical_email)
    team = reader.take("team", _team)
    role = reader.take("role", lambda text: _role(text, roles), needed=roles.remedy)
    start, end = reader.take("start_date", _day), reader.take("end_date", _day)
    manager = reader.take("manager_email", _manager)
    if start and end and end < start:
        reader.refuse("end_date", "It is before start_date. Correct one of the two.")
    if not reader.has("staff_number") and not reader.has("email"):
        reader.refuse("", "Give a staff number or an e-mail address, so that we know who it is.")
    if reader.faults or name is None or role is None:
        return FaultyRow(line.number, number, email, tuple(reader.faults))
    return RosterRow(line.number, number, name, email, team, role.role_id, start, end, manager)


class _RowReader:
    """Takes the cells of one line and remembers what was wrong with them."""

    def __init__(self, line: Line, sheet: Sheet) -> None:
        self._line = line
        self._places = sheet.places
        self.faults: list[Fault] = []
        if any(cell.strip() for cell in line.cells[sheet.width :]):
            self.refuse(
                "",
                "It has more cells than there are column names. "
                "Put a value that has a comma in it in double quotes.",
            )

    def refuse(self, column: str, remedy: str) -> None:
        self.faults.append(Fault(self._line.number, column, remedy))

    def has(self, column: str) -> bool:
        """Whether anything stands in that cell."""
        return bool(self._text(column))

    def take(self, column: str, read: Callable[[str], Value], needed: str = "") -> Value | None:
        """What a cell says, read; None where it is empty or cannot be used."""
        text = self._text(column)
        if not text:
            if needed:
                self.refuse(column, needed)
            return None
        if UNUSABLE.search(text):
            self.refuse(column, "It holds a character that cannot be printed. Type it again.")
            return None
        try:
            return read(text)
        except (IdentityError, _RefusedError) as error:
            self.refuse(column, str(error))
            return None

    def _text(self, column: str) -> str:
        place = self._places.get(column)
        if place is None or place >= len(self._line.cells):
            return ""
        text = self._line.cells[place].strip()
        return text[1:] if GUARDED.match(text) else text


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()


def _staff_number(text: str) -> str:
    number = clean_name(text)
    if len(number) > LONGEST_NUMBER:
        raise _RefusedError(f"A staff number has up to {LONGEST_NUMBER} characters.")
    return number


@lru_cache(maxsize=CACHED)
def _team(text: str) -> str:
    team = clean_name(text)
    if len(team) > LONGEST_TEAM:
        raise _RefusedError(f"A team's name has up to {LONGEST_TEAM} letters. Shorten it.")
    return team


@lru_cache(maxsize=CACHED)
def _day(text: str) -> date:
    try:
        return parse_day(text)
    except DayError:
        raise _RefusedError(WRITE_A_DAY) from None


@lru_cache(maxsize=CACHED)
def _manager(text: str) -> str:
    return canonical_email(text)


def _role(text: str, roles: Roles) -> RoleName:
    role = roles.by_name.get(_key(text))
    if role is None:
        raise _RefusedError(roles.remedy)
    return role
