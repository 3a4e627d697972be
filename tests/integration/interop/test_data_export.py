"""The data export: what is in it, and that an audit can be counted again from it alone."""

import csv
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from elearn.audit.actions import freeze
from elearn.audit.queries.facts import frozen
from elearn.interop.pseudonyms import as_they_are, pseudonyms
from elearn.interop.queries import FILES
from elearn.interop.writing import FolderNotEmptyError, make_folder, one_moment, write_export
from elearn.models import (
    AssessmentAnswer,
    AssessmentModeration,
    ChangeRead,
    Declared,
    Headcount,
    HeadcountGrade,
    Person,
    Referral,
    ReferralKind,
    TrailEntry,
)
from elearn.records.actions import revoke_completion
from tests.integration.audit.conftest import ON, Partnership
from tests.integration.interop.recount import Recount, rows
from tests.support.returns import signed_return

CONTRACT = {
    "areas": "area, name, population, population_source, population_as_at, valid_from, valid_to",
    "agencies": "agency, name, type, area, first_responder, duty_to_notify, valid_from, valid_to",
    "teams": "agency, team, name, is_mash",
    "roles": "role, name, level, exposure",
    "people": "person, staff_number, full_name, email, status",
    "postings": "person, agency, team, role, start, end",
    "absences": "person, start, end",
    "requirements": "agency, role, module, need, start, end, grace_days, refresh_months, reason",
    "modules": "module, code, version, title, level, refresh_months, published_at",
    "items": "item, module, topic, subtag, level, safety_critical, anchor, options",
    "attempts": "attempt, person, module, version, kind, number, started_at, submitted_at, "
    "score, passed",
    "answers": "attempt, item, correct, confidence, answered_at, first",
    "completions": "completion, person, module, version, completed_on, grade, source, "
    "recorded_at, revoked_on",
    "declared": "agency, role, module, number, as_at",
    "headcounts": "agency, role, headcount, as_at, source, grade",
    "referrals": "area, quarter, kind, number",
}
FURTHER = {
    "module_changes": "module, version, change, note, published_at",
    "changes_read": "person, module, version, read_at",
    "self_assessments": "agency, year, state, opened_at, signed_at",
    "self_assessment_answers": "agency, year, question, revision, score, na_reason, evidence, "
    "confidence, answered_at",
    "self_assessment_details": "agency, year, question, revision, key, value",
    "self_assessment_moderations": "agency, year, question, revision, score, note, moderated_at",
    "plan_actions": "ref, audit, origin, agency, area, role, module, topic, level, subject, gap, "
    "baseline_on, baseline_count, baseline_base, type, action, owner_agency, owner_post, sponsor, "
    "target, success_measure, resource, confidence, risk, seats, created_at",
    "plan_updates": "ref, number, on, status, due_on, note, at",
    "cover_rules": "agency, team, module, level, needed, start, end, why",
    "scenario_choices": "person, module, version, page, walk, step, node, choice, tag, chosen_at",
    "spaced_checks": "person, module, version, completion, after_months, due_on, written_at, "
    "used_at, attempt",
    "languages": "person, language",
    "attempt_languages": "attempt, language",
    "self_assessment_acts": "agency, year, state, at, reason",
    "briefings": "briefing, agency, team, module, version, held_on, place, facilitator, "
    "created_at, closed_at",
    "briefing_attendances": "briefing, person, way, has_answered, arrived_at, completion",
    "briefing_answers": "briefing, item, answered, right",
    "feedback": "module, version, question, answer, number",
    "uses": "module, used, number",
    "surveys": "survey, opens_on, closes_on, closed_on",
    "survey_answers": "survey, grouping, place, question, answer, number",
}
SOME = 90


