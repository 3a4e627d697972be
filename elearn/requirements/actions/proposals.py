"""An agency's proposal for a line of its own: made, withdrawn, approved or refused."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.requirements import Decision, Line
from elearn.models import Agency, Module, RequirementProposal, StaffRole
from elearn.operations.invitations import Sender
from elearn.operations.leads import whom_to_tell
from elearn.operations.letters import Draft, write_many
from elearn.operations.trail import note
from elearn.requirements import letters
from elearn.requirements.actions.setting import (
    By,
    RequirementError,
    as_detail,
    cell_state,
    hold_role,
    must_not_be_past,
    set_line,
)

SUBJECT = "requirement-proposal"


def propose(session: Session, *, agency_id: int, line: Line, by: By) -> bool:
    """Ask the coordinator for a line of the agency's own; False when just that waits already.

    Raises RequirementError when the line is another agency's, its day is over, it holds already,
    or another proposal for the role and module waits.
    """
    if line.agency_id != agency_id:
        raise RequirementError("A rule of its own is for the agency itself.")
    hold_role(session, line.role_id)
    waits = _waiting(session, line)
    if waits is not None and _same(waits, line):
        return False
    if waits is not None:
        raise RequirementError(
            "A proposal for this role and module waits already. Withdraw it first, then send "
            "the new one."
        )
    must_not_be_past(line, by.today)
    if cell_state(session, line)[1]:
        raise RequirementError("This is what holds on that day already, so nothing would change.")
    row = RequirementProposal(
        agency_id=agency_id,
        role_id=line.role_id,
        module_id=line.module_id,
        need=line.need,
        start=line.start,
        grace_days=line.grace_days,
        refresh_months=line.refresh_months,
        reason=line.reason,
        proposed_by_id=by.person_id,
        proposed_at=by.now,
    )
    session.add(row)
    session.flush()
    _note(session, "proposed", row, by, as_detail(line))
    return True


def withdraw(session: Session, *, agency_id: int, number: int, by: By) -> bool:
    """Take an agency's proposal back; False when it was decided already or is not theirs."""
    row = _undecided(session, number)
    if row is None or row.agency_id != agency_id:
        return False
    _decide(session, row, Decision.WITHDRAWN, by)
    return True


def approve(session: Session, *, number: int, reason: str, sender: Sender, by: By) -> bool:
    """Set the line that was asked for, from today where its day is over, and write to the lead;
    False when it was decided already."""
    row = _undecided(session, number)
    if row is None:
        return False
    line = Line(
        agency_id=row.agency_id,
        role_id=row.role_id,
        module_id=row.module_id,
        need=row.need,
        start=max(row.start, by.today),
        grace_days=row.grace_days,
        refresh_months=row.refresh_months,
        reason=row.reason,
    )
    row.requirement_id = set_line(session, line=line, by=by)
    _decide(session, row, Decision.APPROVED, by, reason)
    _write(session, row, sender, by)
    return True


def refuse(session: Session, *, number: int, reason: str, sender: Sender, by: By) -> bool:
    """Leave things as they are, and write to the lead why; False when it was decided already."""
    row = _undecided(session, number)
    if row is None:
        return False
    _decide(session, row, Decision.REFUSED, by, reason)
    _write(session, row, sender, by)
    return True


def _waiting(session: Session, line: Line) -> RequirementProposal | None:
    return session.scalar(
        select(RequirementProposal).where(
            RequirementProposal.agency_id == line.agency_id,
            RequirementProposal.role_id == line.role_id,
            RequirementProposal.module_id == line.module_id,
            RequirementProposal.decision.is_(None),
        )
    )


def _same(row: RequirementProposal, line: Line) -> bool:
    wants = (row.need, row.start, row.grace_days, row.refresh_months, row.reason)
    return wants == (line.need, line.start, line.grace_days, line.refresh_months, line.reason)


def _undecided(session: Session, number: int) -> RequirementProposal | None:
    """The proposal, held until the transaction ends, if nobody has decided it."""
    return session.scalar(
        select(RequirementProposal)
        .where(RequirementProposal.id == number, RequirementProposal.decision.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _decide(
    session: Session, row: RequirementProposal, decision: Decision, by: By, reason: str = ""
) -> None:
    row.decision, row.decision_reason = decision, reason
    row.decided_by_id, row.decided_at = by.person_id, by.now
    session.flush()
    _note(session, decision.value, row, by, {})


def _write(session: Session, row: RequirementProposal, sender: Sender, by: By) -> None:
    """Tell whoever asked for it, or who leads the agency by now, once."""
    slug = session.get_one(Agency, row.agency_id).slug
    role, module = session.get_one(StaffRole, row.role_id), session.get_one(Module, row.module_id)
    drafts = []
    told = whom_to_tell(session, agency_id=row.agency_id, sent_by=row.proposed_by_id, now=by.now)
    for one in told:
        words = letters.decided(
            sender,
            name=one.name,
            about=f"{role.code} {role.name}, {module.code} {module.title}",
            approved=row.decision is Decision.APPROVED,
            reason=row.decision_reason,
            agency_slug=slug,
        )
        key = f"proposal-decided:{row.id}:{one.person_id}"
        drafts.append(Draft(key, one.person_id, one.email, words.subject, words.body))
    write_many(session, drafts, now=by.now)


def _note(
    session: Session, what: str, row: RequirementProposal, by: By, detail: dict[str, object]
) -> None:
    note(
        session,
        action=f"requirement.{what}",
        actor_id=by.person_id,
        subject_kind=SUBJECT,
        subject_id=row.id,
        detail=detail,
        now=by.now,
    )
