"""Two agencies with a lead each, and the coordinator."""

from dataclasses import dataclass

import pytest

from elearn.access.policy import Role


@dataclass(frozen=True)
class Place:
    """Two agencies, their leads, and a role."""

    ours: object
    theirs: object
    lead: object
    other_lead: object
    role: object

    @property
    def home(self) -> str:
        return f"/agencies/{self.ours.slug}"


@pytest.fixture
def place(make):
    ours, theirs = make.agency("Northmoor Council"), make.agency("Port Authority")
    leads = make.person("Ruth Ellison"), make.person("Paul Other")
    for lead, agency in zip(leads, (ours, theirs), strict=True):
        make.grant(lead, Role.AGENCY_LEAD, agency)
    return Place(ours, theirs, *leads, make.role("R11", name="Regulator and ports"))


@pytest.fixture
def boss(make):
    person = make.person("Cora Dinator")
    make.grant(person, Role.COORDINATOR)
    return person
