"""People who ask for an account themselves: the domains of two agencies, and those who wait for the
answer of the council that visitors look after. By the product's own actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.accounts.actions import registering as accounts
from elearn.accounts.queries.registering import Asking, Choice
from elearn.demo.mix import MASH
from elearn.demo.places import AGENCIES, COUNCIL, PARTNERSHIP
from elearn.demo.writing import Ids
from elearn.models import Registration
from elearn.operations.invitations import Sender
from elearn.staff.actions import registrations as staff
from elearn.staff.by import By

BY_ADMINISTRATOR = "wexcombe-city-council"  # its domain was set by whoever looks after accounts
ASKING = (  # name, role, team, days ago
    ("Callum Trewhella", "R4", MASH, 5),
    ("Priya Venning", "R7", "", 3),
    ("Ottoline Hartnoll", "R14", "", 1),
)


@dataclass(frozen=True)
class Registering:
    """``lead`` is the person who leads the council, ``admin`` who looks after accounts;
    ``as_of`` is the demonstration's day."""

    session: Session
    ids: Ids
    lead: int
    admin: int
    as_of: date
    base_url: str = "http://localhost"

    def happen(self) -> None:
        """Everything, the earliest first."""
        names = {one.slug: one.name for one in AGENCIES}
        domains = {one.slug: one.domain for one in AGENCIES}
        for slug, person_id, days in ((COUNCIL, self.lead, 8), (BY_ADMINISTRATOR, self.admin, 7)):
            at = self._at(days)
            staff.add_domain(
                self.session,
                agency_id=self.ids.agencies[slug],
                domain=domains[slug],
                by=By(person_id, at, at.date()),
            )
        council = Choice(self.ids.agencies[COUNCIL], COUNCIL, names[COUNCIL])
        for name, role, team, days in ASKING:
            email = f"{name.lower().replace(' ', '.')}@{domains[COUNCIL]}"
            self._ask(name, email, council, self._work(role, team), days)

    def _work(self, role: str, team: str) -> Mapping[str, int | None]:
        return {
            "role_id": self.ids.roles[role],
            "team_id": self.ids.teams.get((COUNCIL, team)),
        }

    def _ask(
        self, name: str, email: str, council: Choice, work: Mapping[str, int | None], days: int
    ) -> None:
        """Ask, prove the address and say where. Nobody asks whom the seed has on record."""
        key, at = f"demonstration:{days}", self._at(days)
        sender = Sender(PARTNERSHIP, self.base_url)
        accounts.ask_for_account(
            self.session,
            name=name,
            email=email,
            letter_key=key,
            address_key=key,
            sender=sender,
            now=at,
        )
        number = self.session.scalar(select(Registration.id).where(Registration.email == email))
        if number is not None:
            accounts.say_where(
                self.session,
                asking=Asking(number, name, email),
                work=accounts.Work(council, work["role_id"] or 0, work["team_id"]),
                sender=sender,
                now=at + timedelta(minutes=4),
            )

    def _at(self, days: int) -> datetime:
        return datetime.combine(self.as_of - timedelta(days), time(11, 20), UTC)
