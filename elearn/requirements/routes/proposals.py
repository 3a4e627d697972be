"""The coordinator's queue of agencies' proposals: what each would do, and the answer."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.domain.suppression import Audience
from elearn.extensions import db
from elearn.requirements.actions import proposals as actions
from elearn.requirements.feature import EITHER_FILE, HOME, SET, requirements
from elearn.requirements.forms import ApproveForm, RefuseForm, one_line
from elearn.requirements.pages import proposals as pages
from elearn.requirements.pages.cell import preview_base
from elearn.requirements.pages.proposals import proposal_line
from elearn.requirements.queries import proposals as queries
from elearn.requirements.queries.proposals import ProposalRow
from elearn.requirements.routes.common import by, cell_of, effect_on, names, rule, since
from elearn.web.clock import today
from elearn.web.downloads import download
from elearn.web.sender import sender

QUEUE = f"{HOME}/proposals"
ONE = f"{QUEUE}/<id:number>"


@requirements.page(QUEUE, needs=SET)
def proposals() -> ResponseReturnValue:
    known = names()
    lines = [proposal_line(one, known) for one in queries.proposals(db.session())]
    rows = [pages.queue_row(one, url_for(".proposal", number=one.number)) for one in lines]
    waiting = tuple(row for row, one in zip(rows, lines, strict=True) if one.is_waiting)
    page = pages.ProposalsPage(
        title="Proposals of agencies",
        lede=pages.proposals_lede(len(waiting)),
        waiting=waiting,
        decided=tuple(rows[len(waiting) :]),
    )
    return render_template("requirements/proposals.html", page=page)


@requirements.page(f"{QUEUE}.{EITHER_FILE}", needs=SET)
def proposals_file(kind: str) -> ResponseReturnValue:
    known = names()
    lines = [proposal_line(one, known) for one in queries.proposals(db.session())]
    return download(pages.PROPOSALS, lines, kind, name=f"requirement-proposals-{today()}")


@requirements.page(ONE, needs=SET)
def proposal(number: int) -> ResponseReturnValue:
    return _page(_row(number), ApproveForm(), RefuseForm())


@requirements.page(f"{ONE}/approve", needs=SET, methods=("POST",))
def approve(number: int) -> ResponseReturnValue:
    row, form = _row(number), ApproveForm()
    if not form.validate():
        return _page(row, form, RefuseForm(formdata=None)), 422
    reason = one_line(form.approve_reason.data)
    done = actions.approve(db.session(), number=number, reason=reason, sender=sender(), by=by())
    flash(f"Approved for {row.agency}, which is told." if done else "This was decided already.")
    return redirect(url_for(".proposals"), 303)


@requirements.page(f"{ONE}/refuse", needs=SET, methods=("POST",))
def refuse(number: int) -> ResponseReturnValue:
    row, form = _row(number), RefuseForm()
    if not form.validate():
        return _page(row, ApproveForm(formdata=None), form), 422
    reason = one_line(form.refuse_reason.data)
    done = actions.refuse(db.session(), number=number, reason=reason, sender=sender(), by=by())
    flash(f"Refused. {row.agency} is told why." if done else "This was decided already.")
    return redirect(url_for(".proposals"), 303)


def _row(number: int) -> ProposalRow:
    return queries.proposal(db.session(), number) or abort(404)


def _page(row: ProposalRow, approve_form: ApproveForm, refuse_form: RefuseForm) -> str:
    known = names()
    line, said = row.line(today()), proposal_line(row, known)
    found = cell_of(known, row.role_id, row.module_id)
    waits, effect = said.is_waiting, None
    if waits:
        effect = effect_on(line, Audience.PARTNERSHIP)
    own = found.held(row.agency_id, line.start)
    everybody = found.held(None, line.start)
    page = pages.ProposalPage(
        title=f"{row.agency}: {found.title}",
        line=said,
        facts=(
            ("Every agency", f"{found.words(everybody)}{since(everybody)}"),
            ("This agency’s own rule", f"{found.words(own)}{since(own)}" if own else "None"),
            ("Asked for", rule(found, line)),
            ("Why", row.reason),
            ("Sent by", row.proposed_by),
        ),
        effect=effect,
        base=preview_base(line, effect) if effect else (),
        approve=approve_form if waits else None,
        refuse=refuse_form if waits else None,
    )
    return render_template("requirements/proposal.html", page=page)
