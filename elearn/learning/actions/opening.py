"""Opening an attempt with what was drawn for it, once."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from elearn.domain.quiz import DrawnItem
from elearn.learning.actions.once import add_once
from elearn.models import Attempt, AttemptKind
from elearn.models.rows import rows

_OPEN = select(Attempt.public_id).where(
    Attempt.person_id == bindparam("person_id"),
    Attempt.module_id == bindparam("module_id"),
    Attempt.kind == bindparam("kind"),
    Attempt.submitted_at.is_(None),
)


class Numbered(Protocol):
    """An earlier attempt, of whichever kind."""

    @property
    def number(self) -> int: ...


def open_once(
    session: Session,
    *,
    person_id: int,
    module_id: int,
    version_id: int,
    kind: AttemptKind,
    earlier: Iterable[Numbered],
    first: bool,
    drawn: Sequence[DrawnItem],
    now: datetime,
    language: str = "",
) -> str:
    """The public id of the person's open attempt of a kind, after the ``earlier`` ones of it;
    ``language`` is that of the translation it is asked in.

    Two calls at once make one attempt: the unique index decides and the other call finds it.
    """
    public_id = secrets.token_urlsafe(16)
    is_new = add_once(
        session,
        Attempt,
        public_id=public_id,
        person_id=person_id,
        module_id=module_id,
        version_id=version_id,
        kind=kind,
        number=max((one.number for one in earlier), default=0) + 1,
        first=first,
        draw=[[item.key, list(item.options)] for item in drawn],
        started_at=now,
        out_of=len(drawn),
        language=language,
    )
    if is_new:
        return public_id
    whose = {"person_id": person_id, "module_id": module_id, "kind": kind}
    found: str = rows(session, _OPEN, whose).scalar_one()
    return found
