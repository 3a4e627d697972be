"""Who may do what."""

import pytest

from elearn.access.policy import (
    EVERYWHERE,
    Actor,
    AgencyScope,
    Appointment,
    Permission,
    Role,
    may,
    scope_of,
)


def actor(*appointments):
    return Actor(person_id=1, appointments=frozenset(appointments))


LEAD = actor(Appointment(Role.AGENCY_LEAD, 7, "city-council"))
TEAM_LEAD = actor(Appointment(Role.TEAM_LEAD, 7, "city-council", 70))
COORDINATOR = actor(Appointment(Role.COORDINATOR))


@pytest.mark.parametrize(
    ("agency", "allowed"), [("city-council", True), ("port-authority", False), (None, True)]
)
def test_a_lead_sees_completion_at_their_own_agency_only(agency, allowed):
    assert may(LEAD, Permission.SEE_COMPLETION, agency) is allowed


def test_a_coordinator_never_sees_names():
    assert not may(COORDINATOR, Permission.SEE_COMPLETION)
    assert may(COORDINATOR, Permission.RUN_AUDIT)


def test_an_administrator_sees_no_training():
    administrator = actor(Appointment(Role.ADMINISTRATOR))
    assert not may(administrator, Permission.SEE_COMPLETION)
    assert not may(administrator, Permission.RUN_AUDIT)


def test_nobody_in_particular_may_do_nothing():
    assert not any(may(actor(), permission) for permission in Permission)


def test_a_permission_not_held_has_an_empty_scope():
    assert scope_of(LEAD, Permission.RUN_AUDIT).is_empty


def test_a_lead_covers_the_agency_and_a_team_lead_only_the_team():
    assert scope_of(LEAD, Permission.SEE_COMPLETION).covers_agency(7)
    scope = scope_of(TEAM_LEAD, Permission.SEE_COMPLETION)
    assert not scope.covers_agency(7)
    assert scope.team_ids == {70}


def test_narrowing_a_scope_never_widens_it():
    assert scope_of(LEAD, Permission.SEE_COMPLETION).only(8).is_empty
    assert scope_of(TEAM_LEAD, Permission.SEE_COMPLETION).only(8).is_empty
    assert scope_of(TEAM_LEAD, Permission.SEE_COMPLETION).only(7).agency_ids == frozenset()
    assert EVERYWHERE.only(8) == AgencyScope(agency_ids=frozenset({8}))


def test_somebody_with_two_posts_may_see_both():
    both = actor(
        Appointment(Role.AGENCY_LEAD, 7, "city-council"),
        Appointment(Role.TEAM_LEAD, 8, "port-authority", 80),
    )
    scope = scope_of(both, Permission.SEE_COMPLETION)
    assert scope.agency_ids == {7}
    assert scope.team_ids == {80}
    assert may(both, Permission.SEE_COMPLETION, "port-authority")
