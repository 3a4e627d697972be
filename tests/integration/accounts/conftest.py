"""People with passwords, and how they come in."""

import pytest
from argon2 import PasswordHasher

from elearn.accounts.tokens import digest
from elearn.models import LinkKind, Password, SingleUseLink
from elearn.web.clock import now

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
