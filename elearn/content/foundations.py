"""What modules stand on: roles, planned modules and the requirement matrix, who to call, and the
recordings they play."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.content.curriculum import Curriculum, PlannedModule
from elearn.content.document import ContactEntry
from elearn.content.recording import Recording
from elearn.domain.requirements import Need
from elearn.models.content import Contact, Module
from elearn.models.media import MediaFile
from elearn.models.places import Level, StaffRole
from elearn.models.training import Requirement


class PublishError(Exception):
    """Content that must not be published as it is; the message says what to change."""


def load_curriculum(session: Session, curriculum: Curriculum, *, start: date) -> int:
    """Roles, planned modules and the partnership's matrix, in force from ``start``.

    What is there already stays as it is: after the first time the matrix is kept in the service
    and not in the file. Returns how many rows of the matrix were added.
    """
    roles = _load_roles(session, curriculum)
    modules = _load_modules(session, curriculum)
    statement = select(Requirement.role_id, Requirement.module_id).where(
        Requirement.agency_id.is_(None)
    )
    there = {(row.role_id, row.module_id) for row in session.execute(statement)}
    added = 0
    for role_code, needs in curriculum.matrix.items():
        for module_code, need in needs.items():
            role, module = roles[role_code], modules.get(module_code)
            if module is not None and (role.id, module.id) not in there:
                grace = curriculum.grace_days[module_code]
                session.add(_requirement(role, module, Need(need), grace, start))
                added += 1
    session.flush()
    return added


def _load_roles(session: Session, curriculum: Curriculum) -> dict[str, StaffRole]:
    roles = {one.code: one for one in session.scalars(select(StaffRole).order_by(StaffRole.id))}
    for entry in curriculum.roles:
        if entry.code not in roles:
            roles[entry.code] = StaffRole(
                code=entry.code,
                name=entry.name,
                level=Level(entry.level),
                exposure=entry.exposure,
            )
            session.add(roles[entry.code])
    session.flush()
    return roles


def _load_modules(session: Session, curriculum: Curriculum) -> dict[str, Module]:
    """Modules by code. One whose address is taken by another code is left out."""
    modules = {one.code: one for one in session.scalars(select(Module).order_by(Module.id))}
    slugs = {module.slug for module in modules.values()}
    for planned in curriculum.modules:
        if planned.code not in modules and planned.slug not in slugs:
            modules[planned.code] = _planned(planned)
            session.add(modules[planned.code])
    session.flush()
    return modules


def _planned(planned: PlannedModule) -> Module:
    return Module(
        slug=planned.slug,
        code=planned.code,
        title=planned.title,
        level=Level(planned.level),
        refresh_months=planned.refresh_months,
    )


def _requirement(
    role: StaffRole, module: Module, need: Need, grace_days: int, start: date
) -> Requirement:
    return Requirement(
        role_id=role.id,
        module_id=module.id,
        need=need,
        start=start,
        grace_days=grace_days,
        refresh_months=module.refresh_months,
    )


def load_contacts(session: Session, contacts: Iterable[ContactEntry]) -> tuple[str, ...]:
    """The partnership's contacts as contacts.yaml has them. Returns the keys that changed.

    A check recorded in the service stands until the file has a later one; a number or address
    that changed counts as not checked. Contacts that left the file stay: older versions of a
    module may name them. What agencies entered of their own is not touched.
    """
    of_all = select(Contact).where(Contact.agency_id.is_(None)).order_by(Contact.id)
    there = {one.key: one for one in session.scalars(of_all)}
    changed = []
    for wanted in contacts:
        row = there.get(wanted.key)
        if row is None:
            row = Contact(key=wanted.key)
            session.add(row)
        if _update(row, wanted):
            changed.append(wanted.key)
    session.flush()
    return tuple(changed)


def load_recordings(session: Session, recordings: Iterable[Recording]) -> int:
    """Recordings and captions that modules name, each once. Those of older versions stay, as people
    may still be on them. Returns how many are new."""
    there = set(session.scalars(select(MediaFile.sha256)))
    new = {one.sha256: one for one in recordings if one.sha256 not in there}
    for key, one in sorted(new.items()):
        session.add(
            MediaFile(sha256=key, mime=one.mime, size=len(one.content), content=one.content)
        )
    session.flush()
    return len(new)


def _update(row: Contact, wanted: ContactEntry) -> bool:
    """Bring one row up to the file; whether anything changed."""
    values = {name: getattr(wanted, name) for name in ("name", "hours", "what", "source")}
    values |= {"number": wanted.number, "url": wanted.url} | _check_of(row, wanted)
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)


def _check_of(row: Contact, wanted: ContactEntry) -> dict[str, object]:
    """Which check holds: the file's if it is the later one or the number is another."""
    moved = (row.number, row.url) != (wanted.number, wanted.url)
    if row.verified_on is not None and not moved:
        later = wanted.verified_on is not None and wanted.verified_on > row.verified_on
        if not later:
            return {}
    names = ("verified_on", "verified_by", "review_by")
    return {name: getattr(wanted, name) for name in names}
