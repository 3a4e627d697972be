"""The e-mail domains of all agencies: whose addresses may ask for an account, and where."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.admin.common import around, files, page_of, typed
from elearn.admin.feature import A_PAGE, ADMINISTER, EITHER_FILE, MOST_ROWS, admin
from elearn.admin.pages import ListPage, counted
from elearn.admin.queries import domains as queries
from elearn.admin.queries.trail import as_number
from elearn.admin.report import DOMAINS
from elearn.extensions import db
from elearn.web.clock import today
from elearn.web.downloads import download

INTRO = (
    "Whoever has an address with a domain of an agency may ask that agency for an account on the "
    "sign-in page. The agency's lead says yes or no. Leads set the domains of their own agency too."
)


@admin.page("/admin/domains", needs=ADMINISTER)
def domains() -> ResponseReturnValue:
    """Each agency with its domains; setting them is a page of the agency."""
    after = as_number(typed("after")) or 0
    found = queries.agencies(db.session(), after=after, today=today(), limit=A_PAGE + 1)
    page = ListPage(
        title="E-mail domains of agencies",
        intro=INTRO,
        caption="Agencies and their domains",
        columns=("Agency", "Domains", "Requests that wait"),
        rows=tuple(_row(one) for one in page_of(found)),
        empty="No agency is on file yet. Put one on file with: flask places agency",
        pages=around(found, ".domains", not after, key="after"),
        files=files(".domains_file"),
    )
    return render_template("admin/list.html", page=page)


@admin.page(f"/admin/domains.{EITHER_FILE}", needs=ADMINISTER)
def domains_file(kind: str) -> ResponseReturnValue:
    rows = queries.agencies(db.session(), after=0, today=today(), limit=MOST_ROWS)
    return download(DOMAINS, rows, kind, name="domains")


def _row(one: queries.AgencyRow) -> tuple[Any, ...]:
    return (
        {"text": one.name, "href": url_for("staff.domains", agency=one.slug)},
        ", ".join(one.domains) or "None: nobody can ask for an account there",
        counted(one.waiting, "request") if one.waiting else "None",
    )
