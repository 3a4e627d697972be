"""Questions, calibration and gain, counted from the events."""

from datetime import UTC, date, datetime, timedelta

import pytest
from scipy import stats
from sqlalchemy import delete, update

from elearn.audit.queries.facts import count
from elearn.domain.coverage import RuleSet
from elearn.domain.items import kr20
from elearn.domain.sums import GUESS, WHOLE, parts_of_whole
from elearn.models import Answer, AttemptKind, SpacedCheck
from elearn.records.actions import record_completion
from tests.integration.audit.conftest import ON, counted_kind

RULES = RuleSet()


def calibrated(session):
    """It rests on the kind of questions."""
    return count(session, ON, RULES).facts.more["calibration"]


def item_of(session, number, on=ON):
    found = [row for row in counted_kind(session, "item", on) if row.item.endswith(f"-{number:02}")]
    return found[0] if found else None


def test_a_question_has_its_first_answers_and_who_was_right(session, partnership, sittings):
    one, two, three = partnership.handlers(3)
    sittings.sit(one, {1: "a", 2: "a"}, on=ON)
    sittings.sit(two, {1: "b", 2: "a"}, on=ON)
    sittings.sit(three, {1: "a"}, on=ON, first=False)
    row = item_of(session, 1)
    assert (row.answers, row.right, row.options, row.type) == (2, 1, 3, "single")
    assert (row.topic, row.level, row.safety_critical, row.anchor) == ("T1", "A", 1, 1)
    assert row.text == "Question 1 of T1?"
    assert row.sums.corrected(row.options) == pytest.approx(0.25)


def test_discrimination_is_with_the_total_without_the_question(session, partnership, sittings):
    tries = ["aab", "aaa", "bba", "bab", "aba", "bbb"]
    for person, chosen in zip(partnership.handlers(6), tries, strict=True):
        sittings.sit(person, dict(enumerate(chosen, 1)), on=ON)
    item = [int(one[0] == "a") for one in tries]
    rest = [one[1:].count("a") for one in tries]
    found = item_of(session, 1).sums.discrimination
    assert found == pytest.approx(stats.pointbiserialr(item, rest).statistic)


def test_a_question_asked_alone_has_no_rest(session, partnership, sittings):
    (person,) = partnership.handlers(1)
    sittings.sit(person, {1: "a"}, on=ON)
    row = item_of(session, 1)
    assert (row.answers, row.others, row.rest) == (1, 0, 0)


def test_answers_of_people_out_of_scope_or_out_of_time_do_not_count(
    session, make, partnership, sittings
):
    (person,) = partnership.handlers(1)
    sittings.sit(make.person(), {1: "a"}, on=ON)
    sittings.sit(person, {2: "a"}, on=date(2025, 9, 30))
    sittings.sit(person, {3: "a"}, on=ON + timedelta(days=1))
    assert counted_kind(session, "item") == ()


def test_an_answer_counts_once_whatever_posts_somebody_holds(session, make, partnership, sittings):
    (person,) = partnership.handlers(1)
    make.posting(person, make.agency(), partnership.role)
    sittings.sit(person, {1: "a", 4: "b"}, on=ON, confidence=5)
    assert item_of(session, 1).answers == 1
    whole = [row for row in calibrated(session) if (row.agency, row.level) == ("", "")]
    assert [(row.people, row.answers) for row in whole] == [(2, 4)], "once per agency, as knowledge"


def test_chosen_answers_are_counted_by_what_they_say_however_they_were_ordered(
    session, partnership, sittings
):
    people = partnership.handlers(4)
    for person, choice in zip(people, "abba", strict=True):
        sittings.sit(person, {1: choice}, on=ON)
    found = {row.option: row for row in counted_kind(session, "choice")}
    assert {option: row.chosen for option, row in found.items()} == {"a": 2, "b": 2, "c": 0}
    assert (found["a"].right, found["a"].text) == (1, "The safe act")


def test_typed_words_are_never_kept(session, partnership, sittings):
    (person,) = partnership.handlers(1)
    sittings.sit(person, {1: "b"}, on=ON)
    session.execute(update(Answer).values(choice="=my own words"))
    session.commit()
    assert "my own words" not in str(counted_kind(session, "choice"))


def test_reliability_is_of_people_asked_the_same(session, partnership, sittings):
    tries = ["aab", "aaa", "bba", "bab"]
    for person, chosen in zip(partnership.handlers(4), tries, strict=True):
        sittings.sit(person, dict(enumerate(chosen, 1)), on=ON)
    (row,) = counted_kind(session, "check")
    assert (row.items, row.drawn, row.people) == (3, 3, 4)
    table = [[int(one == "a") for one in chosen] for chosen in tries]
    assert row.sums.kr20 == pytest.approx(kr20(table))
    assert row.sums.why_not == "3 questions, and 20 are needed"


