"""Keeping the filters of a list as a view, and letting one go."""

from typing import Any
from urllib.parse import parse_qsl

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from elearn.agency import actions
from elearn.agency.feature import HOME, LEAD, agency
from elearn.agency.forms import DropViewForm, KeepViewForm, known_filters
from elearn.agency.queries.views import ViewRow
from elearn.agency.routes.common import agency_in_address
from elearn.extensions import db
from elearn.web.clock import now


@agency.page(f"{HOME}/views", needs=LEAD, methods=("POST",))
def keep_view(agency: str) -> ResponseReturnValue:
    of, form = agency_in_address(agency), KeepViewForm()
    if not form.validate():
        problems = next(iter(form.errors.values()))
        flash(f"Nothing was kept. {problems[0]}.")
        return redirect(url_for(".dashboard", agency=agency), 303)
    filters = known_filters(form.of.data or "", form.filters.data or "")
    try:
        actions.keep_view(
            db.session(),
            person_id=g.actor.person_id,
            agency_id=of.agency_id,
            name=form.name.data or "",
            page=form.of.data or "",
            filters=filters,
            now=now(),
        )
    except actions.ViewError as error:
        flash(str(error))
        return redirect(url_for(".dashboard", agency=agency), 303)
    flash(f"Kept as {form.name.data}. It is on your agency's first page.")
    return redirect(address_of(agency, form.of.data or "", filters), 303)


@agency.page(f"{HOME}/views/<id:number>/drop", needs=LEAD, methods=("POST",))
def drop_view(agency: str, number: int) -> ResponseReturnValue:
    of = agency_in_address(agency)
    if DropViewForm().validate():
        actions.drop_view(
            db.session(),
            person_id=g.actor.person_id,
            agency_id=of.agency_id,
            number=number,
            now=now(),
        )
    return redirect(url_for(".dashboard", agency=agency), 303)


def address_of(slug: str, page: str, filters: str) -> str:
    """Where a view leads."""
    args: dict[str, Any] = dict(parse_qsl(filters))
    return url_for(f"agency.{page}", agency=slug, **args)


def view_links(slug: str, rows: tuple[ViewRow, ...]) -> tuple[tuple[str, str, int], ...]:
    """Name, address and number of each."""
    return tuple((row.name, address_of(slug, row.page, row.filters), row.number) for row in rows)
