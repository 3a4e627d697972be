"""Reminders over a real mail server: what arrives, what is refused, and nothing twice."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import func, select

from elearn.gateways.smtp import SmtpPostbox, SmtpServer
from elearn.models import (
    Letter,
    LetterState,
    UndeliveredAddress,
)
from elearn.operations.letters import Draft, write_many
from elearn.reminders.daily import write_all
from elearn.reminders.jobs import send_letters
from tests.integration.reminders.conftest import NOW, SENDER, TODAY
from tests.support.mailserver import mail_server


def drain(session, url, now=NOW):
    postbox = SmtpPostbox(SmtpServer.from_url(url), "training@northmoor.example")
    while send_letters(session, postbox, now=now, worker="w"):
        pass


def run(session, day=TODAY):
    return write_all(session, sender=SENDER, now=NOW + (day - TODAY), today=day)


def test_the_letter_that_arrives_says_what_by_when_and_why(session, crowd, agency):
    crowd.person(agency, -5, name="Ada Late", email="ada@north.example")
    run(session)
    with mail_server() as (keeper, url):
        drain(session, url)
    (raw,) = keeper.messages
    message = message_from_bytes(raw, policy=policy.default)
    assert message["To"] == "ada@north.example"
    assert message["Subject"] == "Your training: 1 module is overdue"
    assert message.get_content_type() == "text/plain"
    text = message.get_content()
    for words in (
        "Dear Ada Late,",
        "- Notice and pass on",
        "Was due on 13 November 2026, 5 days ago.",
        "everybody who is Midwife at North Council, every 24 months",
        "https://training.example/learn",
        "https://training.example/account/reminders",
        "If you are not Ada Late",
    ):
        assert words in text


@pytest.mark.parametrize(
    "name", ["Eve\r\nBcc: thief@x.example", "Eve =?utf-8?q?=0D=0AX=3A_y?=", "Eve\u2028\x85\x1c"]
)
def test_a_hostile_name_stops_nobodys_letter_and_adds_no_header(session, crowd, agency, name):
    crowd.person(agency, -5, name=name, email="eve@north.example")
    crowd.person(agency, -5, name="Ada", email="ada@north.example")
    run(session)
    with mail_server() as (keeper, url):
        drain(session, url)
    read = [message_from_bytes(raw, policy=policy.default) for raw in keeper.messages]
    assert {one["To"] for one in read} == {"eve@north.example", "ada@north.example"}
    assert all(one["Bcc"] is None and one["X"] is None for one in read)


def test_a_poison_address_fails_alone_and_is_flagged(session, crowd, agency):
    poison = crowd.person(agency, -5, email="not an address")
    gone = crowd.person(agency, -5, email="nobody@north.example")
    crowd.person(agency, -5, email="ada@north.example")
    run(session)
    with mail_server() as (keeper, url):
        drain(session, url)
        assert len(keeper.messages) == 1
        later = TODAY + timedelta(days=9)
        run(session, later)
        drain(session, url, now=NOW + (later - TODAY))
    assert len(keeper.messages) == 2
    flagged = set(session.scalars(select(UndeliveredAddress.person_id)))
    assert flagged == {poison.id, gone.id}
    failed = select(func.count()).where(Letter.state == LetterState.FAILED)
    assert session.scalar(failed) == 2


def test_a_refusal_that_is_not_the_addresss_fault_flags_nobody(session, crowd, agency):
    crowd.person(agency, -5)
    run(session)
    with mail_server("554 5.7.1 we do not relay") as (_keeper, url):
        drain(session, url)
    assert session.scalars(select(UndeliveredAddress)).all() == []


def test_a_letter_that_arrives_after_all_takes_the_flag_away(session, crowd, agency):
    person = crowd.person(agency, 400, email="ada@north.example")
    session.add(
        UndeliveredAddress(
            person_id=person.id, address="ada@north.example", answer="550 no", since=NOW
        )
    )
    write_many(session, [Draft("k", person.id, "ada@north.example", "Reset", "Text")], now=NOW)
    session.commit()
    with mail_server() as (_keeper, url):
        drain(session, url)
    assert session.scalars(select(UndeliveredAddress)).all() == []
