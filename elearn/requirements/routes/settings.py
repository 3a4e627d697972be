"""What a new rule begins with: looked at, set from a day on, and as a file."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.content.curriculum import read_curriculum
from elearn.extensions import db
from elearn.requirements.actions.defaults import set_defaults
from elearn.requirements.actions.setting import RequirementError
from elearn.requirements.feature import EITHER_FILE, HOME, SET, requirements
from elearn.requirements.forms import DefaultsForm
from elearn.requirements.pages import settings as pages
from elearn.requirements.queries import settings as queries
from elearn.requirements.routes.common import by
from elearn.web.clock import today
from elearn.web.downloads import download

SETTINGS = f"{HOME}/settings"


@requirements.page(SETTINGS, needs=SET, methods=("GET", "POST"))
def settings() -> ResponseReturnValue:
    rows = queries.settings(db.session())
    counting = queries.in_force(rows, today())
    values = {
        "start": today().isoformat(),
        "grace_days": counting.grace_days if counting else None,
        "refresh_months": counting.refresh_months if counting else None,
        "seen": str(len(rows)),
    }
    form = DefaultsForm(today=today(), data=values)
    if form.validate_on_submit():
        return _set(form)
    page = pages.SettingsPage(
        title="What a new rule begins with",
        lede=pages.lede(counting),
        facts=pages.facts(counting, read_curriculum().grace_days),
        form=form,
        history=tuple(one.cells for one in pages.setting_lines(rows, today())),
    )
    return render_template("requirements/settings.html", page=page), 422 if form.errors else 200


def _set(form: DefaultsForm) -> ResponseReturnValue:
    try:
        done = set_defaults(db.session(), wanted=form.wanted(), seen=form.seen_number, by=by())
        flash(
            "Set. Rules that are there already stay as they are." if done else "It is so already."
        )
    except RequirementError as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".settings"), 303)


@requirements.page(f"{SETTINGS}.{EITHER_FILE}", needs=SET)
def settings_file(kind: str) -> ResponseReturnValue:
    lines = pages.setting_lines(queries.settings(db.session()), today())
    return download(pages.SETTINGS, lines, kind, name=f"requirement-settings-{today()}")
