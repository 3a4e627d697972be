"""The result of a try that was handed in: for the learner alone."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.content.queries import document
from elearn.domain.dates import london_today
from elearn.extensions import db
from elearn.learning.pages.marked import marked
from elearn.learning.pages.result import result_page
from elearn.learning.queries import attempts as queries
from elearn.learning.queries.mine import certificate_on
from elearn.learning.routes.check import knowledge_result
from elearn.learning.routes.feature import TAKE, interval, learning, me, module_or_404, words
from elearn.learning.routes.opened import own_attempt
from elearn.learning.routes.precheck import precheck_result
from elearn.learning.routes.tongue import my_progress, of_attempt
from elearn.learning.routes.top_up import top_up_result
from elearn.learning.tries import opens_at, since_last_pass
from elearn.web.clock import now


@learning.page("/learn/attempts/<token:attempt>/result", needs=TAKE)
def result(attempt: str) -> ResponseReturnValue:
    row = own_attempt(attempt)
    if row.submitted_at is None:
        return redirect(url_for("learning.attempt", attempt=attempt))
    if row.is_check:
        return knowledge_result(row)
    if row.is_top_up:
        return top_up_result(row)
    if row.is_precheck:
        return precheck_result(row)
    found = module_or_404(row.slug)
    text = document(db.session(), row.version_id, row.digest).told_in(row.language)
    answers = queries.given(db.session(), attempt_id=row.id)
    reading = my_progress(found)
    fill = words().speaking(of_attempt(text, row.language))
    issued = certificate_on(
        db.session(), person_id=me(), module_id=row.module_id, on=london_today(row.submitted_at)
    )
    tries = queries.tries(db.session(), person_id=me(), module_id=row.module_id)
    page = result_page(
        row,
        text,
        marked(row.drawn, text, answers, reading.document, fill),
        refresh_months=interval(found),
        certificate=issued.code if row.passed and issued and not issued.withdrawn else None,
        opens=opens_at(tries, now()),
        already="already" in request.args,
        now=now(),
        failed=len(since_last_pass(tries)),
        withdrawn=issued is not None and issued.withdrawn,
    )
    return render_template("learning/result.html", page=page)
