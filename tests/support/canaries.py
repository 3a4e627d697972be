"""Puts a word of its own into every column of every table, by the register and the schema alone, so
that a table added later is planted like the others."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from elearn.models import Base
from elearn.privacy.register import REGISTER, Held, leads_to_a_person

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SHORTEST = 20  # a column that holds less holds no word of anybody
TYPED = {("answer", "choice"): "="}  # what was typed and not ticked
GIVEN = {"confidence": 3, "end": None, "ends_on": None, "topics": []}
CHECKED = {  # what check constraints ask for
    ("letter", "state"): "sent",
    ("minimum_cover", "level"): "",
    ("self_assessment", "state"): "signed",
    ("self_assessment_act", "state"): "signed",
}
BY_HAND = ("trail_entry",)


class Planted:
    """One row of every table that the register knows, all of them about one person."""

    def __init__(self, session: Session, person_id: int) -> None:
        self.session, self.person_id = session, person_id
        self.words: dict[tuple[str, str], str] = {}
        self.rows: dict[str, dict[str, object]] = {}

    def plant(self, columns: set[tuple[str, str]]) -> "Planted":
        """``columns`` get a word each, where they can hold one."""
        self.wanted = columns
        self._person()
        for name in sorted({one.table for one in REGISTER} - set(BY_HAND)):
            self._row(name)
        self.session.commit()
        return self

    def _person(self) -> None:
        table = Base.metadata.tables["person"]
        values = {
            one.name: self._word(table, one)
            for one in table.columns
            if ("person", one.name) in self.wanted and _holds_words(one)
        }
        values["email"] = values.get("email", "canary") + "@agency.example"
        statement = sa.update(table).where(table.c.id == self.person_id).values(**values)
        self.session.execute(statement)
        self.rows["person"] = {"id": self.person_id}

    def _row(self, name: str) -> dict[str, object]:
        """The row of a table, and those it cannot be without first."""
        if name not in self.rows:
            table = Base.metadata.tables[name]
            values = {one.name: self._value(table, one) for one in table.columns}
            values = {key: one for key, one in values.items() if one is not _LEFT_OUT}
            key = self.session.execute(sa.insert(table).values(**values)).inserted_primary_key
            self.rows[name] = dict(zip((c.name for c in table.primary_key), key, strict=True))
        return self.rows[name]

    def _value(self, table: sa.Table, column: sa.Column) -> object:
        targets = [key.target_fullname for key in column.foreign_keys]
        if leads_to_a_person(column.name, targets):
            return self.person_id
        if targets:
            other, _, key = targets[0].partition(".")
            return self._row(other)[key]
        if (table.name, column.name) in self.wanted and _holds_words(column):
            return self._word(table, column)
        place = (table.name, column.name)
        return CHECKED[place] if place in CHECKED else _plain(column)

    def _word(self, table: sa.Table, column: sa.Column) -> object:
        place = (table.name, column.name)
        word = f"{TYPED.get(place, '')}canary{len(self.words):04}x"
        self.words[place] = word
        if isinstance(column.type, sa.LargeBinary):
            return word.encode()
        return {"said": word} if isinstance(column.type, sa.JSON) else word


_LEFT_OUT = object()


def holds_words(one: Held) -> bool:
    """Whether a column of the register can hold a word of somebody."""
    table = Base.metadata.tables[one.table]
    return one.table not in BY_HAND and _holds_words(table.columns[one.column])


def _holds_words(column: sa.Column) -> bool:
    kind = column.type
    if column.primary_key or column.foreign_keys or isinstance(kind, sa.Enum):
        return False
    if isinstance(kind, sa.JSON | sa.LargeBinary):
        return True
    return isinstance(kind, sa.String) and (kind.length is None or kind.length >= SHORTEST)


def _plain(column: sa.Column) -> object:
    """A value that the column takes and that says nothing."""
    kind = column.type
    if isinstance(kind, sa.Enum):
        return kind.enums[0] if kind.enum_class is None else list(kind.enum_class)[0]
    if column.name in GIVEN and (column.nullable or GIVEN[column.name] is not None):
        return GIVEN[column.name]
    if column.primary_key and isinstance(kind, sa.Integer) and len(column.table.primary_key) == 1:
        return _LEFT_OUT if column.table.name != "trail_entry" else 1
    python = {sa.JSON: {}, sa.LargeBinary: b"-", sa.Boolean: False, sa.Float: 1.0, sa.Integer: 1}
    for type_, value in python.items():
        if isinstance(kind, type_):
            return value
    if isinstance(kind, sa.Date):
        return date(2026, 11, 1)
    if isinstance(kind, sa.String):
        return "x" if column.name != "slug" else "planted"
    return NOW


def dump(session: Session) -> str:
    """Every value of every table as text."""
    return "\n".join(
        f"{table.name} {[bytes(one) if _is_bytes(one) else one for one in row]}"
        for table in Base.metadata.sorted_tables
        for row in session.execute(sa.select(table))
    )


def _is_bytes(value: object) -> bool:
    return isinstance(value, bytes | memoryview)
