"""What a roster file is: its columns, and reading it."""

from elearn.gateways.sheets import Columns, Sheet, read_sheet

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
ROSTER = Columns(COLUMNS, needed=("full_name", "role"), any_of=("staff_number", "email"))


def read(content: bytes) -> Sheet:
    """The lines of a roster file. Raises SheetFileError, one sentence that says what to do."""
    return read_sheet(content, ROSTER)
