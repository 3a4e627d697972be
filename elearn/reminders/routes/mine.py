"""What I want to hear: which reminders come to me."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission, may
from elearn.extensions import db
from elearn.records.spaced import is_stopped
from elearn.reminders.actions.choosing import choose, choose_questions
from elearn.reminders.feature import reminders
from elearn.reminders.forms import ChoiceForm
from elearn.reminders.pages.lead import FormPage
from elearn.reminders.queries.told import choice_of
from elearn.web.clock import now
from elearn.web.feature import whoever_is_signed_in
from elearn.web.languages import say

MINE = whoever_is_signed_in(because="everybody says which reminders come to them")


@reminders.page("/account/reminders", needs=MINE, methods=("GET", "POST"))
def mine() -> ResponseReturnValue:
    form, person_id = ChoiceForm(), g.actor.person_id
    is_lead = may(g.actor, Permission.CHASE)
    held = choice_of(db.session(), person_id)
    if form.validate_on_submit():
        choose(
            db.session(),
            person_id=person_id,
            extra=form.extra.data,
            monday=form.monday.data if is_lead else held.monday,
            now=now(),
        )
        choose_questions(db.session(), person_id=person_id, wanted=form.asked.data, now=now())
        flash(say("Saved. It counts from the next letter."))
        return redirect(url_for(".mine"), 303)
    if not form.is_submitted():
        form.extra.data, form.monday.data = held.extra, held.monday
        form.asked.data = not is_stopped(db.session(), person_id)
    page = FormPage(say("Which reminders you get"), form, is_lead=is_lead)
    return render_template("reminders/mine.html", page=page), 422 if form.errors else 200
