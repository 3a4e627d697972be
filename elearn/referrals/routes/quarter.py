"""The totals of one quarter: what stands, what stood before, and typing them."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.domain.quarters import QuarterError, parse_quarter, quarter_words
from elearn.extensions import db
from elearn.referrals import pages
from elearn.referrals.actions.totals import Total, save_quarter
from elearn.referrals.by import StaleError
from elearn.referrals.feature import HOME, KEEP, referrals
from elearn.referrals.forms import QuarterForm, quarter_form
from elearn.referrals.queries import totals as queries
from elearn.referrals.queries.totals import AreaRow, TotalRow
from elearn.referrals.routes.home import by
from elearn.referrals.texts import KINDS
from elearn.web.clock import today

NOT_TAKEN_AWAY = "Write a number: one that stands is corrected and not taken away"


@referrals.page(f"{HOME}/<slug:quarter>", needs=KEEP, methods=("GET", "POST"))
def quarter(quarter: str) -> ResponseReturnValue:
    of = _quarter(quarter)
    areas = queries.areas(db.session(), today=today())
    there = queries.totals(db.session(), quarters=[of])
    stands = {(row.area, row.kind): row.number for row in there}
    form = quarter_form({area.slug: area.name for area in areas}, stands)
    good = form.validate_on_submit() and _is_whole(form, stands)
    if not good:
        return _page(of, areas, there, form), 422 if form.is_submitted() else 200
    said = [
        Total(area.area_id, of, kind, form.number_field(area.slug, kind).data)
        for area in areas
        for kind in KINDS
        if form.number_field(area.slug, kind).data is not None
    ]
    try:
        done = save_quarter(
            db.session(), quarter=of, totals=said, seen=form.seen.data or "", by=by()
        )
    except StaleError as error:
        fresh = queries.totals(db.session(), quarters=[of])
        return _page(of, areas, fresh, form, stale=str(error)), 409
    words = quarter_words(of)
    flash(f"{words}: saved." if done else f"{words}: the same was saved already.")
    return redirect(url_for(".home"), 303)


def _quarter(said: str) -> str:
    """A quarter of an address, which is over, or 404."""
    try:
        found = parse_quarter(said)
    except QuarterError:
        abort(404)
    if found.lower() != said or not pages.is_over(found, today()):
        abort(404)
    return found


def _is_whole(form: QuarterForm, stands: dict[tuple[str, str], int]) -> bool:
    """Whether no number that stands was left out; what is missing gets its sentence."""
    missing = [
        field for field in (form.number_field(*cell) for cell in stands) if field.data is None
    ]
    for field in missing:
        field.errors = [NOT_TAKEN_AWAY]
    return not missing


def _page(
    of: str,
    areas: Sequence[AreaRow],
    there: Sequence[TotalRow],
    form: QuarterForm,
    *,
    stale: str = "",
) -> str:
    if stale or not form.is_submitted():
        form.seen.data = queries.state_of(db.session(), of)
    page = pages.QuarterPage(
        title=f"Referrals, {quarter_words(of)}",
        quarter=of,
        areas=tuple((area.slug, area.name) for area in areas),
        kinds=KINDS,
        before=pages.before_words(there),
        form=form,
        stale=stale,
        history=tuple(pages.history_cells(one) for one in queries.former(db.session(), quarter=of)),
    )
    return render_template("referrals/quarter.html", page=page)
