"""What a file of headcounts is, and what each of its lines would do."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.domain.dates import uk_date
from elearn.domain.headcounts import HOW_COUNTED
from elearn.gateways.sheets import Columns, Line, Sheet, read_sheet
from elearn.gateways.sheets.cells import CellError, CellReader, Fault
from elearn.gateways.sheets.columns import folded
from elearn.gateways.sheets.watching import Watch, unwatched
from elearn.returns.actions.figures import Count
from elearn.returns.queries.figures import Figure, RoleRow
from elearn.returns.texts import (
    EARLIEST,
    LONGEST_SOURCE,
    MOST_PEOPLE,
    NOT_YET,
    TOO_LONG_AGO,
    WHERE_FROM,
    line_of,
)

COLUMNS = ("role", "headcount", "as_at", "source", "grade")
MOST_ROWS = 2_000  # ten years of months, of every role
HEADCOUNTS = Columns(COLUMNS, needed=COLUMNS[:4], most_rows=MOST_ROWS)
NUMBER = re.compile(r"(\d{1,7})(?:\.0+)?", re.ASCII)
FATES = ("error", "new", "replaced", "same")
TWICE = "An earlier line has this role and day. Keep one of the two."


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One line: ``fate`` is new, replaced, same or error. ``count`` is None for an error."""

    line: int
    fate: str
    count: Count | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountPlan:
    """What a file would do, line by line."""

    lines: tuple[PlannedLine, ...]
    notices: tuple[str, ...]

    @property
    def counts(self) -> tuple[Count, ...]:
        return tuple(one.count for one in self.lines if one.count)

    def of(self, fate: str) -> int:
        """How many lines have that fate."""
        return sum(one.fate == fate for one in self.lines)

    @property
    def fates(self) -> dict[str, int]:
        """How many lines have each fate; every fate is there."""
        return {fate: self.of(fate) for fate in FATES}

    @property
    def changes(self) -> int:
        """How many lines would change something."""
        return self.of("new") + self.of("replaced")

    def digest(self) -> str:
        """What would be done, as one number: it differs as soon as the record differs."""
        acts = [(one.fate, one.count or one.line) for one in self.lines]
        return hashlib.sha256(repr(acts).encode()).hexdigest()


def read(content: bytes) -> Sheet:
    """The lines of a file. Raises SheetFileError, one sentence that says what to do."""
    return read_sheet(content, HEADCOUNTS)


def make_plan(
    sheet: Sheet,
    *,
    grade: str,
    roles: Sequence[RoleRow],
    there: Iterable[Figure],
    today: date,
    watch: Watch = unwatched,
) -> CountPlan:
    """What the lines of a file would do to what is there."""
    known = {folded(key): role for role in roles for key in (role.code, role.name, role.title)}
    held = {(one.role_id, one.as_at): one for one in there}
    seen: set[tuple[int, date]] = set()
    lines = [_planned(line, sheet, known, held, seen, grade, today) for line in watch(sheet.lines)]
    lines.sort(key=lambda one: (one.fate != "error", one.line))
    return CountPlan(tuple(lines), sheet.notices)


def _planned(
    line: Line,
    sheet: Sheet,
    known: Mapping[str, RoleRow],
    held: Mapping[tuple[int, date], Figure],
    seen: set[tuple[int, date]],
    grade: str,
    today: date,
) -> PlannedLine:
    reader = CellReader(line, sheet)
    role = reader.take(
        "role", lambda text: _role(text, known), "Write the code or the name of the role."
    )
    number = reader.take("headcount", _number, "Write how many people, 0 for none.")
    as_at = reader.day("as_at", "Write the day for which the number is right.")
    source = reader.take("source", _source, f"{WHERE_FROM}.")
    letter = reader.take("grade", _grade) or grade
    if as_at and as_at > today:
        reader.refuse("as_at", NOT_YET)
    if as_at and as_at < EARLIEST:
        reader.refuse("as_at", TOO_LONG_AGO)
    if role and as_at and (role.role_id, as_at) in seen:
        reader.refuse("", TWICE)
    if reader.faults or role is None or number is None or as_at is None or source is None:
        return PlannedLine(line.number, "error", None, _said(reader.faults))
    seen.add((role.role_id, as_at))
    count = Count(role.role_id, number, as_at, source, letter)
    before = held.get((role.role_id, as_at))
    words = f"{role.title}: {number:,} people as at {uk_date(as_at)}, {HOW_COUNTED[letter]}"
    if before is None:
        return PlannedLine(line.number, "new", count, (words,))
    if (before.number, before.source, before.grade) == (number, source, letter):
        return PlannedLine(line.number, "same", count, (words,))
    was = f"Until now: {before.number:,} people, {HOW_COUNTED[before.grade]}, {before.source}"
    return PlannedLine(line.number, "replaced", count, (words, was))


def _said(faults: Iterable[Fault]) -> tuple[str, ...]:
    return tuple(f"{one.column}: {one.remedy}" if one.column else one.remedy for one in faults)


def _role(text: str, known: Mapping[str, RoleRow]) -> RoleRow:
    found = known.get(folded(text))
    if found is None:
        raise CellError("There is no such role. Use a code such as R11, or its name.")
    return found


def _number(text: str) -> int:
    found = NUMBER.fullmatch(text.replace(",", "").replace(" ", ""))
    if found is None or int(found[1]) > MOST_PEOPLE:
        raise CellError(f"Write a whole number from 0 to {MOST_PEOPLE:,}.")
    return int(found[1])


def _source(text: str) -> str:
    words = line_of(text)
    if not words:
        raise CellError(f"{WHERE_FROM}.")
    if len(words) > LONGEST_SOURCE:
        raise CellError(f"Say it in {LONGEST_SOURCE} letters at most.")
    return words


def _grade(text: str) -> str:
    letter = text.strip().upper()
    if letter not in HOW_COUNTED:
        raise CellError("Write A (from an HR system), B (signed by a manager) or C (an estimate).")
    return letter