@pytest.fixture
def partnership(make):
    """Three agencies, two modules, and one of everything that makes counting hard."""
    role, module = make.role(), make.module()
    make.requirement(role, module)
    p = Partnership(make, make.agency("City Council"), role, module)
    second, other = make.module(), make.role()
    make.requirement(role, second, refresh_months=12, grace_days=60)
    make.requirement(other, module, refresh_months=12)
    trust, port = make.agency("Trust"), make.agency("Port")
    make.requirement(other, second, agency=trust)
    for place, person in enumerate(p.handlers(14)):
        if place % 3:
            make.completion(person, module, ON - timedelta(days=SOME * place))
        if place % 2:
            make.completion(person, second, ON - timedelta(days=40 * place))
        p.answers(person, [place % 4 > 0, True, True, place % 2 > 0, True], unsafe=place == 7)
    for place in range(9):
        person = make.worker(trust, other)
        make.completion(person, module, ON - timedelta(days=45 * place))
    both = make.worker(p.council, role)
    make.posting(both, p.council, other)
    make.posting(both, trust, other)
    late = make.completion(both, module, ON - timedelta(days=500))
    revoke_completion(
        make.session, completion_id=late.id, on=ON, reason="No proof.", now=datetime.now(UTC)
    )
    make.worker(p.council, role, start=ON - timedelta(days=10))
    make.worker(p.council, role, end=ON)
    make.absence(make.worker(p.council, role), ON - timedelta(days=200))
    p.headcount(port, 40)
    told = make.worker(p.council, role)
    make.completion(told, module, ON - timedelta(days=300))
    changed = make.version(module, 2, published_on=ON - timedelta(days=200))
    make._add(
        ChangeRead(
            person_id=told.id,
            version_id=changed.id,
            read_at=datetime(2026, 9, 1, tzinfo=UTC),
            right=1,
            out_of=1,
        )
    )
    return p


def export(session, folder, *, pseudonymous=False, today=None):
    make_folder(folder)
    counts = {}
    namer = pseudonyms("a key") if pseudonymous else as_they_are
    how = {"namer": namer, "pseudonymous": pseudonymous, "today": today or date(2026, 11, 22)}
    write_export(session, folder, **how, said=counts.__setitem__)
    return counts


def test_every_file_of_the_contract_is_written_with_exactly_its_columns(session, tmp_path):
    export(session, tmp_path / "out")
    written = {}
    for path in (tmp_path / "out").iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            written[path.stem] = ", ".join(next(csv.reader(file)))
    assert written == CONTRACT | FURTHER
    assert [file.name for file in FILES] == [*CONTRACT, *FURTHER]


@pytest.mark.parametrize("pseudonymous", [False, True])
def test_an_audit_can_be_counted_again_from_the_files_alone(
    session, partnership, tmp_path, pseudonymous
):
    audit = freeze(session, name="A", as_of=ON, now=datetime.now(UTC), by=None)
    export(session, tmp_path / "out", pseudonymous=pseudonymous)
    facts = frozen(session, audit.id)
    again = Recount(tmp_path / "out", ON)
    assert {
        (row.agency, row.role, row.module): (
            row.in_scope,
            row.in_date,
            row.due_soon,
            row.expired,
            row.never,
            row.since_change or 0,
        )
        for row in facts.coverage
    } == again.coverage()
    assert any(0 < (row.since_change or 0) < row.in_date for row in facts.coverage)
    assert {
        (row.agency, row.role, row.topic, row.level): (
            row.people,
            row.assessed,
            row.masters,
            row.items_answered,
            row.items_right,
        )
        for row in facts.knowledge
        if row.agency
    } == again.knowledge()
    assert again.knowledge(), "somebody was assessed"


def test_a_pseudonymous_export_names_nobody_and_is_the_same_each_time(
    session, partnership, make, tmp_path
):
    person = make.person("Amina Okafor", email="amina@council.example")
    make.staff_number(person, partnership.council, "S-1234")
    for name in ("one", "two"):
        export(session, tmp_path / name, pseudonymous=True)
    everything = "".join(path.read_text("utf-8") for path in (tmp_path / "one").iterdir())
    for told in ("Amina", "amina@", "S-1234", *session.scalars(select(Person.public_id))):
        assert told not in everything
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    people = {row["person"] for row in rows(tmp_path / "one", "people")}
    assert {row["person"] for row in rows(tmp_path / "one", "postings")} <= people


