"""Which answers about a module are told of: whole tens, so that no single one is seen to arrive."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from elearn.domain.feedback import A_BLOCK
from elearn.models import ModuleFeedback, ModuleUse

Table = type[ModuleFeedback] | type[ModuleUse]


def told(table: Table, *, until: date | None = None) -> Select[Any]:
    """The rows of a table that are told of: per module the first of them, in whole tens. One that
    was changed counts as new. ``until`` is the last day of what is looked at, if not all is."""
    columns = [column for column in table.__table__.columns if column.key != "person_id"]
    place = func.row_number().over(
        partition_by=table.module_id, order_by=(table.answered_on, table.id)
    )
    size = func.count().over(partition_by=table.module_id)
    numbered = select(*columns, place.label("place"), size.label("size"))
    if until is not None:
        numbered = numbered.where(table.answered_on <= until)
    rows = numbered.subquery()
    statement: Select[Any] = select(rows).where(rows.c.place <= rows.c.size - rows.c.size % A_BLOCK)
    return statement
