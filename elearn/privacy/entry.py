"""One entry of the register: some columns of one table that are about the same person."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Basis(StrEnum):
    """The lawful basis, UK GDPR Article 6(1)."""

    TASK = "public task, Article 6(1)(e); of a charity or company legitimate interest, 6(1)(f)"
    DUTY = "legal duty, Article 6(1)(c), where the training is one; else public task, 6(1)(e)"
    SECURITY = "legitimate interest in security, Article 6(1)(f), Recital 49; public task, 6(1)(e)"


class OnErase(StrEnum):
    """What becomes of a column when the person is erased."""

    DELETE = "the row is deleted"
    EMPTY = "emptied"
    PSEUDONYM = "replaced by a random pseudonym"
    KEEP = "kept"


@dataclass(frozen=True, slots=True)
class Held:
    """One personal column."""

    table: str
    column: str
    entry: "Entry"
    on_erase: OnErase

    @property
    def is_exported(self) -> bool:
        return self.column not in self.entry.hidden


@dataclass(frozen=True, slots=True)
class Entry:
    """Columns are written as words with spaces between. ``by`` leads to the person: columns that
    hold their number; with ``of`` (table, column) a row there which does. ``part`` is who they are
    in this table where it is not theirs alone. ``kept`` is a rule's key or words. ``hidden`` says
    of a column why it is not in what the person is given. ``because``: why anything is kept after
    erasing."""

    table: str
    whose: str
    why: str
    basis: Basis
    kept: str
    seen: str
    by: str = "person_id"
    of: tuple[str, str] | None = None
    part: str = ""
    delete: str = ""
    empty: str = ""
    pseudonym: str = ""
    keep: str = ""
    because: str = ""
    hidden: dict[str, str] = field(default_factory=dict)

    def columns(self) -> Iterator[Held]:
        for words, on_erase in (
            (self.delete, OnErase.DELETE),
            (self.empty, OnErase.EMPTY),
            (self.pseudonym, OnErase.PSEUDONYM),
            (self.keep, OnErase.KEEP),
        ):
            for column in words.split():
                yield Held(self.table, column, self, on_erase)

    @property
    def name(self) -> str:
        """What the export calls it."""
        return f"{self.table} ({self.part})" if self.part else self.table
