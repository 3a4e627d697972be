"""The pages somebody has gone past and the choices they made in scenarios."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from elearn.content.queries import PublishedModule, document
from elearn.learning.progress import Begun, Progress, place
from elearn.learning.walk import Made
from elearn.models import Attempt, AttemptKind, ModuleVersion, PageSeen, ScenarioChoice
from elearn.models.rows import rows

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
        ModuleVersion.content_hash,
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
    pages: dict[tuple[int, int, int, bool, str], dict[str, datetime]] = defaultdict(dict)
    for module, version, number, page, at, is_passed, digest in rows(session, statement, values):
        pages[module, version, number, bool(is_passed), digest][page] = at
    found: dict[int, tuple[Begun, ...]] = {}
    for (module, version, number, is_passed, digest), seen in pages.items():
        one = Begun(version, number, frozenset(seen), is_passed, max(seen.values()), digest)
        found[module] = (*found.get(module, ()), one)
    return found


def progress(session: Session, *, person_id: int, module: PublishedModule) -> Progress:
    """Where a person is in a module, with the document of the version they are on."""
    versions = begun(session, person_id=person_id, module_id=module.module_id)
    at = place(
        versions.get(module.module_id, ()),
        version_id=module.version_id,
        number=module.number,
        digest=module.digest,
    )
    text = document(session, at.version_id, at.digest)
    return Progress(at.version_id, at.number, text, at.seen, at.digest)


def choices_made(
    session: Session, *, person_id: int, version_id: int, page: str
) -> tuple[Made, ...]:
    """Every choice a person made in a scenario of a version, walk by walk."""
    values = {"person_id": person_id, "version_id": version_id, "page": page}
    return tuple(Made(*row) for row in rows(session, _MADE, values))
