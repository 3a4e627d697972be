"""People with passwords, and how they come in."""

import pytest
from argon2 import PasswordHasher

from elearn.access.policy import Role
from elearn.accounts.tokens import digest
from elearn.models import AgencyDomain, LinkKind, Password, SingleUseLink
from elearn.web.clock import now
from tests.integration.accounts.doors import path_to_prove

PASSWORD = "three random words"
_hash = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1).hash(PASSWORD)


@pytest.fixture
def with_password(session, make):
    """Somebody who has chosen the password ``three random words``."""

    def person(email="sam@council.example", *, hash=_hash, **facts):
        found = make.person("Sam Okoye", email=email, **facts)
        session.add(Password(person_id=found.id, hash=hash, changed_at=now()))
        session.commit()
        return found

    return person


@pytest.fixture
def link(session):
    """A single-use link; its token is as long as a real one."""

    def make_one(person, kind="reset", *, ends, token="t" * 43):
        session.add(
            SingleUseLink(
                kind=LinkKind(kind),
                secret_hash=digest(token),
                person_id=person.id,
                created_at=now(),
                expires_at=ends,
            )
        )
        session.commit()
        return token

    return make_one


@pytest.fixture
def sign_in(visitor):
    """Send the sign-in form; the visitor unless another client is given."""

    def send(email="sam@council.example", password=PASSWORD, client=None, **more):
        return (client or visitor).post(
            "/sign-in", data={"email": email, "password": password, **more}
        )

    return send


@pytest.fixture
def council(session, make):
    agency = make.agency("Northmoor Council", slug="northmoor-council")
    make.team(agency, "Response")
    make.role("R1", name="Social worker")
    session.add(AgencyDomain(agency_id=agency.id, domain="council.example", added_at=now()))
    session.commit()
    return agency


@pytest.fixture
def lead(make, council):
    person = make.person("Lee Lead", email="lee@council.example")
    make.grant(person, Role.AGENCY_LEAD, council)
    return person


@pytest.fixture
def ask_for_account(visitor):
    def send(email="mai@council.example", name="Mai Tran"):
        return visitor.post("/register", data={"name": name, "email": email})

    return send


@pytest.fixture
def prove(session, visitor, council, ask_for_account):
    """Ask, open the letter and say where; the answer."""

    def go(email="mai@council.example", name="Mai Tran", **work):
        ask_for_account(email, name)
        return visitor.post(path_to_prove(session), data={"role": "r1", "team": "", **work})

    return go
