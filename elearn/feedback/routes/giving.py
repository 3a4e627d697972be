"""What somebody says of a module: three answers after it, one three months later."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.domain.feedback import PLEDGE
from elearn.extensions import db
from elearn.feedback.actions.giving import give as keep
from elearn.feedback.actions.giving import say_used
from elearn.feedback.feature import TAKE, feedback
from elearn.feedback.forms import FeedbackForm, UsedForm
from elearn.feedback.pages.shapes import GivePage, UsedPage
from elearn.feedback.queries.mine import done, said
from elearn.feedback.queries.uses import Use, uses
from elearn.feedback.routes.common import by
from elearn.web.clock import today
from elearn.web.languages import N_, long_day, say

THANKS = N_("Thank you. You can change it here as long as this version is the one you did last.")
THANKS_USED = N_("Thank you. You can change it here until a year after you did the module.")


@feedback.page("/learn/<slug:module>/feedback", needs=TAKE, methods=("GET", "POST"))
def give(module: str) -> ResponseReturnValue:
    person_id = g.actor.person_id
    found = done(db.session(), person_id=person_id, slug=module) or abort(404)
    before = said(db.session(), person_id=person_id, version_id=found.version_id)
    form = FeedbackForm()
    if form.validate_on_submit():
        keep(
            db.session(),
            module_id=found.module_id,
            version_id=found.version_id,
            answers=form.answers,
            comment=form.words,
            by=by(),
        )
        flash(say(THANKS))
        return redirect(url_for(".give", module=module), 303)
    if not form.is_submitted():
        form.fill(before)
    page = GivePage(
        title=say("Three questions about this module"),
        module=found.title,
        slug=found.slug,
        form=form,
        pledge=say(PLEDGE.answers.get(before.get(PLEDGE.key, ""), "")),
        said=bool(before),
    )
    return render_template("feedback/give.html", page=page), 422 if form.errors else 200


@feedback.page("/learn/<slug:module>/used", needs=TAKE, methods=("GET", "POST"))
def used(module: str) -> ResponseReturnValue:
    """The question, while it is asked; before and after that, the module itself."""
    found = _use_of(module)
    if found is None:
        return redirect(url_for("learning.module", module=module), 303)
    form = UsedForm()
    if form.validate_on_submit():
        say_used(
            db.session(),
            module_id=found.module_id,
            completed_on=found.completed_on,
            used=form.used.data,
            by=by(),
        )
        flash(say(THANKS_USED))
        return redirect(url_for(".used", module=module), 303)
    if not form.is_submitted():
        form.used.data = found.said or None
    page = UsedPage(
        title=say("Have you used it?"),
        module=found.title,
        slug=found.slug,
        on=long_day(found.completed_on),
        form=form,
        said=bool(found.said),
    )
    return render_template("feedback/used.html", page=page), 422 if form.errors else 200


def _use_of(slug: str) -> Use | None:
    """The module of that slug, if this is the time to ask about it."""
    asked = uses(db.session(), person_id=g.actor.person_id, today=today())
    return next((one for one in asked if one.slug == slug), None)
