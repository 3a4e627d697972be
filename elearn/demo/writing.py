"""Writes people and what they did in few statements, row for row as the product's own actions do
(``tests/integration/demo/test_like_real_learners.py`` holds the two together)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.demo.bulk import add_numbered, add_rows
from elearn.demo.chain import Done
from elearn.demo.done import Told
from elearn.demo.people import Somebody
from elearn.demo.sittings import PASSABLE, Course, Sitting, Way
from elearn.domain.answers import pack
from elearn.domain.certificates import new_code
from elearn.domain.dates import london_today
from elearn.models import (
    Absence,
    Answer,
    Attempt,
    AttemptKind,
    Certificate,
    Completion,
    Grade,
    Item,
    PageSeen,
    Person,
    PersonStatus,
    Posting,
    ScenarioChoice,
    StaffNumber,
)
from elearn.records.actions import rebuild_holdings

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ids:
    """Where things are in this database: agencies by slug, teams by agency and name, staff roles
    by code."""

    agencies: Mapping[str, int]
    teams: Mapping[tuple[str, str], int]
    roles: Mapping[str, int]


def write_people(
    session: Session,
    people: Sequence[Somebody],
    *,
    ids: Ids,
    managers: Mapping[tuple[str, str], str],
    since: datetime,
) -> dict[str, int]:
    """Put everybody on file with their numbers, postings and absences; ids by public id. The
    service knows nobody before the moment ``since``."""
    rows = [_person(one, managers, since) for one in people]
    person_ids = add_numbered(session, Person, rows, by=Person.public_id)
    numbers, postings, absences = [], [], []
    for one in people:
        person_id = person_ids[one.public_id]
        numbers += [
            {"person_id": person_id, "agency_id": ids.agencies[agency], "value": value}
            for agency, value in one.numbers
        ]
        postings += [
            {
                "person_id": person_id,
                "agency_id": ids.agencies[place.agency],
                "team_id": ids.teams[place.agency, place.team],
                "role_id": ids.roles[place.role],
                "start": place.start,
                "end": place.end,
            }
            for place in one.places
        ]
        if one.away:
            absences.append({"person_id": person_id, "start": one.away.start, "end": one.away.end})
    add_rows(session, StaffNumber, numbers)
    add_rows(session, Posting, postings)
    add_rows(session, Absence, absences)
    return person_ids


def _person(one: Somebody, managers: Mapping[tuple[str, str], str], since: datetime) -> Row:
    manager = managers.get((one.now.agency, one.now.team))
    started = datetime.combine(one.places[0].start, since.timetz())
    return {
        "public_id": one.public_id,
        "full_name": one.name,
        "email": one.email,
        "manager_email": None if manager == one.email else manager,
        "status": PersonStatus.ACTIVE,
        "created_at": max(since, started),
    }


def write_record(
    session: Session,
    rng: Random,
    *,
    ways: Sequence[tuple[int, Way]],
    told: Sequence[tuple[int, int, Told]],
) -> list[Done]:
    """Put on the record what people did here, each way with its person's id, and what was told of
    elsewhere, with the person's and the module's id. What belongs into the trail is returned."""
    _write_pages(session, ways)
    sat = [(person_id, way.course, one) for person_id, way in ways for one in way.sittings]
    attempts = write_sittings(session, sat)
    here = [_completion(person_id, way, one, attempts) for person_id, way, one in _passes(ways)]
    acts = _write_completions(session, rng, here, [_as_told(*one) for one in told])
    rebuild_holdings(session)
    return acts


def _passes(ways: Iterable[tuple[int, Way]]) -> Iterable[tuple[int, Way, Sitting]]:
    for person_id, way in ways:
        for sitting in way.sittings:
            if sitting.passed:
                yield person_id, way, sitting


def _write_pages(session: Session, ways: Sequence[tuple[int, Way]]) -> None:
    pages = [
        {
            "person_id": person_id,
            "version_id": way.course.version_id,
            "page": one.page,
            "seen_at": one.at,
        }
        for person_id, way in ways
        for one in way.pages
    ]
    choices = [
        {
            "person_id": person_id,
            "version_id": way.course.version_id,
            "page": one.page,
            "walk": 1,
            "step": one.step,
            "node": one.node,
            "choice": one.choice,
            "tag": one.tag,
            "chosen_at": one.at,
        }
        for person_id, way in ways
        for one in way.choices
    ]
    add_rows(session, PageSeen, pages)
    add_rows(session, ScenarioChoice, choices)


def write_sittings(session: Session, sat: Sequence[tuple[int, Course, Sitting]]) -> dict[str, int]:
    """Put tries with their answers on file, each with its person's id; their ids by public id."""
    rows = [
        {
            "public_id": one.public_id,
            "person_id": person_id,
            "module_id": course.module_id,
            "version_id": course.version_id,
            "kind": one.kind,
            "number": one.number,
            "first": one.first,
            "draw": [[item.key, list(item.options)] for item in one.drawn],
            "started_at": one.started_at,
            "submitted_at": one.submitted_at,
            "score": one.mark.score if one.mark else None,
            "out_of": len(one.drawn),
            "passed": one.passed if one.mark and one.kind in PASSABLE else None,
        }
        for person_id, course, one in sat
    ]
    attempts = add_numbered(session, Attempt, rows, by=Attempt.public_id)
    _write_answers(session, [one for _, _, one in sat], attempts)
    return attempts


