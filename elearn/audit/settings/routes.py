"""The rules of audits: looked at, set from a day on, and their history as a file."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.routes.feature import RUN_AUDIT, actor_id, audit
from elearn.audit.settings import pages
from elearn.audit.settings.actions import RuleSetRefusedError, set_rules
from elearn.audit.settings.forms import SettingsForm
from elearn.audit.settings.queries import in_force, rule_sets
from elearn.domain.rule_sets import STANDARD
from elearn.extensions import db
from elearn.web.clock import now, today
from elearn.web.downloads import download


@audit.page("/audits/settings", needs=RUN_AUDIT, methods=("GET", "POST"))
def settings() -> ResponseReturnValue:
    rows = rule_sets(db.session())
    counting = in_force(rows, today())
    form = SettingsForm(
        rules=counting.rules if counting else STANDARD, today=today(), seen=len(rows)
    )
    if form.validate_on_submit():
        return _set(form)
    page = pages.settings_page(form, rows, today=today())
    return render_template("audit/settings.html", page=page), 422 if form.errors else 200


def _set(form: SettingsForm) -> ResponseReturnValue:
    try:
        done = set_rules(db.session(), wanted=form.wanted(), by=actor_id(), now=now())
        flash("Set. Editions that are frozen keep their rules." if done else "It is so already.")
    except RuleSetRefusedError as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".settings"), 303)


@audit.page("/audits/settings.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def settings_file(kind: str) -> ResponseReturnValue:
    lines = pages.history(rule_sets(db.session()), today())
    return download(pages.HISTORY, lines, kind, name="audit-rules")
