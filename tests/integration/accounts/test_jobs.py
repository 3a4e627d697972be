"""Housekeeping: what is no longer needed is forgotten, and nothing else."""

from datetime import timedelta

from sqlalchemy import select

from elearn.accounts.jobs import forget_old
from elearn.models import SingleUseLink
from elearn.web.clock import now


def test_old_links_go_and_younger_ones_stay(session, make, link):
    person = make.person()
    for days in (0, 40):
        at = now() - timedelta(days=days)
        link(person, ends=at, token=f"{days:043}")
    session.commit()
    assert forget_old(session, now=now()) == 1
    assert forget_old(session, now=now()) == 0
    assert len(session.scalars(select(SingleUseLink)).all()) == 1
