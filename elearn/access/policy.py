"""The one table of who may do what, and the scope in which they may do it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to this service. Everyone who can sign in is a learner besides."""

    LEARNER = "learner"
    TEAM_LEAD = "team-lead"
    AGENCY_LEAD = "agency-lead"
    COORDINATOR = "coordinator"
    AUTHOR = "author"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return self.value.replace("-", " ").capitalize()


class Permission(StrEnum):
    """One thing that can be done. Pages name the permission they need, never a role."""

    TAKE_TRAINING = "training:take"  # learn, be marked, hold certificates, see one's own record
    SEE_COMPLETION = "completion:see"  # who is in date, due, expired, never, by name
    MANAGE_ROSTER = "roster:manage"  # bring a roster in, apply it, undo it
    MANAGE_PEOPLE = "people:manage"  # joiners, movers, leavers, absences, merging, by hand
    APPOINT = "roles:appoint"  # make team leads and deputies of one's own agency, for a time
    SET_DOMAINS = "domains:set"  # whose addresses may ask an agency for an account
    INVITE_PEOPLE = "people:invite"  # send somebody the link with which they first sign in
    CHASE = "reminders:send"  # remind people of what they are due, see what did not arrive
    RUN_BRIEFINGS = "briefings:run"  # open a room, take attendance
    DECIDE_EVIDENCE = "evidence:decide"  # bring in completions, approve certificates from elsewhere
    ANSWER_RETURN = "return:answer"  # headcounts, declared totals, the self-assessment
    PROPOSE_REQUIREMENTS = "requirements:propose"  # ask for a rule of the agency's own
    MANAGE_CONTACTS = "contacts:manage"  # enter and confirm the agency's own contacts
    SEE_PARTNERSHIP = "partnership:see"  # counts over agencies, never names
    READ_QUESTIONS = "questions:read"  # how questions of the modules did in frozen audits
    RUN_AUDIT = "audit:run"  # freeze an audit, read it in full, take its files
    SET_REQUIREMENTS = "requirements:set"  # who needs what, from when; agencies' exceptions
    ACCEPT_TRAINING = "equivalences:approve"  # which outside courses count for what
    MODERATE_RETURNS = "returns:moderate"  # read agencies' self-assessments and score beside them
    WITHDRAW_CERTIFICATES = "certificates:withdraw"  # by its code and with a reason, never by name
    KEEP_REFERRALS = "referrals:keep"  # enter, bring in and correct referral totals by area
    READ_FEEDBACK = "feedback:read"  # what people said of the modules: counts, comments, no names
    PLAN_ACTIONS = "actions:plan"  # actions of the audit: make, follow and escalate them; seats
    UPDATE_ACTIONS = "actions:update"  # say how the actions of one's own agency stand
    RUN_SURVEYS = "surveys:run"  # open the anonymous staff survey, read its results
    SET_INTERVALS = "questions:set"  # after how many months people are asked five questions
    AUTHOR_CONTENT = "content:author"  # see every version, question and date of the modules
    ADMINISTER = "service:administer"  # accounts, letters, trail


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.LEARNER: frozenset({Permission.TAKE_TRAINING}),
    Role.TEAM_LEAD: frozenset(
        {Permission.SEE_COMPLETION, Permission.CHASE, Permission.RUN_BRIEFINGS}
    ),
    Role.AGENCY_LEAD: frozenset(
        {
            Permission.SEE_COMPLETION,
            Permission.MANAGE_ROSTER,
            Permission.MANAGE_PEOPLE,
            Permission.APPOINT,
            Permission.SET_DOMAINS,
            Permission.INVITE_PEOPLE,
            Permission.CHASE,
            Permission.RUN_BRIEFINGS,
            Permission.DECIDE_EVIDENCE,
            Permission.ANSWER_RETURN,
            Permission.PROPOSE_REQUIREMENTS,
            Permission.MANAGE_CONTACTS,
            Permission.UPDATE_ACTIONS,
        }
    ),
    Role.COORDINATOR: frozenset(
        {
            Permission.SEE_PARTNERSHIP,
            Permission.RUN_AUDIT,
            Permission.READ_QUESTIONS,
            Permission.SET_REQUIREMENTS,
            Permission.ACCEPT_TRAINING,
            Permission.MODERATE_RETURNS,
            Permission.KEEP_REFERRALS,
            Permission.READ_FEEDBACK,
            Permission.RUN_SURVEYS,
            Permission.PLAN_ACTIONS,
            Permission.WITHDRAW_CERTIFICATES,
            Permission.SET_INTERVALS,
        }
    ),
    Role.AUTHOR: frozenset(
        {Permission.AUTHOR_CONTENT, Permission.READ_FEEDBACK, Permission.READ_QUESTIONS}
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.ADMINISTER,
            Permission.SET_DOMAINS,
            Permission.INVITE_PEOPLE,
            Permission.WITHDRAW_CERTIFICATES,
            Permission.SET_INTERVALS,
        }
    ),
}


