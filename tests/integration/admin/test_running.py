"""The worker's runs, failed imports, health, settings, and the trail's line of the day."""

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn.admin.installation import advice, in_force
from elearn.config import Environment, Settings
from elearn.models import (
    Audit,
    AuditJob,
    AuditJobKind,
    AuditState,
    ImportJob,
    ImportKind,
    JobRun,
    JobState,
    Letter,
    RunOutcome,
    TrailEntry,
)
from elearn.operations.anchoring import anchor_letter
from elearn.operations.invitations import Sender
from elearn.operations.runs import recorded
from elearn.operations.trail import anchors_in, head, note
from elearn.web.clock import now
from tests.integration.admin.conftest import NOON


def run(session, name="trail-check", outcome=RunOutcome.DONE, said="Whole.", at=NOON):
    session.add(JobRun(name=name, began_at=at, ended_at=at, outcome=outcome, said=said))
    session.commit()


def failed_import(session, admin):
    session.add(
        ImportJob(kind=ImportKind.ROSTER, number=4, state=JobState.FAILED, seen="", confirmed=False,
                  actor_id=admin.id, total=20, tries=3, sentence="It broke off.", queued_at=NOON)
    )  # fmt: skip
    session.commit()


def test_a_failed_import_is_tried_again_once(session, visitor, admin):
    failed_import(session, admin)
    assert "It broke off." in visitor.page("/admin/jobs/work").text
    assert "Try it again" in visitor.page("/admin/jobs/imports/roster/4").text
    for _ in range(2):
        assert visitor.post("/admin/jobs/imports/roster/4/again").status_code == 303
    job = session.get(ImportJob, {"kind": ImportKind.ROSTER, "number": 4})
    assert (job.state, job.tries, job.sentence) == (JobState.QUEUED, 0, "")
    assert session.scalars(select(TrailEntry.action)).all() == ["job.tried-again"]
    assert visitor.get("/admin/jobs/imports/roster/4").status_code == 404
    assert visitor.get("/admin/jobs/imports/nonsense/4").status_code == 404


def test_what_is_not_done_goes_on_over_the_page(session, visitor, make, admin):
    facts = {"state": JobState.QUEUED, "queued_at": NOON, "total": 2}
    for number in range(1, 41):
        session.add(ImportJob(kind=ImportKind.ROSTER, number=number, seen="", confirmed=False,
                              **facts))  # fmt: skip
    facts["asked_at"] = facts.pop("queued_at") + timedelta(seconds=1)
    for number in range(1, 14):
        audit = make._add(
            Audit(name=f"Audit {number}", as_of=NOON.date(), state=AuditState.OPEN, rules={},
                  manifest={}, scope={}, seed=1, created_at=NOON)
        )  # fmt: skip
        session.add(AuditJob(audit_id=audit.id, kind=AuditJobKind.FREEZE, **facts))
    session.commit()
    page, names = visitor.page("/admin/jobs/work"), []
    while page:
        names += [row.select_one("td, th").text.split(",")[-1] for row in page.select("tbody tr")]
        on = page.select_one("a[rel=next]")
        page = visitor.page(on["href"]) if on else None
    assert len(names) == len(set(names)) == 53
    assert "Audit" in names[0]
    assert visitor.get("/admin/jobs/work.csv").text.count("roster") == 40
    for odd in ("x", "2026-11-22_roster_1", "2026-11-22T12:00:00+00:00_roster_x"):
        assert len(visitor.page(f"/admin/jobs/work?before={odd}").select("tbody tr")) == 50


def test_the_first_page_begins_with_what_failed(session, visitor, admin):
    failed_import(session, admin)
    run(session, outcome=RunOutcome.FAILED, said="It stopped with BrokenTrailError.")
    page = visitor.page("/admin")
    assert "Look at 1 import that failed" in page.text
    assert "Trail: Checked" in page.text


