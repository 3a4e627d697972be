"""A module's front page."""

from flask import render_template
from flask.typing import ResponseReturnValue

from elearn.extensions import db
from elearn.learning.pages.module import module_page
from elearn.learning.queries.attempts import tries
from elearn.learning.queries.training import held_by
from elearn.learning.routes.feature import TAKE, interval, learning, me, module_or_404
from elearn.learning.routes.precheck import offered as offered_precheck
from elearn.learning.routes.tongue import my_progress, of_head
from elearn.web.clock import now


@learning.page("/learn/<slug:module>", needs=TAKE)
def module(module: str) -> ResponseReturnValue:
    found = module_or_404(module)
    quizzes = tries(db.session(), person_id=me(), module_id=found.module_id)
    held = held_by(db.session(), person_id=me()).get(found.module_id)
    months = interval(found)
    at = my_progress(found)
    page = module_page(
        found,
        at,
        quizzes,
        held,
        refresh_months=months,
        now=now(),
        precheck=offered_precheck(found, at, held, quizzes, months),
        tongue=of_head(at.document),
    )
    return render_template("learning/module.html", page=page)
