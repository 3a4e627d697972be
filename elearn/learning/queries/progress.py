"""The pages somebody has gone past and the choices they made in scenarios."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from elearn.content.queries import PublishedModule, document
from elearn.learning.progress import Begun, Progress, place
from elearn.learning.walk import Made
from elearn.models import Attempt, AttemptKind, ModuleVersion, PageSeen, ScenarioChoice

# Statements that every screen asks are put together once: building one costs more than asking it.
_PASSED = exists().where(
    Attempt.person_id == PageSeen.person_id,
    Attempt.module_id == ModuleVersion.module_id,
    Attempt.version_id >= PageSeen.version_id,  # a pre-check asks about the newest version
    Attempt.kind.in_((AttemptKind.QUIZ, AttemptKind.PRECHECK)),
    Attempt.passed.is_(True),
)
_BEGUN = (
    select(
        ModuleVersion.module_id,
        PageSeen.version_id,
        ModuleVersion.number,
        PageSeen.page,
        PageSeen.seen_at,
        _PASSED.label("passed"),
    )
    .join(ModuleVersion, ModuleVersion.id == PageSeen.version_id)
    .where(PageSeen.person_id == bindparam("person_id"))
    .order_by(PageSeen.version_id, PageSeen.id)
)
_BEGUN_OF_MODULE = _BEGUN.where(ModuleVersion.module_id == bindparam("module_id"))
_MADE = (
    select(ScenarioChoice.walk, ScenarioChoice.step, ScenarioChoice.node, ScenarioChoice.choice)
    .where(
        ScenarioChoice.person_id == bindparam("person_id"),
        ScenarioChoice.version_id == bindparam("version_id"),
        ScenarioChoice.page == bindparam("page"),
    )
    .order_by(ScenarioChoice.walk, ScenarioChoice.step)
)


def begun(
    session: Session, *, person_id: int, module_id: int | None = None
) -> dict[int, tuple[Begun, ...]]:
    """By module: the versions of which the person has gone past a page."""
    statement = _BEGUN if module_id is None else _BEGUN_OF_MODULE
    values = {"person_id": person_id} | ({} if module_id is None else {"module_id": module_id})
    pages: dict[tuple[int, int, int, bool], dict[str, datetime]] = defaultdict(dict)
    for module, version, number, page, at, is_passed in session.execute(statement, values):
        pages[module, version, number, bool(is_passed)][page] = at
    found: dict[int, tuple[Begun, ...]] = {}
    for (module, version, number, is_passed), seen in pages.items():
        one = Begun(version, number, frozenset(seen), is_passed, max(seen.values()))
        found[module] = (*found.get(module, ()), one)
    return found


def progress(session: Session, *, person_id: int, module: PublishedModule) -> Progress:
    """Where a person is in a module, with the document of the version they are on."""
    versions = begun(session, person_id=person_id, module_id=module.module_id)
    at = place(
        versions.get(module.module_id, ()), version_id=module.version_id, number=module.number
    )
    return Progress(at.version_id, at.number, document(session, at.version_id), at.seen)


def choices_made(
    session: Session, *, person_id: int, version_id: int, page: str
) -> tuple[Made, ...]:
    """Every choice a person made in a scenario of a version, walk by walk."""
    values = {"person_id": person_id, "version_id": version_id, "page": page}
    return tuple(Made(*row) for row in session.execute(_MADE, values))
