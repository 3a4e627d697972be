"""What is known of referrals: the quarters, their files, the template."""

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.domain.quarters import moved, quarters_up_to
from elearn.domain.referrals import QUARTERS
from elearn.extensions import db
from elearn.referrals import pages
from elearn.referrals.by import By
from elearn.referrals.feature import EITHER_FILE, HOME, KEEP, referrals
from elearn.referrals.forms import UploadForm
from elearn.referrals.queries import imports
from elearn.referrals.queries import totals as queries
from elearn.referrals.texts import KINDS
from elearn.web.clock import now, today
from elearn.web.downloads import download
from elearn.web.imports import past_import
from elearn.web.languages import N_

MOST_BACK = 20  # pages of three years
IMPORTS_SHOWN = 10
HISTORY_SHOWN = 30


def by() -> By:
    """Who does what is done now."""
    return By(g.actor.person_id, now())


@referrals.page(HOME, needs=KEEP, menu=(N_("Referrals"), 25))
def home() -> ResponseReturnValue:
    return home_page(UploadForm())


def home_page(form: UploadForm) -> str:
    """The page with its form, which may have faults."""
    session, day = db.session(), today()
    back = _back()
    last_due = quarters_up_to_yesterday()
    quarters = tuple(moved(one, -QUARTERS * back) for one in last_due)
    areas = queries.areas(session, today=day)
    there = queries.totals(session, quarters={*quarters, *last_due})
    first = queries.earliest(session)
    past = imports.applied(session, most=IMPORTS_SHOWN)
    page = pages.HomePage(
        title="Referrals by area and quarter",
        lede=pages.home_lede(there, areas, last_due),
        columns=pages.quarter_columns(areas),
        rows=pages.quarter_rows(
            quarters[::-1],
            areas,
            there,
            {one: url_for(".quarter", quarter=one.lower()) for one in quarters},
        ),
        populations=pages.populations(
            areas, {one.slug: url_for(".population", area=one.slug) for one in areas}
        ),
        imports=tuple(
            past_import(one, url_for(".one", number=one.number), by="no name is kept")
            for one in past
        ),
        history=tuple(pages.history_cells(one) for one in queries.former(session)[:HISTORY_SHOWN]),
        form=form,
        newer=url_for(".home", back=back - 1 or None) if back else None,
        older=url_for(".home", back=back + 1) if first and first < quarters[0] else None,
    )
    return render_template("referrals/home.html", page=page)


def _back() -> int:
    """How many times three years back the page looks."""
    return min(max(request.args.get("back", default=0, type=int), 0), MOST_BACK)


def quarters_up_to_yesterday() -> tuple[str, ...]:
    """The last quarters that are over: the day after its last, a quarter's number can be known."""
    return quarters_up_to(today().fromordinal(today().toordinal() - 1), QUARTERS)


@referrals.page(f"{HOME}.{EITHER_FILE}", needs=KEEP)
def home_file(kind: str) -> ResponseReturnValue:
    rows = queries.totals(db.session())
    return download(pages.TOTALS, rows, kind, name=f"referrals-{today()}")


@referrals.page(f"{HOME}/history.{EITHER_FILE}", needs=KEEP)
def history_file(kind: str) -> ResponseReturnValue:
    rows = queries.former(db.session())
    return download(pages.HISTORY, rows, kind, name=f"referrals-history-{today()}")


@referrals.page(f"{HOME}/template.{EITHER_FILE}", needs=KEEP)
def template(kind: str) -> ResponseReturnValue:
    """A file to fill in: every area and kind of the last quarter that is over."""
    last = quarters_up_to_yesterday()[-1]
    areas = queries.areas(db.session(), today=today())
    rows = [(area.name, last, one) for area in areas for one in KINDS]
    return download(pages.TEMPLATE, rows, kind, name=f"referrals-template-{last.lower()}")
