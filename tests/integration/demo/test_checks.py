"""The knowledge check in the demonstration: like a learner's, and taken by some of everybody."""

from random import Random

import pytest
from sqlalchemy import func, select

from elearn.demo.sittings import Mind, Way
from elearn.demo.writing import write_record
from elearn.domain.dates import london_today
from elearn.learning.actions.attempts import AnswerGiven, save_answers
from elearn.learning.actions.check import start_check
from elearn.learning.actions.handing_in import hand_in
from elearn.learning.queries.attempts import attempt
from elearn.models import Attempt, AttemptKind, AuditKnowledge, Level, Person
from tests.integration.demo.test_like_real_learners import NINE, courses, left_by

__all__ = ["courses"]


@pytest.mark.parametrize("specialist", [False, True])
def test_the_bulk_path_and_a_learner_leave_the_same_rows(session, make, courses, specialist):
    level = Level.C if specialist else Level.B
    learner, invented = make.worker(make.agency(), make.role(level=level)), make.person()
    way = Way(courses["K01"], Mind(0.4, {}), Random(21))
    way.take_check(NINE, specialist=specialist)
    take(session, learner.id, way)
    write_record(session, Random(4), ways=[(invented.id, way)], told=[])
    assert left_by(session, invented.id) == left_by(session, learner.id)
    assert left_by(session, learner.id)["completion"] == []


def take(session, person_id, way):
    (sitting,) = way.sittings
    public_id = start_check(
        session,
        person_id=person_id,
        module_id=way.course.module_id,
        version_id=way.course.version_id,
        document=way.course.document,
        rng=Random(sitting.drawn_with),
        now=sitting.started_at,
        today=london_today(sitting.started_at),
    )
    row = attempt(session, person_id=person_id, public_id=public_id)
    for answer in sitting.answers:
        given = {answer.key: AnswerGiven(answer.chosen, answer.confidence)}
        save_answers(session, attempt_id=row.id, answers=given, now=answer.at)
    missing = hand_in(
        session,
        attempt=row,
        document=way.course.document,
        now=sitting.submitted_at,
        today=london_today(sitting.submitted_at),
    )
    assert missing == ()


def test_about_four_in_ten_took_it_and_every_topic_is_known(demonstration):
    people = demonstration.scalar(select(func.count(Person.id)))
    took = demonstration.scalar(
        select(func.count(Attempt.person_id.distinct())).where(Attempt.kind == AttemptKind.ANCHOR)
    )
    assert 0.33 <= took / people <= 0.47
    topics = demonstration.scalars(
        select(AuditKnowledge.topic)
        .where(AuditKnowledge.agency == "", AuditKnowledge.role == "", AuditKnowledge.level == "")
        .distinct()
    ).all()
    assert set(topics) == {f"T{number}" for number in range(1, 11)}