def test_calibration_has_the_counts_of_every_place(session, partnership, sittings):
    p = partnership
    sure, unsure = p.handlers(2)
    sittings.sit(sure, {1: "b", 4: "a"}, on=ON, confidence=5)
    sittings.sit(unsure, {1: "a", 5: "b"}, on=ON, confidence=2)
    rows = {(r.agency, r.role, r.level): r for r in calibrated(session)}
    agency, role = p.council.slug, p.role.code
    assert set(rows) == {
        (a, r, level) for a, r in (("", ""), (agency, ""), (agency, role)) for level in ("", "A")
    }
    row = rows[agency, role, "A"]
    assert (row.people, row.answers, row.right, row.asked) == (2, 4, 2, 4)
    assert (row.confidence, row.confidence_squares, row.confidence_right) == (14, 58, 7)
    assert (row.sure, row.sure_wrong, row.safety, row.safety_right) == (2, 1, 2, 1)
    assert row.guess == 2 * GUESS // 2, "two wrong, each guessed among three"


def test_gain_is_of_the_quiz_straight_after_a_pre_check(session, partnership, sittings):
    paired, only_before, passed = partnership.handlers(3)
    before = {"kind": AttemptKind.PRECHECK, "on": ON - timedelta(days=9)}
    sittings.sit(paired, {1: "b", 2: "a"}, **before)
    sittings.sit(paired, {1: "a", 2: "a"}, on=ON, first=False)
    sittings.sit(paired, {1: "b", 2: "b"}, on=ON, first=False)
    sittings.sit(only_before, {1: "b", 2: "a"}, **before)
    sittings.sit(passed, {1: "a"}, **before)
    sittings.sit(passed, {1: "b"}, on=ON, first=False)
    rows = {(r.module, r.topic, r.item[-2:]): r for r in counted_kind(session, "gain")}
    row = rows[partnership.module.slug, "", ""]
    assert (row.pairs, row.asked, row.rose, row.fell) == (1, 2, 1, 0)
    assert (row.before, row.after) == (WHOLE // 2, WHOLE)
    assert rows["", "", ""].pairs == rows[partnership.module.slug, "T1", ""].pairs == 1
    one = rows[partnership.module.slug, "T1", "01"]
    assert (one.pairs, one.before, one.after, one.rose, one.fell) == (1, 0, WHOLE, 1, 0)


def test_what_is_kept_is_of_people_who_answered_all_three_times(session, partnership, sittings):
    p = partnership
    (person,) = p.handlers(1)
    start = ON - timedelta(days=120)
    sittings.sit(person, dict.fromkeys(range(1, 6), "b"), kind=AttemptKind.PRECHECK, on=start)
    quiz = sittings.sit(person, {1: "a", 2: "a"}, on=start, first=False)
    later = sittings.sit(
        person, {1: "a", 2: "b", 3: "a", 4: "b"}, kind=AttemptKind.SPACED, on=ON, first=False
    )
    _sent(p, session, person, quiz, later)
    (row,) = [r for r in counted_kind(session, "gain") if r.months and r.module]
    assert (row.months, row.asked, row.pairs) == (3, 1, 1)
    assert (row.before, row.after, row.later) == (0, WHOLE, parts_of_whole(1, 2))
    assert row.sums.retained == pytest.approx(0.5)


def _sent(p, session, person, quiz, later):
    """The questions were sent three months after the quiz, and answered."""
    done = record_completion(
        session,
        person_id=person.id,
        module_id=p.module.id,
        version_id=quiz.version_id,
        attempt_id=quiz.id,
        on=quiz.submitted_at.date(),
        grade="E1",
        source="test",
        now=quiz.submitted_at,
    )
    at = datetime(2026, 9, 1, tzinfo=UTC)
    p.make._add(
        SpacedCheck(
            person_id=person.id,
            module_id=p.module.id,
            version_id=quiz.version_id,
            completion_id=done.id,
            after_months=3,
            due_on=at.date(),
            draw=[],
            secret_hash="0" * 64,
            written_at=at,
            expires_at=at + timedelta(days=30),
            attempt_id=later.id,
        )
    )


def test_the_order_and_ids_of_rows_do_not_matter(session, partnership, sittings):
    people = partnership.handlers(5)
    tries = ["aab", "aaa", "bba", "bab", "abb"]
    for person, chosen in zip(people, tries, strict=True):
        sittings.sit(person, dict(enumerate(chosen, 1)), on=ON, confidence=4)
    first = count(session, ON, RULES).facts.more
    session.execute(delete(Answer))
    session.commit()
    for person, chosen in reversed(list(zip(people, tries, strict=True))):
        sittings.sit(person, dict(reversed(list(enumerate(chosen, 1)))), on=ON, confidence=4)
    again = count(session, ON, RULES).facts.more
    for kind in ("item", "choice", "calibration", "check"):
        assert again[kind] == first[kind]
