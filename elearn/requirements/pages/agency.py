"""What an agency asks of whom, as its leads read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from elearn.domain.requirements import Need
from elearn.records.places import AgencyName
from elearn.requirements.pages.matrix import Grid, Held
from elearn.requirements.pages.proposals import ProposalLine


@dataclass(frozen=True, slots=True)
class OwnPage:
    """The matrix as it holds in one agency. ``others`` are roles that nobody there holds today;
    ``may_propose`` is said to who may ask for a change."""

    title: str
    agency: AgencyName
    lede: str
    base: str
    grid: Grid
    others: Grid
    own: tuple[tuple[str, ...], ...]
    to_come: tuple[tuple[str, ...], ...]
    proposals: tuple[ProposalLine, ...]
    may_propose: bool
    csv: str
    xlsx: str
    proposals_csv: str
    proposals_xlsx: str


def own_lede(held: Held, roles: Sequence[int], waiting: int) -> str:
    """The answer of the page."""
    asked = [row for row in held.values() if row.role_id in roles]
    required = sum(row.need is Need.REQUIRED for row in asked)
    own = sum(row.agency_id is not None for row in held.values())
    said = [
        f"Your roles have {_many(required, 'requirement')} today.",
        {0: "You have no rule of your own.", 1: "1 rule is your own."}.get(
            own, f"{own} rules are your own."
        ),
    ]
    if waiting:
        said.append(f"{_many(waiting, 'proposal')} of yours {_wait(waiting)} for an answer.")
    return " ".join(said)


def _many(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number or 'no'} {what}s"


def _wait(number: int) -> str:
    return "waits" if number == 1 else "wait"
