"""What the pages about people put on record by hand are about, for the walks over all pages."""

import secrets
from datetime import timedelta

from sqlalchemy import select

from elearn.access.policy import Role
from elearn.models import Grant, Posting, PostingOffer
from elearn.operations.invitations import Sender
from elearn.operations.sign_ins import digest
from elearn.staff.actions import merging
from elearn.staff.by import By
from elearn.web import clock
from tests.support.make import Make

SENDER = Sender("Northmoor Partnership", "http://localhost")


def staff_values(make: Make, agency, role, colleague, called: str):
    """Values for parts of addresses, and those of single endpoints: an absence, a second record
    without an address, one that was put together with the colleague's, and an open offer."""
    now, day = clock.now(), clock.today()
    by = By(None, now, day)
    absence = make.absence(colleague, day - timedelta(days=10))
    twins = [make.person(called or "Sam Colleague", email=None) for _ in range(2)]
    for number, twin in enumerate(twins):
        make.posting(twin, agency, role, start=day - timedelta(days=number + 1))
        make.staff_number(twin, agency, called[:60] + str(number) if called else f"S-{number}")
    merge = merging.merge(
        make.session,
        agency_id=agency.id,
        kept_id=colleague.id,
        merged_id=twins[1].id,
        sender=SENDER,
        by=by,
    )
    token = secrets.token_urlsafe(32)
    make._add(
        PostingOffer(
            secret_hash=digest(token),
            agency_id=agency.id,
            person_id=make.person(called or "Ola Elsewhere").id,
            role_id=role.id,
            start=day,
            created_at=now,
            expires_at=now + timedelta(days=1),
        )
    )
    make.grant(colleague, Role.AGENCY_LEAD, agency)
    values = {
        "posting": make.session.scalar(
            select(Posting.id).where(Posting.person_id == colleague.id).order_by(Posting.id)
        ),
        "absence": absence.id,
        "other": twins[0].public_id,
        "merged": merge.id,
        "grant": make.session.scalar(select(Grant.id).where(Grant.person_id == colleague.id)),
    }
    make.session.commit()
    return values, {"staff.offer": {"token": token}}
