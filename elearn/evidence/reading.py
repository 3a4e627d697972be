"""What a file of training done elsewhere is: its columns, and what one line of it says."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from elearn.domain.identity import canonical_email, clean_name
from elearn.gateways.sheets import Columns, Line, Sheet, read_sheet
from elearn.gateways.sheets.cells import CellError, CellReader, Fault
from elearn.gateways.sheets.watching import Watch, unwatched

COLUMNS = ("staff_number", "email", "course", "completed_on", "score", "evidence")
MOST_ROWS = 20_000  # applied while somebody waits for it
COMPLETIONS = Columns(
    COLUMNS,
    needed=("course", "completed_on"),
    any_of=("staff_number", "email"),
    most_rows=MOST_ROWS,
)
LONGEST_NUMBER = 64
LONGEST_EVIDENCE = 120
EARLIEST = date(2000, 1, 1)
NO_SCORES = "Scores are left out: we keep that training was completed, and never with how much."
WHICH_COURSE = "Write the course: a module's code or title, or the name of an approved course."
WHICH_DAY = "Write the day on which it was completed."
WHO = "Give a staff number or an e-mail address, so that we know who it is."
NOT_YET = "This day has not come yet. Correct it."
TOO_LONG_AGO = "This is before the year 2000. Check the date."


@dataclass(frozen=True, slots=True)
class CompletionRow:
    """What one line tells. ``course`` is its name as names are compared; ``evidence`` says what it
    rests on."""

    line: int
    staff_number: str | None
    email: str | None
    course: str
    done_on: date
    evidence: str


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A line that cannot be used, and whom it means as far as that can be read."""

    line: int
    staff_number: str | None
    faults: tuple[Fault, ...]


def read(content: bytes) -> Sheet:
    """The lines of a file. Raises SheetFileError, one sentence that says what to do."""
    return read_sheet(content, COMPLETIONS)


def notices_of(sheet: Sheet) -> tuple[str, ...]:
    """What to say about the file as a whole."""
    return (*sheet.notices, *((NO_SCORES,) if "score" in sheet.places else ()))


def key_of(text: str) -> str:
    """A name or number as it is compared.

    >>> key_of("  Home  Office ") == key_of("home office")
    True
    """
    return " ".join(text.split()).casefold()


def read_rows(
    sheet: Sheet, courses: Collection[str], today: date, watch: Watch = unwatched
) -> tuple[list[CompletionRow], list[FaultyRow]]:
    """Every line read: those that can be used, and those that cannot. ``courses`` are the names
    that a course may have, as they are compared."""
    rows: list[CompletionRow] = []
    faulty: list[FaultyRow] = []
    for line in watch(sheet.lines):
        row = _read_row(line, sheet, courses, today)
        if isinstance(row, CompletionRow):
            rows.append(row)
        else:
            faulty.append(row)
    return rows, faulty


def _read_row(
    line: Line, sheet: Sheet, courses: Collection[str], today: date
) -> CompletionRow | FaultyRow:
    reader = CellReader(line, sheet)
    number = reader.take("staff_number", _staff_number)
    email = reader.take("email", canonical_email)
    course = reader.take("course", lambda text: _course(text, courses), needed=WHICH_COURSE)
    done_on = reader.day("completed_on", needed=WHICH_DAY)
    evidence = reader.take("evidence", _evidence)
    if not reader.has("staff_number") and not reader.has("email"):
        reader.refuse("", WHO)
    if done_on and done_on > today:
        reader.refuse("completed_on", NOT_YET)
    if done_on and done_on < EARLIEST:
        reader.refuse("completed_on", TOO_LONG_AGO)
    if reader.faults or course is None or done_on is None:
        return FaultyRow(line.number, number, tuple(reader.faults))
    return CompletionRow(line.number, number, email, course, done_on, evidence or "")


def _staff_number(text: str) -> str:
    number = clean_name(text)
    if len(number) > LONGEST_NUMBER:
        raise CellError(f"A staff number has up to {LONGEST_NUMBER} characters.")
    return number


def _course(text: str, courses: Collection[str]) -> str:
    course = key_of(clean_name(text))
    if course not in courses:
        raise CellError(WHICH_COURSE)
    return course


def _evidence(text: str) -> str:
    words = clean_name(text)
    if len(words) > LONGEST_EVIDENCE:
        raise CellError(f"Say it in {LONGEST_EVIDENCE} letters at most.")
    return words
