"""The modules as if they had been published when the demonstration's time began."""

from collections import defaultdict
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random

from sqlalchemy import update
from sqlalchemy.orm import Session

from elearn.content.curriculum import Curriculum
from elearn.content.document import ModuleDocument
from elearn.content.publish import load_contacts, load_curriculum, load_recordings, publish
from elearn.content.queries import documents, everything
from elearn.demo.checking import K01
from elearn.demo.history import MODULES
from elearn.demo.sittings import Course
from elearn.domain.dates import add_months, london_today
from elearn.models import ModuleVersion, Requirement

MONTHS_OF_DATA = 18
SPREAD_OF_HARDNESS = 0.35


def began(as_of: date) -> datetime:
    """When the modules were published."""
    return datetime.combine(add_months(as_of, -MONTHS_OF_DATA), time(9), UTC)


def publish_long_ago(
    session: Session,
    rng: Random,
    *,
    curriculum: Curriculum,
    folder: Path,
    as_of: date,
    now: datetime,
) -> dict[str, Course]:
    """Publish what is in the folder as of a year and a half ago; the courses by code.

    Modules that were published since are dated back: nobody is on record who could have learnt
    from them. Raises ContentError when the folder has faults.
    """
    from elearn.content.reader import read_all  # noqa: PLC0415 pydantic, YAML and Markdown

    at = began(as_of)
    reading = read_all(folder, today=london_today(now))
    load_curriculum(session, curriculum, start=at.date())
    load_contacts(session, reading.contacts)
    load_recordings(session, reading.recordings)
    publish(session, reading.documents, now=now, published_at=at)
    session.execute(
        update(ModuleVersion).where(ModuleVersion.published_at > at).values(published_at=at)
    )
    session.execute(
        update(Requirement).where(Requirement.start > at.date()).values(start=at.date())
    )
    return _courses(session, rng)


def _courses(session: Session, rng: Random) -> dict[str, Course]:
    found = {one.code: one for one in everything(session) if one.code in (*MODULES, K01)}
    texts = documents(session, [one.version_id for one in found.values()])
    hard: dict[str, float] = {}
    for one in found.values():
        hard |= _hardness(texts[one.version_id], rng)
    return {
        code: Course(code, one.module_id, one.version_id, texts[one.version_id], hard)
        for code, one in sorted(found.items())
    }


def _hardness(text: ModuleDocument, rng: Random) -> dict[str, float]:
    """How hard each question is against the others of its topic."""
    drawn = {item.key: rng.gauss(0, SPREAD_OF_HARDNESS) for item in text.items}
    of_topic: dict[str, list[float]] = defaultdict(list)
    for item in text.items:
        of_topic[item.topic].append(drawn[item.key])
    middle = {topic: sum(values) / len(values) for topic, values in of_topic.items()}
    return {item.key: drawn[item.key] - middle[item.topic] for item in text.items}
