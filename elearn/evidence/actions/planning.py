"""What a file of training done elsewhere would do, in two steps: reading it, which needs no lock,
and comparing it with the record."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from elearn.access.policy import AgencyScope
from elearn.evidence.plan import Plan, Register, Target, make_plan
from elearn.evidence.queries.catalogue import names_of_courses
from elearn.evidence.queries.people import on_record, people_here
from elearn.evidence.reading import (
    CompletionRow,
    FaultyRow,
    notices_of,
    read,
    read_rows,
)
from elearn.gateways.sheets.watching import Watch, unwatched


@dataclass(frozen=True, slots=True)
class Lines:
    """A file, read: lines that can be used and lines that cannot."""

    rows: Sequence[CompletionRow]
    faulty: Sequence[FaultyRow]
    notices: tuple[str, ...]

    @property
    def number(self) -> int:
        """How many lines the file has below its header."""
        return len(self.rows) + len(self.faulty)


def read_lines(
    content: bytes, courses: Collection[str], today: date, watch: Watch = unwatched
) -> Lines:
    """Every line of a file read, without the record. Raises SheetFileError."""
    sheet = read(content)
    rows, faulty = read_rows(sheet, courses, today, watch)
    return Lines(rows, faulty, notices_of(sheet))


def plan_lines(
    session: Session,
    *,
    agency_id: int,
    lines: Lines,
    today: date,
    courses: Mapping[str, tuple[Target, ...]] | None = None,
) -> Plan:
    """What the lines of a file would put on the record as it is now (``courses``: what they may be
    called and count for, where that was read in this transaction). Writes nothing."""
    scope = AgencyScope(agency_ids=frozenset({agency_id}))
    register = Register(
        people=people_here(session, scope, agency_id, today),
        courses=names_of_courses(session) if courses is None else courses,
        on_record=on_record(session, scope, agency_id, today),
    )
    return make_plan(lines.rows, lines.faulty, register, lines.notices, today)


def plan_of(
    session: Session,
    *,
    agency_id: int,
    content: bytes,
    today: date,
    watch: Watch = unwatched,
) -> Plan:
    """What a file would put on record now. Raises SheetFileError. Writes nothing."""
    courses = names_of_courses(session)
    lines = read_lines(content, courses, today, watch)
    return plan_lines(session, agency_id=agency_id, lines=lines, today=today, courses=courses)
