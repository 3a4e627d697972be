"""Before a quiz: its rules, the tries so far, and the start of the next."""

from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.content.queries import PublishedModule
from elearn.domain.dates import london_today
from elearn.extensions import db
from elearn.learning.actions.attempts import start_attempt
from elearn.learning.pages.module import try_rows
from elearn.learning.pages.quiz import QuizPage, moment, rules
from elearn.learning.pages.training import held_row
from elearn.learning.progress import Progress, quiz_minutes
from elearn.learning.queries.attempts import tries
from elearn.learning.queries.training import held_by
from elearn.learning.routes.feature import (
    TAKE,
    all_on_one_page,
    interval,
    learning,
    me,
    module_or_404,
)
from elearn.learning.routes.tongue import asked_in, my_progress, of_quiz
from elearn.learning.tries import Try, opens_at, under_way
from elearn.web.clock import now
from elearn.web.languages import say


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What decides whether a try may start: the pages seen and the tries so far."""

    module: PublishedModule
    progress: Progress
    tries: tuple[Try, ...]

    def may_start(self, at: datetime) -> bool:
        """A try under way may always be carried on with; a new one needs every page seen, and
        the pause after the third to be over."""
        if under_way(self.tries):
            return True
        return self.progress.next_step is None and opens_at(self.tries, at) is None


@learning.page("/learn/<slug:module>/quiz", needs=TAKE, methods=("GET", "POST"))
def quiz(module: str) -> ResponseReturnValue:
    found = module_or_404(module)
    stands = Standpoint(
        found,
        my_progress(found),
        tries(db.session(), person_id=me(), module_id=found.module_id),
    )
    if request.method == "POST":
        return _start(stands)
    return render_template("learning/quiz.html", page=_intro(stands, now()))


def _start(stands: Standpoint) -> ResponseReturnValue:
    if not stands.may_start(now()):
        return redirect(url_for("learning.quiz", module=stands.module.slug), 303)
    public_id = start_attempt(
        db.session(),
        person_id=me(),
        module_id=stands.module.module_id,
        version_id=stands.progress.version_id,
        document=stands.progress.document,
        rng=SystemRandom(),
        now=now(),
        language=asked_in(stands.progress.document),
        earlier=stands.tries,
    )
    return redirect(url_for("learning.attempt", attempt=public_id), 303)


def _intro(stands: Standpoint, at: datetime) -> QuizPage:
    document = stands.progress.document
    begun, following = under_way(stands.tries), stands.progress.next_step
    opens = None if begun else opens_at(stands.tries, at)
    slug = stands.module.slug
    blocked = following if following and not begun else None
    return QuizPage(
        title=say("Quiz: %(title)s", title=document.title),
        slug=slug,
        module=document.title,
        rules=rules(document, quiz_minutes(document), not all_on_one_page()),
        tries=try_rows(stands.tries),
        held=_held(stands.module, at),
        action=_action(stands),
        next_page=say("screen %(number)s: %(title)s", number=blocked.number, title=blocked.title)
        if blocked
        else "",
        next_href=url_for("learning.screen", module=slug, page=blocked.slug) if blocked else "",
        opens=moment(opens, at) if opens else "",
        notice="" if begun else of_quiz(document).notice,
    )


def _action(stands: Standpoint) -> str:
    if under_way(stands.tries):
        return say("Carry on with the quiz")
    return say("Start another try") if stands.tries else say("Start the quiz")


def _held(module: PublishedModule, at: datetime) -> str:
    held = held_by(db.session(), person_id=me()).get(module.module_id)
    if held is None:
        return ""
    return held_row(held, interval(module), london_today(at)).until
