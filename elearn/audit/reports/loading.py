"""Brings together what a report says besides its edition, and makes the reports by their names."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.audit.editions import SHELF, Opened, read_all
from elearn.audit.plan.queries.listed import actions
from elearn.audit.queries.editions import Edition
from elearn.audit.reports.agency import agency_report
from elearn.audit.reports.annual import annual
from elearn.audit.reports.given import Beside, Given
from elearn.audit.reports.quarterly import quarterly
from elearn.audit.reports.queries import around
from elearn.audit.reports.steering import given_of, steering
from elearn.domain.suppression import Audience
from elearn.gateways.documents import ReportFacts

REPORTS: Mapping[str, Callable[[Given], ReportFacts]] = {
    "steering": steering,
    "quarterly": quarterly,
    "annual": annual,
}


def opened_with_previous(
    session: Session,
    edition: Edition,
    previous: Edition | None,
    *,
    audience: Audience,
    now: datetime,
) -> tuple[Opened, Opened | None]:
    """An edition and the one it is compared with, read together. Unsuppressed they are read afresh
    and not kept."""
    wanted = [edition, previous] if previous else [edition]
    if audience is Audience.FULL:
        found = read_all(session, [(one, audience) for one in wanted], now=now)
    else:
        found = SHELF.open_all(session, wanted, audience=audience, now=now)
    return found[0], found[1] if previous else None


def given_for(
    session: Session, opened: Opened, before: Opened | None, *, partnership: str, today: date
) -> Given:
    """What the reports of an edition are made of, for the reader it was opened for. The public is
    given no actions."""
    audience = opened.shown.audience
    found = around(session, opened.edition, audience=audience)
    beside = Beside(
        today=today,
        before=before,
        actions=() if audience is Audience.PUBLIC else tuple(actions(session)),
        quarter=found.quarter,
        year=found.year,
        reach=found.reach,
        said=found.said,
    )
    return given_of(opened, before.edition if before else None, partnership, beside)


def has_agency(opened: Opened, agency: str) -> bool:
    """Whether an agency is in the edition's scope."""
    return any(one.agency == agency for one in opened.shown.agencies)


def named(given: Given, which: str, agency: str = "") -> ReportFacts:
    """A report by its name, with drawings as pages have them; ``agency`` is whose one-pager it
    is."""
    return (
        agency_report(given, agency, given.opened) if which == "agency" else REPORTS[which](given)
    )
