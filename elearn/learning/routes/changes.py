"""What changed in a module since the learner completed it: read, and three questions answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.content.document import ModuleDocument
from elearn.content.queries import PublishedModule, documents
from elearn.domain.dates import london_today
from elearn.domain.marking import mark
from elearn.domain.quiz import DrawnItem
from elearn.domain.standing import standing
from elearn.extensions import db
from elearn.learning.actions.changes import read_change
from elearn.learning.changes import Change, Holds, asked_about, since
from elearn.learning.forms import AnswerSent, read_answer
from elearn.learning.pages.changes import ChangesPage, Told
from elearn.learning.pages.marked import QuestionMarked, marked
from elearn.learning.pages.questions import QuestionShown, question, with_errors
from elearn.learning.queries import changes as queries
from elearn.learning.queries.attempts import Given
from elearn.learning.routes.feature import TAKE, interval, learning, me, module_or_404, words
from elearn.web.clock import now, today
from elearn.web.languages import long_day, say

Sent = Mapping[str, AnswerSent]


@dataclass(frozen=True, slots=True)
class Asked:
    """A learner before a module that changed: what they hold, what changed since, and the
    questions about the latest of it. ``read`` is empty until they have answered them."""

    module: PublishedModule
    holds: Holds | None
    changes: tuple[Change, ...]
    texts: Mapping[int, ModuleDocument]
    read: str
    is_in_date: bool

    @property
    def text(self) -> ModuleDocument:
        """The version that made the latest change."""
        return self.texts[self.changes[0].version_id]

    @property
    def drawn(self) -> tuple[DrawnItem, ...]:
        return asked_about(self.text, me(), self.changes[0].version_id)


@learning.page("/learn/<slug:module>/changes", needs=TAKE, methods=("GET", "POST"))
def changes(module: str) -> ResponseReturnValue:
    asked = _asked(module_or_404(module))
    if request.method == "GET":
        return _show(asked, _questions(asked, {}) if _is_open(asked) else ())
    if not _is_open(asked):
        return redirect(url_for("learning.changes", module=module), 303)
    sent = {
        one.key: read_answer(request.form, asked.text.items_by_key[one.key], one.options, place)
        for place, one in enumerate(asked.drawn, start=1)
    }
    if any(one.error for one in sent.values()):
        shown = _questions(asked, sent)
        errors = tuple(error for one in shown for error in one.errors)
        return _show(asked, shown, errors), 422
    return _show(asked, answers=_answered(asked, sent))


def _asked(found: PublishedModule) -> Asked:
    holds = queries.holds(db.session(), person_id=me(), module_id=found.module_id)
    every = queries.changes_of(db.session(), module_id=found.module_id)
    made = since(holds, every) or every[-1:]
    if not made:
        abort(404)
    latest = made[0].version_id
    read = queries.read_of(db.session(), person_id=me(), version_id=latest)
    said = ""
    if read is not None:
        day = long_day(london_today(read.read_at))
        said = say(
            "You read this on %(day)s, with %(right)s of %(out_of)s questions right.",
            day=day,
            right=read.right,
            out_of=read.out_of,
        )
    texts = documents(db.session(), [one.version_id for one in made])
    counts = holds is not None and standing(holds.completed_on, interval(found), today()).counts
    return Asked(found, holds, made, texts, said, counts)


def _is_open(asked: Asked) -> bool:
    """Whether the questions are asked: of whoever holds an older version and has not read yet."""
    older = asked.holds is not None and asked.holds.is_older_than(asked.changes[0])
    return older and not asked.read and bool(asked.drawn) and asked.is_in_date


def _questions(asked: Asked, sent: Sent) -> tuple[QuestionShown, ...]:
    fill, shown = words(), []
    for place, drawn in enumerate(asked.drawn, start=1):
        one = question(place, drawn, asked.text.items_by_key[drawn.key], None, fill)
        given = sent.get(drawn.key)
        shown.append(with_errors(one, given, drawn) if given else one)
    return tuple(shown)


def _answered(asked: Asked, sent: Sent) -> tuple[QuestionMarked, ...]:
    """Mark what was sent, write down that it was read, and say what was right and why."""
    chosen = {key: one.chosen for key, one in sent.items() if one.chosen is not None}
    key = asked.text.answer_key()
    result = mark(chosen, {one.key: key[one.key] for one in asked.drawn}, asked.text.pass_share)
    read_change(
        db.session(),
        person_id=me(),
        version_id=asked.changes[0].version_id,
        right=len(result.right),
        out_of=len(asked.drawn),
        now=now(),
    )
    given = {
        one: Given(answer, None, one in result.right, result.credits[one])
        for one, answer in chosen.items()
    }
    return marked(asked.drawn, asked.text, given, asked.text, words())


def _show(
    asked: Asked,
    questions: tuple[QuestionShown, ...] = (),
    errors: tuple[tuple[str, str], ...] = (),
    answers: tuple[QuestionMarked, ...] = (),
) -> str:
    fill = words()
    page = ChangesPage(
        title=say("This training changed"),
        module=asked.module.title,
        slug=asked.module.slug,
        lede=_lede(asked),
        changes=tuple(
            Told(long_day(one.on), fill.blocks(asked.texts[one.version_id].what_changed))
            for one in asked.changes
        ),
        questions=questions,
        answers=answers,
        state="" if questions or answers else _state(asked),
        errors=errors,
    )
    return render_template("learning/changes.html", page=page)


def _lede(asked: Asked) -> str:
    latest = long_day(asked.changes[0].on)
    if asked.holds is None or not asked.is_in_date:
        return say("It is as it stands now since %(latest)s.", latest=latest)
    if not asked.holds.is_older_than(asked.changes[0]):
        return say("You passed it as it stands now, since %(latest)s.", latest=latest)
    day = long_day(asked.holds.completed_on)
    return say(
        "You completed it on %(day)s. Since %(latest)s something in it is "
        "different. Your completion stays valid: read what changed and answer "
        "three questions.",
        day=day,
        latest=latest,
    )


def _state(asked: Asked) -> str:
    if asked.read:
        return asked.read
    if asked.holds is None or not asked.is_in_date:
        return say(
            "You do not hold this training in date, so you meet what is new when you take it."
        )
    return say("Nothing is asked of you.")
