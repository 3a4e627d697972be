"""Withdrawing a certificate by its code: which one, why, and that it was done."""

from flask import abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission
from elearn.certificates.actions import withdraw as withdraw_certificate
from elearn.certificates.forms import WithdrawForm
from elearn.certificates.pages.withdrawing import FindPage, withdraw_page, withdrawn_row
from elearn.certificates.queries import certificate_of as found_by
from elearn.certificates.queries import withdrawn
from elearn.certificates.routes.feature import NOT_A_CODE, as_typed, certificates
from elearn.domain.certificates import normalise_code
from elearn.extensions import db
from elearn.operations.invitations import Sender
from elearn.web.clock import now, today
from elearn.web.feature import Need

WITHDRAW = Need(Permission.WITHDRAW_CERTIFICATES)


@certificates.page("/certificates/withdraw", needs=WITHDRAW)
def withdraw() -> ResponseReturnValue:
    typed = request.args.get("code")
    code = normalise_code(typed or "")
    if code and found_by(db.session(), code=code):
        return redirect(url_for("certificates.withdraw_one", code=code))
    error = ""
    if typed is not None:
        error = "No certificate has this code. Check it letter by letter" if code else NOT_A_CODE
    rows = tuple(withdrawn_row(one) for one in withdrawn(db.session()))
    page = FindPage(rows, code=as_typed(typed or ""), error=error)
    return render_template("certificates/withdraw.html", page=page), 422 if error else 200


@certificates.page(
    "/certificates/withdraw/<string(maxlength=60):code>",
    needs=WITHDRAW,
    methods=("GET", "POST"),
    fresh=True,
)
def withdraw_one(code: str) -> ResponseReturnValue:
    known = normalise_code(code) or abort(404)
    found = found_by(db.session(), code=known) or abort(404)
    form = WithdrawForm()
    if request.method == "POST" and (form.validate() or found.revoked_on):
        return _done(known, form)
    page = withdraw_page(found, form)
    return render_template("certificates/withdraw_one.html", page=page), 422 if form.errors else 200


def _done(code: str, form: WithdrawForm) -> ResponseReturnValue:
    settings = current_app.extensions["settings"]
    is_new = withdraw_certificate(
        db.session(),
        code=code,
        reason=form.words,
        actor_id=g.actor.person_id,
        sender=Sender(settings.partnership, settings.base_url),
        now=now(),
        today=today(),
    )
    done, before = "The certificate is withdrawn.", "It was withdrawn before. Nothing was changed."
    flash(done if is_new else before)
    return redirect(url_for("certificates.withdraw_one", code=code), 303)
