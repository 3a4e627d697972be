"""The coordinator's list of agencies: counts that may be shown, and who has not returned."""

from flask import render_template
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission
from elearn.agency.feature import EITHER_FILE, agency
from elearn.agency.pages.partners import (
    PartnerLine,
    PartnersPage,
    leaderless_words,
    partner_line,
    partners_lede,
)
from elearn.agency.queries.agencies import PartnerRow
from elearn.agency.queries.agencies import partners as all_partners
from elearn.content.curriculum import agency_types
from elearn.domain.suppression import Audience, Policy, policy_for
from elearn.extensions import db
from elearn.operations.grants import AgencyWithoutLead, agencies_without_lead
from elearn.reporting.table import Column, Report
from elearn.web.clock import now, today
from elearn.web.downloads import download
from elearn.web.feature import Need
from elearn.web.languages import N_
from elearn.web.rules import rules_today

PARTNERS: Report[PartnerLine] = Report(
    title="Agencies",
    purpose="OFFICIAL. For the partnership: counts of people, never names.",
    columns=(
        Column("Agency", lambda row: row.name),
        Column("Kind", lambda row: row.kind),
        Column("Area", lambda row: row.area),
        Column("First responder", lambda row: row.first_responder),
        Column("People", lambda row: row.people),
        Column("From", lambda row: row.returned),
        Column("Lead", lambda row: row.led),
    ),
)
COORDINATOR = Need(Permission.SEE_PARTNERSHIP)


@agency.page("/agencies", needs=COORDINATOR, menu=(N_("Agencies"), 30))
def partners() -> ResponseReturnValue:
    rows = all_partners(db.session(), today())
    leaderless, policy = agencies_without_lead(db.session(), now()), _policy()
    page = PartnersPage(
        "Agencies",
        partners_lede(rows),
        leaderless_words([one.name for one in leaderless]),
        _lines(rows, leaderless, policy),
        policy.hidden_to + 1,
    )
    return render_template("agency/partners.html", page=page)


@agency.page(f"/agencies.{EITHER_FILE}", needs=COORDINATOR)
def partners_file(kind: str) -> ResponseReturnValue:
    rows = all_partners(db.session(), today())
    leaderless = agencies_without_lead(db.session(), now())
    return download(PARTNERS, _lines(rows, leaderless, _policy()), kind, name=f"agencies-{today()}")


def _policy() -> Policy:
    return policy_for(Audience.PARTNERSHIP, rules_today())


def _lines(
    rows: tuple[PartnerRow, ...], leaderless: tuple[AgencyWithoutLead, ...], policy: Policy
) -> tuple[PartnerLine, ...]:
    kinds = {kind.code: kind.name for kind in agency_types()}
    slugs = {one.slug for one in leaderless}
    return tuple(partner_line(row, kinds, slugs, policy) for row in rows)
