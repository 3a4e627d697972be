"""Housekeeping: what is no longer needed is forgotten, and nothing else."""

from datetime import timedelta

from sqlalchemy import select

from elearn.accounts.jobs import forget_old
from elearn.models import FailedSignIn, SignInSession, SingleUseLink
from elearn.web.clock import now


def test_old_tries_sessions_and_links_go_and_younger_ones_stay(session, make, link):
    person = make.person()
    for days in (0, 2):
        at = now() - timedelta(days=days)
        session.add(FailedSignIn(account_key="a", address_key="b", at=at))
    for days in (0, 40):
        at = now() - timedelta(days=days)
        session.add(
            SignInSession(
                secret_hash=f"{days:064}", person_id=person.id, created_at=at, expires_at=at
            )
        )
        link(person, ends=at, token=f"{days:043}")
    session.commit()
    assert forget_old(session, now=now()) == 3
    assert forget_old(session, now=now()) == 0
    for table in (FailedSignIn, SignInSession, SingleUseLink):
        assert len(session.scalars(select(table)).all()) == 1
