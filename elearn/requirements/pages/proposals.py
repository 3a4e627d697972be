"""Agencies' proposals in words: the coordinator's queue, and what a lead reads of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from elearn.domain.dates import london_today, uk_date
from elearn.domain.requirements import Decision, Need
from elearn.reporting.table import Column, Report
from elearn.requirements.forms import ApproveForm, RefuseForm
from elearn.requirements.pages.effect import EffectTable
from elearn.requirements.pages.words import AS_EVERYBODY, LinkCell, Names, in_words
from elearn.requirements.queries.proposals import ProposalRow

WAITING = "Waits for an answer"
STATES = {
    None: ("watch", WAITING),
    Decision.APPROVED: ("good", "Approved"),
    Decision.REFUSED: ("act", "Refused"),
    Decision.WITHDRAWN: ("unknown", "Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal in words; also a row of the file."""

    number: int
    agency: str
    role: str
    module: str
    asks: str
    need: str
    start: date
    grace_days: int
    refresh_months: int | None
    reason: str
    proposed_by: str
    proposed_on: date
    state: str
    shape: str
    decided_on: date | None
    decided_by: str
    answer: str

    @property
    def is_waiting(self) -> bool:
        return self.decided_on is None

    @property
    def outcome(self) -> str:
        """What became of it, in a sentence."""
        if self.decided_on is None:
            return f"Sent on {uk_date(self.proposed_on)} by {self.proposed_by}."
        by = f" by {self.decided_by}" if self.decided_by else ""
        said = f" {self.answer}" if self.answer else ""
        return f"{self.state} on {uk_date(self.decided_on)}{by}.{said}"


PROPOSALS: Report[ProposalLine] = Report(
    title="Proposals",
    purpose="OFFICIAL. Rules of their own that agencies asked for, and what was decided.",
    columns=(
        Column("Agency", lambda row: row.agency),
        Column("Role", lambda row: row.role),
        Column("Module", lambda row: row.module),
        Column("Need", lambda row: row.need),
        Column("From", lambda row: row.start),
        Column("Grace days", lambda row: row.grace_days, numeric=True),
        Column("Again after months", lambda row: row.refresh_months, numeric=True),
        Column("Reason", lambda row: row.reason),
        Column("Sent by", lambda row: row.proposed_by),
        Column("Sent on", lambda row: row.proposed_on),
        Column("State", lambda row: row.state),
        Column("Decided on", lambda row: row.decided_on),
        Column("Decided by", lambda row: row.decided_by),
        Column("Answer", lambda row: row.answer),
    ),
)


@dataclass(frozen=True, slots=True)
class ProposalsPage:
    """The queue, and what was decided before."""

    title: str
    lede: str
    waiting: tuple[tuple[object, ...], ...]
    decided: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One proposal with what it would do. The forms are None once it is decided."""

    title: str
    line: ProposalLine
    facts: tuple[tuple[str, str], ...]
    effect: EffectTable | None
    base: tuple[str, ...]
    approve: ApproveForm | None
    refuse: RefuseForm | None

    @property
    def form(self) -> ApproveForm | RefuseForm | None:
        """The form with a fault, for the summary on top."""
        if self.approve and self.approve.errors:
            return self.approve
        return self.refuse


def proposal_line(row: ProposalRow, names: Names) -> ProposalLine:
    """A proposal with the names of its role and module."""
    role, module = names.roles[row.role_id], names.modules[row.module_id]
    shape, word = STATES[row.decision]
    return ProposalLine(
        number=row.number,
        agency=row.agency,
        role=f"{role.code} {role.name}",
        module=f"{module.code} {module.title}",
        asks=in_words(row.need, row.grace_days, row.refresh_months, module),
        need=_need(row.need),
        start=row.start,
        grace_days=row.grace_days,
        refresh_months=row.refresh_months,
        reason=row.reason,
        proposed_by=row.proposed_by,
        proposed_on=london_today(row.proposed_at),
        state=word,
        shape=shape,
        decided_on=london_today(row.decided_at) if row.decided_at else None,
        decided_by=row.decided_by,
        answer=row.decision_reason,
    )


def _need(need: Need | None) -> str:
    return need.label if need else AS_EVERYBODY


def queue_row(line: ProposalLine, href: str) -> tuple[object, ...]:
    """A row of the coordinator's table."""
    about = LinkCell(f"{line.role}, {line.module}", href, hidden=f"for {line.agency}")
    return (line.agency, about, f"{line.asks}, from {uk_date(line.start)}", line.outcome)


def proposals_lede(waiting: int) -> str:
    """The answer of the page.

    >>> proposals_lede(0)
    'No proposal waits for you.'
    """
    if not waiting:
        return "No proposal waits for you."
    return "1 proposal waits for you." if waiting == 1 else f"{waiting} proposals wait for you."


def own_proposals(lines: Sequence[ProposalLine]) -> tuple[ProposalLine, ...]:
    """Those a lead reads on the page: all that wait, and the latest that were decided."""
    decided = [one for one in lines if not one.is_waiting]
    return (*(one for one in lines if one.is_waiting), *decided[:10])
