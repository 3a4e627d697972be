"""What the pages about ways in are about, for the walks over all pages."""

import secrets
from datetime import timedelta

from elearn.models import AgencyDomain, MailedLink, Registration
from elearn.operations.sign_ins import digest
from elearn.web import clock
from tests.support.make import Make


def door_values(make: Make, agency, role, team, colleague, called: str):
    """Values of single endpoints: a link by letter that works, a request for an account whose
    address is not proved, one that waits for its answer, and a domain."""
    now = clock.now()
    mailed, unproved = (secrets.token_urlsafe(32) for _ in range(2))
    make._add(
        MailedLink(
            secret_hash=digest(mailed),
            person_id=colleague.id,
            browser_hash=digest("b"),
            created_at=now,
            expires_at=now + timedelta(minutes=10),
        )
    )
    domain = make._add(AgencyDomain(agency_id=agency.id, domain="walk.example", added_at=now))
    asked = [
        make._add(
            Registration(
                secret_hash=digest(secret),
                full_name=called or "Asa King",
                email=f"asking{number}@walk.example",
                asked_at=now,
                expires_at=now + timedelta(days=1),
                **more,
            )
        )
        for number, (secret, more) in enumerate(
            (
                (unproved, {}),
                (
                    "proved",
                    {
                        "proved_at": now,
                        "agency_id": agency.id,
                        "role_id": role.id,
                        "team_id": team.id,
                    },
                ),
            )
        )
    ]
    waits = {"registration": asked[1].id}
    return {
        "accounts.mailed_link": {"token": mailed},
        "accounts.say_where": {"token": unproved},
        "staff.registration": waits,
        "staff.approve_registration": waits,
        "staff.refuse_registration": waits,
        "staff.remove_domain": {"domain": domain.id},
    }
