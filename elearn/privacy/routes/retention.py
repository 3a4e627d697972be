"""How long things are kept: the rules, what the nightly run did, changing a time."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.extensions import db
from elearn.privacy import pages, queries
from elearn.privacy.actions import accounts
from elearn.privacy.actions.settings import SettingError, keep_for
from elearn.privacy.feature import ADMINISTER, privacy
from elearn.privacy.forms import EVERYBODY, TimeForm
from elearn.privacy.policy import RULES, Rule
from elearn.web.clock import now


@privacy.page("/admin/retention", needs=ADMINISTER)
def retention() -> ResponseReturnValue:
    session = db.session()
    held = queries.periods(session)
    change = {key: url_for(".time", rule=key) for key, rule in RULES.items() if not rule.is_fixed}
    idle = accounts.idle(session, kept=held.of("idle"), now=now())
    page = pages.RetentionPage(
        "How long things are kept",
        pages.rule_cells(held, change),
        pages.run_cells(queries.runs(session)),
        pages.setting_cells(queries.settings(session)),
        pages.idle_cells(idle),
        RULES["idle"].said(held.of("idle")),
    )
    return render_template("privacy/retention.html", page=page)


@privacy.page("/admin/retention/<slug:rule>", needs=ADMINISTER, methods=("GET", "POST"), fresh=True)
def time(rule: str) -> ResponseReturnValue:
    found = RULES.get(rule)
    if found is None or found.is_fixed:
        abort(404)
    session = db.session()
    form = TimeForm(queries.agencies(session) if found.by_agency else ())
    if form.validate_on_submit() and _set(found, form):
        return redirect(url_for(".retention"), 303)
    held = queries.periods(session)
    if not form.is_submitted():
        form.kept.data = held.of(rule)
    page = pages.TimePage(
        found.name,
        found,
        form,
        found.said(held.of(rule)),
        f"A number of {found.unit.value}, from {found.low} to {found.high}.",
    )
    return render_template("privacy/time.html", page=page), 422 if form.errors else 200


def _set(rule: Rule, form: TimeForm) -> bool:
    session, slug = db.session(), form.agency.data
    agency_id = None if slug == EVERYBODY else queries.agency_id(session, slug)
    try:
        changed = keep_for(
            session,
            rule=rule.key,
            kept=form.kept.data if form.kept.data is not None else -1,
            agency_id=agency_id,
            reason=form.reason.data or "",
            actor_id=g.actor.person_id,
            now=now(),
        )
    except SettingError as error:
        form.kept.errors = [str(error)]
        return False
    flash("The time is set. The next nightly run goes by it." if changed else "It was so already.")
    return True
