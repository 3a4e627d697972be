"""How many people a change of the matrix would touch, by agency: counts, never names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, Select, and_, exists, select
from sqlalchemy.orm import Session, aliased

from elearn.domain.requirements import Duty, Effect, Line, Need, effect_of
from elearn.models import Agency, Headcount, Posting
from elearn.records.asked import in_force, published_by, rules_in_force
from elearn.records.supposing import changed_duties


@dataclass(frozen=True, slots=True)
class Touched:
    """People of one agency to whom a change does the same. The number is exact: it is for the
    engine that decides what may be shown, not for a page."""

    slug: str
    agency: str
    effect: Effect
    people: int


def touched(session: Session, line: Line, on: date) -> tuple[Touched, ...]:
    """What a line does to whom on the day it begins, counted with what is known today: by agency
    and effect. An agency's own line touches nobody else's people."""
    changed = changed_duties(line, on)
    statement = (
        select(Agency.slug, Agency.name, changed.c.before, changed.c.after, changed.c.people)
        .join(changed, changed.c.agency_id == Agency.id)
        .order_by(Agency.name, Agency.id, changed.c.before, changed.c.after)
    )
    if line.agency_id is not None:
        statement = statement.where(Agency.id == line.agency_id)
    return _summed(
        [
            Touched(slug, name, effect, people)
            for slug, name, before, after, people in session.execute(statement)
            if (effect := effect_of(Duty(before), Duty(after)))
        ]
    )


def _summed(found: Sequence[Touched]) -> tuple[Touched, ...]:
    """Ways that come to the same, together."""
    sums: dict[tuple[str, str, Effect], int] = {}
    for one in found:
        key = (one.slug, one.agency, one.effect)
        sums[key] = sums.get(key, 0) + one.people
    return tuple(Touched(*key, people) for key, people in sums.items())


@dataclass(frozen=True, slots=True)
class Counted:
    """People of agencies that give a headcount of the role and no names. Nobody knows who of them
    is in date: ``effect`` is DUE where the module becomes required, else RELEASED."""

    effect: Effect
    people: int
    agencies: int


def counted(session: Session, line: Line, on: date) -> tuple[Counted, ...]:
    """What a line does, from that day on, to agencies that have nobody of its role on a list:
    their latest headcount up to the day stands for the people, as in an audit."""
    sums: dict[Effect, list[int]] = {}
    for row in session.execute(_headcounts(line, on)):
        before, after = _needs(line, row)
        if before != after and Need.REQUIRED in (before, after):
            effect = Effect.DUE if after is Need.REQUIRED else Effect.RELEASED
            sums.setdefault(effect, []).append(row.number)
    return tuple(
        Counted(effect, sum(sums[effect]), len(sums[effect])) for effect in Effect if effect in sums
    )


def _needs(line: Line, row: Row[tuple[int, int, Need | None, Need | None]]) -> tuple[Need, Need]:
    """What an agency's people of the role need without the line, and with it."""
    everybody = Need(row.everybody) if row.everybody else Need.NOT_ASKED
    before = Need(row.own) if row.own else everybody
    if line.agency_id is None:
        return before, before if row.own else line.need or Need.NOT_ASKED
    return before, line.need or everybody


def _headcounts(line: Line, on: date) -> Select[tuple[int, int, Need | None, Need | None]]:
    rules, newer, published = rules_in_force(on), aliased(Headcount), published_by(on)
    everybody, own = rules.alias("everybody"), rules.alias("own")
    listed = exists().where(
        Posting.agency_id == Headcount.agency_id,
        Posting.role_id == Headcount.role_id,
        in_force(Posting.start, Posting.end, on),
    )
    later = exists().where(
        newer.agency_id == Headcount.agency_id,
        newer.role_id == Headcount.role_id,
        newer.as_at <= on,
        newer.as_at > Headcount.as_at,
    )
    cell = [
        (one.c.role_id == line.role_id) & (one.c.module_id == line.module_id)
        for one in (everybody, own)
    ]
    statement = (
        select(
            Headcount.agency_id,
            Headcount.number,
            everybody.c.need.label("everybody"),
            own.c.need.label("own"),
        )
        .join(Agency, Agency.id == Headcount.agency_id)
        .outerjoin(everybody, and_(everybody.c.agency_id.is_(None), cell[0]))
        .outerjoin(own, and_(own.c.agency_id == Headcount.agency_id, cell[1]))
        .where(
            Headcount.role_id == line.role_id,
            Headcount.as_at <= on,
            Headcount.number > 0,
            in_force(Agency.valid_from, Agency.valid_to, on),
            exists().where(published.c.module_id == line.module_id),
            ~listed,
            ~later,
        )
        .order_by(Headcount.agency_id)
    )
    if line.agency_id is not None:
        statement = statement.where(Headcount.agency_id == line.agency_id)
    return statement
