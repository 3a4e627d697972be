"""The anonymous staff survey: counts and nothing else, shown after its end and from ten answers."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from elearn.extensions import db, limiter
from elearn.feedback.jobs import forget_marks
from elearn.models import Survey, SurveyCount, SurveyMark
from elearn.web.clock import today
from tests.integration.feedback.conftest import ANSWERS, House, read, words_of

ONCE = "once-once-once-once"


@pytest.fixture
def survey(house, coordinator):
    """The number of a survey that is open."""
    first, last = today(), today() + timedelta(days=20)
    form = {"once": ONCE, "opens": f"{first:%d/%m/%Y}", "closes": f"{last:%d/%m/%Y}"}
    where = coordinator.post("/surveys/new", data=form).location
    assert coordinator.post("/surveys/new", data=form).location == where  # sent twice is one
    return int(where.rsplit("/", 1)[1])


def end(house, number):
    """Let the last day go by."""
    yesterday = today() - timedelta(days=1)
    house.session.execute(
        update(Survey).where(Survey.id == number).values(opens_on=yesterday, closes_on=yesterday)
    )
    house.session.commit()


def answer(house: House, person=None, **changed):
    """Send the form of the survey as its page gives it."""
    client = house.client(person or house.make.person())
    once = client.page("/survey").select_one("input[name=once]")["value"]
    return client, client.post("/survey", data={"once": once} | ANSWERS | changed)


def total(house):
    house.session.expire_all()
    return house.session.scalar(
        select(func.sum(SurveyCount.number)).where(
            SurveyCount.grouping == "role", SurveyCount.question == "met"
        )
    )


def code_of(house, number):
    return house.session.get_one(Survey, number).code


def test_a_signed_in_person_answers_once(house, survey):
    person = house.make.person()
    client, response = answer(house, person)
    assert response.status_code == 303
    assert "You have answered the survey" in words_of(client.page("/survey"))
    client.post("/survey", data={"once": "another-one-entirely"} | ANSWERS)
    assert total(house) == 1


def test_nothing_that_is_kept_leads_from_an_answer_to_a_person(house, survey):
    before = house.trail()
    person = house.make.person()
    answer(house, person)
    assert house.trail() == before  # not even that somebody answered
    for table in (SurveyCount, SurveyMark):
        columns = {column.name: column for column in table.__table__.columns}
        assert not {"id", "person_id", "session", "ip"} & columns.keys()
        assert not any("at" in name.split("_") or "on" in name.split("_") for name in columns)
        targets = {key.target_fullname for key in table.__table__.foreign_keys}
        assert targets == {"survey.id"}
    mark = house.session.scalar(select(SurveyMark.mark))
    assert len(mark) == 64
    assert str(person.id) != mark


def test_every_row_there_will_be_is_there_before_anybody_answers(house, survey):
    rows = select(func.count()).select_from(SurveyCount)
    before = house.session.scalar(rows)
    answer(house)
    assert house.session.scalar(rows) == before


def test_marks_have_no_order_of_arrival(app, session):
    if db.engine.dialect.name == "sqlite":
        made = session.connection().exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = 'survey_mark'"
        )
        assert "WITHOUT ROWID" in made.scalar_one()
    assert [column.name for column in SurveyMark.__table__.primary_key] == ["survey_id", "mark"]


def test_people_without_an_account_come_in_by_the_code(house, survey):
    code = code_of(house, survey)
    guest = house.client()
    door = guest.post("/survey/code", data={"code": f" {code[:4]}-{code[4:].lower()} "}).location
    once = guest.page(door).select_one("input[name=once]")["value"]
    for _ in range(2):  # the same form twice is one answer
        assert guest.post(door, data={"once": once} | ANSWERS).status_code in (200, 303)
    assert "The survey is answered" in words_of(guest.page(door))
    guest.post(f"{door}/next")
    fresh = guest.page(door).select_one("input[name=once]")["value"]
    guest.post(door, data={"once": fresh} | ANSWERS)
    assert total(house) == 2


def test_a_code_that_never_was_and_one_that_is_over_are_answered_the_same(house, survey):
    code = code_of(house, survey)
    end(house, survey)
    guest = house.client()
    shown = [guest.post("/survey/code", data={"code": one}) for one in (code, "ABCDEFGH")]
    assert [one.status_code for one in shown] == [404, 404]
    assert read(shown[0]) == read(shown[1])


def test_only_wrong_codes_count_towards_the_limit(house, survey, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", True)
    limiter.reset()
    guest, door = house.client(), f"/survey/by/{code_of(house, survey).lower()}"
    assert all(guest.get(door).status_code == 200 for _ in range(25))
    wrong = [guest.get("/survey/by/abcdefgh").status_code for _ in range(25)]
    assert 429 in wrong
    limiter.reset()


def test_an_answer_that_is_not_offered_counts_nothing(house, survey):
    _client, response = answer(house, role="admiral")
    assert response.status_code == 422
    assert total(house) == 0


def test_while_it_is_open_nothing_is_shown_but_whole_tens(house, survey, coordinator):
    for _ in range(3):
        answer(house)
    page = words_of(coordinator.page(f"/surveys/{survey}"))
    assert "Answers so far: fewer than 10" in page
    assert "Trained" not in page
    assert len(coordinator.get(f"/surveys/{survey}.csv").text.splitlines()) == 1


def fill(house, number, counts):
    """Answers of many people at once: (role, kind) -> met -> how many."""
    for (role, kind), given in counts.items():
        for grouping, place in (("role", role), ("agency", kind)):
            for question, usual in ANSWERS.items():
                if question in ("role", "agency_kind"):
                    continue
                for met, people in given.items():
                    chosen = met if question == "met" else usual
                    house.session.execute(
                        update(SurveyCount)
                        .where(
                            SurveyCount.survey_id == number,
                            SurveyCount.grouping == grouping,
                            SurveyCount.place == place,
                            SurveyCount.question == question,
                            SurveyCount.answer == chosen,
                        )
                        .values(number=SurveyCount.number + people)
                    )
    house.session.commit()


def test_nine_answers_are_never_shown(house, survey, coordinator):
    fill(house, survey, {("police", "AT1"): {"no": 9}})
    end(house, survey)
    page = words_of(coordinator.page(f"/surveys/{survey}"))
    assert "Fewer than ten people answered, so nothing is shown" in page
    assert len(coordinator.get(f"/surveys/{survey}.csv").text.splitlines()) == 1


def test_after_the_end_groups_are_shown_by_the_one_engine(house, survey, coordinator):
    fill(
        house,
        survey,
        {
            ("police", "AT1"): {"yes": 20, "no": 13},
            ("health", "AT5"): {"yes": 12, "no": 3},
            ("fire", "AT7"): {"no": 6},
            ("housing", "AT11"): {"no": 7},
        },
    )
    end(house, survey)
    page = words_of(coordinator.page(f"/surveys/{survey}"))
    assert "Answered by 61 people" in page
    assert "Smaller groups together" in page
    assert "Fire and rescue" not in page
    text = coordinator.get(f"/surveys/{survey}.csv").text.lstrip("\ufeff")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["question"].startswith("Met")]
    health = {row["answer"]: row for row in rows if row["group"] == "Health or ambulance"}
    assert health["No"]["people"] == ""
    assert health["No"]["note"] == "hidden: fewer than 5"
    assert min(int(row["base"]) for row in rows) >= 10
    whole = {row["answer"]: row["people"] for row in rows if not row["grouping"]}
    assert whole == {"Yes": "32", "I am not sure": "0", "No": "29"}


def test_one_is_open_at_a_time(house, survey, coordinator):
    day = f"{today():%d/%m/%Y}"
    form = {"once": "another-once-token", "opens": day, "closes": day}
    response = coordinator.post("/surveys/new", data=form)
    assert response.status_code == 422
    assert "One is open at a time" in read(response)


def test_closing_is_for_good_and_at_night_who_answered_is_forgotten(house, survey, coordinator):
    answer(house)
    for _ in range(2):
        assert coordinator.post(f"/surveys/{survey}/close").status_code == 303
    assert house.trail().count("survey.closed") == 1
    assert "No survey is open now" in words_of(house.client(house.make.person()).page("/survey"))
    forget_marks(house.session, today=today())
    assert house.session.scalar(select(func.count()).select_from(SurveyMark)) == 0
    assert total(house) == 1
    forget_marks(house.session, today=today() + timedelta(days=1200))
    assert house.session.scalar(select(func.count()).select_from(Survey)) == 0
