"""The form of the annual report of an edition."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.board.actions import say
from elearn.audit.board.forms import BoardForm
from elearn.audit.board.pages import board_page
from elearn.audit.board.queries import said_for
from elearn.audit.routes.feature import RUN_AUDIT, actor_id, audit, find
from elearn.extensions import db
from elearn.web.clock import now, today


@audit.page("/audits/<id:audit>/report/board", needs=RUN_AUDIT, methods=("GET", "POST"))
def board(audit: int) -> ResponseReturnValue:
    edition = find(audit)
    form = BoardForm(said=said_for(db.session(), audit), today=today())
    if form.validate_on_submit():
        done = say(db.session(), audit_id=audit, said=form.wanted(), by=actor_id(), now=now())
        flash("Kept. The annual report prints it." if done else "It is so already.")
        return redirect(url_for(".one_report_page", audit=audit, which="annual"), 303)
    page = board_page(edition, form)
    return render_template("audit/board.html", page=page), 422 if form.errors else 200
