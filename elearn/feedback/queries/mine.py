"""What somebody may say of a module, and what they said."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.feedback import PLEDGE
from elearn.models import (
    Attempt,
    AttemptKind,
    Holding,
    Module,
    ModuleFeedback,
    ModuleKind,
    ModuleVersion,
)

ANSWERS = ("useful", "clear", "change", PLEDGE.key, "comment")


@dataclass(frozen=True, slots=True)
class Done:
    """A module that somebody went through, in the version that they did last."""

    module_id: int
    version_id: int
    slug: str
    title: str


def done(session: Session, *, person_id: int, slug: str) -> Done | None:
    """The module of that slug, if they handed in a quiz of it, or hold it from elsewhere."""
    handed_in = (
        select(Attempt.version_id)
        .join(Module, Module.id == Attempt.module_id)
        .where(
            Attempt.person_id == person_id,
            Module.slug == slug,
            Module.kind == ModuleKind.MODULE,
            Attempt.kind == AttemptKind.QUIZ,
            Attempt.submitted_at.is_not(None),
        )
        .order_by(Attempt.submitted_at.desc(), Attempt.id.desc())
        .limit(1)
    )
    held = (
        select(ModuleVersion.id)
        .join(Module, Module.id == ModuleVersion.module_id)
        .join(Holding, Holding.module_id == Module.id)
        .where(Holding.person_id == person_id, Module.slug == slug)
        .order_by(ModuleVersion.number.desc())
        .limit(1)
    )
    version_id = session.scalar(handed_in) or session.scalar(held)
    if version_id is None:
        return None
    statement = (
        select(Module.id, ModuleVersion.id, Module.slug, ModuleVersion.title)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(ModuleVersion.id == version_id)
    )
    return Done(*session.execute(statement).one())


def said(session: Session, *, person_id: int, version_id: int) -> dict[str, str]:
    """What they said of that version; nothing if they did not."""
    columns = [getattr(ModuleFeedback, name) for name in ANSWERS]
    row = session.execute(
        select(*columns).where(
            ModuleFeedback.person_id == person_id, ModuleFeedback.version_id == version_id
        )
    ).one_or_none()
    return dict(zip(ANSWERS, row, strict=True)) if row else {}
