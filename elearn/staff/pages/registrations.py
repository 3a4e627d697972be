"""What the templates about requests for accounts, and about domains, are given."""

from dataclasses import dataclass
from typing import Any

from elearn.domain.dates import london_today, uk_date
from elearn.records.places import AgencyName
from elearn.reporting.table import Column, Report
from elearn.staff.queries.registrations import DomainRow, RegistrationRow


@dataclass(frozen=True, slots=True)
class RegistrationLine:
    """One request. ``waits``: nobody has answered it."""

    number: int
    name: str
    email: str
    role: str
    team: str
    asked: str
    state: str
    waits: bool


@dataclass(frozen=True, slots=True)
class DomainLine:
    row_id: int
    domain: str
    since: str
    note: str


@dataclass(frozen=True, slots=True)
class RegistrationsPage:
    """The requests to an agency, those that wait first."""

    title: str
    agency: AgencyName
    lede: str
    waiting: tuple[RegistrationLine, ...]
    answered: tuple[RegistrationLine, ...]
    has_domains: bool
    csv: str
    xlsx: str


@dataclass(frozen=True, slots=True)
class RegistrationPage:
    """One request and what can be said to it. ``doubt`` names what has to be settled first."""

    title: str
    agency: AgencyName
    line: RegistrationLine
    form: Any
    doubt: str = ""
    may_be_other: bool = False


@dataclass(frozen=True, slots=True)
class DomainsPage:
    title: str
    agency: AgencyName
    domains: tuple[DomainLine, ...]
    form: Any
    back: tuple[str, str]
    csv: str
    xlsx: str


REGISTRATIONS: Report[RegistrationLine] = Report(
    title="People who ask for an account",
    purpose="OFFICIAL-SENSITIVE. For the agency's own leads: who asks for an account here.",
    columns=(
        Column("Name", lambda row: row.name),
        Column("E-mail address", lambda row: row.email),
        Column("Role", lambda row: row.role),
        Column("Team", lambda row: row.team),
        Column("Asked on", lambda row: row.asked),
        Column("State", lambda row: row.state),
    ),
)
DOMAINS: Report[DomainLine] = Report(
    title="E-mail domains of the agency",
    purpose="For the agency's own leads: whose addresses may ask for an account here.",
    columns=(
        Column("Domain", lambda row: row.domain),
        Column("Since", lambda row: row.since),
        Column("Note", lambda row: row.note),
    ),
)


def line_of(one: RegistrationRow) -> RegistrationLine:
    """A request as it is printed."""
    state = "waits for an answer"
    if one.decided_at:
        said = "approved" if one.approved else "refused"
        by = f" by {one.decided_by}" if one.decided_by else ""
        state = f"{said}{by} on {uk_date(london_today(one.decided_at))}"
    return RegistrationLine(
        number=one.number,
        name=one.name,
        email=one.email,
        role=one.role,
        team=one.team or "No team",
        asked=uk_date(london_today(one.asked_at)),
        state=state,
        waits=one.decided_at is None,
    )


def domain_line(one: DomainRow) -> DomainLine:
    """A domain as it is printed."""
    note = "Another agency has it too: people choose which of them they mean." if one.shared else ""
    return DomainLine(one.row_id, one.domain, uk_date(london_today(one.added_at)), note)
