"""The partnership reads the name of an agency's person only while that agency shares names."""

import pytest

from elearn.access.policy import Role
from elearn.domain.requirements import Line, Need
from elearn.privacy.actions.settings import share_names
from elearn.records.sharing import SOMEBODY, shares_names
from elearn.requirements.actions.proposals import propose
from elearn.requirements.actions.setting import By
from elearn.requirements.queries.proposals import proposals
from elearn.returns.queries.assessments import of_year
from elearn.web.clock import now, today


@pytest.fixture
def asked(session, make):
    """A proposal of a lead called Sam Okoye, of an agency."""
    agency = make.agency()
    lead = make.worker(agency, name="Sam Okoye")
    make.grant(lead, Role.AGENCY_LEAD, agency)
    line = Line(
        agency_id=agency.id, role_id=make.role().id, module_id=make.module().id,
        need=Need.OFFERED, start=today(), grace_days=0, refresh_months=None, reason="Ours.",
    )  # fmt: skip
    propose(session, agency_id=agency.id, line=line, by=By(lead.id, now(), today()))
    session.commit()
    return agency


def switch(session, agency, is_on):
    share_names(session, agency_id=agency.id, is_on=is_on, reason="Agreed.", actor_id=1, now=now())
    session.commit()


def names(session, **of):
    return [one.proposed_by for one in proposals(session, **of)]


def test_it_is_off_until_the_agency_says_so_and_off_again_when_it_says_that(session, asked):
    assert names(session) == [SOMEBODY]
    switch(session, asked, is_on=True)
    assert names(session) == ["Sam Okoye"]
    assert shares_names(session, asked.id)
    switch(session, asked, is_on=False)
    assert names(session) == [SOMEBODY]
    assert not shares_names(session, asked.id)


def test_another_agency_s_switch_changes_nothing(session, make, asked):
    switch(session, make.agency(), is_on=True)
    assert names(session) == [SOMEBODY]


def test_the_agency_itself_reads_its_own_names(session, asked):
    assert names(session, agency_id=asked.id) == ["Sam Okoye"]


def test_the_year_of_returns_can_be_read_with_and_without(session, asked):
    assert [one.row for one in of_year(session, today().year)] == [None]


@pytest.mark.any_database
def test_the_coordinator_s_page_says_that_it_was_somebody_there(session, make, visitor, asked):
    visitor.sign_in(make.somebody(Role.COORDINATOR))
    assert "Sam Okoye" not in visitor.page("/requirements/proposals").get_text()
