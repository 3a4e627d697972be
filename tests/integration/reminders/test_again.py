"""Five questions by letter, months after a completion: who gets them and who does not."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select, update

from elearn.domain.dates import add_months
from elearn.models import (
    Absence,
    Grade,
    Letter,
    Person,
    PersonStatus,
    Posting,
    SpacedCheck,
    SpacedStop,
    UndeliveredAddress,
)
from elearn.reminders.actions.spaced import ask_some
from elearn.reminders.planning import plan_questions
from elearn.reminders.queries.spaced import unwanted_among
from elearn.spaced.actions import set_intervals
from tests.integration.reminders.conftest import NOW, SENDER, TODAY

THREE_MONTHS_AGO, NINE_MONTHS_AGO = add_months(TODAY, -3), add_months(TODAY, -9)


@pytest.fixture
def module(make):
    return make.module(title="Notice and pass on")


@pytest.fixture
def finisher(make, module):
    """Somebody at work who completed the module on a day."""

    def somebody(on=THREE_MONTHS_AGO, *, of=None, grade=Grade.HERE, **facts) -> Person:
        found = make.worker(make.agency(), name=facts.get("name"))
        make.completion(found, of or module, on, grade=grade)
        return found

    return somebody


def run(session, *, now=NOW, today=TODAY) -> int:
    letters, after = 0, 0
    while after is not None:
        step = ask_some(
            session, sender=SENDER, after=after, rng=Random(1), now=now, today=today, most=2
        )
        letters, after = letters + step.letters, step.last
    session.commit()
    return letters


def asked(session) -> list[tuple[int, int]]:
    rows = session.execute(
        select(SpacedCheck.person_id, SpacedCheck.after_months).order_by(SpacedCheck.id)
    )
    return [tuple(row) for row in rows]


def test_people_are_asked_three_and_nine_months_later_each_once(session, finisher):
    early, late = finisher(), finisher(NINE_MONTHS_AGO)
    finisher(TODAY), finisher(THREE_MONTHS_AGO + timedelta(days=1)), finisher(date(2025, 11, 1))
    assert {(one.person_id, one.months) for one in plan_questions(session, now=NOW, today=TODAY)} \
        == {(early.id, 3), (late.id, 9)}  # fmt: skip
    assert run(session) == 2
    assert asked(session) == [(early.id, 3), (late.id, 9)]
    assert run(session) == 0
    later = NOW + timedelta(days=8)
    assert run(session, now=later, today=TODAY + timedelta(days=8)) == 1  # fell due meanwhile


def test_the_letter_has_a_link_of_its_own_and_anchors_come_first(session, finisher, module):
    finisher(name="Mai Tran")
    run(session)
    letter = session.scalar(select(Letter))
    check = session.scalar(select(SpacedCheck))
    assert letter.subject == "Do you still know it? 5 questions"
    assert "“Notice and pass on” 3 months ago" in letter.body
    link = next(line for line in letter.body.split() if "/again/" in line)
    assert link.startswith("https://training.example/again/")
    assert check.secret_hash not in letter.body
    assert f"{link}/stop" in letter.body
    assert "18 December 2026" in letter.body
    keys = [key for key, _options in check.draw]
    assert len(keys) == 5
    anchors = {f"{module.code.lower()}-t1-01", f"{module.code.lower()}-t1-04"}
    assert set(keys[:2]) == anchors


def test_nobody_gets_two_in_a_week(session, make, finisher):
    person = finisher()
    make.completion(person, make.module(), THREE_MONTHS_AGO - timedelta(days=3))
    assert run(session) == 1
    assert run(session, now=NOW + timedelta(days=6)) == 0
    assert run(session, now=NOW + timedelta(days=8)) == 1


def test_leavers_suspended_away_unreachable_and_unwilling_people_get_none(session, finisher):
    leaver, suspended, erased, away, unreached, stopped, silent = (finisher() for _ in range(7))
    session.execute(update(Posting).where(Posting.person_id == leaver.id).values(end=TODAY))
    suspended.status, erased.status = PersonStatus.SUSPENDED, PersonStatus.ERASED
    silent.email = None
    session.add_all(
        [
            Absence(person_id=away.id, start=TODAY - timedelta(days=2)),
            UndeliveredAddress(
                person_id=unreached.id, address=unreached.email, answer="550", since=NOW
            ),
            SpacedStop(person_id=stopped.id, stopped_at=NOW),
        ]
    )
    session.commit()
    assert run(session) == 0


def test_what_was_done_elsewhere_is_not_asked_about(session, finisher):
    finisher(grade=Grade.IMPORTED), finisher(grade=Grade.ATTENDED)
    assert run(session) == 0


def test_the_intervals_are_a_setting(session, finisher):
    finisher(add_months(TODAY, -1))
    assert run(session) == 0
    with pytest.raises(ValueError, match="comes after the first"):
        set_intervals(session, months=(9, 3), actor_id=None, now=NOW)
    assert set_intervals(session, months=(1,), actor_id=None, now=NOW)
    assert not set_intervals(session, months=(1,), actor_id=None, now=NOW)
    assert run(session) == 1
    set_intervals(session, months=(), actor_id=None, now=NOW)
    finisher(add_months(TODAY, -1))
    assert run(session) == 0


def test_a_letter_that_waits_is_not_sent_once_they_left_or_stopped(session, finisher):
    person = finisher()
    run(session)
    letter = session.scalar(select(Letter.id))
    assert not unwanted_among(session, {letter}, today=TODAY)
    then = TODAY.replace(year=1999)  # works nowhere then
    assert unwanted_among(session, {letter}, today=then) == {letter}
    session.add(SpacedStop(person_id=person.id, stopped_at=NOW))
    session.flush()
    assert unwanted_among(session, {letter}, today=TODAY) == {letter}
