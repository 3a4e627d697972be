"""Write down what somebody says of a module. It is theirs, and they may change it."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.feedback.by import By
from elearn.models import ModuleFeedback, ModuleUse, Person
from elearn.operations.trail import note


def give(
    session: Session,
    *,
    module_id: int,
    version_id: int,
    answers: Mapping[str, str],
    comment: str,
    by: By,
) -> None:
    """Keep the answers (question -> answer) of a person to a version, in place of those before.
    The same again changes nothing."""
    _wait(session, by)
    held = session.scalar(
        select(ModuleFeedback).filter_by(person_id=by.person_id, version_id=version_id)
    )
    wanted = {**answers, "comment": comment}
    if held is not None and all(getattr(held, name) == value for name, value in wanted.items()):
        return
    if held is None:
        held = ModuleFeedback(
            person_id=by.person_id, module_id=module_id, version_id=version_id, **wanted
        )
        session.add(held)
    for name, value in wanted.items():
        setattr(held, name, value)
    held.answered_on = by.today
    _tell(session, "feedback.given", module_id, by)


def say_used(session: Session, *, module_id: int, completed_on: date, used: str, by: By) -> None:
    """Keep whether a person has used a module that they completed on that day."""
    _wait(session, by)
    about = {"person_id": by.person_id, "module_id": module_id, "completed_on": completed_on}
    held = session.scalar(select(ModuleUse).filter_by(**about))
    if held is not None and held.used == used:
        return
    if held is None:
        held = ModuleUse(**about)
        session.add(held)
    held.used, held.answered_on = used, by.today
    _tell(session, "feedback.use", module_id, by)


def _wait(session: Session, by: By) -> None:
    """The person's row, locked: the same form twice at once is one answer."""
    session.get_one(Person, by.person_id, with_for_update=True)


def _tell(session: Session, action: str, module_id: int, by: By) -> None:
    """Into the trail: that something was said, and never what."""
    note(
        session,
        action=action,
        actor_id=by.person_id,
        subject_kind="module",
        subject_id=module_id,
        now=by.now,
    )
