"""Builders for the things tests are about. Say only what the test cares about."""

import itertools
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.content.packing import content_hash, to_dict
from elearn.models import (
    Absence,
    Agency,
    AgencyType,
    Area,
    Completion,
    Contact,
    Grade,
    Grant,
    Item,
    Level,
    Module,
    ModuleKind,
    ModuleVersion,
    Need,
    Person,
    PersonStatus,
    Posting,
    Requirement,
    StaffNumber,
    StaffRole,
    Team,
)
from elearn.records.actions import record_completion
from tests.support.document import small_check, small_document

_numbers = itertools.count(1)
LONG_AGO = date(2020, 1, 1)


@dataclass(frozen=True)
class Make:
    """Each method adds one thing, with all that it cannot be without, and saves it."""

    session: Session

    def _add(self, thing):
        self.session.add(thing)
        self.session.commit()  # a savepoint: a request that rolls back must not lose it
        return thing

    def area(self, name="Northmoor", population=100_000, **facts) -> Area:
        n = next(_numbers)
        return self._add(
            Area(slug=f"area-{n}", name=name, population=population, valid_from=LONG_AGO, **facts)
        )

    def agency(self, name=None, area=None, **facts) -> Agency:
        n = next(_numbers)
        given = {
            "slug": f"agency-{n}",
            "name": name or f"Agency {n}",
            "type": AgencyType.UPPER_TIER_COUNCIL,
            "area_id": (area or self.area()).id,
            "first_responder": True,
            "duty_to_notify": True,
            "valid_from": LONG_AGO,
        }
        return self._add(Agency(**given | facts))

    def team(self, agency, name="Response", is_mash=False) -> Team:
        return self._add(
            Team(agency_id=agency.id, slug=f"team-{next(_numbers)}", name=name, is_mash=is_mash)
        )

    def role(self, code=None, level=Level.B, **facts) -> StaffRole:
        code = code or f"X{next(_numbers)}"
        found = self.session.scalar(select(StaffRole).where(StaffRole.code == code))
        given = {"name": f"Role {code}", "exposure": 1.0}
        return found or self._add(StaffRole(code=code, level=level, **given | facts))

    def person(self, name=None, *, email="", status=PersonStatus.ACTIVE, **facts) -> Person:
        """Somebody with no posting; ``email=None`` for no address."""
        n = next(_numbers)
        return self._add(
            Person(
                public_id=secrets.token_urlsafe(16),
                full_name=name or f"Person {n}",
                email=f"p{n}@agency.example" if email == "" else email,
                status=status,
                created_at=datetime.now(UTC),
                **facts,
            )
        )

    def posting(
        self, person=None, agency=None, role=None, team=None, start=LONG_AGO, end=None
    ) -> Posting:
        person, agency = person or self.person(), agency or self.agency()
        return self._add(
            Posting(
                person_id=person.id,
                agency_id=agency.id,
                team_id=team.id if team else None,
                role_id=(role or self.role()).id,
                start=start,
                end=end,
            )
        )

    def worker(self, agency, role=None, name=None, **posting) -> Person:
        """A person with a posting in the agency."""
        person = self.person(name)
        self.posting(person, agency, role, **posting)
        return person

    def staff_number(self, person, agency, value) -> StaffNumber:
        return self._add(StaffNumber(person_id=person.id, agency_id=agency.id, value=value))

    def absence(self, person, start, end=None) -> Absence:
        return self._add(Absence(person_id=person.id, start=start, end=end))

    def grant(self, person, role: Role, agency=None, team=None) -> Grant:
        return self._add(
            Grant(
                person_id=person.id,
                role=role,
                agency_id=agency.id if agency else None,
                team_id=team.id if team else None,
                granted_at=datetime.combine(LONG_AGO, time.min, UTC),
            )
        )

    def somebody(self, role: Role, agency=None, team=None) -> Person:
        """A person who holds that role in this service and nothing else."""
        person = self.person()
        if role is not Role.LEARNER:
            self.grant(person, role, agency, team)
        return person

    def module(self, slug=None, *, published_on=LONG_AGO, document=None, **facts) -> Module:
        """A module with a first version, published on a day; with None it is only planned."""
        n = next(_numbers)
        slug = slug or f"module-{n}"
        given = {"code": f"Z{n}", "title": f"Module {n}", "level": Level.A, "refresh_months": 24}
        module = self._add(Module(slug=slug, **given | facts))
        if published_on:
            self.version(module, published_on=published_on, document=document)
        return module

    def check(self, form="one", *, published_on=LONG_AGO, **facts) -> Module:
        """The knowledge check, published; more than one call is another version of it."""
        document = small_check(form, **facts)
        found = self.session.scalar(select(Module).where(Module.code == document.code))
        if found:
            number = len(
                self.session.scalars(select(ModuleVersion).filter_by(module_id=found.id)).all()
            )
            self.version(found, number + 1, published_on=published_on, document=document)
            return found
        return self.module(
            document.slug,
            published_on=published_on,
            document=document,
            code=document.code,
            title=document.title,
            refresh_months=None,
            kind=ModuleKind.CHECK,
        )

    def version(self, module, number=1, *, published_on=LONG_AGO, document=None) -> ModuleVersion:
        document = document or small_document(module.slug, module.code, module.title)
        version = self._add(
            ModuleVersion(
                module_id=module.id,
                number=number,
                content_hash=content_hash(document),
                title=module.title,
                level=module.level,
                minutes=document.minutes,
                why=document.why,
                refresh_months=module.refresh_months,
                law_as_at=document.law_as_at,
                review_by=document.review_by,
                change="material",
                change_note="First published.",
                document=to_dict(document),
                published_at=datetime(
                    published_on.year, published_on.month, published_on.day, 9, tzinfo=UTC
                ),
            )
        )
        self._items(module, document)
        return version

    def _items(self, module, document) -> None:
        known = set(self.session.scalars(select(Item.key)))
        for item in document.items:
            if item.key not in known:
                self._add(
                    Item(
                        key=item.key,
                        module_id=module.id,
                        topic=item.topic,
                        subtag=item.subtag,
                        level=item.level,
                        safety_critical=item.safety_critical,
                        anchor=item.anchor,
                        options=len(item.shown),
                    )
                )

    def contact(self, key="helpline", agency=None, **facts) -> Contact:
        """A contact of the partnership, or of an agency; not checked unless said."""
        given = {"name": key.capitalize(), "hours": "Always", "what": "", "source": "test"}
        return self._add(Contact(key=key, agency_id=agency.id if agency else None, **given | facts))

    def requirement(self, role, module, need=Need.REQUIRED, agency=None, **facts) -> Requirement:
        given = {"start": LONG_AGO, "grace_days": 0, "refresh_months": 24, "reason": ""}
        if agency:
            given["reason"] = "Agreed with the partnership."
        return self._add(
            Requirement(
                role_id=role.id,
                module_id=module.id,
                need=need,
                agency_id=agency.id if agency else None,
                **given | facts,
            )
        )

    def completion(self, person, module, on, grade=Grade.HERE) -> Completion:
        done = record_completion(
            self.session,
            person_id=person.id,
            module_id=module.id,
            version_id=None,
            attempt_id=None,
            on=on,
            grade=grade,
            source="test",
            now=datetime.now(UTC),
        )
        self.session.commit()
        return done
