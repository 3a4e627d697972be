"""An agency with two teams, two roles and two modules, as most tests here need it."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from elearn.access.policy import Role
from elearn.web.clock import today


@dataclass(frozen=True)
class Council:
    """The agency, its teams, roles and modules, and the day it is."""

    agency: object
    mash: object
    housing: object
    social_worker: object
    officer: object
    basics: object
    referral: object
    today: date

    @property
    def home(self):
        return f"/agencies/{self.agency.slug}"

    def ago(self, days):
        return self.today - timedelta(days=days)


@pytest.fixture
def council(make):
    agency = make.agency("Aldermouth City Council")
    social_worker, officer = make.role("R5", name="Social worker"), make.role("R7", name="Officer")
    basics = make.module("basics", code="M01", title="The basics", refresh_months=24)
    referral = make.module("referral", code="M03", title="Making a referral", refresh_months=12)
    for role in (social_worker, officer):
        make.requirement(role, basics, grace_days=60, refresh_months=None)
    make.requirement(social_worker, referral, grace_days=90, refresh_months=None)
    return Council(
        agency=agency,
        mash=make.team(agency, "MASH"),
        housing=make.team(agency, "Housing options"),
        social_worker=social_worker,
        officer=officer,
        basics=basics,
        referral=referral,
        today=today(),
    )


@pytest.fixture
def lead(make, council, visitor):
    """The visitor, signed in as the agency's lead."""
    return visitor.sign_in(make.somebody(Role.AGENCY_LEAD, council.agency))
