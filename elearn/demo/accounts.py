"""The people a visitor to the demonstration can be, all with one password."""

from dataclasses import dataclass
from typing import NamedTuple

from elearn.access.policy import Role
from elearn.accounts.pages import DEMO_PASSWORD
from elearn.demo.mix import FAMILY_HUBS, MASH
from elearn.demo.places import COMMISSIONER, COUNCIL

__all__ = ["DEMO_ACCOUNTS", "DEMO_PASSWORD", "PARTS", "Part", "SignIn"]


class SignIn(NamedTuple):
    """A line of the list of people to be."""

    who: str
    email: str
    what_to_try: str


@dataclass(frozen=True, slots=True)
class Part:
    """One of them as the data knows them. ``since`` and the values of ``passed`` are days before
    the demonstration's day; ``gone_past`` is how many pages of M03 they have read."""

    key: str
    name: str
    agency: str
    team: str
    role: str
    since: int
    grant: Role | None
    who: str
    what_to_try: str
    m01: int | None = None
    m03: int | None = None
    gone_past: int = 0

    @property
    def email(self) -> str:
        return f"{self.key}@demo.example"


PARTS = (
    Part(
        "learner", "Amina Okafor", COUNCIL, MASH, "R4", 430, None,
        "Amina Okafor, MASH practitioner at Aldermouth City Council",
        "Carry on with the First Responder module from page 7; look at the certificate of M01",
        m01=148, gone_past=6,
    ),
    Part(
        "lead", "Helen Marsh", COUNCIL, "Leadership and procurement", "R14", 2100,
        Role.AGENCY_LEAD,
        "Helen Marsh, safeguarding lead of Aldermouth City Council",
        "See who is due and overdue, bring in a roster, print the list",
        m01=203,
    ),
    Part(
        "teamlead", "Gwen Castellano", COUNCIL, MASH, "R4", 1300, Role.TEAM_LEAD,
        "Gwen Castellano, leads the MASH of Aldermouth City Council",
        "See where the MASH stands, and nobody else",
        m01=171, m03=96,
    ),
    Part(
        "coordinator", "Joan Tregarthen", COMMISSIONER, "Commissioning", "R14", 1700,
        Role.COORDINATOR,
        "Joan Tregarthen, coordinates the partnership",
        "Open the latest audit; freeze a new one and compare them",
        m01=310,
    ),
    Part(
        "author", "Silas Whitcombe", COMMISSIONER, "Policy and casework", "R15", 900, Role.AUTHOR,
        "Silas Whitcombe, writes the modules",
        "See the versions of a module and how its questions do",
        m01=290,
    ),
    Part(
        "admin", "Mei Lockhart", COMMISSIONER, "Office", "R15", 1100, Role.ADMINISTRATOR,
        "Mei Lockhart, looks after accounts",
        "Find a person, look at the outbox and the trail",
        m01=265,
    ),
    Part(
        "newstarter", "Bethan Rowe", COUNCIL, FAMILY_HUBS, "R8", 75, None,
        "Bethan Rowe, newly qualified family-hub midwife",
        "Do the first module from the start: the figures of Aldermouth move by one",
    ),
)  # fmt: skip
DEMO_ACCOUNTS = tuple(SignIn(part.who, part.email, part.what_to_try) for part in PARTS)
