"""Certificate pages: the holder's list and files, and the public check."""

from flask import Response, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission
from elearn.certificates.facts import certificate_facts
from elearn.certificates.pages import (
    CertificatesPage,
    VerifyFormPage,
    certificate_row,
    verify_page,
)
from elearn.certificates.queries import earned_by, own_certificate, public_certificate
from elearn.content.curriculum import topics
from elearn.content.queries import document
from elearn.domain.certificates import normalise_code
from elearn.extensions import db, limiter
from elearn.web.clock import today
from elearn.web.feature import Feature, Need, anyone

certificates = Feature("certificates", __name__)
TAKE = Need(Permission.TAKE_TRAINING)
LONGEST_SHOWN = 40
NOT_A_CODE = "Check the code: it has 12 letters and digits, such as NM7K-4QXR-92TD"


@certificates.page("/certificates", needs=TAKE, menu=("Certificates", 20))
def mine() -> ResponseReturnValue:
    earned = earned_by(db.session(), person_id=g.actor.person_id)
    page = CertificatesPage(tuple(certificate_row(one, today()) for one in earned))
    return render_template("certificates/mine.html", page=page)


@certificates.page("/certificates/<string(maxlength=40):code>.pdf", needs=TAKE)
def pdf(code: str) -> ResponseReturnValue:
    known = normalise_code(code) or abort(404)
    own = own_certificate(db.session(), person_id=g.actor.person_id, code=known) or abort(404)
    text = document(db.session(), own.version_id) if own.version_id else None
    facts = certificate_facts(own, text, topics(), current_app.extensions["settings"])
    made = current_app.extensions["documents"].certificate(facts)
    headers = {"Content-Disposition": f'attachment; filename="certificate-{known}.pdf"'}
    return Response(made, mimetype="application/pdf", headers=headers)


@certificates.page("/verify", needs=anyone(because="no cookie: anybody may check a certificate"))
@limiter.limit("60 per minute")
def verify() -> ResponseReturnValue:
    typed = request.args.get("code")
    if typed is None:
        return render_template("certificates/verify.html", page=VerifyFormPage())
    code = normalise_code(typed)
    if code is None:
        page = VerifyFormPage(_as_typed(typed), NOT_A_CODE)
        return render_template("certificates/verify.html", page=page), 422
    return redirect(url_for("certificates.verified", code=code))


@certificates.page(
    "/verify/<string(maxlength=60):code>",
    needs=anyone(because="no cookie: anybody may check a certificate"),
)
@limiter.limit("60 per minute")
def verified(code: str) -> ResponseReturnValue:
    known = normalise_code(code)
    found = public_certificate(db.session(), code=known) if known else None
    page = verify_page(known or _as_typed(code), found, today())
    return render_template("certificates/verified.html", page=page), 200 if found else 404


def _as_typed(code: str) -> str:
    """What was typed, short and without the characters that nobody can see."""
    return "".join(sign for sign in code[:LONGEST_SHOWN] if sign.isprintable())
