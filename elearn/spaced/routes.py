"""What people still know months later, and when they are asked."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission, may
from elearn.domain.retention import Retention, retention
from elearn.domain.suppression import Audience, policy_for
from elearn.extensions import db
from elearn.records.followed import followed
from elearn.records.spaced import intervals
from elearn.spaced import queries
from elearn.spaced.actions import set_intervals
from elearn.spaced.forms import WhenForm
from elearn.spaced.pages import WhenPage, remembered_page
from elearn.spaced.report import remembered_report
from elearn.web.clock import now
from elearn.web.downloads import download
from elearn.web.feature import Feature, Need
from elearn.web.rules import rules_today

spaced = Feature("spaced", __name__)

SEE_PARTNERSHIP = Need(Permission.SEE_PARTNERSHIP)
SET_INTERVALS = Need(Permission.SET_INTERVALS)
AUDIENCE = Audience.PARTNERSHIP


@spaced.page("/partnership/remembered", needs=SEE_PARTNERSHIP)
def remembered() -> ResponseReturnValue:
    page = remembered_page(
        _rows(),
        queries.asked(db.session()),
        intervals(db.session()),
        titles=queries.titles(db.session()),
        policy=policy_for(AUDIENCE, rules_today()),
        may_set=may(g.actor, Permission.SET_INTERVALS),
    )
    return render_template("spaced/remembered.html", page=page)


@spaced.page("/partnership/remembered.<any(csv, xlsx):kind>", needs=SEE_PARTNERSHIP)
def remembered_file(kind: str) -> ResponseReturnValue:
    report = remembered_report(queries.titles(db.session()))
    return download(report, _rows(), kind, name="what-people-still-know")


def _rows() -> tuple[Retention, ...]:
    return retention(followed(db.session()), audience=AUDIENCE, rules=rules_today())


@spaced.page("/partnership/remembered/when", needs=SET_INTERVALS, methods=("GET", "POST"))
def when() -> ResponseReturnValue:
    form = WhenForm()
    if form.is_submitted() and form.is_good():
        changed = set_intervals(
            db.session(), months=form.months, actor_id=g.actor.person_id, now=now()
        )
        flash("Saved. It counts from the next letter." if changed else "It was so already.")
        return redirect(url_for(".when"), 303)
    if not form.is_submitted():
        form.first.data, form.second.data = (*intervals(db.session()), None, None)[:2]
    page = WhenPage("When people are asked again", form)
    return render_template("spaced/when.html", page=page), 422 if form.errors else 200
