"""The partnership's knowledge check: what it is for, starting it, and its result."""

from random import SystemRandom

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.content.curriculum import topics
from elearn.content.document import ModuleDocument
from elearn.content.queries import PublishedModule, current, document, documents, published
from elearn.extensions import db
from elearn.learning.actions.check import start_check
from elearn.learning.drawing import ASKED_OF_ALL, ASKED_OF_SPECIALISTS
from elearn.learning.pages.check import check_intro, check_result
from elearn.learning.pages.marked import marked
from elearn.learning.queries import attempts as queries
from elearn.learning.queries.attempts import AttemptRow
from elearn.learning.queries.check import goes, is_specialist
from elearn.learning.routes.feature import CHECK, TAKE, all_on_one_page, learning, me, words
from elearn.learning.routes.tongue import asked_in, of_attempt, of_quiz, told
from elearn.web.clock import now, today


@learning.page(f"/learn/{CHECK}", needs=TAKE, methods=("GET", "POST"))
def knowledge_check() -> ResponseReturnValue:
    found = _check_or_404()
    text = told(document(db.session(), found.version_id, found.digest))
    return _start(found, text) if request.method == "POST" else _intro(text)


def _check_or_404() -> PublishedModule:
    found = current(db.session(), CHECK)
    if found is None or not found.is_check:
        abort(404)
    return found


def _intro(text: ModuleDocument) -> str:
    specialist = is_specialist(db.session(), person_id=me(), today=today())
    levels = ASKED_OF_SPECIALISTS if specialist else ASKED_OF_ALL
    page = check_intro(
        text,
        goes(db.session(), person_id=me()),
        questions=sum(not item.reserve and item.level in levels for item in text.items),
        one_a_page=not all_on_one_page(),
        notice=of_quiz(text).notice,
        today=today(),
    )
    return render_template("learning/knowledge_check.html", page=page)


def _start(found: PublishedModule, text: ModuleDocument) -> ResponseReturnValue:
    public_id = start_check(
        db.session(),
        person_id=me(),
        module_id=found.module_id,
        version_id=found.version_id,
        document=text,
        rng=SystemRandom(),
        now=now(),
        today=today(),
        language=asked_in(text),
    )
    if public_id is None:
        return redirect(url_for("learning.knowledge_check"), 303)
    return redirect(url_for("learning.attempt", attempt=public_id), 303)


def knowledge_result(row: AttemptRow) -> str:
    """The result of a go that was handed in."""
    text = document(db.session(), row.version_id, row.digest).told_in(row.language)
    answers = queries.given(db.session(), attempt_id=row.id)
    page = check_result(
        row,
        text,
        marked(row.drawn, text, answers, text, words().speaking(of_attempt(text, row.language))),
        topics=topics(),
        taught=_taught(row, text),
        goes=goes(db.session(), person_id=me()),
        already="already" in request.args,
        now=now(),
    )
    return render_template("learning/knowledge_result.html", page=page)


def _taught(row: AttemptRow, text: ModuleDocument) -> dict[str, ModuleDocument]:
    """The modules that teach the questions asked, by code, as far as they are published."""
    asked = {text.items_by_key[one.key].teaches.partition("/")[0] for one in row.drawn}
    versions = {one.code: one.version_id for one in published(db.session()) if one.code in asked}
    texts = documents(db.session(), versions.values())
    return {code: told(texts[version]) for code, version in versions.items()}
