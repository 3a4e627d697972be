"""Opening a run, asking agencies for their part, and writing to those who are late."""

from collections.abc import Callable, Iterable
from datetime import date

from sqlalchemy.orm import Session

from elearn.audit.actions.freeze import begin
from elearn.audit.run import letters, queries
from elearn.audit.run.actions.held import By, RunError, hold_collecting, hold_unfrozen, tell
from elearn.audit.run.facts import Answer, Asked, answer
from elearn.domain.audit_scope import AuditScope
from elearn.domain.audit_tasks import AnswerState, TaskKind
from elearn.domain.coverage import RuleSet
from elearn.models import Audit, AuditAct, AuditActKind, AuditRequest, AuditRun, AuditState
from elearn.operations.invitations import Sender, Words
from elearn.operations.letters import Draft, write_many

NO_AGENCY = "No agency is in the scope on the census date. Cancel this audit and open another one."
IN_THE_PAST = "Agencies need a day that is still to come to answer by."

Write = Callable[[queries.Lead], Words]


def open_run(
    session: Session,
    *,
    name: str,
    as_of: date,
    return_by: date | None,
    scope: AuditScope,
    rules: RuleSet,
    by: By,
) -> int:
    """Open an audit for a census date, which may lie ahead. Nobody is asked anything yet."""
    audit = begin(
        session, name=name, as_of=as_of, now=by.now, by=by.person_id, rules=rules, scope=scope
    )
    session.add(AuditRun(audit_id=audit.id, return_by=return_by, cause=""))
    session.flush()
    detail = {"as_of": as_of.isoformat(), "scope": scope.to_dict()}
    tell(session, "audit.opened", audit.id, by, detail)
    return audit.id


def collect(session: Session, *, audit_id: int, sender: Sender, by: By) -> bool:
    """Ask every agency in scope for its part, and write to its leads. False where they were asked
    already. Raises RunError where nobody can be asked."""
    audit, run = hold_unfrozen(session, audit_id)
    if audit.state is AuditState.COLLECTING:
        return False
    if run.return_by is None or run.return_by < by.today:
        raise RunError(IN_THE_PAST)
    partners = queries.partners(session, AuditScope.from_dict(audit.scope), on=audit.as_of)
    if not partners:
        raise RunError(NO_AGENCY)
    audit.state, run.collecting_since = AuditState.COLLECTING, by.now
    session.add_all(AuditRequest(audit_id=audit_id, agency_id=one) for one in partners)
    session.flush()
    every = {one.agency_id: one for one in _asked(session, audit, by)}
    told = letters.Told(audit.name, audit.as_of, run.return_by)
    written = _write(
        session,
        audit_id,
        "asked",
        every,
        lambda lead: letters.asked(sender, told, lead.name, every[lead.agency_id]),
        by,
    )
    tell(session, "audit.collecting", audit_id, by, {"agencies": len(partners), "letters": written})
    return True


def extend(session: Session, *, audit_id: int, return_by: date, sender: Sender, by: By) -> int:
    """Give agencies until another day, and tell the leads of those who were asked and have not
    signed; how many letters are new. Raises RunError for a day that is past."""
    audit, run = hold_unfrozen(session, audit_id)
    if return_by < by.today:
        raise RunError(IN_THE_PAST)
    if run.return_by == return_by:
        return 0
    run.return_by = return_by
    session.flush()
    written = _tell_of_day(session, audit, return_by, sender, by)
    detail = {"return_by": return_by.isoformat(), "letters": written}
    tell(session, "audit.extended", audit_id, by, detail)
    return written


def _tell_of_day(session: Session, audit: Audit, until: date, sender: Sender, by: By) -> int:
    if audit.state is not AuditState.COLLECTING:
        return 0
    told = letters.Told(audit.name, audit.as_of, until)
    still = {
        one.agency_id: one
        for one in _asked(session, audit, by)
        if TaskKind.SIGN not in one.record.said
    }
    return _write(
        session,
        audit.id,
        f"until-{until.isoformat()}",
        still,
        lambda lead: letters.moved(sender, told, lead.name, still[lead.agency_id]),
        by,
    )


def chase(session: Session, *, audit_id: int, sender: Sender, by: By) -> tuple[int, int]:
    """Write to the leads of every agency that is late, once a day: how many letters are new, and
    how many late agencies have nobody to write to."""
    audit, run = hold_collecting(session, audit_id)
    found = late(audit, run, _asked(session, audit, by), by.today)
    due = {one.asked.agency_id: one for one in found if not _chased_today(one, by)}
    told = letters.Told(audit.name, audit.as_of, run.return_by)
    written = _write(
        session,
        audit_id,
        "late",
        due,
        lambda lead: letters.late(sender, told, lead.name, due[lead.agency_id]),
        by,
    )
    reached = [number for number, one in due.items() if one.asked.leads]
    session.add_all(
        AuditAct(
            audit_id=audit_id,
            agency_id=number,
            kind=AuditActKind.CHASED,
            day=by.today,
            at=by.now,
            by_id=by.person_id,
        )
        for number in reached
    )
    session.flush()
    if reached:
        detail = {"agencies": len(reached), "letters": written}
        tell(session, "audit.chased", audit_id, by, detail)
    return written, sum(1 for one in found if not one.asked.leads)


def late(audit: Audit, run: AuditRun, asked: Iterable[Asked], today: date) -> list[Answer]:
    """Those who have not signed although the day is past."""
    since = run.collecting_since or audit.created_at
    every = (answer(one, since=since, return_by=run.return_by, today=today) for one in asked)
    return [one for one in every if one.state is AnswerState.LATE]


def _chased_today(one: Answer, by: By) -> bool:
    at = one.asked.chased_at
    return at is not None and letters.day_of(at) == by.today


def _asked(session: Session, audit: Audit, by: By) -> list[Asked]:
    return queries.asked(session, audit.id, today=by.today, now=by.now)


def _write(
    session: Session,
    audit_id: int,
    what: str,
    agency_ids: Iterable[int],
    words_for: Write,
    by: By,
) -> int:
    """One letter to each lead of these agencies; how many are new."""
    drafts = []
    for lead in queries.leads(session, list(agency_ids), now=by.now):
        words = words_for(lead)
        rest = f"{lead.person_id}:{by.today.isoformat()}"
        key = queries.letter_key(audit_id, what, lead.agency_id, rest)
        drafts.append(Draft(key, lead.person_id, lead.email, words.subject, words.body))
    return len(write_many(session, drafts, now=by.now))
