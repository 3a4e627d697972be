"""The pre-check of a module: before it starts, starting it, and its result."""

from random import SystemRandom

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from elearn.content.curriculum import topics as topic_names
from elearn.content.document import ModuleDocument
from elearn.content.queries import PublishedModule, document
from elearn.domain.dates import london_today
from elearn.extensions import db
from elearn.learning.actions.precheck import start_precheck
from elearn.learning.mine import Held
from elearn.learning.pages.marked import marked
from elearn.learning.pages.precheck import (
    not_enough_page,
    precheck_page,
)
from elearn.learning.pages.precheck_offer import PrecheckOffer, precheck_offer
from elearn.learning.pages.quiz import rules
from elearn.learning.pages.result import result_page
from elearn.learning.precheck import Case
from elearn.learning.progress import Progress, quiz_minutes
from elearn.learning.queries import attempts as queries
from elearn.learning.queries.attempts import AttemptRow
from elearn.learning.queries.mine import certificate_on
from elearn.learning.queries.training import held_by
from elearn.learning.routes.feature import (
    TAKE,
    all_on_one_page,
    interval,
    learning,
    me,
    module_or_404,
    words,
)
from elearn.learning.routes.tongue import asked_in, of_attempt, told
from elearn.learning.tries import Try
from elearn.records.elsewhere import waiting_of
from elearn.web.clock import now, today


@learning.page("/learn/<slug:module>/pre-check", needs=TAKE, methods=("GET", "POST"))
def precheck(module: str) -> ResponseReturnValue:
    found = module_or_404(module)
    code = 303 if request.method == "POST" else 302
    if _has_a_shorter_way(found):
        return redirect(url_for("learning.top_up", module=module), code)
    text = told(document(db.session(), found.version_id, found.digest))
    quizzes = queries.tries(db.session(), person_id=me(), module_id=found.module_id)
    held = held_by(db.session(), person_id=me()).get(found.module_id)
    case = _case(found, held, quizzes, interval(found))
    offer = precheck_offer(case, text, today())
    if request.method == "POST" and offer and offer.action:
        return _start(found, text)
    if offer is None or request.method == "POST":
        return redirect(url_for("learning.module", module=module), code)
    rule = rules(text, quiz_minutes(text), not all_on_one_page())
    page = precheck_page(case, text, offer, slug=module, rules=rule)
    return render_template("learning/precheck.html", page=page)


def _has_a_shorter_way(found: PublishedModule) -> bool:
    """Whether an outside course of mine waits for a short quiz on what it did not cover."""
    waiting = waiting_of(db.session(), person_id=me(), today=today())
    return any(one.module_id == found.module_id for one in waiting)


def _start(found: PublishedModule, text: ModuleDocument) -> Response:
    public_id = start_precheck(
        db.session(),
        person_id=me(),
        module_id=found.module_id,
        version_id=found.version_id,
        document=text,
        rng=SystemRandom(),
        now=now(),
        language=asked_in(text),
    )
    return redirect(url_for("learning.attempt", attempt=public_id), 303)


def offered(
    found: PublishedModule,
    at: Progress,
    held: Held | None,
    quizzes: tuple[Try, ...],
    months: int | None,
) -> PrecheckOffer | None:
    """The pre-check as the module's front page offers it to me, who am ``at`` a place in it and for
    whom it lasts ``months``. It asks about the newest version."""
    is_newest = at.version_id == found.version_id
    text = at.document if is_newest else document(db.session(), found.version_id)
    return precheck_offer(_case(found, held, quizzes, months), text, today())


def _case(
    found: PublishedModule, held: Held | None, quizzes: tuple[Try, ...], months: int | None
) -> Case:
    return Case(
        level=found.level.value,
        refresh_months=months,
        completed_on=held.completed_on if held else None,
        checks=queries.precheck_tries(db.session(), person_id=me(), module_id=found.module_id),
        quizzes=quizzes,
    )


def precheck_result(row: AttemptRow) -> str:
    """The result of a pre-check that was handed in: as a quiz's where it was passed."""
    found = module_or_404(row.slug)
    text = document(db.session(), row.version_id, row.digest).told_in(row.language)
    answers = queries.given(db.session(), attempt_id=row.id)
    on = london_today(row.submitted_at or row.started_at)
    issued = certificate_on(db.session(), person_id=me(), module_id=row.module_id, on=on)
    already = "already" in request.args
    page = result_page(
        row,
        text,
        marked(row.drawn, text, answers, text, words().speaking(of_attempt(text, row.language))),
        refresh_months=interval(found),
        certificate=issued.code if row.passed and issued and not issued.withdrawn else None,
        opens=None,
        already=already,
        now=now(),
        withdrawn=issued is not None and issued.withdrawn,
    )
    if row.passed:
        return render_template("learning/result.html", page=page)
    less = not_enough_page(row, text, page, names=topic_names(), already=already, now=now())
    return render_template("learning/precheck_result.html", page=less)
