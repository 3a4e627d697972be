"""The person's own word on a second posting, by the link of a letter."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from elearn.domain.dates import uk_date
from elearn.extensions import db, limiter
from elearn.staff.actions.offers import answer
from elearn.staff.by import By
from elearn.staff.feature import staff
from elearn.staff.forms import OneButtonForm
from elearn.staff.pages.shapes import OfferPage
from elearn.staff.queries.offers import OpenOffer, open_offer
from elearn.web.clock import now, today
from elearn.web.feature import anyone

OVER = "It was answered already, it is too old, or a part of it is missing. Nothing has changed."


@staff.page(
    "/posting/<token:token>",
    needs=anyone(because="whoever holds the link from the letter"),
    methods=("GET", "POST"),
)
@limiter.limit("60 per minute")
def offer(token: str) -> ResponseReturnValue:
    """Do you work there? Looking answers nothing; the word is said once."""
    found = open_offer(db.session(), token, now())
    form = OneButtonForm()
    if found is None:
        return _page("This link no longer works", None, OVER), 410
    if not form.is_submitted():
        return _page(f"Do you work for {found.agency}?", found, "")
    accepted = request.form.get("answer") == "yes"
    if not form.validate() or request.form.get("answer") not in ("yes", "no"):
        return _page(f"Do you work for {found.agency}?", found, "Choose yes or no."), 422
    by = By(found.person_id, now(), today())
    if not answer(db.session(), offer_id=found.offer_id, accepted=accepted, by=by):
        return _page("This link no longer works", None, OVER), 410
    return _said(found, accepted)


def _said(found: OpenOffer, accepted: bool) -> str:
    if accepted:
        said = f"You stand on the list of {found.agency} now. Sign in as before: what that role "
        return _page("Thank you: it is on record", None, said + "needs is in your training.")
    said = f"Nothing has changed. {found.agency} does not have you on its list."
    return _page("Thank you for telling us", None, said)


def _page(title: str, found: OpenOffer | None, said: str) -> str:
    start = uk_date(found.start) if found else ""
    page = OfferPage(title=title, offer=found, start=start, said=said, form=OneButtonForm())
    return render_template("staff/offer.html", page=page)