def _write_answers(
    session: Session, sittings: Iterable[Sitting], attempts: Mapping[str, int]
) -> None:
    items = dict(session.execute(select(Item.key, Item.id)).all())
    rows = [
        {
            "attempt_id": attempts[sitting.public_id],
            "item_id": items[answer.key],
            "choice": pack(answer.chosen),
            "confidence": answer.confidence,
            "correct": answer.key in sitting.mark.right if sitting.mark else None,
            "credit": float(sitting.mark.credits[answer.key]) if sitting.mark else None,
            "answered_at": answer.at,
        }
        for sitting in sittings
        for answer in sitting.answers
    ]
    add_rows(session, Answer, rows)


def _completion(person_id: int, way: Way, sitting: Sitting, attempts: Mapping[str, int]) -> Row:
    at = sitting.submitted_at or sitting.started_at
    return {
        "person_id": person_id,
        "module_id": way.course.module_id,
        "version_id": way.course.version_id,
        "attempt_id": attempts[sitting.public_id],
        "completed_on": london_today(at),
        "grade": Grade.HERE,
        "source": "pre-check" if sitting.kind is AttemptKind.PRECHECK else "quiz",
        "recorded_at": at,
    }


def _as_told(person_id: int, module_id: int, told: Told) -> Row:
    return {
        "person_id": person_id,
        "module_id": module_id,
        "version_id": None,
        "attempt_id": None,
        "completed_on": told.on,
        "grade": told.grade,
        "source": told.source,
        "recorded_at": told.recorded_at,
    }


def _write_completions(
    session: Session, rng: Random, here: Sequence[Row], told: Sequence[Row]
) -> list[Done]:
    """The lines of the record; those made here get their certificate and a line in the trail."""
    add_rows(session, Completion, told)
    ids = add_numbered(session, Completion, here, by=Completion.attempt_id)
    certificates, acts = [], []
    for row in here:
        completion_id, at = ids[row["attempt_id"]], row["recorded_at"]
        certificates.append(
            {
                "completion_id": completion_id,
                "code": new_code(rng.randbytes),
                "issued_at": at,
            }
        )
        detail = {"module": row["module_id"], "grade": row["grade"].value, "source": row["source"]}
        acts.append(
            Done(
                at,
                "completion.recorded",
                "completion",
                str(completion_id),
                detail,
                actor_id=row["person_id"],
            )
        )
    add_rows(session, Certificate, certificates)
    return acts
