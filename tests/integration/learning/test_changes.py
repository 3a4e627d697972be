"""A material change: whoever holds the old version reads what is different, and keeps it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn.certificates.queries import own_certificate
from elearn.domain.dates import uk_date
from elearn.models import Certificate, ChangeRead, Completion, Grade, ModuleVersion, TrailEntry
from elearn.records.actions import record_completion
from elearn.web.clock import now, today
from tests.support.document import small_document, small_item

KEYS = tuple(f"m01-t1-{number:02}" for number in (4, 5, 6))
SECOND = replace(
    small_document("notice-it", "M01", "Notice it"),
    items=tuple(
        small_item("M01", number, anchor=False, text=f"New question {number}?")
        for number in range(1, 7)
    ),
    what_changed="<p>The period is <strong>30</strong> days now.</p>",
    change_items=KEYS,
)


@pytest.fixture
def completed(session, make, person, module):
    """Completed here, on the first version, a month ago."""
    first = session.scalar(select(ModuleVersion).where(ModuleVersion.module_id == module.id))
    done = record_completion(
        session, person_id=person.id, module_id=module.id, version_id=first.id, attempt_id=None,
        on=today() - timedelta(30), grade=Grade.HERE, source="quiz", now=now(),
    )  # fmt: skip
    session.commit()
    return done


@pytest.fixture
def changed(make, module, completed):
    """The second version, of a week ago."""
    return make.version(module, 2, published_on=today() - timedelta(7), document=SECOND)


def changes(learner):
    return learner.visitor.page(f"{learner.home}/changes")


def send(learner, words=("The safe act",) * 3):
    page = changes(learner)
    given = {}
    for place, said in enumerate(words, start=1):
        boxes = page.select(f'input[name="answer-{place}"]')
        label = next(
            one for one in page.select("label")
            if one.get_text(strip=True) == said and one["for"] in {box["id"] for box in boxes}
        )  # fmt: skip
        given[f"answer-{place}"] = page.find(id=label["for"])["value"]
    return learner.visitor.post(f"{learner.home}/changes", data=given)


def reads(session):
    session.expire_all()
    return [(one.right, one.out_of) for one in session.scalars(select(ChangeRead))]


def test_my_training_says_that_it_changed(learner, changed):
    page = learner.visitor.page("/learn")
    assert f"since {uk_date(today() - timedelta(7))}" in page.text
    assert page.select_one(f'a[href="{learner.home}/changes"]')
    assert "Notice it: what changed" in page.text


def test_the_page_says_what_changed_since_when_and_asks_three_questions(learner, changed):
    page = changes(learner)
    said = " ".join(page.main.text.split())
    assert "The period is 30 days now." in said
    assert f"You completed it on {uk_date(today() - timedelta(30))}" in said
    assert "Your completion stays valid" in said
    assert [one.get_text(strip=True) for one in page.select("fieldset legend")] == [
        "New question 4?", "New question 5?", "New question 6?",
    ]  # fmt: skip


def test_sending_all_three_is_noted_once_and_answered_at_once(session, learner, changed):
    response = send(learner, ("The safe act", "The risky act", "The safe act"))
    assert response.status_code == 200
    assert "No: it may cause harm." in response.text
    assert reads(session) == [(2, 3)]
    entries = session.scalars(select(TrailEntry).where(TrailEntry.action == "change.read")).all()
    assert [one.subject_id for one in entries] == [str(changed.id)]
    assert "what changed" not in learner.visitor.page("/learn").text
    said = changes(learner).text
    assert f"You read this on {uk_date(today())}, with 2 of 3 questions right." in said
    assert learner.visitor.post(f"{learner.home}/changes", data={}).status_code == 303
    assert reads(session) == [(2, 3)]


def test_an_answer_that_is_missing_is_asked_for_and_nothing_is_noted(session, learner, changed):
    response = learner.visitor.post(f"{learner.home}/changes", data={"answer-1": "1"})
    assert response.status_code == 422
    assert "Question 2: choose an answer" in response.text
    assert reads(session) == []


def test_the_completion_stays_as_it_was(session, learner, changed, completed):
    send(learner)
    kept = session.scalars(select(Completion)).all()
    assert [(one.id, one.completed_on) for one in kept] == [(completed.id, today() - timedelta(30))]
    assert "In date until" in learner.visitor.page("/learn").text


def test_an_improved_wording_asks_for_nothing(learner, make, session, module, completed):
    version = make.version(module, 2, published_on=today() - timedelta(7), document=SECOND)
    version.change = "clarified"
    session.commit()
    assert "what changed" not in learner.visitor.page("/learn").text
    assert learner.visitor.get(f"{learner.home}/changes").status_code == 404


def test_the_first_version_is_no_change(learner, completed):
    assert "what changed" not in learner.visitor.page("/learn").text
    assert learner.visitor.get(f"{learner.home}/changes").status_code == 404


def test_whoever_passed_the_new_version_is_asked_nothing(session, learner, make, person, changed):
    record_completion(
        session, person_id=person.id, module_id=changed.module_id, version_id=changed.id,
        attempt_id=None, on=today(), grade=Grade.HERE, source="quiz", now=now(),
    )  # fmt: skip
    session.commit()
    assert "what changed" not in learner.visitor.page("/learn").text
    page = changes(learner)
    assert "The period is" in page.text
    assert not page.select("main form")


@pytest.mark.parametrize(("days_ago", "asked"), [(6, False), (8, True)])
def test_training_done_elsewhere_goes_by_its_day(learner, make, person, module, days_ago, asked):
    make.version(module, 2, published_on=today() - timedelta(7), document=SECOND)
    make.completion(person, module, today() - timedelta(days_ago), Grade.IMPORTED)
    assert ("what changed" in learner.visitor.page("/learn").text) is asked


def test_whoever_is_out_of_date_is_asked_nothing(session, learner, make, person, module):
    make.completion(person, module, today() - timedelta(800))
    make.version(module, 2, published_on=today() - timedelta(7), document=SECOND)
    assert "what changed" not in learner.visitor.page("/learn").text
    assert not changes(learner).select("main form")


def test_two_changes_are_both_told_and_the_latest_is_asked_about(learner, make, module, changed):
    third = replace(SECOND, what_changed="<p>And now 45 days.</p>", change_items=KEYS[::-1])
    make.version(module, 3, published_on=today() - timedelta(1), document=third)
    page = changes(learner)
    headings = [one.get_text(strip=True) for one in page.select("article h2")]
    assert headings == [
        f"What changed on {uk_date(today() - timedelta(1))}",
        f"What changed on {uk_date(today() - timedelta(7))}",
    ]
    assert page.select_one("fieldset legend").get_text(strip=True) == "New question 6?"


def test_an_old_try_and_its_certificate_keep_their_own_version(
    session, learner, make, person, module
):
    learner.read_everything()
    attempt = learner.take()
    before = learner.visitor.page(f"{attempt}/result").main.text
    assert " of T1?" in before
    make.version(module, 2, published_on=today(), document=SECOND)
    after = learner.visitor.page(f"{attempt}/result").main.text
    assert after == before
    assert "New question" not in after
    code = session.scalar(select(Certificate.code))
    own = own_certificate(session, person_id=person.id, code=code)
    assert (own.version_number, own.title) == (1, "Notice it")
    assert learner.visitor.get(f"/certificates/{code}.pdf").status_code == 200
