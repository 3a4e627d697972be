"""The last material change of each module as at a day, and who was trained since."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Subquery, case, exists, func, or_, select
from sqlalchemy.orm import Session

from elearn.audit.queries.returns import end_of
from elearn.models import ChangeKind, ChangeRead, Completion, ModuleVersion
from elearn.records.asked import latest_completions


def last_changes(on: date) -> Subquery:
    """``module_id, version_id, number, changed_on`` of the latest version, published by that day,
    that changed its module materially. A first version changed nothing."""
    ranked = (
        select(
            ModuleVersion.module_id,
            ModuleVersion.id.label("version_id"),
            ModuleVersion.number,
            func.date(ModuleVersion.published_at).label("changed_on"),
            func.row_number()
            .over(partition_by=ModuleVersion.module_id, order_by=ModuleVersion.number.desc())
            .label("place"),
        )
        .where(
            ModuleVersion.change == ChangeKind.MATERIAL,
            ModuleVersion.number > 1,
            ModuleVersion.published_at < end_of(on),
        )
        .subquery("material")
    )
    return (
        select(ranked.c.module_id, ranked.c.version_id, ranked.c.number, ranked.c.changed_on)
        .where(ranked.c.place == 1)
        .subquery("changed")
    )


def changed_modules(session: Session, on: date) -> frozenset[int]:
    """The modules that changed materially by that day."""
    changed = last_changes(on)
    return frozenset(session.scalars(select(changed.c.module_id)))


def trained_since_change(on: date, modules: Collection[int]) -> Subquery:
    """``person_id, module_id`` of those whose latest completion of one of these modules was made
    on the version that last changed it or a later one (or, where it was not made here, on that
    day or later), or who have read about the change by the day."""
    latest, changed = latest_completions(on, of=modules), last_changes(on)
    version = (
        select(ModuleVersion.number)
        .join(Completion, Completion.version_id == ModuleVersion.id)
        .where(Completion.id == latest.c.completion_id)
        .scalar_subquery()
    )
    has_read = exists().where(
        ChangeRead.person_id == latest.c.person_id,
        ChangeRead.version_id == changed.c.version_id,
        ChangeRead.read_at < end_of(on),
    )
    newer = case(
        (version.is_not(None), version >= changed.c.number),
        else_=latest.c.completed_on >= changed.c.changed_on,
    )
    return (
        select(latest.c.person_id, latest.c.module_id)
        .join(changed, changed.c.module_id == latest.c.module_id)
        .where(or_(newer, has_read))
        .subquery("trained_since")
    )
