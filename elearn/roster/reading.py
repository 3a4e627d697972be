"""What a roster file is: its columns, what was said about the files of this agency, reading it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from elearn.gateways.sheets import Columns, Heading, HeadingsError, Sheet, folded, read_sheet

COLUMNS = (
    "staff_number",
    "full_name",
    "email",
    "team",
    "role",
    "start_date",
    "end_date",
    "manager_email",
)
NAME_IN_TWO = ("first_name", "last_name")
MOST_ROWS = 50_000
ROSTER = Columns(
    COLUMNS,
    needed=("full_name", "role"),
    any_of=("staff_number", "email"),
    instead={"full_name": NAME_IN_TWO},
    most_rows=MOST_ROWS,
)


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody said about an agency's files: columns by heading and role ids by job title,
    both as they are compared."""

    columns: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, int] = field(default_factory=dict)


NOTHING_SAID = Choices()


def read(content: bytes, choices: Choices = NOTHING_SAID) -> Sheet:
    """The lines of a roster file. Raises SheetFileError, one sentence that says what to do."""
    columns = replace(ROSTER, mapping=choices.columns)
    sheet = read_sheet(content, columns)
    return replace(sheet, notices=(*sheet.notices, *_as_said(sheet, choices)))


@dataclass(frozen=True, slots=True)
class Outline:
    """A file at first sight: its headings, how many records are below them, and whether they say
    which column is which."""

    headings: tuple[Heading, ...]
    lines: int
    is_clear: bool


def outline(content: bytes, choices: Choices = NOTHING_SAID) -> Outline:
    """A file at first sight. Raises SheetFileError for one that cannot be read at all."""
    try:
        sheet = read(content, choices)
    except HeadingsError as unclear:
        return Outline(unclear.headings, unclear.lines, is_clear=False)
    return Outline(sheet.headings, len(sheet.lines), is_clear=True)


def to_remember(
    headings: Sequence[Heading], chosen: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """What there is to remember when somebody chose the heading of each column: headings, as they
    are compared, with how they are written and their column; '' for one that is ours by name or
    was said before, and is not to be used."""
    columns = {key: column for column, key in chosen.items()}
    return {
        one.key: (one.text, columns.get(one.key, ""))
        for one in headings
        if columns.get(one.key) != one.column
    }


def _as_said(sheet: Sheet, choices: Choices) -> list[str]:
    """Which columns were read as somebody said before."""
    used = [
        f"{one.text} as {one.column}"
        for one in sheet.headings
        if one.column and choices.columns.get(one.key) and folded(one.column) != one.key
    ]
    return [f"Columns were read as you said before: {', '.join(used)}."] if used else []
