"""What a file would do, in two steps: reading it, which needs no lock, and comparing it with the
record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from elearn.gateways.sheets import Sheet
from elearn.gateways.sheets.watching import Watch, unwatched
from elearn.roster import queries
from elearn.roster.pausing import collector_paused
from elearn.roster.plan import Plan, make_plan
from elearn.roster.reading import Choices, read
from elearn.roster.rows import FaultyRow, RosterRow, read_rows
from elearn.roster.titles import Titles, roles_of, titles_of


@dataclass(frozen=True, slots=True)
class People:
    """The people a file names, read: lines that can be used and lines that cannot."""

    sheet: Sheet
    rows: Sequence[RosterRow]
    faulty: Sequence[FaultyRow]
    titles: Titles


@collector_paused()
def read_people(
    content: bytes, names: queries.Names, choices: Choices, watch: Watch = unwatched
) -> People:
    """Every line of a file read, without the record. Raises SheetFileError."""
    sheet = read(content, choices)
    roles = roles_of(names.roles, choices.titles)
    rows, faulty = read_rows(sheet, roles, watch)
    return People(sheet, rows, faulty, titles_of(sheet, roles))


@collector_paused()
def plan_people(
    session: Session,
    *,
    agency_id: int,
    people: People,
    today: date,
    names: queries.Names | None = None,
) -> Plan:
    """What the people of a file would change of the record as it is now (``names``: the roles and
    teams where they were read in this transaction). Writes nothing."""
    names = names or queries.names_of(session, agency_id)
    emails = [row.email for row in people.rows if row.email]
    emails += [row.email for row in people.faulty if row.email]
    register = queries.register_of(session, agency_id, names, emails, today)
    return make_plan(
        people.sheet, people.rows, people.faulty, register, names.roles, today, people.titles
    )


def plan_of(
    session: Session,
    *,
    agency_id: int,
    content: bytes,
    today: date,
    watch: Watch = unwatched,
    choices: Choices | None = None,
) -> Plan:
    """What a file would do to an agency's people now, read as was said about the agency's files
    (or as ``choices`` say). Raises SheetFileError. Writes nothing."""
    names = queries.names_of(session, agency_id)
    said = queries.choices_of(session, agency_id) if choices is None else choices
    people = read_people(content, names, said, watch)
    return plan_people(session, agency_id=agency_id, people=people, today=today, names=names)
