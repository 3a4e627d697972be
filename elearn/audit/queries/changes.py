"""The last material change of each module as at a day, and who was trained since."""

from datetime import date

from sqlalchemy import ColumnElement, Subquery, and_, case, exists, func, or_, select

from elearn.audit.queries.returns import end_of
from elearn.models import ChangeKind, ChangeRead, Completion, ModuleVersion


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


def trained_since(latest: Subquery, changed: Subquery, on: date) -> ColumnElement[int]:
    """1 where the latest completion was made on that version or a later one (or, where it was not
    made here, on its day or later), where the person has read about the change by the day, and
    where the module has never changed; else 0."""
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
    unchanged = changed.c.version_id.is_(None)
    return case((or_(unchanged, newer, and_(~unchanged, has_read)), 1), else_=0)
