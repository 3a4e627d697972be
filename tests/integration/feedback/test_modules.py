"""Three questions after a module, one three months later; counts for authors, names for nobody."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.accounts.actions.erasure import erase
from elearn.accounts.queries.everything import everything_about
from elearn.domain.dates import add_months
from elearn.models import ModuleFeedback, ModuleUse
from elearn.web.clock import now, today
from tests.integration.feedback.conftest import YES, read, words_of

GIVE = "/learn/notice/feedback"


def kept(house):
    house.session.expire_all()
    return list(house.session.scalars(select(ModuleFeedback).order_by(ModuleFeedback.id)))


def many(house, number, **answers):
    """So many people's answers, put on file as the page would."""
    version = house.session.scalar(select(ModuleFeedback.version_id).limit(1))
    for one in range(number):
        person = house.finisher()
        if version is None:
            house.client(person).post(GIVE, data=YES | answers)
            version = kept(house)[-1].version_id
            continue
        house.make._add(
            ModuleFeedback(
                person_id=person.id,
                module_id=house.module.id,
                version_id=version,
                answered_on=today(),
                **YES | {key: f"{text} {one}" if text and key == "comment" else text
                         for key, text in answers.items()},
            )
        )  # fmt: skip


def test_one_answer_a_person_and_it_may_be_changed(house):
    person = house.finisher()
    ann = house.client(person)
    assert ann.post(GIVE, data=YES).status_code == 303
    ann.post(GIVE, data=YES)
    page = ann.page(GIVE)
    assert "I tell first my safeguarding lead" in words_of(page)
    assert page.select_one('input[name=useful][value="yes"][checked]')
    ann.post(GIVE, data=YES | {"useful": "no", "comment": "Shorter,\r\n please\u202e"})
    (row,) = kept(house)
    assert (row.person_id, row.useful, row.comment) == (person.id, "no", "Shorter, please")
    assert house.trail() == ["feedback.given", "feedback.given"]


def test_who_has_not_done_the_module_is_not_asked(house):
    assert house.client(house.make.person()).get(GIVE).status_code == 404


@pytest.mark.parametrize("wrong", ["ask amina@trust.example", "ring 07700 900 123"])
def test_a_comment_that_reaches_somebody_is_sent_back(house, wrong):
    response = house.client(house.finisher()).post(GIVE, data=YES | {"comment": wrong})
    assert response.status_code == 422
    assert "Leave out all that says who somebody is" in read(response)
    assert not kept(house)


def test_the_three_questions_want_an_answer_and_the_pledge_does_not(house):
    ann = house.client(house.finisher())
    assert ann.post(GIVE, data={"useful": "yes"}).status_code == 422
    rest = {name: value for name, value in YES.items() if name != "pledge"}
    assert ann.post(GIVE, data=rest).status_code == 303
    assert kept(house)[0].pledge == ""


def test_a_pledge_that_was_not_made_is_counted_as_that(house, author):
    many(house, 10, pledge="")
    assert "Did not say 10 100.0%" in words_of(author.page("/feedback/notice"))


def test_nothing_is_told_of_nine_and_names_of_nobody(house, author):
    many(house, 9, comment="Too long")
    page = author.page("/feedback/notice")
    assert "Too long" not in words_of(page)
    assert "Fewer than ten answers: too few to say" in words_of(page)
    assert "Too few to say" in words_of(author.page("/feedback"))


def test_ten_answers_are_told_and_the_eleventh_waits_for_the_twentieth(house, author):
    many(house, 10, comment="Too long")
    many(house, 1, comment="A later word", useful="no")
    page = author.page("/feedback/notice")
    assert "People of 10" in words_of(page)
    assert "Too long" in words_of(page)
    assert "A later word" not in words_of(page)
    assert "100%" in words_of(author.page("/feedback"))


def test_a_count_that_points_at_somebody_is_hidden_in_page_and_file_alike(house, coordinator):
    many(house, 8)
    many(house, 2, clear="no")
    shown = words_of(coordinator.page("/feedback/notice"))
    assert "No hidden hidden" in shown
    rows = csv.DictReader(io.StringIO(coordinator.get("/feedback.csv").text.lstrip("\ufeff")))
    clear = {row["answer"]: row for row in rows if row["question"] == "Clear"}
    assert clear["No"]["people"] == clear["Yes"]["people"] == clear["No"]["share"] == ""
    assert clear["No"]["note"] == "hidden: fewer than 5"
    assert coordinator.get("/feedback.xlsx").status_code == 200


def test_leads_and_learners_do_not_read_it(house, make):
    agency = make.agency()
    lead = house.client(make.somebody(Role.AGENCY_LEAD, agency))
    assert lead.get("/feedback").status_code == 403


def test_erasing_takes_the_words_and_leaves_the_counts(house):
    person = house.finisher()
    house.client(person).post(GIVE, data=YES | {"comment": "I am Ann"})
    assert everything_about(house.session, person.id)["module_feedback"][0]["comment"] == "I am Ann"
    erase(house.session, person_id=person.id, actor_id=None, now=now())
    house.session.commit()
    (row,) = kept(house)
    assert (row.comment, row.useful) == ("", "yes")


def test_three_months_later_one_question_stands_on_my_training(house):
    due = (today() - add_months(today(), -3)).days
    early, later = house.finisher(due - 4), house.finisher(due)
    assert "one question, some months" not in words_of(house.client(early).page("/learn"))
    assert house.client(early).get("/learn/notice/used").location == "/learn/notice"
    ann = house.client(later)
    assert "Notice it : one question, some months after." in words_of(ann.page("/learn"))
    for _ in range(2):
        assert ann.post("/learn/notice/used", data={"used": "told"}).status_code == 303
    ann.post("/learn/notice/used", data={"used": "stopped"})
    assert "one question, some months" not in words_of(ann.page("/learn"))
    rows = list(house.session.scalars(select(ModuleUse)))
    assert [(row.person_id, row.used) for row in rows] == [(later.id, "stopped")]
    assert house.trail() == ["feedback.use", "feedback.use"]


def test_a_module_of_long_ago_is_not_asked_about(house):
    person = house.make.person()
    house.make.completion(person, house.module, add_months(today(), -12) - timedelta(days=1))
    assert house.client(person).get("/learn/notice/used").location == "/learn/notice"
