"""Reads of the roster: who is on record at an agency, and its imports."""

from elearn.roster.queries.imports import (
    ChangeRow,
    ImportRow,
    changes_of,
    import_of,
    imports_of,
)
from elearn.roster.queries.people import (
    ListedPerson,
    count_present,
    listed_people,
    names_of,
    register_of,
)

__all__ = [
    "ChangeRow",
    "ImportRow",
    "ListedPerson",
    "changes_of",
    "count_present",
    "import_of",
    "imports_of",
    "listed_people",
    "register_of",
    "names_of",
]
