"""The register of personal data: every column of every table that holds or leads to a person.

A column that is neither here nor among the impersonal ones fails the build; so does an entry of a
column that is no more (``tests/unit/privacy/test_register.py``).
"""

from sqlalchemy import MetaData

from elearn.models import Base
from elearn.privacy.entry import Entry, Held, OnErase
from elearn.privacy.register.impersonal import IMPERSONAL
from elearn.privacy.register.people import PEOPLE
from elearn.privacy.register.training import TRAINING
from elearn.privacy.register.work import WORK

REGISTER: tuple[Entry, ...] = PEOPLE + TRAINING + WORK
__all__ = ["IMPERSONAL", "REGISTER", "Entry", "Held", "OnErase", "faults", "held"]


def held() -> tuple[Held, ...]:
    """Every personal column, in the order of the register."""
    return tuple(one for entry in REGISTER for one in entry.columns())


def faults(metadata: MetaData = Base.metadata) -> tuple[str, ...]:
    """What keeps the register from being true of these tables, one sentence each."""
    there = {(name, one.name) for name, table in metadata.tables.items() for one in table.columns}
    personal = {(one.table, one.column) for one in held()}
    impersonal = {(table, one) for table, words in IMPERSONAL.items() for one in words.split()}
    leading = {
        (name, one.name)
        for name, table in metadata.tables.items()
        for one in table.columns
        if leads_to_a_person(one.name, [key.target_fullname for key in one.foreign_keys])
    }
    return (
        *_say(there - personal - impersonal, "is in no entry: whose is it, why, kept how long?"),
        *_say((personal | impersonal) - there, "is no column any more: take it out."),
        *_say(personal & impersonal, "is both personal and impersonal: decide."),
        *_say(leading & impersonal, "leads to a person and cannot be impersonal."),
    )


def leads_to_a_person(column: str, targets: list[str]) -> bool:
    """Whether a column holds somebody's number, by its foreign key or its name."""
    named = column.endswith(("by_id", "person_id", "actor_id"))
    return named or "person.id" in targets


def _say(columns: set[tuple[str, str]], what: str) -> tuple[str, ...]:
    return tuple(f"{table}.{column} {what}" for table, column in sorted(columns))
