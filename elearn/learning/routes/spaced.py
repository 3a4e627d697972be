"""Five questions months later, by a link from a letter: no sign-in, and nothing personal shown.

Opening a page uses nothing up, as mail scanners open links too: only sending the answers does."""

from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.content.document import ModuleDocument
from elearn.content.queries import contacts, document
from elearn.extensions import db, limiter
from elearn.learning.actions import spaced as actions
from elearn.learning.actions.attempts import AnswerGiven
from elearn.learning.forms import AnswerSent, read_answer
from elearn.learning.pages.marked import marked
from elearn.learning.pages.questions import QuestionShown, question, with_errors
from elearn.learning.pages.spaced import (
    AgainMessage,
    StopPage,
    again_page,
    again_result,
    gone_page,
    used_page,
)
from elearn.learning.queries import attempts
from elearn.learning.queries import spaced as queries
from elearn.learning.queries.spaced import Again
from elearn.learning.routes.feature import learning
from elearn.learning.routes.tongue import asked_in, of_attempt, of_quiz
from elearn.learning.words import Tongue, Words
from elearn.operations.sign_ins import digest
from elearn.records.spaced import is_stopped
from elearn.web.clock import now, today
from elearn.web.feature import anyone

BY_LETTER = anyone(because="whoever holds the link from the letter")
OFTEN = "120 per minute"


@learning.page("/again/<token:token>", needs=BY_LETTER, methods=("GET", "POST"))
@limiter.limit(OFTEN)
def again(token: str) -> ResponseReturnValue:
    asked = _asked(token)
    if asked is None or asked.is_over:
        return _say(gone_page(), 410)
    there = url_for("learning.again_result_page", token=token)
    if asked.is_used:
        return redirect(there, 303) if request.method == "POST" else _say(used_page(token))
    english = document(db.session(), asked.version_id)
    language = asked_in(english)
    text = _told(english, language)
    if request.method == "GET":
        return _show(asked, text, token, {}, language)
    sent = _sent(asked, text)
    if not all(one.is_whole for one in sent.values()):
        return _show(asked, text, token, sent, language), 422
    actions.answer(
        db.session(),
        asked=asked,
        document=text,
        answers={
            key: AnswerGiven(one.chosen or frozenset(), one.confidence) for key, one in sent.items()
        },
        now=now(),
        today=today(),
        language=language,
    )
    return redirect(there, 303)


@learning.page("/again/<token:token>/result", needs=BY_LETTER)
@limiter.limit(OFTEN)
def again_result_page(token: str) -> ResponseReturnValue:
    asked = _asked(token)
    if asked is None or asked.is_over:
        return _say(gone_page(), 410)
    row = queries.answered(db.session(), asked)
    if row is None:
        return redirect(url_for("learning.again", token=token))
    text = _told(document(db.session(), asked.version_id), row.language)
    answers = attempts.given(db.session(), attempt_id=row.id)
    questions = marked(
        asked.drawn, text, answers, text, _words(), lambda key: _tongue(text, key, row.language)
    )
    page = again_result(text, asked.slug, token, questions)
    return render_template("learning/again_result.html", page=page)


@learning.page("/again/<token:token>/stop", needs=BY_LETTER, methods=("GET", "POST"))
@limiter.limit(OFTEN)
def again_stop(token: str) -> ResponseReturnValue:
    """Works as long as the letter does exist: a link that was used or is old stops letters too."""
    asked = _asked(token)
    if asked is None:
        return _say(gone_page(), 410)
    if request.method == "POST":
        actions.stop(db.session(), asked=asked, now=now())
        return redirect(url_for("learning.again_stop", token=token), 303)
    page = StopPage(token, is_stopped(db.session(), asked.person_id))
    return render_template("learning/again_stop.html", page=page)


def _asked(token: str) -> Again | None:
    return queries.again(db.session(), secret_hash=digest(token), now=now())


def _sent(asked: Again, text: ModuleDocument) -> dict[str, AnswerSent]:
    return {
        one.key: read_answer(request.form, text.items_by_key[one.key], one.options, place)
        for place, one in enumerate(asked.drawn, start=1)
    }


def _told(text: ModuleDocument, language: str) -> ModuleDocument:
    """What a letter asked about, in a language. What it borrows of the knowledge check stays in
    English: the questions were drawn before anybody knew in which language they are read."""
    return replace(text.told_in(language), anchor_items=text.anchor_items)


def _tongue(text: ModuleDocument, key: str, language: str) -> Tongue:
    """The language of one question."""
    is_borrowed = any(one.key == key for one in text.anchor_items)
    return of_attempt(text, "" if is_borrowed else language)


def _show(
    asked: Again, text: ModuleDocument, token: str, sent: dict[str, AnswerSent], language: str
) -> str:
    fill, shown = _words(), []
    for place, drawn in enumerate(asked.drawn, start=1):
        fill.speaking(_tongue(text, drawn.key, language))
        one: QuestionShown = question(place, drawn, text.items_by_key[drawn.key], None, fill)
        was = sent.get(drawn.key)
        shown.append(with_errors(one, was, drawn) if was else one)
    page = again_page(text, token, shown, _notice(text, language))
    return render_template("learning/again.html", page=page)


def _notice(text: ModuleDocument, language: str) -> str:
    """What is said where the questions are not in the language that is read."""
    return "" if language else of_quiz(text).notice


def _words() -> Words:
    """Published text with the partnership's contacts only: nothing tells where the reader works."""
    return Words(today(), lambda _of: contacts(db.session(), of=()), lambda: None)


def _say(page: AgainMessage, code: int = 200) -> ResponseReturnValue:
    return render_template("learning/again_message.html", page=page), code
