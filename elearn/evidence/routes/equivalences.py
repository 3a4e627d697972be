"""Which outside courses count for what, for the coordinator: decide, and end it."""

from collections.abc import Callable

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission
from elearn.content.topics import topics_of
from elearn.evidence import files
from elearn.evidence.actions import courses as actions
from elearn.evidence.errors import EvidenceError
from elearn.evidence.feature import evidence
from elearn.evidence.forms import ApprovalForm, ReasonForm, paragraphs
from elearn.evidence.pages import courses as pages
from elearn.evidence.queries import courses as queries
from elearn.evidence.queries.courses import EquivalenceRow
from elearn.evidence.routes.common import texts_of
from elearn.extensions import db
from elearn.web.clock import now
from elearn.web.downloads import download
from elearn.web.feature import Need
from elearn.web.languages import N_

ACCEPT = Need(Permission.ACCEPT_TRAINING)
ONE = "/equivalences/<id:number>"


@evidence.page("/equivalences", needs=ACCEPT, menu=(N_("Outside courses"), 45))
def equivalences() -> ResponseReturnValue:
    rows = queries.every(db.session())
    known = {
        module_id: topics_of(text)
        for module_id, text in texts_of(one.module_id for one in rows).items()
    }
    cells = [
        (
            one.state,
            pages.coordinator_cells(
                one, known.get(one.module_id, ()), url_for(".equivalence", number=one.number)
            ),
        )
        for one in rows
    ]
    page = pages.EquivalencesPage(
        title="Outside courses",
        lede=pages.coordinator_lede(rows),
        waiting=tuple(line for state, line in cells if state == "proposed"),
        in_force=tuple(line for state, line in cells if state == "approved"),
        ended=tuple(line for state, line in cells if state not in ("proposed", "approved")),
    )
    return render_template("evidence/equivalences.html", page=page)


@evidence.page("/equivalences.<any(csv, xlsx):kind>", needs=ACCEPT)
def equivalences_file(kind: str) -> ResponseReturnValue:
    return download(files.COURSES, queries.every(db.session()), kind, name="outside-courses")


@evidence.page(ONE, needs=ACCEPT)
def equivalence(number: int) -> ResponseReturnValue:
    return _show(_found(number))


def _found(number: int) -> EquivalenceRow:
    return queries.one(db.session(), number) or abort(404)


def _show(
    one: EquivalenceRow, form: ApprovalForm | None = None, reason: ReasonForm | None = None
) -> str:
    state, word = pages.STATES[one.state]
    if one.state == "proposed":
        word = "Waits for your decision"
    if form is None:
        form = ApprovalForm(formdata=None, valid_months=one.valid_months, asks_quiz=True)
    reason = reason or ReasonForm(formdata=None)
    text = texts_of([one.module_id]).get(one.module_id)
    earlier = queries.history(db.session(), course_id=one.course_id, module_id=one.module_id)
    errors = [(error, f"#{field.id}") for field in form for error in field.errors]
    errors += [(error, "#reason") for error in reason.reason.errors]
    page = pages.EquivalencePage(
        title=f"{one.course}: {one.code}",
        number=one.number,
        state=state,
        word=word,
        facts=pages.facts(one),
        effect=pages.effect(one, topics_of(text) if text else ()),
        history=pages.history_lines(earlier),
        form=form,
        reason=reason,
        may_decide=one.state == "proposed",
        may_end=one.state == "approved",
        errors=tuple(errors),
    )
    return render_template("evidence/equivalence.html", page=page)


@evidence.page(f"{ONE}/approve", needs=ACCEPT, methods=("POST",))
def approve_equivalence(number: int) -> ResponseReturnValue:
    one = _found(number)
    form = ApprovalForm()
    if not form.validate():
        return _show(one, form=form), 422
    approval = actions.Approval(
        form.valid_months.data or 0, bool(form.asks_quiz.data), paragraphs(form.note.data)
    )
    return _done(
        number,
        lambda: actions.approve(
            db.session(),
            number=number,
            approval=approval,
            actor_id=g.actor.person_id,
            now=now(),
        ),
        "Approved. The course counts from now on.",
    )


@evidence.page(f"{ONE}/refuse", needs=ACCEPT, methods=("POST",))
def refuse_equivalence(number: int) -> ResponseReturnValue:
    return _with_reason(number, actions.refuse, "Not approved. The lead reads your reason.")


@evidence.page(f"{ONE}/withdraw", needs=ACCEPT, methods=("POST",))
def withdraw_equivalence(number: int) -> ResponseReturnValue:
    return _with_reason(number, actions.withdraw, "Ended. The course counts for nothing new.")


def _with_reason(number: int, act: Callable[..., None], said: str) -> ResponseReturnValue:
    one = _found(number)
    form = ReasonForm()
    if not form.validate():
        return _show(one, reason=form), 422
    return _done(
        number,
        lambda: act(
            db.session(),
            number=number,
            reason=form.words,
            actor_id=g.actor.person_id,
            now=now(),
        ),
        said,
    )


def _done(number: int, act: Callable[[], None], said: str) -> ResponseReturnValue:
    """Do it, say so on the page that follows; or say why it was not done."""
    try:
        act()
        flash(said)
    except EvidenceError as error:
        db.session().rollback()
        flash(str(error))
    return redirect(url_for(".equivalence", number=number), 303)