def test_values_are_spelled_as_documented(session, make, tmp_path):
    council, area = make.agency(), make.area()
    person = make.person("=cmd()", email=None)
    make.staff_number(person, council, "7")
    make.staff_number(person, make.agency(), "8")
    role, module = make.role(), make.module(published_on=date(2026, 7, 1))
    make._add(
        Declared(agency_id=council.id, role_id=role.id, module_id=module.id, number=3, as_at=ON)
    )
    make._add(
        Headcount(
            agency_id=council.id,
            role_id=role.id,
            number=9,
            as_at=ON,
            source="HR",
            grade=HeadcountGrade.A,
        )
    )
    make._add(Referral(area_id=area.id, quarter="2026-Q3", kind=ReferralKind.NRM, number=12))
    out = tmp_path / "out"
    export(session, out)
    (mine,) = [row for row in rows(out, "people") if row["person"] == person.public_id]
    assert mine["staff_number"] == "7;8"
    assert mine["full_name"] == "'=cmd()", "a spreadsheet must not run it"
    assert mine["email"] == ""
    assert rows(out, "modules")[-1]["published_at"] == "2026-07-01T09:00:00Z"
    assert rows(out, "agencies")[0]["first_responder"] == "1"
    assert rows(out, "declared")[0]["as_at"] == "2026-09-30"
    assert rows(out, "headcounts")[0]["headcount"] == "9"
    assert rows(out, "referrals")[0]["kind"] == "nrm"


def test_what_agencies_say_of_themselves_is_there_with_who_looked_at_it(session, make, tmp_path):
    agency, lead = make.agency(), make.person("Lena Lead")
    signed_return(session, agency, lead, 2026, words="=cmd() of Lena Lead")
    answer = session.scalar(select(AssessmentAnswer).filter_by(question=1))
    make._add(
        AssessmentModeration(
            assessment_id=answer.assessment_id,
            question=1,
            answer_id=answer.id,
            score=1,
            note="Lena Lead says more.",
            moderated_by_id=lead.id,
            moderated_at=datetime(2026, 11, 1, tzinfo=UTC),
        )
    )
    export(session, tmp_path / "named")
    (whole,) = rows(tmp_path / "named", "self_assessments")
    assert (whole["agency"], whole["year"], whole["state"]) == (agency.slug, "2026", "signed")
    answers = rows(tmp_path / "named", "self_assessment_answers")
    assert {int(row["question"]) for row in answers} == set(range(1, 22))
    assert all(row["evidence"].startswith("'=cmd()") for row in answers if row["evidence"])
    (looked,) = rows(tmp_path / "named", "self_assessment_moderations")
    assert (looked["question"], looked["score"]) == ("1", "1")
    export(session, tmp_path / "keyed", pseudonymous=True)
    assert not any("Lena" in path.read_text("utf-8") for path in (tmp_path / "keyed").iterdir())
    keyed = rows(tmp_path / "keyed", "self_assessment_answers")
    assert [row["score"] for row in keyed] == [row["score"] for row in answers]


def test_a_folder_with_something_in_it_is_refused(tmp_path):
    (tmp_path / "kept.txt").write_text("mine")
    with pytest.raises(FolderNotEmptyError, match="Name a new folder"):
        make_folder(tmp_path)


def test_the_export_reads_as_a_reader(session):
    one_moment(session)
    assert session.info.pop("read_only")


def test_the_command_writes_counts_and_leaves_a_line_in_the_trail(
    app, session, partnership, tmp_path
):
    done = app.test_cli_runner().invoke(args=["data", "export", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert "areas.csv: 3" in done.output
    assert "keep them safe" in done.stderr
    assert session.scalars(select(TrailEntry.action)).all()[-1] == "data.exported"
    again = app.test_cli_runner().invoke(args=["data", "export", str(tmp_path / "out")])
    assert again.exit_code == 1
    assert "is not empty" in again.stderr
