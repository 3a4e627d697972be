"""The rows of the record's own files in the data export, in a stable order."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.interop.queries.file import File, Rows, file_of, streamed
from elearn.models import (
    Absence,
    Agency,
    Answer,
    Area,
    Attempt,
    Completion,
    Declared,
    Headcount,
    Item,
    Module,
    ModuleVersion,
    Person,
    Posting,
    Referral,
    Requirement,
    Revocation,
    StaffNumber,
    StaffRole,
    Team,
)


def _people(session: Session, today: date) -> Rows:
    """One row a person; the numbers that agencies know them by are joined by a semicolon."""
    numbers = streamed(
        select(StaffNumber.person_id, StaffNumber.value).order_by(
            StaffNumber.person_id, StaffNumber.id
        )
    )(session, today)
    people = streamed(
        select(
            Person.id,
            Person.public_id,
            Person.full_name,
            Person.email,
            Person.status,
        ).order_by(Person.id)
    )(session, today)
    waiting = next(numbers, None)
    for person_id, public_id, name, email, status in people:
        known = []
        while waiting is not None and waiting[0] <= person_id:
            if waiting[0] == person_id:
                known.append(waiting[1])
            waiting = next(numbers, None)
        yield public_id, ";".join(known), name, email, status.value


AREAS = select(
    Area.slug,
    Area.name,
    Area.population,
    Area.population_source,
    Area.population_as_at,
    Area.valid_from,
    Area.valid_to,
).order_by(Area.id)

AGENCIES = (
    select(
        Agency.slug,
        Agency.name,
        Agency.type,
        Area.slug,
        Agency.first_responder,
        Agency.duty_to_notify,
        Agency.valid_from,
        Agency.valid_to,
    )
    .outerjoin(Area, Area.id == Agency.area_id)
    .order_by(Agency.id)
)

TEAMS = (
    select(Agency.slug, Team.slug, Team.name, Team.is_mash)
    .join(Agency, Agency.id == Team.agency_id)
    .order_by(Team.id)
)

ROLES = select(StaffRole.code, StaffRole.name, StaffRole.level, StaffRole.exposure).order_by(
    StaffRole.id
)

POSTINGS = (
    select(Person.public_id, Agency.slug, Team.slug, StaffRole.code, Posting.start, Posting.end)
    .join(Person, Person.id == Posting.person_id)
    .join(Agency, Agency.id == Posting.agency_id)
    .join(StaffRole, StaffRole.id == Posting.role_id)
    .outerjoin(Team, Team.id == Posting.team_id)
    .order_by(Posting.id)
)

ABSENCES = (
    select(Person.public_id, Absence.start, Absence.end)
    .join(Person, Person.id == Absence.person_id)
    .order_by(Absence.id)
)

REQUIREMENTS = (
    select(
        Agency.slug,
        StaffRole.code,
        Module.slug,
        Requirement.need,
        Requirement.start,
        Requirement.end,
        Requirement.grace_days,
        Requirement.refresh_months,
        Requirement.reason,
    )
    .join(StaffRole, StaffRole.id == Requirement.role_id)
    .join(Module, Module.id == Requirement.module_id)
    .outerjoin(Agency, Agency.id == Requirement.agency_id)
    .order_by(Requirement.id)
)

MODULES = (
    select(
        Module.slug,
        Module.code,
        ModuleVersion.number,
        ModuleVersion.title,
        ModuleVersion.level,
        ModuleVersion.refresh_months,
        ModuleVersion.published_at,
    )
    .join(ModuleVersion, ModuleVersion.module_id == Module.id)
    .order_by(Module.id, ModuleVersion.number)
)

ITEMS = (
    select(
        Item.key,
        Module.slug,
        Item.topic,
        Item.subtag,
        Item.level,
        Item.safety_critical,
        Item.anchor,
        Item.options,
    )
    .join(Module, Module.id == Item.module_id)
    .order_by(Item.id)
)

ATTEMPTS = (
    select(
        Attempt.id,
        Person.public_id,
        Module.slug,
        ModuleVersion.number,
        Attempt.kind,
        Attempt.number,
        Attempt.started_at,
        Attempt.submitted_at,
        Attempt.score,
        Attempt.passed,
    )
    .join(Person, Person.id == Attempt.person_id)
    .join(Module, Module.id == Attempt.module_id)
    .join(ModuleVersion, ModuleVersion.id == Attempt.version_id)
    .order_by(Attempt.id)
)

ANSWERS = (
    select(
        Answer.attempt_id,
        Item.key,
        Answer.correct,
        Answer.confidence,
        Answer.answered_at,
        Attempt.first,
    )
    .join(Attempt, Attempt.id == Answer.attempt_id)
    .join(Item, Item.id == Answer.item_id)
    .order_by(Answer.id)
)

COMPLETIONS = (
    select(
        Completion.id,
        Person.public_id,
        Module.slug,
        ModuleVersion.number,
        Completion.completed_on,
        Completion.grade,
        Completion.source,
        Completion.recorded_at,
        Revocation.revoked_on,
    )
    .join(Person, Person.id == Completion.person_id)
    .join(Module, Module.id == Completion.module_id)
    .outerjoin(ModuleVersion, ModuleVersion.id == Completion.version_id)
    .outerjoin(Revocation, Revocation.completion_id == Completion.id)
    .order_by(Completion.id)
)

DECLARED = (
    select(Agency.slug, StaffRole.code, Module.slug, Declared.number, Declared.as_at)
    .join(Agency, Agency.id == Declared.agency_id)
    .join(StaffRole, StaffRole.id == Declared.role_id)
    .join(Module, Module.id == Declared.module_id)
    .order_by(Declared.id)
)

HEADCOUNTS = (
    select(
        Agency.slug,
        StaffRole.code,
        Headcount.number,
        Headcount.as_at,
        Headcount.source,
        Headcount.grade,
    )
    .join(Agency, Agency.id == Headcount.agency_id)
    .join(StaffRole, StaffRole.id == Headcount.role_id)
    .order_by(Headcount.id)
)

REFERRALS = (
    select(Area.slug, Referral.quarter, Referral.kind, Referral.number)
    .join(Area, Area.id == Referral.area_id)
    .order_by(Referral.id)
)


OF_THE_RECORD: tuple[File, ...] = (
    file_of(
        "areas",
        "area, name, population, population_source, population_as_at, valid_from, valid_to",
        AREAS,
    ),
    file_of(
        "agencies",
        "agency, name, type, area, first_responder, duty_to_notify, valid_from, valid_to",
        AGENCIES,
    ),
    file_of("teams", "agency, team, name, is_mash", TEAMS),
    file_of("roles", "role, name, level, exposure", ROLES),
    File(
        "people",
        ("person", "staff_number", "full_name", "email", "status"),
        _people,
        personal=("staff_number", "full_name", "email"),
    ),
    file_of("postings", "person, agency, team, role, start, end", POSTINGS),
    file_of("absences", "person, start, end", ABSENCES),
    file_of(
        "requirements",
        "agency, role, module, need, start, end, grace_days, refresh_months, reason",
        REQUIREMENTS,
    ),
    file_of(
        "modules", "module, code, version, title, level, refresh_months, published_at", MODULES
    ),
    file_of("items", "item, module, topic, subtag, level, safety_critical, anchor, options", ITEMS),
    file_of(
        "attempts",
        "attempt, person, module, version, kind, number, started_at, submitted_at, score, passed",
        ATTEMPTS,
    ),
    file_of("answers", "attempt, item, correct, confidence, answered_at, first", ANSWERS),
    file_of(
        "completions",
        "completion, person, module, version, completed_on, grade, source, recorded_at, revoked_on",
        COMPLETIONS,
    ),
    file_of("declared", "agency, role, module, number, as_at", DECLARED),
    file_of("headcounts", "agency, role, headcount, as_at, source, grade", HEADCOUNTS),
    file_of("referrals", "area, quarter, kind, number", REFERRALS),
)
