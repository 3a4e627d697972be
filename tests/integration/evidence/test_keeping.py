"""Files of certificates are emptied when their time is over; what was decided stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn.evidence.actions.keeping import KEPT_DAYS, MOST_AT_ONCE, forget_files
from elearn.evidence.queries.certificates import my_file
from elearn.models import EvidenceFile, FileState, TrailEntry
from elearn.web.clock import now


@pytest.fixture
def file(make, session):
    """A file in a state, decided so many days ago."""
    person, number = make.person(), iter(range(MOST_AT_ONCE * 2))

    def made(state, days=None):
        at = now()
        return make._add(
            EvidenceFile(
                public_id=f"f{next(number)}",
                person_id=person.id,
                course_name="Night class",
                provider="College",
                done_on=at.date(),
                mime="image/png",
                size=3,
                sha256="0" * 64,
                content=b"png",
                state=state,
                sent_at=at - timedelta(days=9999),
                decided_at=None if days is None else at - timedelta(days=days),
            )
        )

    return made


@pytest.mark.parametrize("state", KEPT_DAYS, ids=lambda state: state.value)
def test_a_decided_file_is_kept_for_its_time_and_no_longer(session, file, state):
    young, old = file(state, KEPT_DAYS[state] - 1), file(state, KEPT_DAYS[state] + 1)
    assert forget_files(session, now=now()) == 1
    session.commit()
    assert young.content == b"png"
    assert old.content is None
    assert (old.state, old.course_name) == (state, "Night class")
    assert my_file(session, person_id=old.person_id, public_id=old.public_id) is None
    assert session.scalars(select(TrailEntry.action)).all() == ["certificates.forgotten"]
    assert forget_files(session, now=now()) == 0


def test_what_waits_for_a_decision_is_kept(session, file):
    waiting = file(FileState.WAITING)
    assert forget_files(session, now=now() + timedelta(days=9999)) == 0
    assert waiting.content == b"png"
    assert session.scalars(select(TrailEntry.id)).all() == []
