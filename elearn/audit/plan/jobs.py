"""Letters about actions, written each morning and when an action is given. Keys make each of them
once: by action, the day it is due and whom it goes to."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from elearn.audit.plan import letters
from elearn.audit.plan.queries.listed import Action, actions
from elearn.audit.plan.queries.people import coordinators, leads_of
from elearn.models import PlanAction
from elearn.operations.invitations import Sender, Words
from elearn.operations.leads import Recipient
from elearn.operations.letters import Draft, write_many

DUE_SOON_DAYS = 7


def write_letters(session: Session, *, sender: Sender, now: datetime, today: date) -> int:
    """Remind the leads of each owner before an action is due and once it is late, and tell the
    coordinators of one that slipped twice. How many were new. A fixed number of statements."""
    found = [one for one in actions(session) if not one.status.is_closed]
    owners = {one.row.owner_agency_id for one in found if one.row.owner_agency_id is not None}
    leads = leads_of(session, owners, now=now)
    drafts = [draft for one in found for draft in _reminders(one, leads, sender, today)]
    escalated = [one for one in found if one.escalates]
    bosses = coordinators(session, now=now) if escalated else []
    drafts += [_escalation(one, boss, sender) for one in escalated for boss in bosses]
    return len(write_many(session, drafts, now=now))


def tell_owners(
    session: Session,
    rows: Collection[PlanAction],
    slugs: Mapping[int, str],
    *,
    sender: Sender,
    now: datetime,
) -> int:
    """Tell the leads of new actions' owners, once each."""
    owned = [row for row in rows if row.owner_agency_id is not None]
    leads = leads_of(session, {row.owner_agency_id or 0 for row in owned}, now=now)
    drafts = []
    for row in owned:
        for lead in leads.get(row.owner_agency_id or 0, []):
            words = letters.given(
                sender,
                name=lead.name,
                ref=row.ref,
                due_on=row.due_on,
                seats=row.seats,
                agency_slug=slugs[row.owner_agency_id or 0],
            )
            drafts.append(_draft(f"action-made-{row.id}-{lead.person_id}", lead, words))
    return len(write_many(session, drafts, now=now))


def _reminders(
    one: Action, leads: Mapping[int, list[Recipient]], sender: Sender, today: date
) -> list[Draft]:
    if one.days_late(today):
        kind, say = "late", letters.late
    elif one.due_on - today <= timedelta(days=DUE_SOON_DAYS):
        kind, say = "soon", letters.soon
    else:
        return []
    return [
        _draft(
            f"action-{kind}-{one.row.id}-{one.due_on.isoformat()}-{lead.person_id}",
            lead,
            say(
                sender,
                name=lead.name,
                ref=one.row.ref,
                due_on=one.due_on,
                agency_slug=one.owner_slug,
            ),
        )
        for lead in leads.get(one.row.owner_agency_id or 0, [])
    ]


def _escalation(one: Action, boss: Recipient, sender: Sender) -> Draft:
    words = letters.escalated(sender, name=boss.name, ref=one.row.ref, number=one.row.id)
    return _draft(f"action-escalated-{one.row.id}-{boss.person_id}", boss, words)


def _draft(key: str, to: Recipient, words: Words) -> Draft:
    return Draft(key, to.person_id, to.email, words.subject, words.body)
