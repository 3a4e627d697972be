"""Returns, provision and the pulse as they were on the census day, on both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from elearn.audit.actions import freeze, recompute, verify
from elearn.audit.returned.facts import PulseFact
from elearn.domain.survey import QUESTIONS
from elearn.models import (
    AssessmentAnswer,
    AssessmentState,
    AuditReturn,
    Briefing,
    ModuleFeedback,
    ModuleUse,
    ModuleVersion,
    Survey,
    SurveyCount,
)
from tests.integration.audit.conftest import ON, counted_kind

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


def at(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def scores(session, on=ON):
    return {row.question: row.score for row in counted_kind(session, "return", on)}


def test_a_return_counts_from_the_day_it_was_signed(session, partnership, returned):
    returned.signed(partnership.council, date(2026, 9, 30), scores={1: 3, 16: None})
    assert counted_kind(session, "return", date(2026, 9, 29)) == ()
    rows = counted_kind(session, "return")
    assert [row.question for row in rows] == list(range(1, 22))
    first, sixteenth = rows[0], rows[15]
    assert (first.agency, first.theme, first.score, first.confidence) == (
        partnership.council.slug, "leadership", 3, "A",
    )  # fmt: skip
    assert (first.has_evidence, rows[5].has_evidence) == (True, False)
    assert (sixteenth.score, sixteenth.applies) == (None, False)
    assert (first.year, first.signed_on) == (2026, date(2026, 9, 30))


def test_what_was_changed_after_a_signing_does_not_count_until_it_is_signed(
    session, partnership, returned
):
    row = returned.signed(partnership.council, date(2026, 9, 1))
    returned.act(row, AssessmentState.REOPENED, at(date(2026, 9, 10)))
    returned.answer(row, 1, 3, at(date(2026, 9, 11)), revision=2)
    assert scores(session, date(2026, 9, 5))[1] == 2
    assert scores(session) == {}
    returned.act(row, AssessmentState.SIGNED, at(date(2026, 9, 30)))
    assert scores(session)[1] == 3
    assert scores(session, date(2026, 9, 5))[1] == 2


def test_a_return_that_is_open_again_leaves_that_of_the_year_before(session, partnership, returned):
    returned.signed(partnership.council, date(2025, 9, 1), default=1)
    row = returned.signed(partnership.council, date(2026, 9, 1), default=3)
    assert set(scores(session).values()) == {3}
    returned.act(row, AssessmentState.REOPENED, at(date(2026, 9, 20)))
    assert set(scores(session).values()) == {1}


def test_moderation_counts_by_its_day_and_only_for_the_answer_it_was_given_to(
    session, partnership, returned
):
    row = returned.signed(partnership.council, date(2026, 9, 1))
    first, second = session.scalars(
        select(AssessmentAnswer).order_by(AssessmentAnswer.question).limit(2)
    ).all()
    returned.moderated(first, 1, at(date(2026, 9, 10)))
    returned.moderated(first, None, at(date(2026, 9, 11)))
    returned.moderated(second, 0, at(date(2026, 10, 1)))
    one, two = counted_kind(session, "return")[:2]
    assert (one.is_moderated, one.moderated) == (True, None)
    assert (two.is_moderated, two.moderated) == (False, None)
    returned.answer(row, 1, 3, at(date(2026, 9, 15)), revision=2)
    returned.act(row, AssessmentState.SIGNED, at(date(2026, 9, 16)))
    assert not counted_kind(session, "return")[0].is_moderated


def test_provision_holds_what_was_said_beside_what_is_on_record(
    session, make, partnership, returned
):
    council, role = partnership.council, partnership.role
    partnership.handlers(1)
    make.requirement(role, make.module(), agency=council, refresh_months=12)
    version = session.scalars(select(ModuleVersion.id)).first()
    for number, held in enumerate((date(2026, 3, 1), date(2024, 9, 30))):
        make._add(
            Briefing(
                agency_id=council.id, module_id=partnership.module.id, version_id=version,
                questions=[], held_on=held, place="Canteen", facilitator="", once=str(number),
                created_at=NOW, created_by_id=1,
            )
        )  # fmt: skip
    details = {6: {"types": "labour nrm"}, 8: {"days": "2026-01-02 2026-02-03"}}
    returned.signed(council, date(2026, 9, 1), details=details)
    rows = {(row.source, row.item, row.value) for row in counted_kind(session, "provision")}
    assert rows == {
        ("record", "as-at", "2026-09-30"),
        ("record", "first-responder", "yes"),
        ("record", "duty-to-notify", "yes"),
        ("record", "role", role.code),
        ("record", "interval", "24"),
        ("record", "interval", "12"),
        ("record", "briefing", "2026-03-01"),
        ("return", "types", "labour"),
        ("return", "types", "nrm"),
        ("return", "days", "2026-01-02"),
        ("return", "days", "2026-02-03"),
    }


def _feedback(make, module, useful, on):
    version = make.session.scalars(
        select(ModuleVersion.id).where(ModuleVersion.module_id == module.id)
    ).first()
    person = make.person()
    make.session.add(
        ModuleFeedback(
            person_id=person.id, module_id=module.id, version_id=version, useful=useful,
            clear="yes", change="no", answered_on=on,
        )
    )  # fmt: skip
    return person


def test_the_pulse_counts_whole_tens_of_answers_by_the_census_day(session, make, partnership):
    module = partnership.module
    for number in range(12):
        _feedback(make, module, "yes" if number < 8 else "no", ON - timedelta(days=20 - number))
    for _ in range(8):
        _feedback(make, module, "no", ON + timedelta(days=1))
    for _ in range(9):
        use = ModuleUse(
            person_id=make.person().id, module_id=module.id, completed_on=ON, used="told",
            answered_on=ON,
        )  # fmt: skip
        session.add(use)
    session.commit()
    rows = counted_kind(session, "pulse")
    useful = [row for row in rows if row.question == "useful"]
    assert useful == [
        PulseFact("feedback", module.slug, "useful", "no", 2, 10),
        PulseFact("feedback", module.slug, "useful", "partly", 0, 10),
        PulseFact("feedback", module.slug, "useful", "yes", 8, 10),
    ]
    assert not [row for row in rows if row.measure == "use"]
    assert counted_kind(session, "pulse", ON - timedelta(days=12)) == ()


def _survey(make, *, opens, closes, closed=None, people=12):
    row = make._add(
        Survey(
            opens_on=opens, closes_on=closes, closed_on=closed, code=f"C{closes:%y%m%d}",
            once=str(closes), created_at=NOW, created_by_id=None,
        )
    )  # fmt: skip
    for question in QUESTIONS:
        for grouping in ("role", "agency"):
            for place in ("police", "health"):
                for answer in question.answers:
                    first = next(iter(question.answers))
                    make.session.add(
                        SurveyCount(
                            survey_id=row.id,
                            grouping=grouping, place=place, question=question.key, answer=answer,
                            number=people // 2 if answer == first else 0,
                        )
                    )  # fmt: skip
    make.session.commit()


@pytest.mark.parametrize(
    ("survey", "people"),
    [
        ({"opens": date(2026, 9, 1), "closes": date(2026, 9, 29)}, 12),
        ({"opens": date(2026, 9, 1), "closes": date(2026, 9, 30)}, 0),
        ({"opens": date(2026, 9, 1), "closes": date(2026, 12, 1), "closed": ON}, 12),
        ({"opens": date(2026, 9, 1), "closes": date(2026, 12, 1), "closed": date(2026, 10, 1)}, 0),
        ({"opens": date(2026, 9, 1), "closes": date(2026, 9, 29), "people": 8}, 0),
    ],
)
def test_a_survey_counts_once_it_is_over_and_ten_people_answered(session, make, survey, people):
    _survey(make, **survey)
    rows = {(row.question, row.answer): row for row in counted_kind(session, "pulse")}
    if not people:
        assert rows == {}
        return
    assert rows["trained", "yes"].number == rows["trained", "yes"].people == people
    last = date.fromordinal(rows["survey", "last-day"].number)
    assert last == min(survey["closes"], survey.get("closed") or survey["closes"])


def test_an_edition_with_returns_is_sealed_and_can_be_counted_again(session, partnership, returned):
    partnership.handlers(12, done_on=date(2026, 1, 1))
    details = {12: {"trained-24": "12", "trained-of": "12"}}
    row = returned.signed(partnership.council, date(2026, 9, 1), details=details)
    audit = freeze(session, name="Autumn", as_of=ON, now=NOW, by=None)
    session.commit()
    assert audit.manifest["rows"]["returns"] == 21
    assert verify(session, audit_id=audit.id)
    assert recompute(session, audit_id=audit.id) == []
    returned.act(row, AssessmentState.REOPENED, at(date(2026, 9, 20)))  # it came late
    changed = recompute(session, audit_id=audit.id)
    assert {one.kind for one in changed} == {"return", "provision"}
    session.execute(update(AuditReturn).where(AuditReturn.question == 1).values(score=3))
    assert not verify(session, audit_id=audit.id)
