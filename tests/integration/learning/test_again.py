"""Five questions by a single-use link: no sign-in, nothing personal, used up by answering only."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn.accounts.actions.erasure import erase
from elearn.audit.queries.knowledge import knowledge_facts
from elearn.domain.coverage import RuleSet
from elearn.models import (
    Answer,
    Attempt,
    AttemptKind,
    Completion,
    Need,
    PersonStatus,
    SpacedCheck,
    SpacedStop,
)
from elearn.web.clock import now, today
from tests.support.again import ask_again

RIGHT, RISKY = "The safe act", "The risky act"


@pytest.fixture
def link(make, person, module) -> str:
    return f"/again/{ask_again(make, person, module, now())}"


def filled_in(page, words=RIGHT, *, sure="4") -> dict[str, str]:
    """Every question answered with these words, as a person does."""
    fields = {one["name"]: one.get("value", "") for one in page.select("form input[type=hidden]")}
    for label in page.select("main label"):
        field = page.find(id=label["for"])
        if label.get_text(strip=True) == words:
            fields[field["name"]] = field["value"]
        elif field["name"].startswith("sure-"):
            fields[field["name"]] = sure
    return fields


def attempts(session) -> list[Attempt]:
    session.expire_all()
    return list(session.scalars(select(Attempt).where(Attempt.kind == AttemptKind.SPACED)))


def test_opening_the_link_uses_nothing_up_and_shows_nothing_personal(visitor, session, link):
    for _ in range(3):
        page = visitor.page(link)
    assert len(page.select("main section")) == 5
    for personal in ("Amina", "Okafor", "Northmoor Council", "agency.example"):
        assert personal not in str(page)
    for leaked in ("Because safety comes first", "it keeps people safe"):
        assert leaked not in str(page)
    assert session.scalar(select(SpacedCheck)).used_at is None
    assert attempts(session) == []


def test_answering_marks_teaches_and_uses_the_link_up(visitor, session, link):
    sent = visitor.post(link, data=filled_in(visitor.page(link), RISKY))
    assert (sent.status_code, sent.location) == (303, f"{link}/result")
    page = visitor.page(sent.location)
    assert "0 of 5 right" in page.get_text()
    assert page.get_text().count("Because safety comes first") == 5
    assert page.select_one('a[href="/learn/notice-it/first"]')
    assert "Amina" not in str(page)
    (attempt,) = attempts(session)
    assert (attempt.score, attempt.out_of, attempt.passed, attempt.first) == (0, 5, None, False)
    assert len(session.scalars(select(Answer).filter_by(attempt_id=attempt.id)).all()) == 5
    used = visitor.page(link)
    assert "These questions are answered" in used.get_text()
    assert used.select_one(f'a[href="{link}/result"]')


def test_sending_twice_counts_once(visitor, session, link):
    fields = filled_in(visitor.page(link))
    visitor.post(link, data=fields)
    again = visitor.post(link, data=fields)
    assert (again.status_code, again.location) == (303, f"{link}/result")
    assert len(attempts(session)) == 1
    assert "5 of 5 right" in visitor.page(f"{link}/result").get_text()


def test_what_is_missing_is_said_and_what_was_given_stays(visitor, session, link):
    fields = filled_in(visitor.page(link))
    del fields["answer-3"]
    sent = visitor.post(link, data=fields)
    assert sent.status_code == 422
    assert "Question 3: choose an answer" in sent.text
    assert sent.text.count("checked") >= 4
    assert session.scalar(select(SpacedCheck)).used_at is None


def test_an_old_link_a_false_one_and_one_of_a_suspended_person_say_the_same(
    visitor, session, link, person
):
    for spoil in ("expires", "suspended"):
        check = session.scalar(select(SpacedCheck))
        if spoil == "expires":
            check.expires_at = now() - timedelta(minutes=1)
        else:
            check.expires_at = now() + timedelta(days=1)
            person.status = PersonStatus.SUSPENDED
        session.commit()
        for there in (link, f"{link}/result", f"/again/{'x' * 43}", f"/again/{'x' * 43}/stop"):
            assert visitor.get(there).status_code == 410
        assert visitor.post(link, data={}).status_code == 410
    assert attempts(session) == []


def test_stopping_takes_one_button_and_starting_again_a_box_in_my_account(
    visitor, session, link, person
):
    visitor.page(f"{link}/stop")
    assert session.scalar(select(SpacedStop)) is None
    for _ in range(2):
        assert visitor.post(f"{link}/stop").status_code == 303
    assert "no more of these letters" in visitor.page(f"{link}/stop").get_text()
    assert session.scalar(select(SpacedStop.person_id)) == person.id
    visitor.sign_in(person)
    page = visitor.page("/account/reminders")
    assert not page.find(id="asked").has_attr("checked")
    visitor.post("/account/reminders", data={"extra": "y", "asked": "y"})
    assert session.scalar(select(SpacedStop)) is None
    assert visitor.page("/account/reminders").find(id="asked").has_attr("checked")


def test_the_audit_and_the_record_are_as_they_were(visitor, make, session, link, role, module):
    make.requirement(role, module, Need.REQUIRED)
    visitor.post(link, data=filled_in(visitor.page(link), RISKY))
    assert knowledge_facts(session, today(), RuleSet()) == []
    assert len(session.scalars(select(Completion)).all()) == 1


def test_erasing_somebody_shuts_the_link_and_keeps_the_answers(visitor, session, link, person):
    visitor.post(link, data=filled_in(visitor.page(link)))
    erase(session, person_id=person.id, actor_id=None, now=now())
    session.commit()
    assert visitor.get(f"{link}/result").status_code == 410
    assert len(attempts(session)) == 1
    assert session.scalar(select(SpacedCheck.attempt_id)) is not None
