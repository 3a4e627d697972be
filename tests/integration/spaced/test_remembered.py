"""What people still know months later: paired, in whole tens, and after how many months."""

import secrets
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.domain.dates import add_months
from elearn.models import (
    Attempt,
    AttemptKind,
    Completion,
    Grade,
    ModuleVersion,
    SpacedCheck,
    SpacedSetting,
    TrailEntry,
)
from elearn.records.followed import followed
from elearn.web.clock import now

PAGE = "/partnership/remembered"
DONE = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def module(make):
    return make.module("notice-it", title="Notice it")


@pytest.fixture
def sat(session, module):
    """An attempt of somebody, handed in so many days from the completion."""
    version = session.scalar(select(ModuleVersion.id).filter_by(module_id=module.id))

    def attempt(person, kind, days, score, *, number=1, passed=None, first=True) -> Attempt:
        row = Attempt(
            public_id=secrets.token_urlsafe(16), person_id=person.id, module_id=module.id,
            version_id=version, kind=kind, number=number, first=first, draw=[],
            started_at=DONE, submitted_at=DONE + timedelta(days=days), score=score, out_of=10,
            passed=passed,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row

    return attempt


@pytest.fixture
def person(make, session, module, sat):
    """Somebody who took a pre-check, the quiz twice, and five questions three months later."""

    def somebody(*, precheck=True, months=3, answered=True):
        found = make.person()
        if precheck:
            sat(found, AttemptKind.PRECHECK, -9, 5, passed=False)
        sat(found, AttemptKind.QUIZ, -1, 7, passed=False)
        done = sat(found, AttemptKind.QUIZ, 0, 10, number=2, passed=True, first=False)
        later = sat(found, AttemptKind.SPACED, 90, 6, first=False) if answered else None
        completion = Completion(
            person_id=found.id, module_id=module.id, version_id=done.version_id,
            attempt_id=done.id, completed_on=DONE.date(), grade=Grade.HERE, source="quiz",
            recorded_at=DONE,
        )  # fmt: skip
        session.add(completion)
        session.flush()
        session.add(
            SpacedCheck(
                person_id=found.id, module_id=module.id, version_id=done.version_id,
                completion_id=completion.id, after_months=months,
                due_on=add_months(DONE.date(), months), draw=[],
                secret_hash=secrets.token_hex(32), written_at=DONE, expires_at=now(),
                used_at=now() if answered else None, attempt_id=later.id if later else None,
            )
        )  # fmt: skip
        session.commit()
        return found

    return somebody


@pytest.fixture
def coordinator(visitor, make):
    return visitor.sign_in(make.somebody(Role.COORDINATOR))


def test_answers_are_paired_with_the_first_try_and_the_pre_check(session, person):
    person()
    person(precheck=False)
    person(answered=False)
    rows = sorted(followed(session), key=lambda one: one.before or 0)
    assert [(one.before, one.after, one.later) for one in rows] == [
        (None, 70.0, 60.0),
        (50.0, 70.0, 60.0),
    ]


def test_the_coordinator_sees_what_is_kept_with_how_many_people(coordinator, person):
    for _ in range(12):
        person()
    page = coordinator.page(PAGE)
    row = [cell.get_text(" ", strip=True) for cell in page.select("tbody tr")[1].select("th,td")]
    assert row[:5] == ["Notice it", "3 months", "10", "70%", "60%"]
    assert row[5].startswith("−10 points")
    assert row[6] == "0 of 10"
    assert row[7].startswith("50% 10 people: 50% before, 70% then, 60% later")
    assert "After 3 months: 12 people were asked, 12 answered." in page.get_text()
    lines = coordinator.get(f"{PAGE}.csv").text.splitlines()
    assert lines[0].lstrip("\ufeff").startswith("module,after_months,people,first_try")
    assert "Notice it,3,10,70" in lines[2]


def test_fewer_than_ten_are_too_few_to_say_on_page_and_in_files(coordinator, person):
    for _ in range(4):
        person()
    page = coordinator.page(PAGE)
    assert "Too few to say" in page.get_text()
    assert "70%" not in page.get_text()
    assert "fewer than 5 answered" in page.get_text()
    lines = coordinator.get(f"{PAGE}.csv").text.splitlines()
    assert all(line.split(",")[2:8] == [""] * 6 for line in lines[1:])


def test_nobody_else_sees_it_and_nothing_to_compare_is_said(visitor, make, coordinator):
    assert "There is nothing to compare yet" in coordinator.page(PAGE).get_text()
    visitor.sign_in(make.somebody(Role.AUTHOR))
    assert visitor.get(PAGE).status_code == 403


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_the_coordinator_and_the_administrator_set_when(visitor, make, session, role):
    visitor.sign_in(make.somebody(role))
    page = visitor.page(f"{PAGE}/when")
    assert [page.find(id=one)["value"] for one in ("first", "second")] == ["3", "9"]
    refused = visitor.post(f"{PAGE}/when", data={"first": "9", "second": "3"})
    assert refused.status_code == 422
    assert "comes after the first" in refused.text
    assert visitor.post(f"{PAGE}/when", data={"first": "0"}).status_code == 422
    for _ in range(2):
        assert visitor.post(f"{PAGE}/when", data={"first": "6"}).status_code == 303
    (held,) = session.scalars(select(SpacedSetting))
    assert held.months == [6]
    told = session.scalar(select(TrailEntry).filter_by(action="questions.intervals-set"))
    assert told.detail == {"months": [6]}


def test_the_intervals_at_the_command_line(app, session):
    def run(*words):
        return app.test_cli_runner().invoke(args=["questions", "when", *words])

    assert "3 and 9 months" in run().output
    assert "6 months" in run("6").output
    assert "never" in run("--never").output
    assert run("9", "3").exit_code == 2
    assert run("3", "--never").exit_code == 2
    assert "Example: flask questions when 3 9" in run("--help").output
