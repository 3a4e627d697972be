"""Lists by key: a page goes on after the last row of the one before, whatever came in between.

The key in an address is a person's public id and a module, never a name."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_

from elearn.models import Person

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Mark:
    """A row of a list, as the place where a page begins after it (or, backwards, ends before)."""

    person: str
    module: str = ""
    backwards: bool = False


def by_name() -> tuple[ColumnElement[str], ColumnElement[int]]:
    """The order of people: by name without regard to case, then by id."""
    return func.lower(Person.full_name), Person.id.expression


def page(
    statement: Select[Any], mark: Mark | None, *, module: ColumnElement[str] | None = None
) -> Select[Any]:
    """The statement's rows past the mark, in order, one more than a page holds. ``module`` comes
    after the person in the order where a list has a row per person and module."""
    keys: tuple[ColumnElement[Any], ...] = by_name()
    if module is not None:
        keys = (*keys, module)
    if mark is not None:
        at = select(func.lower(Person.full_name), Person.id).where(Person.public_id == mark.person)
        row = at.subquery("mark")
        place: list[ColumnElement[Any]] = [
            select(row.c[0]).scalar_subquery(),
            select(row.c[1]).scalar_subquery(),
        ]
        if module is not None:
            place.append(literal(mark.module))
        past = tuple_(*keys) < tuple_(*place) if mark.backwards else tuple_(*keys) > tuple_(*place)
        statement = statement.where(past)
    if mark is not None and mark.backwards:
        return statement.order_by(*(key.desc() for key in keys)).limit(A_PAGE + 1)
    return statement.order_by(*keys).limit(A_PAGE + 1)


def in_order(rows: list[Any], mark: Mark | None) -> tuple[list[Any], bool, bool]:
    """A page's rows in reading order, and whether there is a page before and one after."""
    more, backwards = len(rows) > A_PAGE, mark is not None and mark.backwards
    shown = rows[:A_PAGE]
    if backwards:
        return shown[::-1], more, True
    return shown, mark is not None, more
