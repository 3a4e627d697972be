"""The short quiz after an outside course: before it starts, starting it, and its result."""

from random import SystemRandom

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.content.curriculum import topics as topic_names
from elearn.content.document import ModuleDocument
from elearn.content.queries import PublishedModule, document
from elearn.content.topics import blueprint_of
from elearn.domain.standing import standing
from elearn.extensions import db
from elearn.learning.actions.top_up import put_on_record, start_top_up, to_pass
from elearn.learning.pages.marked import marked
from elearn.learning.pages.quiz import moment
from elearn.learning.pages.result import result_page
from elearn.learning.pages.top_up import top_up_page, top_up_result_page
from elearn.learning.queries import attempts as queries
from elearn.learning.queries.attempts import AttemptRow
from elearn.learning.queries.training import held_by
from elearn.learning.routes.feature import TAKE, interval, learning, me, module_or_404, words
from elearn.learning.routes.tongue import asked_in, of_attempt, of_quiz, told
from elearn.learning.tries import Try, opens_at, under_way
from elearn.records.elsewhere import Waiting, waiting_of
from elearn.web.clock import now, today


@learning.page("/learn/<slug:module>/top-up", needs=TAKE, methods=("GET", "POST"))
def top_up(module: str) -> ResponseReturnValue:
    found = module_or_404(module)
    one = _mine(found)
    if one is None:
        return redirect(url_for("evidence.mine"), 303 if request.method == "POST" else 302)
    text = told(document(db.session(), found.version_id, found.digest))
    tries = _tries(found.module_id)
    if request.method == "POST":
        return _start(found, one, text, tries)
    return _intro(one, text, tries)


def _mine(found: PublishedModule) -> Waiting | None:
    """My outside course that waits for this module, if there is one."""
    rows = waiting_of(db.session(), person_id=me(), today=today())
    return next((one for one in rows if one.module_id == found.module_id), None)


def _tries(module_id: int) -> tuple[Try, ...]:
    return queries.top_up_tries(db.session(), person_id=me(), module_id=module_id)


def _intro(one: Waiting, text: ModuleDocument, tries: tuple[Try, ...]) -> str:
    codes, names, begun = to_pass(one, text), topic_names(), under_way(tries)
    opens = None if begun else opens_at(tries, now())
    page = top_up_page(
        one,
        text,
        [(code, f"{code} {names[code]}" if code in names else code) for code in codes],
        tries,
        questions=sum(line.items for line in blueprint_of(text, codes)),
        opens=moment(opens, now()) if opens else "",
        begun=begun is not None,
        notice="" if begun or not codes else of_quiz(text).notice,
    )
    return render_template("learning/top_up.html", page=page)


def _start(
    found: PublishedModule, one: Waiting, text: ModuleDocument, tries: tuple[Try, ...]
) -> ResponseReturnValue:
    topics = to_pass(one, text)
    if not topics:
        put_on_record(
            db.session(),
            one=one,
            attempt_id=None,
            version_id=found.version_id,
            now=now(),
            today=today(),
        )
        return redirect(url_for("learning.training"), 303)
    if under_way(tries) is None and opens_at(tries, now()):
        return redirect(url_for("learning.top_up", module=found.slug), 303)
    public_id = start_top_up(
        db.session(),
        person_id=me(),
        module_id=found.module_id,
        version_id=found.version_id,
        document=text,
        topics=topics,
        rng=SystemRandom(),
        now=now(),
        language=asked_in(text),
    )
    return redirect(url_for("learning.attempt", attempt=public_id), 303)


def top_up_result(row: AttemptRow) -> str:
    """The result of a short quiz that was handed in."""
    found = module_or_404(row.slug)
    text = document(db.session(), row.version_id, row.digest).told_in(row.language)
    answers = queries.given(db.session(), attempt_id=row.id)
    held = held_by(db.session(), person_id=me()).get(row.module_id)
    months = interval(found)
    page = result_page(
        row,
        text,
        marked(row.drawn, text, answers, text, words().speaking(of_attempt(text, row.language))),
        refresh_months=months,
        certificate=None,
        opens=opens_at(_tries(row.module_id), now()),
        already="already" in request.args,
        now=now(),
    )
    is_held = held is not None and standing(held.completed_on, months, today()).counts
    again = url_for("learning.top_up", module=row.slug)
    return render_template(
        "learning/result.html", page=top_up_result_page(page, is_held=is_held, again=again)
    )
