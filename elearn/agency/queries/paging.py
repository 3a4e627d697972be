"""Lists by key: a page goes on after the last row of the one before, whatever came in between.

The key in an address is a person's public id and a module, never a name."""

import operator
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, true, tuple_
from sqlalchemy.orm import Session

from elearn.agency.queries.standings import View, working
from elearn.models import Person, Posting

A_PAGE = 50
A_PIECE = 500
A_LOOK = 250  # among so many a page is found, mostly


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
    place: tuple[ColumnElement[Any], ...] = ()
    if module is not None:
        keys = (*keys, module)
        place = (literal(mark.module),) if mark else ()
    return _past(statement, keys, mark, place).limit(A_PAGE + 1)


def next_people(
    session: Session, view: View, mark: Mark | None, number: int, only: ColumnElement[bool]
) -> tuple[int, ...]:
    """The people of a view from the mark on (with whom it names, as a list with a row per module
    may have more of theirs), so many at most: so that what costs something is looked up for a page
    of them, and not for everybody."""
    here = select(Posting.person_id).where(working(view))
    statement = select(Person.id).where(Person.id.in_(here), only)
    return tuple(session.scalars(_past(statement, by_name(), mark, (), from_it=True).limit(number)))


def in_pieces(
    session: Session, view: View, only: ColumnElement[bool] | None = None
) -> Iterator[View]:
    """The view in parts of so many people each, in the order of lists, for files: whoever reads
    part by part holds no more than one, and no transaction between them."""
    here = select(Posting.person_id).where(working(view))
    statement = select(Person.id).where(Person.id.in_(here), true() if only is None else only)
    people = tuple(session.scalars(statement.order_by(*by_name())))
    for start in range(0, len(people), A_PIECE):
        yield replace(view, person_ids=people[start : start + A_PIECE])


def _past(
    statement: Select[Any],
    keys: tuple[ColumnElement[Any], ...],
    mark: Mark | None,
    place: tuple[ColumnElement[Any], ...],
    *,
    from_it: bool = False,
) -> Select[Any]:
    """The rows past the mark (or from it on), in the order that its direction needs."""
    if mark is None:
        return statement.order_by(*keys)
    at = select(func.lower(Person.full_name), Person.id).where(Person.public_id == mark.person)
    row = at.subquery("mark")
    there = tuple_(select(row.c[0]).scalar_subquery(), select(row.c[1]).scalar_subquery(), *place)
    compare = {
        (False, False): operator.gt,
        (False, True): operator.ge,
        (True, False): operator.lt,
        (True, True): operator.le,
    }[mark.backwards, from_it]
    ordered = (key.desc() for key in keys) if mark.backwards else keys
    return statement.where(compare(tuple_(*keys), there)).order_by(*ordered)


def in_order(rows: list[Any], mark: Mark | None) -> tuple[list[Any], bool, bool]:
    """A page's rows in reading order, and whether there is a page before and one after."""
    more, backwards = len(rows) > A_PAGE, mark is not None and mark.backwards
    shown = rows[:A_PAGE]
    if backwards:
        return shown[::-1], more, True
    return shown, mark is not None, more
