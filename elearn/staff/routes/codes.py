"""Codes for people without an address: choose for whom, print the slips."""

from typing import Any

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.domain.dates import london_today, uk_date
from elearn.extensions import db, limiter
from elearn.records.places import AgencyName
from elearn.reporting.table import Column, Report
from elearn.staff.actions.codes import make_codes
from elearn.staff.actions.rows import StaffError
from elearn.staff.feature import EITHER_FILE, HOME, MANAGE, staff
from elearn.staff.forms import SlipsForm
from elearn.staff.pages.shapes import CodesPage, SilentLine, SlipsPage
from elearn.staff.queries.codes import MOST_SHOWN, SilentRow, silent_people
from elearn.staff.routes.common import by, refused, words
from elearn.web.clock import now, today
from elearn.web.downloads import download
from elearn.web.places import whole_agency

LEDE = (
    "Each gets a slip of paper with a code that works once, for 14 days. With it they choose a "
    "user name and a password. A new code for somebody takes the place of the one before."
)
SILENT: Report[SilentLine] = Report(
    title="People without an e-mail address",
    purpose="OFFICIAL-SENSITIVE. For the agency's own leads: who comes in with a printed code.",
    columns=(
        Column("Name", lambda row: row.name),
        Column("Staff number", lambda row: row.staff_number),
        Column("Team", lambda row: row.team),
        Column("State", lambda row: row.state),
    ),
)


@staff.page(f"{HOME}/codes", needs=MANAGE)
def codes(agency: str) -> ResponseReturnValue:
    return _codes(whole_agency(agency), SlipsForm())


@staff.page(f"{HOME}/codes.{EITHER_FILE}", needs=MANAGE, fresh=True)
def codes_file(agency: str, kind: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    lines = [_line(one) for one in _rows(of, None)]
    return download(SILENT, lines, kind, name=f"{agency}-without-address-{today()}")


@staff.page(f"{HOME}/codes/slips", needs=MANAGE, methods=("POST",), fresh=True)
@limiter.limit("120 per hour")
def slips(agency: str) -> ResponseReturnValue:
    """The sheet is the answer itself: codes are shown once, and kept nowhere as they are."""
    of, form = whole_agency(agency), SlipsForm()
    settings = current_app.extensions["settings"]
    if not form.validate():
        return _codes(of, form), 422
    try:
        made = make_codes(
            db.session(),
            agency_id=of.agency_id,
            public_ids=frozenset(form.people.data or ()),
            key=settings.secret_key,
            by=by(),
        )
    except StaffError as error:
        refused(form, error)
        return _codes(of, form), 422
    page = SlipsPage(
        title="One slip to print" if len(made) == 1 else f"{len(made)} slips to print",
        agency=of,
        address=f"{settings.base_url}/join",
        until=uk_date(london_today(made[0].until)),
        slips=made,
    )
    return render_template("staff/slips.html", page=page)


def _everybody() -> bool:
    """Whether those are shown besides who have come in already, for a new password."""
    return request.args.get("show") == "everybody"


def _rows(of: AgencyName, most: int | None) -> list[SilentRow]:
    return list(
        silent_people(
            db.session(),
            of.agency_id,
            words=words(),
            waiting_only=not _everybody(),
            now=now(),
            today=today(),
            most=most,
        )
    )


def _line(one: SilentRow) -> SilentLine:
    if one.has_password:
        state = f"signs in as {one.username}" if one.username else "has a password"
    else:
        state = "has not come in yet"
    if one.code_until:
        state = f"{state}; code until {uk_date(london_today(one.code_until))}"
    return SilentLine(
        one.public_id, one.name, one.staff_number or "none", one.team or "No team", state
    )


def _codes(of: AgencyName, form: SlipsForm) -> str:
    found = _rows(of, MOST_SHOWN + 1)
    shown = found[:MOST_SHOWN]
    query: dict[str, Any] = {"q": words() or None, "show": "everybody" if _everybody() else None}
    page = CodesPage(
        title="Sign-in codes for people without e-mail",
        agency=of,
        lede=LEDE,
        words=words(),
        everybody=_everybody(),
        people=tuple(_line(one) for one in shown),
        more=f"Only the first {MOST_SHOWN} are shown. Search for the others, or print these first."
        if len(found) > MOST_SHOWN
        else "",
        form=form,
        csv=url_for(".codes_file", agency=of.slug, kind="csv", **query),
        xlsx=url_for(".codes_file", agency=of.slug, kind="xlsx", **query),
    )
    return render_template("staff/codes.html", page=page)
