"""The outbox is drained once, by however many workers, whatever the server says."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from elearn.extensions import prepare_engine
from elearn.gateways.mail import RememberingPostbox
from elearn.gateways.message import (
    RefusedError,
    TryLaterError,
    UncertainError,
    UnreachableError,
)
from elearn.models import Base, Letter, LetterState, PersonStatus
from elearn.operations.letters import write
from elearn.reminders.actions.taking import take
from elearn.reminders.jobs import LEASE, NOT_WANTED, TWICE_UNSURE, send_letters

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LINK = "https://x.example/reset/" + "a" * 43


@pytest.fixture
def letter(session, make):
    def write_one(key="one", person=None, now=NOW, subject="Your training", body=f"Go: {LINK}\n"):
        found = write(
            session,
            key=key,
            person_id=(person or make.person()).id,
            to=f"{key}@council.example",
            subject=subject,
            body=body,
            now=now,
        )
        session.commit()
        return found

    return write_one


def send(session, postbox, now=NOW, worker="w1"):
    return send_letters(session, postbox, now=now, worker=worker)


def keys(postbox):
    return [one.to.partition("@")[0] for one in postbox.letters]


def test_what_is_sent_is_not_sent_again(session, letter):
    one, postbox = letter(), RememberingPostbox()
    assert send(session, postbox) == 1
    assert send(session, postbox) == 0
    assert one.state is LetterState.SENT
    assert one.sent_at == NOW
    assert keys(postbox) == ["one"]


def test_once_sent_its_link_is_not_kept(session, letter):
    one = letter()
    postbox = RememberingPostbox()
    send(session, postbox)
    assert LINK in postbox.letters[0].body
    assert LINK not in one.body


def test_letters_go_out_in_the_order_they_were_written(session, letter):
    for n, key in enumerate("abc"):
        letter(key, now=NOW - timedelta(minutes=5 - n))
    postbox = RememberingPostbox()
    send(session, postbox)
    assert keys(postbox) == ["a", "b", "c"]


def test_one_bad_letter_fails_with_a_reason_and_the_others_go(session, letter):
    poison = letter("poison")
    poison.recipient = "not an address\r\nBcc: x@y.example"
    session.commit()
    letter("good")
    postbox = RememberingPostbox()
    assert send(session, postbox) == 2
    assert poison.state is LetterState.FAILED
    assert "address" in poison.answer
    assert keys(postbox) == ["good"]


@pytest.mark.parametrize("text", ["\r", "\x1c", "\x85", "\u2028", "=?utf-8?q?=0D=0AX=3A_y?="])
def test_a_hostile_title_stops_nobodys_letter(session, letter, text):
    letter("odd", subject=f"For{text}you")
    letter("next")
    postbox = RememberingPostbox()
    assert send(session, postbox) == 2
    assert keys(postbox) == ["odd", "next"]


def test_a_refusal_is_final_and_a_put_off_waits_longer_each_time(session, letter):
    never, later = letter("never"), letter("later")
    postbox = RememberingPostbox(faults=[RefusedError("550 no"), TryLaterError("451 busy")])
    send(session, postbox)
    assert (never.state, never.answer) == (LetterState.FAILED, "550 no")
    assert (later.state, later.answer) == (LetterState.QUEUED, "451 busy")
    first = later.not_before - NOW
    postbox.faults = [TryLaterError("451 busy")]
    assert send(session, postbox) == 0
    send(session, postbox, later.not_before)
    assert later.not_before - NOW > 2 * first


def test_after_eight_tries_it_is_given_up(session, letter):
    one = letter()
    for _ in range(8):
        send(session, RememberingPostbox(faults=[TryLaterError("451 busy")]), one.not_before)
    assert one.state is LetterState.FAILED
    assert "451 busy" in one.answer


def test_while_no_server_answers_everything_waits_in_its_place(session, letter):
    first, second = letter("first"), letter("second")
    for hour in range(3):
        down = RememberingPostbox(faults=[UnreachableError("down")])
        assert send(session, down, NOW + timedelta(hours=hour)) == 0
        assert down.letters == []
    assert {first.state, second.state} == {LetterState.QUEUED}
    assert first.tries == 0
    up = RememberingPostbox()
    assert send(session, up, NOW + timedelta(hours=3)) == 2
    assert keys(up) == ["first", "second"]


@pytest.mark.parametrize("status", [PersonStatus.SUSPENDED, PersonStatus.ERASED])
def test_who_was_suspended_meanwhile_gets_no_letter(session, make, letter, status):
    person = make.person()
    one = letter(person=person)
    person.status = status
    session.commit()
    postbox = RememberingPostbox()
    send(session, postbox)
    assert postbox.letters == []
    assert (one.state, one.answer) == (LetterState.FAILED, NOT_WANTED)


def test_a_letter_waits_for_its_time(session, letter):
    one = letter()
    one.not_before = NOW + timedelta(hours=1)
    session.commit()
    assert send(session, RememberingPostbox()) == 0


def test_unsure_whether_it_arrived_it_goes_once_more_with_the_same_number(session, letter):
    one = letter()
    number = one.message_id
    send(session, RememberingPostbox(faults=[UncertainError("line broke")]))
    assert one.state is LetterState.QUEUED
    again = RememberingPostbox(faults=[UncertainError("line broke")])
    send(session, again, one.not_before)
    assert (one.state, one.answer) == (LetterState.FAILED, TWICE_UNSURE)
    assert one.message_id == number


def test_a_worker_that_died_with_a_letter_costs_one_more_copy_at_most(session, letter):
    one = letter()
    die_with(session, one, NOW, "dead")
    assert send(session, RememberingPostbox(), NOW + timedelta(minutes=1), "w2") == 0
    postbox = RememberingPostbox()
    assert send(session, postbox, NOW + LEASE, "w2") == 1
    assert [each.message_id for each in postbox.letters] == [one.message_id]
    assert one.state is LetterState.SENT


def test_two_that_died_with_it_stop_it(session, letter):
    one = letter()
    die_with(session, one, NOW, "dead")
    die_with(session, one, NOW + LEASE, "dead too")
    postbox = RememberingPostbox()
    send(session, postbox, NOW + 3 * LEASE, "w3")
    assert postbox.letters == []
    assert (one.state, one.answer) == (LetterState.FAILED, TWICE_UNSURE)


class PowerCut(BaseException):
    """What a kill looks like from inside."""


class DyingPostbox(RememberingPostbox):
    """Takes some letters and then the whole worker with it."""

    def __init__(self, after=0):
        super().__init__()
        self.after = after

    def post(self, letter):
        if len(self.letters) == self.after:
            raise PowerCut
        return super().post(letter)


def die_with(session, one, now, worker):
    with pytest.raises(PowerCut):
        send(session, DyingPostbox(), now, worker)
    session.refresh(one)
    assert one.state is LetterState.SENDING


def in_hand(session, letters):
    """What a worker that is killed had taken, which nothing of it was written down of."""
    return take(session, [one.id for one in letters], now=NOW, worker="killed")


def test_some_letters_are_taken_at_once_and_a_kill_costs_each_one_more_copy_at_most(
    session, letter
):
    some = [letter(f"l{n}") for n in range(3)]
    assert [one.letter_id for one in in_hand(session, some)] == [one.id for one in some]
    assert send(session, RememberingPostbox(), NOW + timedelta(minutes=1), "w2") == 0
    again = RememberingPostbox()
    assert send(session, again, NOW + LEASE, "w2") == 3
    assert [each.message_id for each in again.letters] == [one.message_id for one in some]
    assert {one.state for one in some} == {LetterState.SENT}
    assert send(session, again, NOW + 3 * LEASE, "w3") == 0


def test_only_the_letter_that_was_going_out_is_in_doubt_when_a_worker_breaks_off(session, letter):
    sent, cut, waiting = (letter(key) for key in ("sent", "cut", "waiting"))
    dying = DyingPostbox(after=1)
    with pytest.raises(PowerCut):
        send(session, dying)
    assert [one.state for one in (sent, cut, waiting)] == [
        LetterState.SENT,
        LetterState.SENDING,
        LetterState.QUEUED,
    ]
    assert (waiting.tries, waiting.answer, waiting.leased_until) == (0, "", None)
    assert send(session, RememberingPostbox(), NOW) == 1
    assert waiting.state is LetterState.SENT


def test_what_was_in_doubt_is_taken_by_itself_and_stopped_the_second_time(session, letter):
    one, other = letter("one"), letter("other")
    in_hand(session, [one, other])
    with pytest.raises(PowerCut):
        send(session, DyingPostbox(), NOW + LEASE, "dead too")
    session.refresh(other)
    assert other.tries == 1  # nobody tried it since: it does not stand for the other's fate
    postbox = RememberingPostbox()
    send(session, postbox, NOW + 3 * LEASE, "w3")
    assert keys(postbox) == ["other"]
    assert (one.state, one.answer) == (LetterState.FAILED, TWICE_UNSURE)


def test_a_server_that_goes_away_halfway_leaves_the_rest_as_it_was(session, letter):
    some = [letter(f"l{n}") for n in range(3)]
    some[2].answer = "451 busy"
    session.commit()
    halfway = RememberingPostbox(faults=[RefusedError("554 no relay"), UnreachableError("down")])
    assert send(session, halfway) == 1
    assert [one.state for one in some] == [
        LetterState.FAILED,
        LetterState.QUEUED,
        LetterState.QUEUED,
    ]
    assert [one.answer for one in some] == ["554 no relay", "down", "451 busy"]
    assert [one.tries for one in some] == [1, 0, 0]


@pytest.mark.slow
def test_workers_that_drain_at_once_send_each_letter_once(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'outbox.db'}")
    prepare_engine(engine)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        for n in range(120):
            write(session, key=f"l{n}", person_id=None, to=f"l{n}@a.example",
                  subject="S", body="B", now=NOW)  # fmt: skip
        session.commit()
    boxes = [RememberingPostbox() for _ in range(3)]

    def drain(number):
        with Session(engine) as session:
            while send_letters(session, boxes[number], now=NOW, worker=f"w{number}", limit=50):
                pass

    threads = [threading.Thread(target=drain, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sent = sorted(key for box in boxes for key in keys(box))
    assert sent == sorted(f"l{n}" for n in range(120))
    with Session(engine) as session:
        assert set(session.scalars(select(Letter.state))) == {LetterState.SENT}
    engine.dispose()
