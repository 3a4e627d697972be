"""The letters of the week: what needs each lead, and who of a manager's people is long overdue."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from elearn.access.policy import AgencyScope
from elearn.domain.reminding import ESCALATE_AFTER, week_of
from elearn.models import ReminderKind
from elearn.operations.invitations import Sender
from elearn.records.locks import wait_for_turn
from elearn.reminders import letters
from elearn.reminders.actions.chasing import to_manager
from elearn.reminders.actions.writing import LOCK, Reminder, put
from elearn.reminders.queries.due import Due, by_person, due_in, reachable
from elearn.reminders.queries.leads import Lead, failed_since, leads_of

A_WEEK = timedelta(days=7)


def write_for_agency(
    session: Session, agency_id: int, *, sender: Sender, now: datetime, today: date
) -> int:
    """The week's letters of one agency that were not written yet; how many are new. Run on any
    day: a Monday on which nothing ran is made good."""
    wait_for_turn(session, LOCK)
    whole = AgencyScope(agency_ids=frozenset({agency_id}))
    dues = reachable(due_in(session, whole, agency_id, today=today))
    failed = failed_since(session, agency_id, since=now - A_WEEK)
    wanted = list(_to_leads(leads_of(session, agency_id, now=now), dues, failed, sender, today))
    return put(session, wanted, now=now, today=today)


def escalate(
    session: Session, agency_id: int, *, sender: Sender, now: datetime, today: date
) -> int:
    """Tell each manager of an agency, once a week, which of their own people are more than 60 days
    overdue; how many letters are new."""
    wait_for_turn(session, LOCK)
    whole = AgencyScope(agency_ids=frozenset({agency_id}))
    late = [
        due
        for due in reachable(due_in(session, whole, agency_id, today=today))
        if due.manager_email
        and due.manager_email != due.email
        and (today - due.due_on).days > ESCALATE_AFTER
    ]
    people: dict[str, list[Sequence[Due]]] = {}
    for dues in by_person(late).values():
        people.setdefault(dues[0].manager_email or "", []).append(dues)
    wanted = [
        to_manager(sender, address, some, week_of(today), today, by_hand=False)
        for address, some in sorted(people.items())
    ]
    return put(session, wanted, now=now, today=today)


def _to_leads(
    leads: Iterable[Lead], dues: Sequence[Due], failed: int, sender: Sender, today: date
) -> Iterable[Reminder]:
    for lead in leads:
        seen = [due for due in dues if lead.team_id is None or due.team_id == lead.team_id]
        week = week_of_lead(seen, failed if lead.team_id is None else 0, today)
        if week.is_quiet:
            continue
        yield Reminder(
            kind=ReminderKind.LEAD,
            key=f"monday:{lead.agency_id}:{lead.team_id or 0}:{lead.person_id}:{week_of(today)}",
            to=lead.email or "",
            person_id=lead.person_id,
            words=letters.monday(
                sender,
                name=lead.name,
                agency=f"{lead.team}, {lead.agency}" if lead.team else lead.agency,
                place=f"/agencies/{lead.slug}",
                week=week,
            ),
            agency_ids=frozenset({lead.agency_id}),
        )


def week_of_lead(dues: Sequence[Due], failed: int, today: date) -> letters.WeekOfLead:
    """What a lead hears on Monday: people, each counted once a line."""
    overdue = {due.person_id for due in dues if due.due_on <= today}
    return letters.WeekOfLead(
        overdue=len(overdue),
        soon=len({due.person_id for due in dues} - overdue),
        silent=len({due.person_id for due in dues if not due.arrives}),
        failed=failed,
    )
