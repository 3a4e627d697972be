"""Reminding people now: the page that asks, the chase, and what it did."""

import secrets
from typing import Any

from flask import abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.domain.dates import uk_moment
from elearn.extensions import db, limiter
from elearn.operations.invitations import Words
from elearn.reminders import files, letters
from elearn.reminders.actions import chasing as actions
from elearn.reminders.actions.chasing import Plan, plan_chase
from elearn.reminders.actions.writing import items
from elearn.reminders.feature import CHASE, EITHER_FILE, HOME, reminders
from elearn.reminders.forms import ChaseForm
from elearn.reminders.pages import lead as pages
from elearn.reminders.pages.words import left_words
from elearn.reminders.queries import chases as past
from elearn.reminders.routes.common import Asking, asking, office
from elearn.web.clock import now, today
from elearn.web.downloads import download
from elearn.web.sender import sender


@reminders.page(f"{HOME}/now", needs=CHASE, methods=("GET", "POST"))
@limiter.limit("30 per hour", methods=["POST"])
def check(agency: str) -> ResponseReturnValue:
    """Say whom it would remind, with the letter; the button does it."""
    ask = asking(agency)
    form = ChaseForm()
    if form.validate_on_submit():
        number = actions.chase(
            db.session(),
            ask.here.scope,
            ask.here.of.agency_id,
            wanted=ask.wanted,
            once=f"{g.actor.person_id}:{form.once.data}"[:64],
            sender=sender(),
            actor_id=g.actor.person_id,
            now=now(),
            today=today(),
        )
        return redirect(url_for(".chase", agency=agency, chase=number), 303)
    status = 422 if form.is_submitted() else 200
    return _check(ask, form), status


def _check(ask: Asking, form: ChaseForm) -> str:
    here = ask.here
    plan = plan_chase(db.session(), here.scope, here.of.agency_id, wanted=ask.wanted, today=today())
    form.once.data = secrets.token_urlsafe(24)
    number = len(plan.letters)
    by_hand = sum(len(some) for why, some in plan.left.items() if why.by_hand)
    asked = pages.button(number) if number else "Make the list to tell by hand"
    page = pages.CheckPage(
        title=f"{asked}?" if number or by_hand else "Nobody can be reminded now",
        agency=here.of,
        form=form,
        number=number,
        button=asked,
        left=left_words({why.value: len(some) for why, some in plan.left.items()}),
        by_hand=by_hand,
        letter=_example(plan),
        back=url_for(".home", agency=here.of.slug, **_args(ask)),
    )
    return render_template("reminders/check.html", page=page)


def _args(ask: Asking) -> dict[str, Any]:
    return dict(ask.args)


def _example(plan: Plan) -> Words | None:
    """The letter of the first person, as it would go out."""
    first = next(iter(plan.letters.values()), None)
    if first is None:
        return None
    return letters.reminder(
        sender(),
        name=first[0].name,
        items=items(first),
        today=today(),
        asked_by=first[0].agency,
    )


@reminders.page(f"{HOME}/chases/<id:chase>", needs=CHASE)
def chase(agency: str, chase: int) -> ResponseReturnValue:
    here = office(agency)
    seen = db.session(), here.scope, here.of.agency_id
    row = past.one_chase(*seen, number=chase, actor_id=g.actor.person_id) or abort(404)
    hand = past.to_tell(*seen, number=chase, today=today())
    hrefs = {
        one.public_id: url_for("agency.person", agency=agency, person=one.public_id) for one in hand
    }
    page = pages.ChasePage(
        title=_said(row.letters, len(hrefs)),
        agency=here.of,
        facts=(
            ("When", uk_moment(row.at)),
            ("By", row.by or "Somebody"),
            ("About", pages.about(row)),
            ("Letters", f"{row.letters:,}"),
        ),
        left=left_words(row.left_out),
        rows=pages.hand_cells(hand, hrefs),
        csv=url_for(".by_hand_file", agency=agency, chase=chase, kind="csv"),
        xlsx=url_for(".by_hand_file", agency=agency, chase=chase, kind="xlsx"),
    )
    return render_template("reminders/chase.html", page=page)


def _said(number: int, by_hand: int) -> str:
    if number:
        return f"{letters.many(number, 'person hears', 'people hear')} from us"
    if by_hand:
        return f"{letters.many(by_hand, 'person', 'people')} to tell by hand"
    return "Nobody was reminded"


@reminders.page(f"{HOME}/chases/<id:chase>.{EITHER_FILE}", needs=CHASE, fresh=True)
def by_hand_file(agency: str, chase: int, kind: str) -> ResponseReturnValue:
    here = office(agency)
    seen = db.session(), here.scope, here.of.agency_id
    if past.one_chase(*seen, number=chase, actor_id=g.actor.person_id) is None:
        abort(404)
    rows = past.to_tell(*seen, number=chase, today=today())
    return download(files.BY_HAND, rows, kind, name=f"{agency}-tell-by-hand-{chase}")
