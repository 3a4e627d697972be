"""What people did besides quizzes leaves in the export: by their id, as counts, or not at all."""

from datetime import UTC, date, datetime

import pytest

from elearn.domain.briefings import AttendanceWay
from elearn.models import (
    AssessmentAct,
    AssessmentState,
    Attempt,
    AttemptKind,
    Briefing,
    BriefingAnswerCount,
    BriefingAttendance,
    ModuleFeedback,
    ModuleUse,
    PersonStatus,
    ScenarioChoice,
    SpacedCheck,
    Survey,
    SurveyCount,
)
from tests.integration.interop.recount import rows
from tests.integration.interop.test_data_export import export
from tests.support.returns import signed_return

ON, AT = date(2026, 9, 30), datetime(2026, 9, 30, 9, tzinfo=UTC)


@pytest.fixture
def people(make):
    """Two who are here, one in another language, and one who was erased since."""
    mai, bo = make.person("Mai Tran", language="cy"), make.person("Bo Li")
    return mai, bo, make.person("Erased 1", status=PersonStatus.ERASED)


@pytest.fixture
def module(make):
    return make.module()


@pytest.fixture
def version(make, module):
    return make.version(module, 2)


def did(make, module, version, person):
    """A choice, questions months later, an answer about the module, and an attempt in Welsh."""
    whose = {"person_id": person.id, "module_id": module.id, "version_id": version.id}
    make._add(
        ScenarioChoice(
            person_id=person.id, version_id=version.id, page="car-wash", walk=1, step=1,
            node="arrive", choice="film", tag="unsafe-confrontation", chosen_at=AT,
        )
    )  # fmt: skip
    attempt = make._add(
        Attempt(
            **whose, public_id=f"a{person.id}", kind=AttemptKind.SPACED, number=1, first=False,
            draw=[], out_of=5, started_at=AT, language="cy",
        )
    )  # fmt: skip
    make._add(
        SpacedCheck(
            **whose, completion_id=make.completion(person, module, ON).id, after_months=3,
            due_on=ON, draw=[], secret_hash=f"secret-{person.id}", written_at=AT, expires_at=AT,
            attempt_id=attempt.id,
        )
    )  # fmt: skip
    make._add(
        ModuleFeedback(
            **whose, useful="yes", clear="yes", change="no", comment="So said Mai.", answered_on=ON
        )
    )
    make._add(
        ModuleUse(
            person_id=person.id, module_id=module.id, completed_on=ON, used="yes", answered_on=ON
        )
    )


def test_choices_and_later_questions_are_there_of_those_who_are(
    session, make, people, module, version, tmp_path
):
    for person in people:
        did(make, module, version, person)
    export(session, tmp_path / "out")
    here = [person.public_id for person in people[:2]]
    (first, _) = found = rows(tmp_path / "out", "scenario_choices")
    assert [row["person"] for row in found] == here
    assert (first["version"], first["node"], first["choice"]) == ("2", "arrive", "film")
    found = rows(tmp_path / "out", "spaced_checks")
    assert [row["person"] for row in found] == here
    assert [(row["after_months"], row["used_at"]) for row in found] == [("3", "")] * 2
    asked = {row["attempt"] for row in found}
    assert {row["attempt"] for row in rows(tmp_path / "out", "attempt_languages")} == asked
    spoken = [(row["person"], row["language"]) for row in rows(tmp_path / "out", "languages")]
    assert spoken == [(here[0], "cy")]
    assert "secret-" not in "".join(
        path.read_text("utf-8") for path in (tmp_path / "out").iterdir()
    )


def test_of_feedback_there_are_counts_and_no_words(
    session, make, people, module, version, tmp_path
):
    for person in people:
        did(make, module, version, person)
    export(session, tmp_path / "out")
    told = rows(tmp_path / "out", "feedback")
    assert {(row["question"], row["answer"]): row["number"] for row in told} == {
        ("useful", "yes"): "3", ("clear", "yes"): "3", ("change", "no"): "3",
    }  # fmt: skip
    assert [list(row.values()) for row in rows(tmp_path / "out", "uses")] == [
        [module.slug, "yes", "3"]
    ]
    assert "So said" not in "".join(
        path.read_text("utf-8") for path in (tmp_path / "out").iterdir()
    )


def test_a_briefing_has_who_was_there_and_how_often_answers_were_right(
    session, make, people, module, version, tmp_path
):
    agency = make.agency()
    room = make._add(
        Briefing(
            agency_id=agency.id, module_id=module.id, version_id=version.id, questions=[],
            held_on=ON, place="Room of Mai", facilitator="Mai Tran", code="ABCDEF", once="once",
            created_at=AT, created_by_id=people[0].id,
        )
    )  # fmt: skip
    for person, way in ((people[0], "number"), (people[2], "ticked"), (None, "guest")):
        make._add(
            BriefingAttendance(
                briefing_id=room.id, person_id=person and person.id, way=AttendanceWay(way),
                guest_name="" if person else "Gus Guest", arrived_at=AT,
            )
        )  # fmt: skip
    make._add(BriefingAnswerCount(briefing_id=room.id, item_key="m01-t1-01", answered=9, right=7))
    export(session, tmp_path / "named")
    export(session, tmp_path / "keyed", pseudonymous=True)
    there = rows(tmp_path / "named", "briefing_attendances")
    assert [(row["person"], row["way"]) for row in there] == [
        (people[0].public_id, "number"), ("", "guest")
    ]  # fmt: skip
    assert rows(tmp_path / "named", "briefing_answers")[0]["right"] == "7"
    assert rows(tmp_path / "named", "briefings")[0]["facilitator"] == "Mai Tran"
    keyed = "".join(path.read_text("utf-8") for path in (tmp_path / "keyed").iterdir())
    for told in ("Mai", "Gus Guest", "ABCDEF", people[0].public_id):
        assert told not in keyed


def test_a_survey_is_told_of_once_it_is_over(session, make, tmp_path):
    for number, closes in enumerate((date(2026, 9, 1), ON)):
        survey = make._add(
            Survey(
                opens_on=date(2026, 8, 1), closes_on=closes, code=f"CODE{number}",
                once=f"once {number}", created_at=AT,
            )
        )  # fmt: skip
        make._add(
            SurveyCount(
                survey_id=survey.id, grouping="role", place="A", question="trained", answer="yes",
                number=11 + number,
            )
        )  # fmt: skip
    export(session, tmp_path / "out", today=ON)
    assert [row["closes_on"] for row in rows(tmp_path / "out", "surveys")] == [
        "2026-09-01", "2026-09-30"
    ]  # fmt: skip
    assert [row["number"] for row in rows(tmp_path / "out", "survey_answers")] == ["11"]


def test_that_a_return_was_opened_again_is_there_with_why(session, make, tmp_path):
    agency, lead = make.agency(), make.person("Lena Lead")
    signed_return(session, agency, lead, 2026)
    (whole,) = {one.assessment_id for one in session.query(AssessmentAct)}
    make._add(
        AssessmentAct(
            assessment_id=whole, state=AssessmentState.REOPENED, at=AT, reason="Lena asked."
        )
    )
    for name, keyed in (("named", False), ("keyed", True)):
        export(session, tmp_path / name, pseudonymous=keyed)
        last = rows(tmp_path / name, "self_assessment_acts")[-1]
        assert (last["agency"], last["state"]) == (agency.slug, "reopened")
        assert last["reason"] == ("" if keyed else "Lena asked.")
