"""The trail tells when somebody edits it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, update

from elearn.models import TrailEntry
from elearn.operations.trail import note, verify

NOW = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def written(session):
    for number in range(1, 6):
        note(
            session,
            action="roster.applied",
            actor_id=number,
            subject_kind="agency",
            subject_id=7,
            detail={"new": number},
            now=NOW,
        )
    session.expire_all()
    return session


def test_an_honest_trail_verifies(written):
    assert verify(written) is None


def test_an_edited_entry_is_named(written):
    written.execute(update(TrailEntry).where(TrailEntry.id == 3).values(actor_id=99))
    written.expire_all()
    assert verify(written) == 3


def test_a_deleted_entry_is_noticed_at_the_one_after(written):
    written.execute(delete(TrailEntry).where(TrailEntry.id == 2))
    written.expire_all()
    assert verify(written) == 3


def test_two_entries_that_changed_places_are_noticed(written):
    for old, new in ((2, 100), (3, 2), (100, 3)):
        written.execute(update(TrailEntry).where(TrailEntry.id == old).values(id=new))
    written.expire_all()
    assert verify(written) == 2


def test_an_empty_trail_verifies(session):
    assert verify(session) is None
