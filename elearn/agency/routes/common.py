"""What every page of an agency begins with: the agency in the address, seen through the scope."""

import re

from flask import abort, request

from elearn.agency.queries.agencies import AgencyRow, agency_row
from elearn.agency.queries.paging import Mark
from elearn.agency.queries.standings import View
from elearn.extensions import db
from elearn.web.clock import today
from elearn.web.guard import scope

MARK = re.compile(r"([A-Za-z0-9_-]{16,64})(?:\.([A-Za-z0-9]{1,20}))?")
LONGEST_SEARCH = 100


def agency_in_address(slug: str) -> AgencyRow:
    """The agency, or 404 where nothing of it is in the actor's scope."""
    return agency_row(db.session(), slug, scope(), today()) or abort(404)


def view_of(of: AgencyRow, team_id: int | None = None) -> View:
    """What the actor may see of the agency today."""
    return View(of.agency_id, scope(), today(), team_id, stamp=of.stamp)


def mark() -> Mark | None:
    """Where in a list the page begins: ``after=`` or ``before=``, a person and maybe a module."""
    for name in ("after", "before"):
        found = MARK.fullmatch(request.args.get(name, ""))
        if found:
            return Mark(found[1], found[2] or "", backwards=name == "before")
    return None


def words() -> str:
    """What was typed into the search box, as far as it can be looked for."""
    typed = request.args.get("q", "")
    return " ".join("".join(one for one in typed if one.isprintable()).split())[:LONGEST_SEARCH]
