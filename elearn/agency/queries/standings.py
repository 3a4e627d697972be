"""Who stands where today in one agency: one row per posting and module asked, and its counts.

The rule is that of ``records.asked`` without grace and absence, over the holdings of today, put so
that it is fast for one agency; a test holds the two to one another."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from elearn.access.policy import AgencyScope
from elearn.agency.queries.rules import Rule, dated_rules
from elearn.domain.standing import Standing
from elearn.models import Absence, Holding, Posting
from elearn.records.asked import LONG_ABSENCE_DAYS, in_force
from elearn.records.people import in_scope

RANKS = (Standing.IN_DATE, Standing.DUE_SOON, Standing.EXPIRED, Standing.NEVER)
IN_DATE, DUE_SOON, EXPIRED, NEVER = range(len(RANKS))


@dataclass(frozen=True, slots=True)
class View:
    """Which part of which agency is looked at, and when. ``stamp`` stands for the state that its
    figures are counted from; None where that may not be relied on."""

    agency_id: int
    scope: AgencyScope
    on: date
    team_id: int | None = None
    person_ids: tuple[int, ...] | None = None
    stamp: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people of one posting each stand so, in a team, module and (if asked for) role."""

    team_id: int | None
    role_id: int | None
    module_id: int
    rank: int
    people: int


@dataclass(frozen=True, slots=True)
class Fact:
    """Where a person who holds two postings here stands, for one of them."""

    person_id: int
    team_id: int | None
    role_id: int | None
    module_id: int
    rank: int


@dataclass(frozen=True, slots=True)
class Standings:
    """The counts of a view. People with one posting are counted by the database; the few with
    more are listed, so that whoever adds up counts them once. ``asked`` people are asked for
    anything, ``overdue`` of them are out of date with any of it."""

    cells: tuple[Cell, ...] = ()
    facts: tuple[Fact, ...] = ()
    asked: int = 0
    overdue: int = 0


def facts_of(rule: CTE, view: View) -> Select[Any]:
    """Columns person_id, posting_id, team_id, role_id, module_id, completed_on, rank (0 to 3, of
    ``RANKS``) and postings (how many the person holds in the view), past grace and not away.

    ``rule`` are the agency's dated rules."""
    held = _postings(view)
    done = Holding.completed_on
    rank = case(
        (done.is_(None), NEVER),
        (done < rule.c.in_date_from, EXPIRED),
        (done < rule.c.safe_from, DUE_SOON),
        else_=IN_DATE,
    )
    return (
        select(
            held.c.person_id,
            held.c.posting_id,
            held.c.team_id,
            held.c.role_id,
            rule.c.module_id,
            done.label("completed_on"),
            rank.label("rank"),
            held.c.postings,
        )
        .join(rule, rule.c.role_id == held.c.role_id)
        .outerjoin(
            Holding,
            and_(Holding.person_id == held.c.person_id, Holding.module_id == rule.c.module_id),
        )
        .where(held.c.start <= rule.c.started_by)
    )


def _postings(view: View) -> Subquery:
    """The view's postings. Counting them by person here has the database settle them first, and
    only then look up what was completed."""
    each = func.count().over(partition_by=Posting.person_id)
    return (
        select(
            Posting.person_id,
            Posting.id.label("posting_id"),
            Posting.team_id,
            Posting.role_id,
            Posting.start,
            each.label("postings"),
        )
        .where(working(view), ~is_away(view.on))
        .subquery("held")
    )


def working(view: View) -> ColumnElement[bool]:
    """Postings of the view that are held on its day."""
    parts = [
        Posting.agency_id == view.agency_id,
        in_force(Posting.start, Posting.end, view.on),
        in_scope(view.scope),
    ]
    if view.team_id is not None:
        parts.append(Posting.team_id == view.team_id)
    if view.person_ids is not None:
        parts[0] = past_index(Posting.agency_id) == view.agency_id
        parts.append(Posting.person_id.in_(view.person_ids))
    return and_(*parts)


def past_index(agency_id: SQLColumnExpression[int]) -> ColumnElement[int]:
    """An agency's id as a sum, where people are looked up one by one: their own rows are a few, and
    the index of all the agency's, which a plan without statistics prefers, is long."""
    return agency_id + 0


def is_away(on: date) -> ColumnElement[bool]:
    """In an absence that covers the day and began more than 90 days before it."""
    return exists().where(
        Absence.person_id == Posting.person_id,
        or_(Absence.agency_id.is_(None), Absence.agency_id == Posting.agency_id),
        Absence.start < on - timedelta(days=LONG_ABSENCE_DAYS),
        or_(Absence.end.is_(None), Absence.end > on),
    )


def once_each(fact: CTE) -> ColumnElement[bool]:
    """Keeps, of the rows of one person and module, the one in the worse standing. Only the few with
    two postings are put in order."""
    place = func.row_number().over(
        partition_by=(fact.c.person_id, fact.c.module_id),
        order_by=(fact.c.rank.desc(), fact.c.posting_id),
    )
    double = (
        select(fact.c.posting_id, fact.c.module_id, place.label("place"))
        .where(fact.c.postings > 1)
        .subquery("double")
    )
    worst = select(double.c.posting_id, double.c.module_id).where(double.c.place == 1)
    return or_(fact.c.postings == 1, tuple_(fact.c.posting_id, fact.c.module_id).in_(worst))


CELL, FACT, PEOPLE = range(3)


def standings(session: Session, rules: Sequence[Rule], view: View) -> Standings:
    """Count everybody of a view, by team, role and module, in one look at the facts."""
    if not rules:
        return Standings()
    fact = facts_of(dated_rules(rules, view.on), view).cte("fact")
    keys = (fact.c.team_id, fact.c.role_id, fact.c.module_id, fact.c.rank)
    nobody, number = cast(null(), Integer), func.count()
    cells = select(literal(CELL), nobody, *keys, number).where(fact.c.postings == 1).group_by(*keys)
    facts = select(literal(FACT), fact.c.person_id, *keys, literal(1)).where(fact.c.postings > 1)
    worst = func.max(fact.c.rank).label("worst")  # of each: cheaper than to count distinct people
    each = select(worst).group_by(fact.c.person_id).subquery("each")
    overdue = func.count(case((each.c.worst >= EXPIRED, 1)))
    people = select(literal(PEOPLE), nobody, nobody, nobody, nobody, overdue, number)
    statement: CompoundSelect[Any] = union_all(cells, facts, people)
    rows = session.execute(statement).all()
    *_, late, everybody = next(row for row in rows if row[0] == PEOPLE)
    return Standings(
        cells=tuple(Cell(*row[2:]) for row in rows if row[0] == CELL),
        facts=tuple(Fact(*row[1:6]) for row in rows if row[0] == FACT),
        asked=everybody,
        overdue=late,
    )
