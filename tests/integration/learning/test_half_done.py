"""Handing in breaks off somewhere: nothing of it stays, and the next try is whole.

The same with processes really killed: tests/faults/test_killed.py.
"""

import pytest
from sqlalchemy import event, func, select

from elearn.extensions import db
from elearn.models import Answer, Attempt, Certificate, Completion, Holding, TrailEntry
from elearn.operations import trail

WRITTEN = (Completion, Certificate, Holding, TrailEntry)


@pytest.mark.parametrize("broken", [one.__tablename__ for one in WRITTEN])
def test_a_hand_in_that_breaks_off_marks_nothing_and_can_be_repeated(
    app, learner, session, monkeypatch, broken
):
    learner.read_everything()
    attempt = learner.start()
    learner.answer_all(attempt)
    before = counted(session)
    monkeypatch.setattr(app, "testing", False)  # an error is a page, as for people

    def break_off(_connection, _cursor, statement, *_rest):
        if statement.startswith(f"INSERT INTO {broken} "):
            raise RuntimeError(broken)

    event.listen(db.engine, "before_cursor_execute", break_off)
    try:
        assert learner.hand_in(attempt).status_code == 500
    finally:
        event.remove(db.engine, "before_cursor_execute", break_off)
    session.expire_all()
    assert counted(session) == before
    assert session.scalars(select(Attempt.submitted_at)).all() == [None]
    assert set(session.scalars(select(Answer.correct))) == {None}

    assert learner.hand_in(attempt).location == f"{attempt}/result"
    assert counted(session) == [number + 1 for number in before]
    assert trail.verify(session) is None


def counted(session):
    return [session.scalar(select(func.count()).select_from(table)) for table in WRITTEN]
