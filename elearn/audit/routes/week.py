"""The coordinator's first page: this week."""

from dataclasses import replace
from datetime import timedelta

from flask import g, render_template
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission, may
from elearn.audit.editions import latest
from elearn.audit.pages.week import Week, week_page
from elearn.audit.pages.work import Doors
from elearn.audit.queries import week as queries
from elearn.audit.queries import week_of_audits as of_audits
from elearn.audit.routes.feature import SEE_PARTNERSHIP, audit
from elearn.audit.rules import current_rules
from elearn.content.queries import contacts, everything
from elearn.domain.suppression import Audience, policy_for
from elearn.extensions import db
from elearn.web.clock import now, today
from elearn.web.languages import N_

FAILED_WITHIN = timedelta(days=30)


@audit.page("/partnership", needs=SEE_PARTNERSHIP, menu=(N_("This week"), 10))
def week() -> ResponseReturnValue:
    session, day = db.session(), today()
    rules = current_rules(session, day)
    newest = latest(session)
    agencies, headcounts = queries.agency_states(session, day, now())
    monday = day - timedelta(days=day.weekday())
    tallies = queries.tallies(
        session,
        since=monday,
        now=now(),
        failed_since=now() - FAILED_WITHIN,
        audit_id=newest.id if newest else 0,
        least=rules.min_base,
    )
    plan = of_audits.plan_state(session)
    asks = of_audits.with_findings(tallies.asks, newest, plan)
    found = Week(
        today=day,
        agencies=agencies,
        headcounts=headcounts,
        modules=everything(session),
        contacts=contacts(session, of=()),
        tallies=replace(tallies, asks=asks),
        latest=newest,
        runs=of_audits.runs(session, today=day),
        actions=plan.open,
    )
    page = week_page(
        found,
        rules=rules,
        policy=policy_for(Audience.PARTNERSHIP, rules),
        doors=Doors(
            letters=_door(Permission.ADMINISTER, "/admin/letters?state=failed"),
            courses=_door(Permission.ACCEPT_TRAINING, "/equivalences"),
            wishes=_door(Permission.SET_REQUIREMENTS, "/requirements/proposals"),
            referrals=_door(Permission.KEEP_REFERRALS, "/referrals"),
        ),
    )
    return render_template("audit/week.html", page=page)


def _door(permission: Permission, href: str) -> str:
    return href if may(g.actor, permission) else ""
