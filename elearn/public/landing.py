"""Where somebody begins who has signed in: at the work only they can do."""

from elearn.access.policy import Actor, Role

FIRST = (
    (Role.COORDINATOR, "/partnership"),
    (Role.AUTHOR, "/authoring"),
    (Role.ADMINISTRATOR, "/admin"),
)
LEADS = (Role.AGENCY_LEAD, Role.TEAM_LEAD)


def first_page(actor: Actor) -> str:
    """The address of a person's first page.

    >>> from elearn.access.policy import Appointment
    >>> first_page(Actor(1, frozenset({Appointment(Role.LEARNER)})))
    '/learn'
    >>> first_page(Actor(1, frozenset({Appointment(Role.AGENCY_LEAD, 7, "port-authority")})))
    '/agencies/port-authority'
    """
    for role, page in FIRST:
        if role in actor.roles:
            return page
    for role in LEADS:
        led = sorted(
            held.agency for held in actor.appointments if held.role is role and held.agency
        )
        if led:
            return f"/agencies/{led[0]}"
    return "/learn"
