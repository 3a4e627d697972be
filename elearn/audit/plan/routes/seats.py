"""Seats of a live session: their split over agencies, and offering them."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.editions import Opened
from elearn.audit.plan.actions import Finding, Given, make_actions
from elearn.audit.plan.cell import CellOf
from elearn.audit.plan.forms import OfferForm
from elearn.audit.plan.jobs import tell_owners
from elearn.audit.plan.pages import seats as pages
from elearn.audit.plan.queries import listed as queries
from elearn.audit.plan.routes.common import EITHER_FILE, PLAN, by
from elearn.audit.plan.seats import Wanted, split, wanted_from
from elearn.audit.plan.words import cell_words
from elearn.audit.routes.feature import audit, opened
from elearn.audit.sheets import Names
from elearn.domain.dates import uk_date
from elearn.domain.plan import ActionType, Confidence, Origin
from elearn.domain.seats import Allotment
from elearn.extensions import db
from elearn.web.clock import now, today
from elearn.web.downloads import download
from elearn.web.sender import sender


@audit.page("/audits/<id:audit>/seats", needs=PLAN, methods=("GET", "POST"))
def seats(audit: int) -> ResponseReturnValue:
    found = opened(audit)
    wanted = wanted_from(request.args, found)
    allotted = split(found.shown, wanted, queries.exposures(db.session()))
    form = OfferForm(today=today())
    if request.method == "GET":
        return _page(found, wanted, allotted, form)
    if not form.validate_on_submit():
        return _page(found, wanted, allotted, form), 400
    agencies = queries.partners(db.session(), today())
    ids = {slug: number for number, slug, _ in agencies}
    offers = [_offer(found, wanted, one, form, ids) for one in allotted if one.agency in ids]
    rows = make_actions(db.session(), offers, by=by())
    slugs = {number: slug for slug, number in ids.items()}
    tell_owners(db.session(), rows, slugs, sender=sender(), now=now())
    return redirect(url_for(".actions", audit=audit, _anchor="made"), 303)


@audit.page(f"/audits/<id:audit>/seats.{EITHER_FILE}", needs=PLAN)
def seats_file(audit: int, kind: str) -> ResponseReturnValue:
    found = opened(audit)
    wanted = wanted_from(request.args, found)
    allotted = split(found.shown, wanted, queries.exposures(db.session()))
    lines = pages.seat_lines(found, wanted.module, allotted)
    return download(pages.SEATS, lines, kind, name=f"audit-{audit}-seats")


def _page(found: Opened, wanted: Wanted, allotted: tuple[Allotment, ...], form: OfferForm) -> str:
    chosen = {"seats": wanted.seats, "module": wanted.module, "floor": wanted.floor}
    page = pages.seats_page(
        found,
        wanted,
        pages.seat_lines(found, wanted.module, allotted),
        form=form,
        files={
            kind: url_for(
                ".seats_file",
                audit=found.edition.id,
                kind=kind,
                **chosen,  # type: ignore[arg-type]
            )
            for kind in ("csv", "xlsx")
        },
    )
    return render_template("audit/plan_seats.html", page=page)


def _offer(
    found: Opened, wanted: Wanted, one: Allotment, form: OfferForm, ids: dict[str, int]
) -> tuple[str, Finding, Given]:
    """The action that an agency's seats are, the same for two sendings."""
    names = Names(found.edition, found.shown)
    cell = CellOf(Origin.COVERAGE, agency=one.agency, module=wanted.module)
    module, day = names.module(wanted.module), form.day
    people = "1 person" if one.seats == 1 else f"{one.seats} people"
    given = Given(
        action=f"Choose {people} for the live session of {module} on {uk_date(day)}.",
        type=ActionType.LIVE,
        owner_agency_id=ids[one.agency],
        owner_post="Lead for training at the agency",
        sponsor="",
        due_on=day,
        target=None,
        success_measure=f"Every seat taken, and those who came in date for {module}.",
        resource=f"{one.seats} of {wanted.seats} seats.",
        confidence=Confidence.MEDIUM,
        risk="",
        seats=one.seats,
    )
    once = f"seats:{found.edition.id}:{wanted.module}:{wanted.seats}:{wanted.floor}:{day}"
    finding = Finding(found.edition, found.shown, cell, cell_words(cell, names))
    return f"{once}:{one.agency}", finding, given
