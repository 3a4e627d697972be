"""Letters by the dates: the right one, once, and a missed day is made good."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from elearn.gateways.mail import RememberingPostbox
from elearn.models import Letter, LetterState, PersonStatus, Posting, ReminderChoice, ReminderItem
from elearn.reminders.actions.choosing import choose
from elearn.reminders.daily import is_called_for, write_all
from elearn.reminders.jobs import NOT_TRUE, NOT_WANTED, send_letters
from tests.integration.reminders.conftest import NOW, SENDER, TODAY

LONDON = ZoneInfo("Europe/London")


def run(session, day=TODAY):
    return write_all(session, sender=SENDER, now=NOW + (day - TODAY), today=day).own


def letters(session):
    return session.scalar(select(func.count()).select_from(Letter))


def rules(session):
    return list(session.scalars(select(ReminderItem.rule).order_by(ReminderItem.id)))


@pytest.mark.parametrize(
    ("days", "rule"),
    [(30, "soon"), (2, "soon"), (1, "tomorrow"), (0, "tomorrow"), (-7, "week-over"),
     (-30, "month-over-0"), (-100, "month-over-2")],
)  # fmt: skip
def test_each_day_calls_for_its_letter(session, crowd, agency, days, rule):
    crowd.person(agency, days)
    assert run(session) == 1
    assert rules(session) == [rule]


def test_who_is_due_later_or_never_hears_nothing(session, crowd, agency, make):
    crowd.person(agency, 31)
    crowd.person(agency, 400)
    crowd.person(agency, -5, email=None)
    crowd.person(agency, -5, status=PersonStatus.SUSPENDED)
    make.absence(crowd.person(agency, -5), TODAY - timedelta(days=200))
    assert run(session) == 0


def test_running_twice_writes_once_and_every_rule_is_told_once(session, crowd, agency):
    crowd.person(agency, 30)
    assert [run(session), run(session)] == [1, 0]
    for day in range(1, 100, 4):
        run(session, TODAY + timedelta(days=day))
    assert rules(session) == [
        "soon", "tomorrow", "week-over", "month-over-0", "month-over-1"
    ]  # fmt: skip


def test_days_on_which_nothing_ran_are_made_good_with_one_letter(session, crowd, agency):
    crowd.person(agency, 30)
    run(session)
    assert run(session, TODAY + timedelta(days=45)) == 1
    assert rules(session) == ["soon", "week-over"]


def test_one_letter_a_week_with_everything_in_it(session, crowd, agency, make):
    other = make.module(title="Second module")
    make.requirement(crowd.role, other)
    person = crowd.person(agency, 20)
    assert run(session) == 1
    body = session.scalar(select(Letter.body))
    assert "Notice and pass on" in body
    assert "Second module" in body
    assert "Midwife at North Council" in body
    assert "Due on 8 December 2026, in 20 days." in body
    assert f"Dear {person.full_name}," in body
    assert [run(session, TODAY + timedelta(days=n)) for n in range(1, 7)] == [0] * 6


def test_a_person_of_two_agencies_gets_one_letter(session, crowd, agency, make):
    person = crowd.person(agency, 10)
    make.posting(person, make.agency("South"), crowd.role)
    assert run(session) == 1


def test_first_notices_come_to_everybody_and_later_ones_can_be_stopped(session, crowd, agency):
    person = crowd.person(agency, 1)
    choose(session, person_id=person.id, extra=False, monday=True, now=NOW)
    for day in range(0, 80, 4):
        run(session, TODAY + timedelta(days=day))
    assert rules(session) == ["tomorrow", "week-over"]
    assert session.scalar(select(ReminderChoice.extra)) is False


def test_once_it_is_done_again_the_next_round_is_told_anew(session, crowd, agency, make):
    person = crowd.person(agency, 10)
    run(session)
    make.completion(person, crowd.module, TODAY)
    assert run(session, TODAY + timedelta(days=8)) == 0
    assert run(session, date(2028, 10, 25)) == 1


def leave(session, person, make, module):
    posting = session.scalar(select(Posting).where(Posting.person_id == person.id))
    posting.end = TODAY


def suspend(session, person, make, module):
    person.status = PersonStatus.SUSPENDED


def finish(session, person, make, module):
    make.completion(person, module, TODAY)


@pytest.mark.parametrize(
    ("happens", "said"), [(leave, NOT_TRUE), (finish, NOT_TRUE), (suspend, NOT_WANTED)]
)
def test_what_changed_after_queueing_is_not_sent(session, crowd, agency, make, happens, said):
    person = crowd.person(agency, -5)
    run(session)
    happens(session, person, make, crowd.module)
    session.commit()
    postbox = RememberingPostbox()
    send_letters(session, postbox, now=NOW, worker="w")
    letter = session.scalar(select(Letter))
    assert postbox.letters == []
    assert (letter.state, letter.answer) == (LetterState.FAILED, said)
    assert rules(session) == []


def test_a_letter_of_which_part_was_done_is_written_anew(session, crowd, agency, make):
    other = make.module(title="Second module")
    make.requirement(crowd.role, other)
    person = crowd.person(agency, -5)
    run(session)
    make.completion(person, crowd.module, TODAY)
    send_letters(session, RememberingPostbox(), now=NOW, worker="w")
    assert run(session, TODAY + timedelta(days=1)) == 1
    postbox = RememberingPostbox()
    send_letters(session, postbox, now=NOW + timedelta(days=1), worker="w")
    (sent,) = postbox.letters
    assert "Second module" in sent.body
    assert "Notice and pass on" not in sent.body


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31)])
def test_when_the_clocks_change_the_days_letters_are_written_once(session, day):
    asked = []
    for hour in range(24):
        now = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("UTC"))
        if is_called_for(session, now=now):
            write_all(session, sender=SENDER, now=now, today=day)
            asked.append(now.astimezone(LONDON).hour)
    assert asked == [8]


def test_a_worker_that_was_down_at_eight_writes_them_when_it_is_back(session):
    assert not is_called_for(session, now=datetime(2026, 11, 18, 7, 59, tzinfo=LONDON))
    assert is_called_for(session, now=datetime(2026, 11, 18, 15, tzinfo=LONDON))
    assert not is_called_for(session, now=datetime(2026, 11, 18, 21, tzinfo=LONDON))