@dataclass(frozen=True, slots=True)
class Appointment:
    """A role held everywhere, at one agency, or in one team of one agency."""

    role: Role
    agency_id: int | None = None
    agency: str | None = None
    team_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever is asking: a signed-in person, or a command acting for the service."""

    person_id: int
    appointments: frozenset[Appointment]
    name: str = ""
    language: str = ""  # the code of the one they chose for pages
    withheld: frozenset[Appointment] = frozenset()  # until they have shown a second thing
    proved_at: datetime | None = None  # when they last showed who they are

    def in_full(self) -> "Actor":
        """The same with what is withheld, to tell what they could do after a second step."""
        return replace(self, appointments=self.appointments | self.withheld, withheld=frozenset())

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(held.role for held in self.appointments)


@dataclass(frozen=True, slots=True)
class AgencyScope:
    """Whose people may be seen: of whole agencies, of single teams, or everywhere.

    >>> AgencyScope(agency_ids=frozenset({7})).only(8).is_empty
    True
    >>> EVERYWHERE.only(8).agency_ids
    frozenset({8})
    """

    everywhere: bool = False
    agency_ids: frozenset[int] = frozenset()
    team_ids: frozenset[int] = frozenset()
    team_agency_ids: frozenset[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not (self.everywhere or self.agency_ids or self.team_ids)

    def covers_agency(self, agency_id: int) -> bool:
        """Whether the whole of that agency may be seen."""
        return self.everywhere or agency_id in self.agency_ids

    def only(self, agency_id: int) -> "AgencyScope":
        """The same scope narrowed to one agency: never wider than before."""
        if self.covers_agency(agency_id):
            return AgencyScope(agency_ids=frozenset({agency_id}))
        if agency_id in self.team_agency_ids:
            return AgencyScope(team_ids=self.team_ids, team_agency_ids=frozenset({agency_id}))
        return AgencyScope()


EVERYWHERE = AgencyScope(everywhere=True)


def may(actor: Actor, permission: Permission, agency: str | None = None) -> bool:
    """Whether the actor holds the permission (at the agency of that slug, if one is named).

    >>> lead = Actor(1, frozenset({Appointment(Role.AGENCY_LEAD, 7, "port-authority")}))
    >>> may(lead, Permission.SEE_COMPLETION, "port-authority")
    True
    >>> may(lead, Permission.SEE_COMPLETION, "city-council")
    False
    """
    return any(
        permission in GRANTS[held.role]
        and (agency is None or held.agency is None or held.agency == agency)
        for held in actor.appointments
    )


def scope_of(actor: Actor, permission: Permission) -> AgencyScope:
    """Over whom the actor holds the permission; an empty scope if it is not held."""
    held = [one for one in actor.appointments if permission in GRANTS[one.role]]
    if any(one.agency_id is None for one in held):
        return EVERYWHERE
    teams = [one for one in held if one.team_id is not None]
    return AgencyScope(
        agency_ids=frozenset(
            one.agency_id for one in held if one.team_id is None and one.agency_id is not None
        ),
        team_ids=frozenset(one.team_id for one in teams if one.team_id is not None),
        team_agency_ids=frozenset(one.agency_id for one in teams if one.agency_id is not None),
    )
