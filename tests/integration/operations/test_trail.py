"""The trail tells when somebody edits it, and the database does not let them."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DatabaseError

from elearn.domain.acts import UndeclaredActError
from elearn.models import TrailEntry, is_sealed
from elearn.operations.trail import Anchor, anchors_in, examine, head, note, verify
from tests.support.tampering import Tamperer

NOW = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)


def write(session, count=5, **changed):
    for number in range(1, count + 1):
        facts = {
            "action": "roster.applied",
            "actor_id": number,
            "subject_kind": "agency",
            "subject_id": 7,
            "detail": {"new": number},
            "now": NOW,
        }
        note(session, **facts | changed)
    session.expire_all()


@pytest.fixture
def written(session):
    write(session)
    return session


def test_an_honest_trail_verifies(written):
    assert verify(written) is None
    assert examine(written).lines == 5


@pytest.mark.parametrize(
    "values", [{"actor_id": 99}, {"detail": {"new": 9}}, {"subject_id": "8"}, {"hash": "0" * 64},
               {"at": datetime(2026, 6, 1, 9, 31, tzinfo=UTC)}, {"action": "roster.undone"}]
)  # fmt: skip
def test_an_edited_entry_is_named(written, values):
    Tamperer(written).edit(3, **values)
    assert verify(written) == 3


def test_a_deleted_entry_is_noticed_at_the_one_after(written):
    Tamperer(written).delete(2)
    assert verify(written) == 3


def test_the_first_entry_cannot_go_unseen(written):
    Tamperer(written).delete(1)
    assert verify(written) == 2


def test_two_entries_that_changed_places_are_noticed(written):
    Tamperer(written).swap(2, 3)
    assert verify(written) == 2


def test_an_entry_put_in_between_is_named(written):
    like = written.get_one(TrailEntry, 3)
    tamperer = Tamperer(written)
    for number in (5, 4):
        tamperer.edit(number, id=number + 1)
    tamperer.append(like, id=4, previous=like.hash, honest_hash=True)
    assert verify(written) == 5


def test_an_entry_added_at_the_end_without_its_hash_is_named(written):
    last = written.get_one(TrailEntry, 5)
    Tamperer(written).append(last, id=6, previous=last.hash)
    assert verify(written) == 6


def test_an_empty_trail_verifies(session):
    assert verify(session) is None
    assert head(session) is None


def test_lines_taken_off_the_end_are_found_by_what_was_kept_elsewhere(written):
    anchor, at = head(written)
    assert (anchor.number, at) == (5, NOW)
    Tamperer(written).delete(4, 5)
    assert verify(written) is None, "the chain alone cannot tell"
    assert examine(written, (anchor,)).lost == anchor


def test_a_trail_that_was_written_anew_is_found_too(written):
    anchor, _at = head(written)
    tamperer = Tamperer(written)
    tamperer.delete(4, 5)
    write(written, 3, actor_id=99)
    found = examine(written, (Anchor(3, written.get_one(TrailEntry, 3).hash), anchor))
    assert (found.broken, found.lost) == (None, anchor)


def test_anchors_are_read_from_letters_logs_and_lines():
    one, two = "ab" * 32, "cd" * 32
    text = f"Dear you,\n\nAnchor: 12:{one}\n13:{two} 2026-06-01T09:30:00+00:00\nnot 14:{one}\n"
    assert anchors_in(text) == (Anchor(12, one), Anchor(13, two))


@pytest.mark.parametrize(
    "statement",
    [update(TrailEntry).values(actor_id=1), delete(TrailEntry), text("DELETE FROM trail_entry")],
)
def test_the_database_itself_refuses_changes(written, statement):
    assert is_sealed(written.connection())
    with pytest.raises(DatabaseError, match="only added to"), written.begin_nested():
        written.execute(statement)
    assert examine(written).lines == 5


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"action": "roster.mislaid"}, "not an act"),
        ({"subject_kind": "person"}, "is about a agency"),
        ({"detail": {"who": "ab"}}, "may not say who"),
        ({"detail": {"file": "Ada Min"}}, "says more in file"),
        ({"detail": {"file": "ada@council.example"}}, "says more in file"),
        ({"detail": {"import": {"a": ["Ada Min"]}}}, "says more in import"),
    ],
)
@pytest.mark.any_database
def test_an_act_that_is_not_declared_is_refused(session, changed, words):
    with pytest.raises(UndeclaredActError, match=words):
        write(session, 1, **changed)
