"""A holder's own certificates: the list, and each as a file."""

from flask import Response, abort, current_app, g, render_template
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission, may
from elearn.certificates.facts import certificate_facts
from elearn.certificates.pages.mine import CertificatesPage, certificate_row
from elearn.certificates.queries import earned_by, own_certificate
from elearn.certificates.routes.feature import certificates
from elearn.content.curriculum import topics
from elearn.content.queries import document
from elearn.domain.certificates import normalise_code
from elearn.extensions import db
from elearn.web.clock import today
from elearn.web.feature import Need
from elearn.web.languages import N_

TAKE = Need(Permission.TAKE_TRAINING)


@certificates.page("/certificates", needs=TAKE, menu=(N_("Certificates"), 92))
def mine() -> ResponseReturnValue:
    earned = earned_by(db.session(), person_id=g.actor.person_id)
    page = CertificatesPage(
        tuple(certificate_row(one, today()) for one in earned),
        may_withdraw=may(g.actor, Permission.WITHDRAW_CERTIFICATES),
    )
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
