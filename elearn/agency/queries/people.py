"""Reads of an agency's people as a list: who works there, and where each of them stands."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased

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
    View,
    facts_of,
    once_each,
    past_index,
    working,
)
from elearn.agency.tally import counts_of
from elearn.domain.coverage import Counts
from elearn.models import Holding, Person, Posting, StaffNumber, StaffRole, Team


class Show(StrEnum):
    """Which people a list shows; values as they stand in addresses."""

    EVERYBODY = "everybody"
    OUT_OF_DATE = "out-of-date"
    DUE_SOON = "due-soon"
    NO_EMAIL = "no-email"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody at work in the view. Team, role and start are of the posting taken up last."""

    person_id: int
    public_id: str
    name: str
    email: str | None
    team: str | None
    role_code: str
    role: str
    since: date
    staff_number: str | None


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A page of people, and whether there is one before and one after."""

    rows: tuple[PersonRow, ...]
    is_before: bool
    is_after: bool


def people_page(
    session: Session,
    rules: Sequence[Rule],
    view: View,
    *,
    show: Show,
    words: str,
    mark: Mark | None,
) -> PeopleList:
    """The next page of the view's people, by name."""
    is_plain = show in (Show.EVERYBODY, Show.NO_EMAIL)
    number = A_PAGE + 2 if is_plain else A_LOOK  # with whom the mark names
    near = next_people(session, view, mark, number, and_(_plainly(show), _found(view, words)))
    some = replace(view, person_ids=near)
    found = session.execute(page(_people(rules, some, show, words), mark)).all()
    if len(found) <= A_PAGE and len(near) == A_LOOK:
        found = session.execute(page(_people(rules, view, show, words), mark)).all()
    rows, is_before, is_after = in_order(list(found), mark)
    return PeopleList(tuple(PersonRow(*row) for row in rows), is_before, is_after)


def everybody(
    session: Session, rules: Sequence[Rule], view: View, *, show: Show, words: str
) -> Iterator[list[tuple[PersonRow, Counts]]]:
    """All the people of a list with where each of them stands, in pieces, for a file."""
    for part in in_pieces(session, view, and_(_plainly(show), _found(view, words))):
        statement = _people(rules, part, show, words).order_by(*by_name())
        found = [PersonRow(*row) for row in session.execute(statement)]
        counts = counts_by_person(session, rules, part)
        yield [(row, counts.get(row.person_id, Counts())) for row in found]


def counts_by_person(session: Session, rules: Sequence[Rule], view: View) -> dict[int, Counts]:
    """Where each person of a view stands: their modules, each once, in the worse standing."""
    if not rules:
        return {}
    fact = facts_of(dated_rules(rules, view.on), view).cte("fact")
    statement = (
        select(fact.c.person_id, fact.c.rank, func.count())
        .where(once_each(fact))
        .group_by(fact.c.person_id, fact.c.rank)
    )
    found: dict[int, Counts] = defaultdict(Counts)
    for person_id, rank, number in session.execute(statement):
        found[person_id] += counts_of(rank, number)
    return found


def _people(rules: Sequence[Rule], view: View, show: Show, words: str) -> Select[Any]:
    number = (
        select(func.min(StaffNumber.value))
        .where(StaffNumber.person_id == Person.id, _numbered_in(view))
        .correlate(Person)
        .scalar_subquery()
    )
    return (
        select(
            Person.id,
            Person.public_id,
            Person.full_name,
            Person.email,
            Team.name,
            StaffRole.code,
            StaffRole.name,
            Posting.start,
            number,
        )
        .select_from(Posting)
        .join(Person, Person.id == Posting.person_id)
        .join(StaffRole, StaffRole.id == Posting.role_id)
        .outerjoin(Team, Team.id == Posting.team_id)
        .where(working(view), _is_latest(view), _shown(rules, view, show), _found(view, words))
    )


def _numbered_in(view: View) -> ColumnElement[bool]:
    return past_index(StaffNumber.agency_id) == view.agency_id


def _is_latest(view: View) -> ColumnElement[bool]:
    """One row a person: no posting of theirs in the view was taken up later."""
    later = aliased(Posting)
    teams = view.scope.team_ids if not view.scope.covers_agency(view.agency_id) else None
    conditions = [
        later.person_id == Posting.person_id,
        past_index(later.agency_id) == view.agency_id,
        later.start <= view.on,
        or_(later.end.is_(None), later.end > view.on),
        or_(later.start > Posting.start, and_(later.start == Posting.start, later.id > Posting.id)),
    ]
    if teams is not None:
        conditions.append(later.team_id.in_(sorted(teams)))
    return ~exists().where(*conditions)


def _shown(rules: Sequence[Rule], view: View, show: Show) -> ColumnElement[bool]:
    if show in (Show.EVERYBODY, Show.NO_EMAIL) or not rules:
        return _plainly(show)
    if show is Show.NEW:
        return _is_new(rules, view)
    fact = facts_of(dated_rules(rules, view.on), view).cte("fact")
    wanted = fact.c.rank >= EXPIRED if show is Show.OUT_OF_DATE else fact.c.rank == DUE_SOON
    return Person.id.in_(select(fact.c.person_id).where(wanted))


def _plainly(show: Show) -> ColumnElement[bool]:
    """What of a choice is seen in a person's own row."""
    return Person.email.is_(None) if show is Show.NO_EMAIL else true()


def _is_new(rules: Sequence[Rule], view: View) -> ColumnElement[bool]:
    rule = dated_rules(rules, view.on)
    held = (
        exists()
        .where(
            Holding.person_id == Posting.person_id,
            Holding.module_id == rule.c.module_id,
            Holding.completed_on >= rule.c.in_date_from,
        )
        .correlate(Posting, rule)
    )
    return (
        exists()
        .where(rule.c.role_id == Posting.role_id, Posting.start > rule.c.started_by, ~held)
        .correlate(Posting)
    )


def _found(view: View, words: str) -> ColumnElement[bool]:
    """Every word typed is in the name, the address or the staff number."""
    found = []
    for word in words.split():
        number = exists().where(
            StaffNumber.person_id == Person.id,
            _numbered_in(view),
            StaffNumber.value.icontains(word, autoescape=True),
        )
        found.append(
            or_(
                Person.full_name.icontains(word, autoescape=True),
                Person.email.icontains(word, autoescape=True),
                number,
            )
        )
    return and_(true(), *found)
