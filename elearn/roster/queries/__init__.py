"""Reads of the roster: who is on record at an agency, its imports, and how its files are read."""

from elearn.roster.queries.imports import (
    ChangeRow,
    ImportRow,
    changes_of,
    import_of,
    imports_of,
)
from elearn.roster.queries.memory import Said, choices_of, said_columns, said_titles
from elearn.roster.queries.people import (
    ListedPerson,
    Names,
    count_present,
    listed_people,
    names_of,
    register_of,
)

__all__ = [
    "ChangeRow",
    "ImportRow",
    "ListedPerson",
    "Names",
    "Said",
    "changes_of",
    "choices_of",
    "count_present",
    "import_of",
    "imports_of",
    "listed_people",
    "names_of",
    "register_of",
    "said_columns",
    "said_titles",
]
