"""The curriculum in the database: loaded once, and kept in the service from then on."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import func, select

from elearn.content.curriculum import read_curriculum
from elearn.content.publish import load_curriculum, publish
from elearn.content.queries import published
from elearn.models import Module, Need, Requirement, StaffRole
from tests.support.document import small_document

START = date(2025, 4, 1)
LATER = date(2026, 4, 1)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CURRICULUM = read_curriculum()


def rule(session, role, module):
    return session.scalar(
        select(Requirement)
        .join(StaffRole, StaffRole.id == Requirement.role_id)
        .join(Module, Module.id == Requirement.module_id)
        .where(StaffRole.code == role, Module.code == module)
    )


def test_it_brings_roles_planned_modules_and_the_whole_matrix(session):
    assert load_curriculum(session, CURRICULUM, start=START) == 15 * 12
    assert session.scalar(select(func.count(StaffRole.id))) == 15
    assert session.scalar(select(func.count(Module.id))) == 12
    assert published(session) == ()


def test_a_rule_has_its_need_its_grace_and_its_refresher(session):
    load_curriculum(session, CURRICULUM, start=START)
    first = rule(session, "R4", "M01")
    assert (first.need, first.grace_days, first.refresh_months, first.start, first.end) == (
        Need.REQUIRED, 60, 24, START, None,
    )  # fmt: skip
    third = rule(session, "R4", "M03")
    assert (third.need, third.grace_days, third.refresh_months) == (Need.REQUIRED, 90, 12)
    assert rule(session, "R1", "M02").need is Need.OFFERED
    assert rule(session, "R1", "M03").need is Need("-")


def test_loading_it_again_changes_nothing(session):
    load_curriculum(session, CURRICULUM, start=START)
    assert load_curriculum(session, CURRICULUM, start=LATER) == 0
    assert session.scalar(select(func.count(Requirement.id))) == 15 * 12


def test_what_the_coordinator_changed_stays_changed(session):
    load_curriculum(session, CURRICULUM, start=START)
    rule(session, "R1", "M02").need = Need.REQUIRED
    session.flush()
    load_curriculum(session, CURRICULUM, start=LATER)
    assert rule(session, "R1", "M02").need is Need.REQUIRED


def test_a_planned_module_becomes_a_published_one(session):
    load_curriculum(session, CURRICULUM, start=START)
    planned = session.scalar(select(Module.id).where(Module.code == "M03"))
    publish(session, [small_document("first-responder", "M03", "First Responder")], now=NOW)
    [module] = published(session)
    assert (module.module_id, module.slug) == (planned, "first-responder")


def test_a_planned_module_may_be_published_under_a_better_name(session):
    load_curriculum(session, CURRICULUM, start=START)
    publish(session, [small_document("nrm-and-consent", "M03", "First Responder")], now=NOW)
    assert [module.slug for module in published(session)] == ["nrm-and-consent"]


def test_a_module_added_to_the_curriculum_later_gets_its_rules(session):
    shorter = replace(
        CURRICULUM,
        modules=CURRICULUM.modules[:-1],
        matrix={
            role: {code: need for code, need in needs.items() if code != "M12"}
            for role, needs in CURRICULUM.matrix.items()
        },
    )
    assert load_curriculum(session, shorter, start=START) == 15 * 11
    assert load_curriculum(session, CURRICULUM, start=LATER) == 15
    assert rule(session, "R1", "M12").start == LATER
