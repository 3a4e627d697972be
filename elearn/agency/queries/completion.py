"""Reads of the completion list: a row for each person and module that is asked of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import Session

from elearn.agency.queries.paging import (
    A_LOOK,
    A_PAGE,
    Mark,
    by_name,
    in_order,
    in_pieces,
    next_people,
    page,
)
from elearn.agency.queries.rules import Rule, dated_rules
from elearn.agency.queries.standings import (
    DUE_SOON,
    EXPIRED,
    IN_DATE,
    NEVER,
    RANKS,
    View,
    facts_of,
    once_each,
)
from elearn.domain.standing import Standing
from elearn.models import Module, Person, Team


class Wanted(StrEnum):
    """Which standings a list shows; values as they stand in addresses."""

    ALL = "all"
    OUT_OF_DATE = "out-of-date"
    IN_DATE = "in-date"
    DUE_SOON = "due-soon"
    EXPIRED = "expired"
    NEVER = "never"

    @property
    def ranks(self) -> frozenset[int]:
        """The places in ``RANKS`` that it means. Due soon is part of in date."""
        return {
            Wanted.ALL: frozenset(range(len(RANKS))),
            Wanted.OUT_OF_DATE: frozenset({EXPIRED, NEVER}),
            Wanted.IN_DATE: frozenset({IN_DATE, DUE_SOON}),
            Wanted.DUE_SOON: frozenset({DUE_SOON}),
            Wanted.EXPIRED: frozenset({EXPIRED}),
            Wanted.NEVER: frozenset({NEVER}),
        }[self]


@dataclass(frozen=True, slots=True)
class FactRow:
    """Where a person stands with one module that their role needs."""

    person: str
    name: str
    team: str | None
    role_id: int
    module_id: int
    module: str
    completed_on: date | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class FactList:
    """A page of the list, and whether there is one before and one after."""

    rows: tuple[FactRow, ...]
    is_before: bool
    is_after: bool


def facts_page(
    session: Session, rules: Sequence[Rule], view: View, wanted: Wanted, mark: Mark | None
) -> FactList:
    """The next page of the list, by name and module."""
    if not rules:
        return FactList((), False, False)

    def look(there: View) -> Sequence[Any]:
        statement = page(_facts(rules, there, wanted), mark, module=Module.code.expression)
        return session.execute(statement).all()

    near = next_people(session, view, mark, A_LOOK, true())
    found = look(replace(view, person_ids=near))
    if len(found) <= A_PAGE and len(near) == A_LOOK:
        found = look(view)
    rows, is_before, is_after = in_order(list(found), mark)
    return FactList(tuple(_row(row) for row in rows), is_before, is_after)


def all_facts(
    session: Session, rules: Sequence[Rule], view: View, wanted: Wanted
) -> Iterator[list[FactRow]]:
    """The whole list in pieces, for a file."""
    for part in in_pieces(session, view) if rules else ():
        statement = _facts(rules, part, wanted).order_by(*by_name(), Module.code)
        yield [_row(row) for row in session.execute(statement)]


def _facts(rules: Sequence[Rule], view: View, wanted: Wanted) -> Select[Any]:
    fact = facts_of(dated_rules(rules, view.on), view).cte("fact")
    some: ColumnElement[bool] = true()
    if wanted is not Wanted.ALL:
        some = fact.c.rank.in_(sorted(wanted.ranks))
    return (
        select(
            Person.public_id,
            Person.full_name,
            Team.name,
            fact.c.role_id,
            fact.c.module_id,
            Module.code,
            fact.c.completed_on,
            fact.c.rank,
        )
        .select_from(fact)
        .join(Person, Person.id == fact.c.person_id)
        .join(Module, Module.id == fact.c.module_id)
        .outerjoin(Team, Team.id == fact.c.team_id)
        .where(once_each(fact), some)
    )


def _row(row: Sequence[Any]) -> FactRow:
    facts: Sequence[Any] = (*row[:7], RANKS[row[7]])
    return FactRow(*facts)
