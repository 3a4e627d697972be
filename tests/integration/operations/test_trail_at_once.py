"""Eight that write at once leave one whole chain."""

from datetime import UTC, datetime
from threading import Barrier, Thread

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.extensions import db
from elearn.models import TrailEntry, seal, unseal
from elearn.operations.trail import note, verify

NOW = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
WRITERS, EACH = 8, 4


def test_eight_writers_keep_the_chain_whole(app):
    with app.app_context():
        engine, start = db.engine, Barrier(WRITERS)
    failed = []

    def write(number):
        start.wait()
        try:
            for _ in range(EACH):
                with Session(engine) as session, session.begin():
                    note(session, action="signed-out", actor_id=number, subject_kind="person",
                         subject_id=number, now=NOW)  # fmt: skip
        except Exception as error:
            failed.append(error)

    writers = [Thread(target=write, args=(number,)) for number in range(1, WRITERS + 1)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    try:
        with Session(engine) as session:
            assert not failed
            assert session.scalar(select(func.count(TrailEntry.id))) == WRITERS * EACH
            assert verify(session) is None
    finally:
        clear(engine)


def clear(engine):
    """These lines were committed: the other tests begin with none."""
    with Session(engine) as session, session.begin():
        unseal(session.connection())
        session.query(TrailEntry).delete()
    with engine.begin() as connection:
        seal(connection)
