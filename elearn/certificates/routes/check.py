"""The public check of a code: it says as little as it can, and not too often."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.certificates.pages.check import VerifyFormPage, verify_page
from elearn.certificates.queries import public_certificate
from elearn.certificates.routes.feature import NOT_A_CODE, as_typed, certificates
from elearn.domain.certificates import normalise_code
from elearn.extensions import db, limiter
from elearn.web.clock import today
from elearn.web.feature import anyone
from elearn.web.languages import say

ANYBODY = anyone(because="no cookie: anybody may check a certificate")


@certificates.page("/verify", needs=ANYBODY)
@limiter.limit("60 per minute")
def verify() -> ResponseReturnValue:
    typed = request.args.get("code")
    if typed is None:
        return render_template("certificates/verify.html", page=VerifyFormPage())
    code = normalise_code(typed)
    if code is None:
        page = VerifyFormPage(as_typed(typed), say(NOT_A_CODE))
        return render_template("certificates/verify.html", page=page), 422
    return redirect(url_for("certificates.verified", code=code))


@certificates.page("/verify/<string(maxlength=60):code>", needs=ANYBODY)
@limiter.limit("60 per minute")
def verified(code: str) -> ResponseReturnValue:
    known = normalise_code(code)
    found = public_certificate(db.session(), code=known) if known else None
    page = verify_page(known or as_typed(code), found, today())
    html = render_template("certificates/verified.html", page=page)
    response: Response = make_response(html, 200 if found else 404)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
