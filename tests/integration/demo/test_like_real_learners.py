"""What is written in bulk is, row for row, what learning's own actions leave behind."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from elearn.content.curriculum import read_curriculum
from elearn.content.queries import documents, everything
from elearn.demo.chain import note_all
from elearn.demo.done import Told
from elearn.demo.publishing import publish_long_ago
from elearn.demo.sittings import Mind, Way
from elearn.demo.writing import write_record
from elearn.domain.dates import london_today
from elearn.learning.actions.attempts import AnswerGiven, save_answers, start_attempt
from elearn.learning.actions.handing_in import hand_in
from elearn.learning.actions.precheck import start_precheck
from elearn.learning.actions.progress import choose, see_page
from elearn.learning.queries.attempts import attempt
from elearn.models import (
    Answer,
    Attempt,
    AttemptKind,
    Certificate,
    Completion,
    Grade,
    Holding,
    Item,
    PageSeen,
    ScenarioChoice,
    TrailEntry,
)
from elearn.operations import trail
from elearn.records.actions import compare_holdings, record_completion
from tests.integration.demo.conftest import MODULES, NOW, TODAY

NINE = datetime(2026, 2, 3, 9, tzinfo=UTC)


@pytest.fixture
def courses(session):
    return publish_long_ago(
        session,
        Random(3),
        curriculum=read_curriculum(MODULES / "curriculum.json"),
        folder=MODULES,
        as_of=TODAY,
        now=NOW,
    )


def passes_at_once(way):
    way.take_until_passed(way.read(NINE))


def fails_and_passes(way):
    way.take_until_passed(way.fail(way.read(NINE), 2))


def fails_and_stops(way):
    way.fail(way.read(NINE), 1)


def begins_and_stops(way):
    way.begin(way.read(NINE), 4)


def renews(way):
    passes_at_once(way)
    way.take_until_passed(NINE + timedelta(200))


def reads_half(way):
    way.read(NINE, 6)


def checks_first(way):
    way.learn(NINE, check_first=True)


STORIES = (
    *(passes_at_once, fails_and_passes, fails_and_stops, begins_and_stops, renews, reads_half),
    checks_first,
)


@pytest.mark.parametrize("code", ["M01", "M03"])
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_the_bulk_path_and_a_learner_leave_the_same_rows(session, make, courses, story, code):
    learner, invented = make.person(), make.person()
    way = Way(courses[code], Mind(0.4, {}), Random(21))
    story(way)
    learn(session, learner.id, way)
    note_all(session, write_record(session, Random(4), ways=[(invented.id, way)], told=[]))
    assert left_by(session, invented.id) == left_by(session, learner.id)
    assert compare_holdings(session) == []
    assert trail.verify(session) is None


def test_training_done_elsewhere_is_recorded_as_the_record_does(session, make, courses):
    real, invented = make.person(), make.person()
    module_id = courses["M01"].module_id
    record_completion(
        session,
        person_id=real.id,
        module_id=module_id,
        version_id=None,
        attempt_id=None,
        on=date(2025, 3, 4),
        grade=Grade.IMPORTED,
        source="agency training records",
        now=NINE,
    )
    told = Told("x", "M01", date(2025, 3, 4), Grade.IMPORTED, "agency training records", NINE)
    write_record(session, Random(4), ways=[], told=[(invented.id, module_id, told)])
    assert left_by(session, invented.id) == left_by(session, real.id)
    assert left_by(session, real.id)["completion"]


def learn(session, person_id, way):
    """Do what the way tells, through the actions that the pages call, in the order of time."""
    for made in way.choices:
        choose(
            session,
            person_id=person_id,
            version_id=way.course.version_id,
            page=made.page,
            walk=1,
            step=made.step,
            node=made.node,
            choice=made.choice,
            tag=made.tag,
            now=made.at,
        )
    for page in way.pages:
        see_page(
            session,
            person_id=person_id,
            version_id=way.course.version_id,
            page=page.page,
            now=page.at,
        )
    for sitting in way.sittings:
        sit(session, person_id, way.course, sitting)
    session.flush()


def sit(session, person_id, course, sitting):
    start = start_precheck if sitting.kind is AttemptKind.PRECHECK else start_attempt
    public_id = start(
        session,
        person_id=person_id,
        module_id=course.module_id,
        version_id=course.version_id,
        document=course.document,
        rng=Random(sitting.drawn_with),
        now=sitting.started_at,
    )
    row = attempt(session, person_id=person_id, public_id=public_id)
    for answer in sitting.answers:
        given = {answer.key: AnswerGiven(answer.chosen, answer.confidence)}
        save_answers(session, attempt_id=row.id, answers=given, now=answer.at)
    if sitting.submitted_at:
        handed_in = london_today(sitting.submitted_at)
        missing = hand_in(
            session,
            attempt=row,
            document=course.document,
            now=sitting.submitted_at,
            today=handed_in,
        )
        assert missing == ()


def left_by(session, person_id):
    """Every row that a person's learning left, without the ids and codes that are drawn by lot."""
    session.expire_all()
    mine = Attempt.person_id == person_id
    statements = {
        "attempt": select(
            Attempt.module_id, Attempt.version_id, Attempt.kind, Attempt.number, Attempt.first,
            Attempt.draw, Attempt.started_at, Attempt.submitted_at, Attempt.score,
            Attempt.out_of, Attempt.passed,
        ).where(mine).order_by(Attempt.kind, Attempt.number),
        "answer": select(
            Attempt.kind, Attempt.number, Item.key, Answer.choice, Answer.confidence,
            Answer.correct, Answer.credit, Answer.answered_at,
        ).join(Attempt).join(Item).where(mine)
        .order_by(Attempt.kind, Attempt.number, Item.key),
        "completion": select(
            Completion.module_id, Completion.version_id, Attempt.number, Completion.completed_on,
            Completion.grade, Completion.source, Completion.recorded_at,
        ).outerjoin(Attempt).where(Completion.person_id == person_id)
        .order_by(Completion.completed_on),
        "holding": select(
            Holding.module_id, Completion.completed_on, Holding.completed_on, Holding.grade
        ).join(Completion).where(Holding.person_id == person_id).order_by(Holding.module_id),
        "certificate": select(Completion.completed_on, Certificate.issued_at).join(Completion)
        .where(Completion.person_id == person_id).order_by(Completion.completed_on),
        "page_seen": select(PageSeen.version_id, PageSeen.page, PageSeen.seen_at)
        .where(PageSeen.person_id == person_id).order_by(PageSeen.seen_at),
        "choice": select(
            ScenarioChoice.page, ScenarioChoice.walk, ScenarioChoice.step, ScenarioChoice.node,
            ScenarioChoice.choice, ScenarioChoice.tag, ScenarioChoice.chosen_at,
        ).where(ScenarioChoice.person_id == person_id).order_by(ScenarioChoice.chosen_at),
        "trail": select(TrailEntry.at, TrailEntry.action, TrailEntry.subject_kind,
                        TrailEntry.detail)
        .where(TrailEntry.actor_id == person_id).order_by(TrailEntry.at),
    }  # fmt: skip
    return {
        name: [tuple(row) for row in session.execute(statement)]
        for name, statement in statements.items()
    }


def test_documents_are_those_that_are_published(session, courses):
    current = {one.code: one.version_id for one in everything(session)}
    for course in courses.values():
        assert course.version_id == current[course.code]
        assert documents(session, [course.version_id])[course.version_id] == course.document
