"""A letter is written in the language its reader chose; in English where nobody signed for it."""

import gettext
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from elearn.models import Letter
from elearn.operations import tongues
from elearn.operations.invitations import Sender, send_invitation
from elearn.reminders.letters import Item, reminder, when
from tests.support.again import ask_again

pytestmark = pytest.mark.any_database
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)
SENDER = Sender("Northmoor", "http://localhost")


class Bracketed(gettext.NullTranslations):
    """Every word that is marked, in brackets."""

    def gettext(self, message):
        return f"⟦{message}⟧"

    def ngettext(self, msgid1, msgid2, n):
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def signed(monkeypatch):
    """A signed catalogue there is for one language."""
    monkeypatch.setattr(tongues, "catalogues", lambda: {"qps": Bracketed()})


def written(session, person):
    return session.scalars(
        select(Letter).where(Letter.person_id == person.id).order_by(Letter.id.desc())
    ).first()


def test_what_is_said_within_is_in_the_language_and_after_it_in_english(signed):
    with tongues.speaking("qps-x-more"):
        assert when(TODAY, TODAY).startswith("⟦Is due on")
        with tongues.speaking("xx"):
            assert when(TODAY, TODAY) == "Is due on 22 November 2026, today."
        assert tongues.long_day(TODAY) == "⟦22 ⟦November⟧ 2026⟧"
    assert when(TODAY, TODAY) == "Is due on 22 November 2026, today."


def test_every_line_of_a_reminder_is_marked(signed):
    item = Item("Notice it", TODAY, "Nurse", "Moor", True, 24, "Our own rule.")
    with tongues.speaking("qps"):
        words = reminder(SENDER, name="Sam", items=(item,), today=TODAY)
    assert words.subject.startswith("⟦Your training:")
    lines = [one.strip() for one in words.body.splitlines() if one.strip()]
    plain = [one for one in lines if not one.startswith("⟦")]
    assert plain == ["- Notice it", "Northmoor", "http://localhost"]


@pytest.mark.parametrize(("chosen", "begins"), [("qps", "⟦Dear "), ("", "Dear "), ("xx", "Dear ")])
def test_an_invitation_and_five_questions_follow_the_account(session, make, signed, chosen, begins):
    agency, role = make.agency(), make.role("X1")
    person = make.worker(agency, role, "Sam Reader")
    person.language = chosen
    send_invitation(session, person_id=person.id, actor_id=None, sender=SENDER, now=NOW)
    assert written(session, person).body.startswith(begins)
    token = ask_again(make, person, make.module("notice-it", code="M01"), NOW)
    letter = written(session, person)
    assert letter.body.startswith(begins)
    assert f"http://localhost/again/{token}\n" in letter.body
