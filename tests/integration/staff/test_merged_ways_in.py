"""What lets somebody in, where a lead puts two records together: nobody gets into a record by
having made another one."""

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.models import (
    AuthenticatorApp,
    Identity,
    KnownBrowser,
    Passkey,
    Password,
    PendingSignIn,
    RecoveryCode,
)
from elearn.staff.actions import merging
from elearn.web.clock import now
from tests.integration.staff.conftest import SENDER, day
from tests.integration.staff.record import ASIDE, everything

MEANS = (Password, Passkey, AuthenticatorApp, RecoveryCode)


@pytest.fixture
def kept(make, office):
    return make.worker(office.agency, office.roles[0], "Ana Silva", start=day(-99))


@pytest.fixture
def made(make, office, session):
    """A record whose every way in is in the hands of whoever had it made."""
    person, at = make.person("Anna Silva", email="mine@council.example"), now()
    make.posting(person, office.agency, office.roles[1], start=day(-50))
    mine = {"person_id": person.id, "created_at": at}
    session.add_all(
        [
            Password(person_id=person.id, hash="x", changed_at=at),
            Passkey(**mine, credential_id="c", public_key=b"k", sign_count=0, name="Mine"),
            AuthenticatorApp(**mine, secret="s", last_step=0),
            RecoveryCode(**mine, secret_hash="r"),
            KnownBrowser(**mine, secret_hash="b", seen_at=at),
            PendingSignIn(**mine, secret_hash="p", method="password", expires_at=at),
        ]
    )
    session.commit()
    return person


def put_together(office, kept, made):
    given = {"agency_id": office.agency.id, "sender": SENDER, "by": office.by}
    done = merging.merge(office.session, kept_id=kept.id, merged_id=made.id, **given)
    office.session.commit()
    return done.id


def theirs(session, person, tables=MEANS):
    session.expire_all()
    ids = select(
        *(select(one.person_id).where(one.person_id == person.id).exists() for one in tables)
    )
    return [one for one, held in zip(tables, session.execute(ids).one(), strict=True) if held]


@pytest.mark.parametrize("means", ["a password", "another service", "a passkey"])
def test_a_record_that_somebody_signs_in_with_gets_no_other_way_in(
    session, office, kept, made, means
):
    at = now()
    kept.email = None  # what it lacks of the names goes over, what opens it does not
    session.add(
        {
            "a password": Password(person_id=kept.id, hash="y", changed_at=at),
            "another service": Identity(person_id=kept.id, issuer="i", subject="s", joined_at=at),
            "a passkey": Passkey(
                person_id=kept.id,
                credential_id="d",
                public_key=b"k",
                sign_count=0,
                name="Hers",
                created_at=at,
            ),
        }[means]
    )
    session.commit()
    before = theirs(session, kept, (*MEANS, KnownBrowser, PendingSignIn))
    put_together(office, kept, made)
    assert theirs(session, kept, (*MEANS, KnownBrowser, PendingSignIn)) == before


@pytest.mark.parametrize("reach", ["a role", "a posting elsewhere", "a number elsewhere"])
def test_a_record_that_reaches_further_gets_neither_name_nor_way_in(
    session, make, office, kept, made, reach
):
    kept.email = kept.username = None
    made.username = "mine"
    if reach == "a role":
        make.grant(kept, Role.COORDINATOR)
    if reach == "a posting elsewhere":
        make.posting(kept, make.agency())
    if reach == "a number elsewhere":
        make.staff_number(kept, make.agency(), "7")
    session.commit()
    put_together(office, kept, made)
    session.expire_all()
    assert (kept.email, kept.username) == (None, None)
    assert not theirs(session, kept)


def test_whoever_has_an_address_comes_in_by_a_letter_to_it_and_by_nothing_else(
    session, office, kept, made
):
    made.username = "mine"
    session.commit()
    put_together(office, kept, made)
    session.expire_all()
    assert kept.username == "mine"
    assert not theirs(session, kept)


def test_a_password_goes_over_with_the_second_steps_that_guard_it_and_back(
    session, office, kept, made
):
    kept.email = None
    session.commit()
    aside = ASIDE | {"pending_sign_in"}  # a sign-in that waits ends with the sessions
    before = everything(session, aside)
    number = put_together(office, kept, made)
    assert theirs(session, kept) == list(MEANS)
    assert not theirs(session, made)
    merging.undo(session, agency_id=office.agency.id, merge_id=number, by=office.by)
    session.commit()
    assert everything(session, aside) == before
