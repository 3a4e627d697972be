"""Reads of what a course may be called and what it counts for: modules themselves, and outside
courses with an equivalence in force."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.content.curriculum import topics as topic_names
from elearn.content.document import ModuleDocument
from elearn.content.queries import PublishedModule, documents, published
from elearn.content.topics import topics_of
from elearn.domain.equivalence import Taught, topics_to_pass
from elearn.evidence.plan import Target
from elearn.evidence.reading import key_of
from elearn.models import Equivalence, EquivalenceState, OutsideCourse


@dataclass(frozen=True, slots=True)
class CourseInForce:
    """An outside course that counts for something today."""

    course_id: int
    name: str
    provider: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """An equivalence in force."""

    course_id: int
    name: str
    provider: str
    equivalence_id: int
    module_id: int
    topics: Any
    asks_quiz: bool
    valid_months: int


def topic_words(codes: Iterable[str]) -> tuple[str, ...]:
    """Topics as they are named to people.

    >>> topic_words(["T5"])
    ('T5 Safe first response',)
    """
    names = topic_names()
    return tuple(f"{code} {names[code]}" if code in names else code for code in codes)


def courses_in_force(session: Session) -> tuple[CourseInForce, ...]:
    """Every outside course that counts for a published module, by name."""
    rows = _rows(session)
    return _courses(session, rows, published(session)) if rows else ()


def _courses(
    session: Session, rows: Iterable[_Row], known: Iterable[PublishedModule]
) -> tuple[CourseInForce, ...]:
    modules = {one.module_id: one for one in known}
    rows = [row for row in rows if row.module_id in modules]
    wanted = {modules[row.module_id].version_id for row in rows}
    texts = documents(session, wanted) if wanted else {}
    found: dict[int, list[Target]] = defaultdict(list)
    named: dict[int, tuple[str, str]] = {}
    for row in rows:
        module = modules[row.module_id]
        found[row.course_id].append(_target(row, module, texts[module.version_id]))
        named[row.course_id] = row.name, row.provider
    return tuple(CourseInForce(key, *named[key], tuple(of)) for key, of in found.items())


def _rows(session: Session) -> list[_Row]:
    statement = (
        select(
            OutsideCourse.id,
            OutsideCourse.name,
            OutsideCourse.provider,
            Equivalence.id,
            Equivalence.module_id,
            Equivalence.topics,
            Equivalence.asks_quiz,
            Equivalence.valid_months,
        )
        .join(OutsideCourse, OutsideCourse.id == Equivalence.course_id)
        .where(Equivalence.state == EquivalenceState.APPROVED)
        .order_by(OutsideCourse.key, Equivalence.module_id, Equivalence.id)
    )
    return [_Row(*row) for row in session.execute(statement)]


def _target(row: _Row, module: PublishedModule, text: ModuleDocument) -> Target:
    taught = [Taught(topic, level) for topic, level in row.topics]
    to_pass = topics_to_pass(topics_of(text), text.level, taught, asks_quiz=row.asks_quiz)
    return Target(
        module_id=module.module_id,
        code=module.code,
        title=module.title,
        course=row.name,
        course_id=row.course_id,
        equivalence_id=row.equivalence_id,
        valid_months=row.valid_months,
        to_pass=topic_words(to_pass),
    )


def names_of_courses(session: Session) -> Mapping[str, tuple[Target, ...]]:
    """What a file may write for a course, as it is compared, and what it counts for: the codes,
    slugs and titles of modules go before the names of outside courses."""
    modules = published(session)
    found: dict[str, tuple[Target, ...]] = {
        key_of(one.name): one.targets for one in _courses(session, _rows(session), modules)
    }
    for module in modules:
        target = (Target(module.module_id, module.code, module.title),)
        found |= {key_of(name): target for name in (module.title, module.slug, module.code)}
    return found
