"""Two areas, and somebody who keeps their referrals."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.domain.quarters import moved, quarter_of
from elearn.models import FormerReferral, Referral
from elearn.web.clock import today


@pytest.fixture
def place(make):
    """``last`` is the last quarter that is over."""
    isle, city = make.area("The Isles", 140_400), make.area("Aldermouth", 208_100)
    return SimpleNamespace(isle=isle, city=city, last=moved(quarter_of(today()), -1))


@pytest.fixture
def coordinator(visitor, make):
    return visitor.sign_in(make.somebody(Role.COORDINATOR))


@pytest.fixture
def numbers(session):
    """What stands, and what stood before, as somebody would list it."""

    def read():
        session.expire_all()
        stands = session.scalars(select(Referral).order_by(Referral.area_id, Referral.kind))
        stood = session.scalars(select(FormerReferral).order_by(FormerReferral.id))
        return (
            sorted((row.quarter, row.kind.value, row.number) for row in stands),
            [row.number for row in stood],
        )

    return read
