"""Every way in, and whom each of them lets in: nobody suspended, erased or put together with
another record, and somebody who has left only as a learner."""

import dataclasses
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from elearn.access.policy import Role
from elearn.accounts import evenly
from elearn.accounts.oidc import wire
from elearn.accounts.oidc.service import Came
from elearn.accounts.tokens import digest
from elearn.models import (
    AgencyDomain,
    Identity,
    Letter,
    LinkKind,
    MailedLink,
    Password,
    PersonStatus,
    Posting,
    SignInSession,
    SingleUseLink,
)
from elearn.operations.sign_ins import code_digest
from elearn.staff.actions.postings import end as end_posting
from elearn.staff.by import By
from elearn.web.clock import now, today
from tests.conftest import SECRET
from tests.integration.accounts.doors import signed_in
from tests.support.again import ask_again

pytestmark = pytest.mark.any_database
WORDS = "three random words"
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(WORDS)
NEW = {"new_password": "correct horse battery"}
TOKEN = "t" * 43
SHUT = [PersonStatus.SUSPENDED, PersonStatus.ERASED, PersonStatus.MERGED]


def by_password(client, person, session, _make):
    session.merge(Password(person_id=person.id, hash=HASH, changed_at=now()))
    session.commit()
    return client.post("/sign-in", data={"email": person.email, "password": WORDS})


def _single_use(session, person, kind, secret_hash):
    session.add(
        SingleUseLink(
            kind=kind,
            secret_hash=secret_hash,
            person_id=person.id,
            created_at=now(),
            expires_at=now() + timedelta(hours=1),
        )
    )
    session.commit()


def by_reset(client, person, session, _make):
    _single_use(session, person, LinkKind.RESET, digest(TOKEN))
    client.post(f"/reset/{TOKEN}", data=NEW)
    return client.post("/sign-in", data={"email": person.email, "password": NEW["new_password"]})


def by_invitation(client, person, session, _make):
    _single_use(session, person, LinkKind.INVITATION, digest(TOKEN))
    return client.post(f"/invite/{TOKEN}", data=NEW)


def by_slip(client, person, session, _make):
    person.email = None
    _single_use(session, person, LinkKind.JOIN, code_digest(SECRET, "ABCD2345"))
    client.post("/join", data={"code": "ABCD-2345"})
    return client.post("/join/account", data=NEW | {"username": "somebody.new"})


def by_mailed_link(client, person, session, _make):
    session.add(
        MailedLink(
            secret_hash=digest(TOKEN),
            person_id=person.id,
            browser_hash=digest("b"),
            created_at=now(),
            expires_at=now() + timedelta(minutes=10),
        )
    )
    session.commit()
    return client.post(f"/sign-in/link/{TOKEN}", data={"act": "here"})


def by_another_service(client, person, session, _make):
    session.add(
        Identity(person_id=person.id, issuer="https://issuer.example", subject="s", joined_at=now())
    )
    session.commit()
    state = dict(part.split("=") for part in client.get("/sign-in/elsewhere").location.split("&"))
    client.get(f"/sign-in/elsewhere/back?code=c&state={state['state']}")
    return client.post("/sign-in/elsewhere/in")


def by_session(client, person, _session, _make):
    client.sign_in(person)


DOORS = [
    by_password,
    by_reset,
    by_invitation,
    by_slip,
    by_mailed_link,
    by_another_service,
    by_session,
]
each_door = pytest.mark.parametrize("door", DOORS, ids=lambda one: one.__name__)


class Honest:
    """A service that says who came, without the network: test_oidc.py asks a real one."""

    def address(self, *, state, nonce, verifier):
        return f"https://issuer.example/go?a=b&state={state}"

    def came(self, *, code, nonce, verifier):
        return Came("https://issuer.example", "s", "", False, nonce)


@pytest.fixture(autouse=True)
def quick_doors(app, monkeypatch):
    """No waiting for the clock, and a service to sign in with."""
    settings = dataclasses.replace(
        app.extensions["settings"],
        oidc_issuer="https://issuer.example",
        oidc_client_id="elearn",
    )
    monkeypatch.setattr(evenly, "SAME_TIME_SECONDS", 0)
    monkeypatch.setitem(app.extensions, "settings", settings)
    monkeypatch.setattr(wire, "provider_of", lambda _service: Honest())


@each_door
def test_the_door_opens(visitor, session, make, door):
    door(visitor, make.person(), session, make)
    assert signed_in(visitor)


@each_door
@pytest.mark.parametrize("status", SHUT)
def test_nobody_shut_out_comes_in_by_it(visitor, session, make, door, status):
    person = make.person(status=status)
    make.grant(person, Role.ADMINISTRATOR)
    answer = door(visitor, person, session, make)
    assert answer is None or answer.status_code in (303, 410, 422)
    assert not signed_in(visitor)
    if door is not by_session:
        assert session.scalar(select(func.count()).select_from(SignInSession)) == 0


@each_door
def test_whoever_has_left_comes_in_as_a_learner_only(visitor, session, make, door):
    """Their certificates are theirs; what they could see of others is over with the posting."""
    agency = make.agency()
    person = make.worker(agency)
    make.grant(person, Role.AGENCY_LEAD, agency)
    make.somebody(Role.AGENCY_LEAD, agency)
    posting = session.scalars(select(Posting).where(Posting.person_id == person.id)).one()
    by = By(None, now(), today())
    end_posting(session, agency_id=agency.id, posting_id=posting.id, on=today(), by=by)
    session.commit()
    door(visitor, person, session, make)
    assert signed_in(visitor)
    assert visitor.get(f"/agencies/{agency.slug}/people").status_code == 404


@pytest.mark.parametrize("status", SHUT)
@pytest.mark.parametrize("path", ["/forgot-password", "/sign-in/link", "/register"])
def test_nobody_shut_out_is_written_to(visitor, session, make, path, status):
    agency = make.agency()
    session.add(AgencyDomain(agency_id=agency.id, domain="agency.example", added_at=now()))
    person = make.person("Sam Okoye", status=status)
    answer = visitor.post(path, data={"email": person.email, "name": "Sam Okoye"})
    assert answer.status_code == 303
    assert session.scalars(select(Letter)).all() == []


@pytest.mark.parametrize("status", SHUT)
def test_the_link_of_questions_is_shut_too(visitor, session, make, status):
    person = make.worker(make.agency())
    token = ask_again(make, person, make.module(), now())
    assert "<fieldset" in visitor.get(f"/again/{token}").text
    person.status = status
    session.commit()
    answer = visitor.get(f"/again/{token}")
    assert "<fieldset" not in answer.text
    assert answer.status_code in (200, 410)