def test_runs_are_listed_with_what_came_of_them(session, visitor, admin):
    run(session, "month-counts", said="12 counts of months")
    run(session, "sign-ins", RunOutcome.RUNNING, "")
    page = visitor.page("/admin/jobs")
    assert "12 counts of months" in page.text
    assert "Broke off" in page.text or "Under way" in page.text
    assert "month-counts" in visitor.get("/admin/jobs.csv").text


def test_health_says_each_part_and_what_to_do(session, visitor, admin):
    page = visitor.page("/admin/health")
    for part in ("Database", "Disk", "Worker", "Outbox", "Backup", "Trail", "Nightly work"):
        assert part in page.text
    assert "The database refuses to change it" in page.text


@pytest.mark.any_database
def test_work_that_fails_is_written_down_by_its_kind_alone(app, session):
    with pytest.raises(ValueError, match="Sam"), recorded(_engine(session), "x", now):
        raise ValueError("Sam Colleague cannot be read")
    session.expire_all()
    kept = session.scalars(select(JobRun)).one()
    assert kept.outcome is RunOutcome.FAILED
    assert kept.said == "It stopped with ValueError. The log says where."


def _engine(session):
    return session.get_bind()


def test_the_days_last_line_is_mailed_once_and_checks_the_trail(app, session, admin):
    for _ in range(2):
        note(
            session, action="signed-out", actor_id=1, subject_kind="person", subject_id=1, now=NOON
        )
    sender = Sender("Northmoor", "http://localhost")
    for _ in range(2):
        anchor_letter(session, to="keeper@elsewhere.example", sender=sender, now=NOON)
    session.commit()
    letter = session.scalars(select(Letter)).one()
    assert anchors_in(letter.body) == (head(session)[0],)
    runner = app.test_cli_runner()
    whole = runner.invoke(args=["trail", "verify", "--anchor", str(head(session)[0])])
    assert (whole.exit_code, whole.output) == (0, "The trail is whole: 2 lines.\n")
    lost = runner.invoke(args=["trail", "verify", "--anchor", f"9:{'ab' * 32}"])
    assert lost.exit_code == 1
    assert "Line 9 is not the one" in lost.stderr
    assert runner.invoke(args=["trail", "verify", "--anchor", "nonsense"]).exit_code == 2
    assert runner.invoke(args=["trail", "anchor"]).output.startswith(str(head(session)[0]))


@pytest.mark.any_database
def test_settings_say_where_each_comes_from_and_no_secret():
    settings = Settings(
        secret_key="very-secret-indeed",
        smtp_url="smtp://post:hunter2@mail.example:587",
        database_url="postgresql+psycopg://elearn:hunter3@db/elearn",
        oidc_client_secret="hunter4",
        env=Environment.PRODUCTION,
    )
    shown = in_force(settings, {"ELEARN_SMTP_URL": "x"})
    said = " ".join(f"{one.value} {one.source}" for one in shown)
    for secret in ("hunter", "very-secret"):
        assert secret not in said
    assert "smtp://post:(not shown)@mail.example:587 Set in the environment" in said


@pytest.mark.parametrize(
    ("changed", "title"),
    [
        ({"env": Environment.DEMO}, "This is a demonstration"),
        ({"smtp_url": ""}, "Name a mail server"),
        ({"anchor_to": ""}, "Keep the trail’s last line elsewhere"),
        ({"trusted_proxies": 0}, "Say how many servers stand in front"),
    ],
)
def test_what_to_change_is_said_in_plain_words(changed, title):
    well = Settings(env=Environment.PRODUCTION, smtp_url="smtp://x", anchor_to="a@b.example",
                    trusted_proxies=1, base_url="https://t.example")  # fmt: skip
    assert advice(well, {}, (3, 11, 15)) == ()
    assert [one.title for one in advice(well, {}, (3, 11, 7))] == ["Use a newer Python"]
    assert title in [one.title for one in advice(dataclasses.replace(well, **changed), {})]


def test_the_page_of_settings_and_its_file(visitor, admin):
    page = visitor.page("/admin/settings")
    assert "ELEARN_SECRET_KEY" in page.text
    assert "Set; not shown" in page.text
    assert "ELEARN_SECRET_KEY" in visitor.get("/admin/settings.csv").text
