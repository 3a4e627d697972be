"""The agencies where somebody works."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from elearn.models import Agency, Posting
from elearn.models.rows import rows
from elearn.records.asked import in_force


def agencies_of(session: Session, *, person_id: int, today: date) -> dict[int, str]:
    """The agencies where a person works today: id -> name, by name."""
    found = rows(session, _agencies_on(today), {"person_id": person_id})
    return {row.id: row.name for row in found}


@lru_cache(maxsize=2)
def _agencies_on(today: date) -> Select[*tuple[Any, ...]]:
    """The statement of a day, put together once a day: building it costs more than asking it."""
    statement: Select[*tuple[Any, ...]] = (
        select(Agency.id, Agency.name)
        .join(Posting, Posting.agency_id == Agency.id)
        .where(
            Posting.person_id == bindparam("person_id"), in_force(Posting.start, Posting.end, today)
        )
        .group_by(Agency.id, Agency.name)
        .order_by(Agency.name, Agency.id)
    )
    return statement
