"""A partnership of any size, made inside the database: for measuring what an audit costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    String,
    Subquery,
    case,
    cast,
    func,
    insert,
    literal,
    select,
    text,
)
from sqlalchemy.orm import Session

from elearn.content.queries import published
from elearn.models import (
    Agency,
    AgencyType,
    Answer,
    Area,
    Attempt,
    AttemptKind,
    Completion,
    Grade,
    Item,
    Level,
    Need,
    Person,
    PersonStatus,
    Posting,
    Requirement,
    StaffRole,
)
from elearn.records.sql import add_days

AGENCIES, AREAS, ROLES, MODULES = 60, 4, 12, 10
ANSWERS = 10  # of an attempt
REFRESH_MONTHS = 24
BEGAN = date(2015, 1, 1)


@dataclass(frozen=True, slots=True)
class Size:
    """So many people and completions; an attempt of ten answers for each person."""

    people: int
    completions: int

    @property
    def words(self) -> str:
        return f"{self.people:,} people, {self.completions:,} completions"


SIZES = {
    "100k": Size(10_000, 100_000),
    "1m": Size(100_000, 1_000_000),
    "10m": Size(1_000_000, 10_000_000),
}


def build(session: Session, size: Size, *, on: date) -> None:
    """Sixty agencies in four areas, twelve roles that ten modules are required of, and everybody
    with ten completions spread over three years and one first attempt. The same every time."""
    roles, modules = _structure(session)
    first = (session.scalar(select(func.max(Person.id))) or 0) + 1
    _people(session, size.people)
    _postings(session, size.people, first, roles, on)
    _completions(session, size, first, modules, on)
    _attempts(session, size.people, first, modules, on)
    session.commit()


def _structure(session: Session) -> tuple[list[int], list[int]]:
    modules = [one.module_id for one in published(session)][:MODULES]
    areas = [
        Area(slug=f"large-{n}", name=f"Area {n}", population=250_000, valid_from=BEGAN)
        for n in range(AREAS)
    ]
    roles = [
        StaffRole(code=f"L{n:02}", name=f"Measured role {n}", level=Level.B, exposure=1.0)
        for n in range(ROLES)
    ]
    session.add_all([*areas, *roles])
    session.flush()
    session.add_all(
        Agency(
            slug=f"large-{n:02}",
            name=f"Agency {n}",
            type=AgencyType.NHS,
            area_id=areas[n % AREAS].id,
            first_responder=False,
            duty_to_notify=False,
            valid_from=BEGAN,
        )
        for n in range(AGENCIES)
    )
    rule = {"need": Need.REQUIRED, "start": BEGAN, "grace_days": 60, "reason": ""}
    session.execute(
        insert(Requirement),
        [
            rule | {"role_id": role.id, "module_id": module, "refresh_months": REFRESH_MONTHS}
            for role in roles
            for module in modules
        ],
    )
    session.flush()
    return [role.id for role in roles], modules


def _numbers(count: int) -> Subquery:
    """``n`` from 0 to ``count`` - 1."""
    first = select(literal(0).label("n")).cte("numbers", recursive=True)
    every = first.union_all(select(first.c.n + 1).where(first.c.n < count - 1))
    return select(every.c.n).subquery("n")


def _mix(n: ColumnElement[int], step: int, of: int) -> ColumnElement[int]:
    """A number below ``of`` that looks like chance and is the same in every run."""
    return (n * step + n // 97) % of


def _one_of(ids: Sequence[int], place: ColumnElement[int]) -> ColumnElement[int]:
    return case({number: literal(one) for number, one in enumerate(ids)}, value=place)


def _words(start: str, n: ColumnElement[int]) -> ColumnElement[str]:
    return literal(start) + cast(n, String)


def _people(session: Session, count: int) -> None:
    n = _numbers(count)
    now = datetime.now(UTC)
    chosen = select(
        _words("large", n.c.n),
        _words("Measured ", n.c.n),
        _words("m", n.c.n) + "@large.example",
        literal(PersonStatus.ACTIVE, Person.status.type),
        literal(now, Person.created_at.type),
    )
    names = ["public_id", "full_name", "email", "status", "created_at"]
    session.execute(insert(Person).from_select(names, chosen))


def _postings(session: Session, count: int, first: int, roles: list[int], on: date) -> None:
    n = _numbers(count)
    agencies = session.scalars(select(Agency.id).where(Agency.slug.like("large-%"))).all()
    chosen = select(
        n.c.n + first,
        _one_of(agencies, _mix(n.c.n, 31, len(agencies))),
        _one_of(roles, _mix(n.c.n, 17, len(roles))),
        _back(on, 30 + _mix(n.c.n, 41, 2000)),
    )
    session.execute(
        insert(Posting).from_select(["person_id", "agency_id", "role_id", "start"], chosen)
    )


def _back(on: date, days: ColumnElement[int]) -> ColumnElement[date]:
    return add_days(literal(on, Date()), cast(-days, Integer))


def _completions(session: Session, size: Size, first: int, modules: list[int], on: date) -> None:
    """Event n is of person n modulo people: as many a person, over the modules in turn."""
    n = _numbers(size.completions)
    each = n.c.n // size.people
    chosen = select(
        n.c.n % size.people + first,
        _one_of(modules, (each + n.c.n) % len(modules)),
        _back(on, _mix(n.c.n, 29, 1100)),
        literal(Grade.IMPORTED, Completion.grade.type),
        cast(each, Integer),
        literal("measured"),
        literal(datetime.now(UTC), Completion.recorded_at.type),
    )
    names = ["person_id", "module_id", "completed_on", "grade", "again", "source", "recorded_at"]
    session.execute(insert(Completion).from_select(names, chosen))


def _attempts(session: Session, people: int, first: int, modules: list[int], on: date) -> None:
    n = _numbers(people)
    version = text("SELECT id, module_id FROM module_version ORDER BY id")
    of_module = {module: number for number, module in session.execute(version)}
    began = datetime.combine(on - timedelta(days=100), datetime.min.time(), UTC)
    moment = literal(began, Attempt.started_at.type)
    made = select(
        _words("large", n.c.n),
        n.c.n + first,
        literal(modules[0]),
        literal(of_module[modules[0]]),
        literal(AttemptKind.QUIZ, Attempt.kind.type),
        literal(1),
        literal(True),
        literal([], Attempt.draw.type),
        moment,
        moment,
        literal(ANSWERS),
    )
    names = [
        "public_id", "person_id", "module_id", "version_id", "kind", "number", "first", "draw",
        "started_at", "submitted_at", "out_of",
    ]  # fmt: skip
    session.execute(insert(Attempt).from_select(names, made))
    items = select(Item.id, func.row_number().over(order_by=Item.id).label("place")).subquery()
    a = Attempt.__table__
    count = session.scalar(select(func.count()).select_from(items)) or 1
    turn = _numbers(ANSWERS)
    answered = (
        select(
            a.c.id,
            items.c.id,
            literal("a"),
            _mix(a.c.id + turn.c.n, 7, 5) + 1,
            _mix(a.c.id + turn.c.n, 13, 10) < 8,
            moment,
            literal(0),
        )
        .select_from(a)
        .join(turn, literal(True))
        .join(items, items.c.place == (a.c.id * 3 + turn.c.n) % count + 1)
        .where(a.c.public_id.like("large%"))
    )
    names = ["attempt_id", "item_id", "choice", "confidence", "correct", "answered_at", "saved_as"]
    session.execute(insert(Answer).from_select(names, answered))
