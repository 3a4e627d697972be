"""Reports on screen and as PDFs: for the coordinator, and an agency's own for its leads."""

from dataclasses import replace

from flask import Response, abort, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission
from elearn.audit.editions import Opened, read_all
from elearn.audit.queries import editions as queries
from elearn.audit.queries.editions import Edition
from elearn.audit.reports.agency import agency_report
from elearn.audit.reports.given import Given, printed
from elearn.audit.reports.loading import REPORTS, given_for, has_agency, opened_with_previous
from elearn.audit.reports.pages import one_report, own_page, reports_page
from elearn.audit.reports.queries import agencies_of
from elearn.audit.reports.steering import steering
from elearn.audit.routes.feature import RUN_AUDIT, audit, opened
from elearn.audit.routes.kept import edition_page
from elearn.domain.suppression import Audience
from elearn.extensions import db
from elearn.gateways.documents import ReportFacts
from elearn.web.clock import now, today
from elearn.web.feature import Need
from elearn.web.places import whole_agency

OWN = Need(Permission.UPDATE_ACTIONS, at="agency")
MOST_EDITIONS = 12
WHICH = "<any(quarterly, annual):which>"


def made_of(audit: int, audience: Audience = Audience.PARTNERSHIP) -> Given:
    """What the reports of an edition are made of, for one kind of reader; or 404."""
    session = db.session()
    edition, previous = _found(audit)
    found, before = opened_with_previous(session, edition, previous, audience=audience, now=now())
    return _given(found, before)


def _found(audit: int) -> tuple[Edition, Edition | None]:
    edition, previous = queries.with_before(db.session(), audit)
    if edition is None:
        abort(404)
    return edition, previous


def _given(found: Opened, before: Opened | None) -> Given:
    partnership = current_app.extensions["settings"].partnership
    return given_for(db.session(), found, before, partnership=partnership, today=today())


def pdf(facts: ReportFacts, name: str) -> Response:
    """A report as a file."""
    made: bytes = current_app.extensions["documents"].report(printed(facts))
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return Response(made, mimetype="application/pdf", headers=headers)


def report_page(given: Given, which: str, pdf: str) -> str:
    """A report to read on screen, drawn once for as long as what stands beside the edition, such
    as the actions, is the same."""
    beside = given.beside
    before = (beside.before.edition.digest, beside.before.sealed) if beside.before else None
    asked = (which, given.partnership, before, repr(replace(beside, before=None)))
    return edition_page(
        "audit/report_one.html",
        given.opened,
        asked,
        lambda: {"page": one_report(REPORTS[which](given), given.opened, pdf=pdf)},
    )


@audit.page("/audits/<id:audit>/report", needs=RUN_AUDIT)
def report(audit: int) -> ResponseReturnValue:
    def href(form: str) -> str:
        which, _, kind = form.partition(".")
        if which == "print":
            return url_for(".report_print", audit=audit)
        if which == "board":
            return url_for(".board", audit=audit)
        if which in REPORTS:
            page = ".one_report_file" if kind else ".one_report_page"
            return url_for(page, audit=audit, which=which)
        if which == "public":
            return url_for(".public_report", audit=audit)
        return url_for(".report_file", audit=audit, kind=which)

    page = reports_page(
        opened(audit),
        href=href,
        agency=lambda slug: url_for(".agency_file", audit=audit, about=slug),
    )
    return render_template("audit/report.html", page=page)


@audit.page(f"/audits/<id:audit>/report/{WHICH}", needs=RUN_AUDIT)
def one_report_page(audit: int, which: str) -> ResponseReturnValue:
    href = url_for(".one_report_file", audit=audit, which=which)
    return report_page(made_of(audit), which, href)


@audit.page(f"/audits/<id:audit>/report/{WHICH}.pdf", needs=RUN_AUDIT)
def one_report_file(audit: int, which: str) -> ResponseReturnValue:
    given = made_of(audit)
    return pdf(REPORTS[which](given), f"audit-{audit}-{given.edition.as_of}-{which}")


@audit.page("/audits/<id:audit>/report/public.pdf", needs=RUN_AUDIT)
def public_report(audit: int) -> ResponseReturnValue:
    """The copy that may be published."""
    given = made_of(audit, Audience.PUBLIC)
    return pdf(steering(given), f"audit-{audit}-{given.edition.as_of}-public")


@audit.page("/audits/<id:audit>/agencies/<slug:about>.pdf", needs=RUN_AUDIT)
def agency_file(audit: int, about: str) -> ResponseReturnValue:
    """One agency as the partnership may see it."""
    given = made_of(audit)
    return _agency(given, about, given.opened)


@audit.page("/agencies/<slug:agency>/audits", needs=OWN)
def own_audits(agency: str) -> ResponseReturnValue:
    of = whole_agency(agency)
    session = db.session()
    found = queries.newest(session, limit=MOST_EDITIONS)
    has = agencies_of(session, [one.id for one in found], agency)
    some = [
        (one, url_for(".own_audit_file", agency=agency, audit=one.id))
        for one in found
        if one.id in has
    ]
    return render_template("audit/report_own.html", page=own_page(of.name, some), agency=of)


@audit.page("/agencies/<slug:agency>/audits/<id:audit>.pdf", needs=OWN)
def own_audit_file(agency: str, audit: int) -> ResponseReturnValue:
    """The same for the agency's own lead: its own numbers are exact, the others' are not told."""
    whole_agency(agency)
    edition, previous = _found(audit)
    wanted = [(edition, Audience.OWN_AGENCY), (edition, Audience.PARTNERSHIP)]
    if previous:
        wanted.append((previous, Audience.PARTNERSHIP))
    own, found, *before = read_all(db.session(), wanted, now=now())
    return _agency(_given(found, before[0] if before else None), agency, own)


def _agency(given: Given, agency: str, own: Opened) -> Response:
    if not has_agency(given.opened, agency):
        abort(404)
    name = f"audit-{given.edition.id}-{given.edition.as_of}-{agency}"
    return pdf(agency_report(given, agency, own), name)
