"""What agencies said of their training in figures, dates and ticks, and what is on record beside
it: a fixed number of statements."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.audit.facts import Day
from elearn.audit.queries.returns import headcounts, roles_on_rosters
from elearn.audit.returned.facts import RECORD, SAID, ProvisionFact
from elearn.audit.returned.queries.returns import signed_answers, signed_returns
from elearn.domain.assessment.details import DetailKind, detail
from elearn.domain.dates import add_months
from elearn.models import (
    Agency,
    AssessmentAnswer,
    AssessmentDetail,
    Briefing,
    Module,
    StaffRole,
)
from elearn.records.asked import published_by, rules_in_force

LISTS = (DetailKind.TICKS, DetailKind.DAYS)
BRIEFING_MONTHS = 24  # "dates of the last two years" (audit-method C1)


def provision_facts(session: Session, day: Day) -> Iterator[ProvisionFact]:
    """Both sides of every agency of the edition."""
    for agency in day.facts.agencies:
        yield ProvisionFact(agency.agency, RECORD, "as-at", day.on.isoformat())
    yield from _said(session, day)
    yield from _duties(session, day)
    yield from _roles(session, day)
    yield from _intervals(session, day)
    yield from _briefings(session, day)


def _said(session: Session, day: Day) -> Iterator[ProvisionFact]:
    """The details of the answers that were signed, a row for each tick and each day."""
    returns = signed_returns(session, day)
    answers = signed_answers(session, returns)
    agencies = {one.answer_id: returns[number].agency for (number, _), one in answers.items()}
    statement = (
        select(AssessmentDetail.answer_id, AssessmentDetail.key, AssessmentDetail.value)
        .join(AssessmentAnswer, AssessmentAnswer.id == AssessmentDetail.answer_id)
        .where(AssessmentAnswer.assessment_id.in_(sorted(returns)))
    )
    for answer_id, key, value in session.execute(statement):
        known = detail(key)
        if known is None or answer_id not in agencies:
            continue
        parts = value.split() if known.kind in LISTS else [value]
        for part in parts:
            yield ProvisionFact(agencies[answer_id], SAID, key, part)


def _duties(session: Session, day: Day) -> Iterator[ProvisionFact]:
    """Which agencies are First Responders, and which have to notify."""
    present = {agency.agency for agency in day.facts.agencies}
    statement = select(Agency.slug, Agency.first_responder, Agency.duty_to_notify)
    for agency, responds, notifies in session.execute(statement):
        if agency in present and responds:
            yield ProvisionFact(agency, RECORD, "first-responder", "yes")
        if agency in present and notifies:
            yield ProvisionFact(agency, RECORD, "duty-to-notify", "yes")


def _roles(session: Session, day: Day) -> Iterator[ProvisionFact]:
    """The roles on an agency's roster, or counted without names."""
    present = {agency.agency for agency in day.facts.agencies}
    counted = {key for key, row in headcounts(session, day.on).items() if row.number}
    for agency, role in roles_on_rosters(session, day.on) | counted:
        if agency in present:
            yield ProvisionFact(agency, RECORD, "role", role)


def _intervals(session: Session, day: Day) -> Iterator[ProvisionFact]:
    """The months after which the matrix of the day asks an agency's roles again."""
    rules, published = rules_in_force(day.on), published_by(day.on)
    months = func.coalesce(rules.c.refresh_months, published.c.refresh_months)
    statement = (
        select(func.coalesce(Agency.slug, ""), StaffRole.code, Module.slug, months)
        .select_from(rules)
        .join(StaffRole, StaffRole.id == rules.c.role_id)
        .join(Module, Module.id == rules.c.module_id)
        .join(published, published.c.module_id == rules.c.module_id)
        .outerjoin(Agency, Agency.id == rules.c.agency_id)
    )
    matrix = {(row[0], row[1], row[2]): row[3] for row in session.execute(statement)}
    cells = [cell for cell in day.facts.coverage if cell.role]
    found = {
        (cell.agency, matrix.get((cell.agency, *place), matrix.get(("", *place))))
        for cell in cells
        for place in [(cell.role, cell.module)]
    }
    for agency, refresh in found:
        if refresh is not None:
            yield ProvisionFact(agency, RECORD, "interval", str(refresh))


def _briefings(session: Session, day: Day) -> Iterator[ProvisionFact]:
    """The days of the last two years on which a briefing was held with this service."""
    present = {agency.agency for agency in day.facts.agencies}
    statement = (
        select(Agency.slug, Briefing.held_on)
        .join(Agency, Agency.id == Briefing.agency_id)
        .where(Briefing.held_on <= day.on, Briefing.held_on > add_months(day.on, -BRIEFING_MONTHS))
        .distinct()
    )
    for agency, held_on in session.execute(statement):
        if agency in present:
            yield ProvisionFact(agency, RECORD, "briefing", held_on.isoformat())
