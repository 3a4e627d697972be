"""What the coordinator's list of agencies shows: counts that may be shown, never a person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.agency.pages.words import day
from elearn.agency.queries.agencies import PartnerRow
from elearn.domain.dates import london_today
from elearn.domain.suppression import Policy, Reason

NO_RETURN = "No return"


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """One agency. ``people`` is a number that may be shown, or words in its place."""

    name: str
    kind: str
    area: str
    first_responder: str
    people: str
    returned: str
    led: str = "Yes"


@dataclass(frozen=True, slots=True)
class PartnersPage:
    """The list; numbers of people under ``fewest`` are hidden in it."""

    title: str
    lede: str
    leaderless: str
    lines: tuple[PartnerLine, ...]
    fewest: int


def partner_line(
    row: PartnerRow, kinds: Mapping[str, str], leaderless: Collection[str], policy: Policy
) -> PartnerLine:
    """An agency as the list shows it. ``leaderless`` are the slugs of those nobody leads."""
    return PartnerLine(
        name=row.name,
        kind=kinds.get(row.type.value, row.type.value),
        area=row.area or "The whole partnership",
        first_responder="Yes" if row.first_responder else "No",
        people=shown(row.people or row.headcount, policy) if returned_on(row) else NO_RETURN,
        returned=_returned(row),
        led="No lead" if row.slug in leaderless else "Yes",
    )


def shown(people: int, policy: Policy) -> str:
    """A number of people, or why it is not shown.

    >>> policy = Policy(hidden_to=4, round_to=1, min_base=10)
    >>> shown(3, policy), shown(204, policy), shown(0, policy)
    ('hidden: fewer than 5', '204', '0')
    """
    return policy.words(Reason.FEWER) if policy.is_few(people) else f"{policy.rounded(people):,}"


def returned_on(row: PartnerRow) -> date | None:
    """The day of the list or, without one, of the headcount."""
    return london_today(row.listed_at) if row.listed_at else row.counted_on


def _returned(row: PartnerRow) -> str:
    if row.listed_at:
        return f"List of {day(london_today(row.listed_at))}"
    if row.counted_on:
        return f"Headcount of {day(row.counted_on)}"
    return NO_RETURN


def partners_lede(rows: tuple[PartnerRow, ...]) -> str:
    """The answer of the page."""
    silent = sum(returned_on(row) is None for row in rows)
    if not rows:
        return "No agency is a partner yet."
    if not silent:
        return f"All {len(rows)} agencies have told us who works for them."
    verb = "has" if silent == 1 else "have"
    return f"{silent} of {len(rows)} agencies {verb} not told us yet who works for them."


def leaderless_words(names: Sequence[str]) -> str:
    """Which agencies nobody leads; empty where each has a lead.

    >>> leaderless_words(["Port", "Harbour Light"])
    '2 agencies have no lead: Port, Harbour Light.'
    """
    if not names:
        return ""
    verb = "agency has" if len(names) == 1 else "agencies have"
    return f"{len(names)} {verb} no lead: {', '.join(names)}."
