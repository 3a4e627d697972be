"""Gain between a pre-check and the quiz after it, and what of it is kept later (C3.15)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, func, literal, or_, select, true, union_all
from sqlalchemy.orm import Session, aliased

from elearn.audit.facts import Day
from elearn.audit.items.facts import GainFact
from elearn.audit.queries.first import flag, people, total, window
from elearn.audit.queries.rows import plain_rows
from elearn.domain.retention import Followed
from elearn.domain.sums import WHOLE, parts_of_whole
from elearn.models import Answer, Attempt, AttemptKind, Item, Module, SpacedCheck
from elearn.records.followed import followed

Place = tuple[int, str, str, str]
Sums = list[int]


def gains(session: Session, day: Day) -> list[GainFact]:
    """Rows of modules, of their topics and of single questions. Seven statements at most."""
    pairs = _pairs(day)
    sums: dict[Place, Sums] = defaultdict(lambda: [0] * 7)
    for module, topic, before, after in _shares(session, pairs):
        for place in ((0, module, topic, ""), (0, "", topic, "")):
            _add(sums[place], before, after)
    for module, topic, item, *numbers in plain_rows(session, _same_question(pairs)):
        count, before, after, rose, fell = numbers
        squares = (rose + fell) * WHOLE * WHOLE
        more = (count, before * WHOLE, after * WHOLE, 0, squares, rose, fell)
        _put(sums[0, module, topic, item], more)
    for one in _kept(session, day):
        for module in (one.module, ""):
            _add(
                sums[one.months, module, "", ""],
                _parts(one.before or 0.0),
                _parts(one.after),
                later=_parts(one.later),
            )
    asked = _asked(session, day)
    return [
        GainFact(*place, max(asked[place], numbers[0]), *numbers)
        for place, numbers in sorted({**{one: [0] * 7 for one in asked}, **sums}.items())
    ]


def _add(sums: Sums, before: int, after: int, later: int = 0) -> None:
    change = after - before
    _put(sums, (1, before, after, later, change * change, int(change > 0), int(change < 0)))


def _parts(percent: float) -> int:
    """Per cent in 27,720ths."""
    return round(WHOLE * percent / 100)


def _put(sums: Sums, more: Iterable[int]) -> None:
    for place, number in enumerate(more):
        sums[place] += number


def _pairs(day: Day) -> Subquery:
    """The first try at a quiz straight after a pre-check that was not passed, both in the months
    that count: the latest of each person and module. Columns: person_id, module_id, before_id,
    after_id."""
    begin, end = window(day.on, day.rules)

    def one_before(column: Any) -> Any:
        return func.lag(column).over(
            partition_by=(Attempt.person_id, Attempt.module_id),
            order_by=(Attempt.submitted_at, Attempt.id),
        )

    sat = (
        select(
            Attempt.person_id,
            Attempt.module_id,
            Attempt.id.label("after_id"),
            Attempt.kind,
            one_before(Attempt.id).label("before_id"),
            one_before(Attempt.kind).label("before_kind"),
            one_before(Attempt.passed).label("before_passed"),
            one_before(Attempt.submitted_at).label("before_at"),
            Attempt.submitted_at,
        )
        .where(
            or_(
                Attempt.kind == AttemptKind.QUIZ,
                and_(Attempt.kind == AttemptKind.PRECHECK, Attempt.first),
            ),
            Attempt.submitted_at < end,
            Attempt.person_id.in_(people(day.on, day.scope)),
            _in_modules(day, Attempt.module_id),
        )
        .subquery("sat")
    )
    newest = func.row_number().over(
        partition_by=(sat.c.person_id, sat.c.module_id),
        order_by=(sat.c.submitted_at.desc(), sat.c.after_id.desc()),
    )
    found = (
        select(sat, newest.label("place"))
        .where(
            sat.c.kind == AttemptKind.QUIZ,
            sat.c.before_kind == AttemptKind.PRECHECK,
            sat.c.before_passed.is_(False),
            sat.c.before_at >= begin,
        )
        .subquery("found")
    )
    columns = (found.c.person_id, found.c.module_id, found.c.before_id, found.c.after_id)
    return select(*columns).where(found.c.place == 1).subquery("pairs")


def _in_modules(day: Day, module_id: Any) -> ColumnElement[bool]:
    if not day.scope.modules:
        return true()
    return module_id.in_(select(Module.id).where(Module.slug.in_(day.scope.modules)))  # type: ignore[no-any-return]


def _shares(session: Session, pairs: Subquery) -> Iterator[tuple[str, str, int, int]]:
    """Module, topic (blank: all of them), and the shares right before and after, of each pair
    that was asked about it both times."""
    columns = (pairs.c.person_id, pairs.c.module_id)
    sides = union_all(
        select(*columns, pairs.c.before_id.label("attempt_id"), literal(0).label("side")),
        select(*columns, pairs.c.after_id, literal(1)),
    ).subquery("sides")
    right = flag(Answer.correct.is_(True))
    statement = (
        select(
            sides.c.person_id,
            Module.slug,
            Item.topic,
            total(1 - sides.c.side),
            total(right * (1 - sides.c.side)),
            total(sides.c.side),
            total(right * sides.c.side),
        )
        .select_from(sides)
        .join(Answer, Answer.attempt_id == sides.c.attempt_id)
        .join(Item, Item.id == Answer.item_id)
        .join(Module, Module.id == sides.c.module_id)
        .group_by(sides.c.person_id, Module.slug, Item.topic)
    )
    whole: dict[tuple[int, str], Sums] = defaultdict(lambda: [0] * 4)
    for person_id, module, topic, *numbers in plain_rows(session, statement):
        _put(whole[person_id, module], numbers)
        yield from _share(module, topic, numbers)
    for (_, module), numbers in sorted(whole.items()):
        yield from _share(module, "", numbers)


def _share(module: str, topic: str, numbers: Sums) -> Iterator[tuple[str, str, int, int]]:
    asked_before, right_before, asked_after, right_after = numbers
    if asked_before and asked_after:
        before = parts_of_whole(right_before, asked_before)
        yield module, topic, before, parts_of_whole(right_after, asked_after)


def _same_question(pairs: Subquery) -> Any:
    """Of each question asked both times: module, topic, key, people, right before, right after,
    wrong to right, right to wrong."""
    first, second = aliased(Answer), aliased(Answer)
    before, after = flag(first.correct.is_(True)), flag(second.correct.is_(True))
    return (
        select(
            Module.slug,
            Item.topic,
            Item.key,
            func.count(),
            total(before),
            total(after),
            total((1 - before) * after),
            total(before * (1 - after)),
        )
        .select_from(pairs)
        .join(first, first.attempt_id == pairs.c.before_id)
        .join(
            second,
            and_(second.attempt_id == pairs.c.after_id, second.item_id == first.item_id),
        )
        .join(Item, Item.id == first.item_id)
        .join(Module, Module.id == pairs.c.module_id)
        .group_by(Module.slug, Item.topic, Item.key)
    )


def _kept(session: Session, day: Day) -> list[Followed]:
    """People in scope who answered at all three times, the last of them in the months that
    count."""
    begin, _ = window(day.on, day.rules)
    modules = day.scope.modules
    found = [
        one
        for one in followed(session, until=day.on)
        if one.before is not None and one.at >= begin and (not modules or one.module in modules)
    ]
    if not found:
        return []
    present: set[int] = set(session.scalars(people(day.on, day.scope).distinct()))
    return [one for one in found if one.person in present]


def _asked(session: Session, day: Day) -> Counter[Place]:
    """How many people could have been paired: who did a pre-check and did not pass it, and who
    was sent questions months later."""
    begin, end = window(day.on, day.rules)
    checked = select(literal(0), Module.slug, func.count(Attempt.person_id.distinct())).where(
        Attempt.kind == AttemptKind.PRECHECK,
        Attempt.first,
        Attempt.passed.is_(False),
        Attempt.submitted_at >= begin,
        Attempt.submitted_at < end,
        Attempt.person_id.in_(people(day.on, day.scope)),
        _in_modules(day, Attempt.module_id),
    )
    sent = select(
        SpacedCheck.after_months, Module.slug, func.count(SpacedCheck.person_id.distinct())
    ).where(
        SpacedCheck.written_at >= begin,
        SpacedCheck.written_at < end,
        SpacedCheck.person_id.in_(people(day.on, day.scope)),
        _in_modules(day, SpacedCheck.module_id),
    )
    found: Counter[Place] = Counter()
    for statement in (
        checked.join(Module, Module.id == Attempt.module_id).group_by(Module.slug),
        sent.join(Module, Module.id == SpacedCheck.module_id).group_by(
            SpacedCheck.after_months, Module.slug
        ),
    ):
        for months, module, number in plain_rows(session, statement):
            found[months, module, "", ""] += number
            found[months, "", "", ""] += number
    return found
