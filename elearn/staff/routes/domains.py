"""The e-mail domains an agency is known by: whose addresses may ask for an account."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Permission, may
from elearn.domain.mail_domains import SHARED, canonical_domain
from elearn.extensions import db, limiter
from elearn.records.places import AgencyName
from elearn.staff.actions import registrations as actions
from elearn.staff.actions.rows import StaffError
from elearn.staff.feature import EITHER_FILE, HOME, SET_DOMAINS, staff
from elearn.staff.forms import DomainForm, OneButtonForm
from elearn.staff.pages.registrations import DOMAINS, DomainLine, DomainsPage, domain_line
from elearn.staff.queries.registrations import domains_of, other_agencies_with
from elearn.staff.routes.common import by, refused
from elearn.web.clock import today
from elearn.web.downloads import download
from elearn.web.places import whole_agency

LIST = f"{HOME}/domains"


@staff.page(LIST, needs=SET_DOMAINS, methods=("GET", "POST"), fresh=True)
@limiter.limit("60 per hour", methods=["POST"])
def domains(agency: str) -> ResponseReturnValue:
    of, form = whole_agency(agency), DomainForm()
    if form.validate_on_submit():
        try:
            return _added(of, canonical_domain(form.domain.data or ""))
        except StaffError as error:
            refused(form, error)
    page = DomainsPage(
        title=f"E-mail domains of {of.name}",
        agency=of,
        domains=_lines(of),
        form=form,
        back=_back(agency),
        csv=url_for(".domains_file", agency=agency, kind="csv"),
        xlsx=url_for(".domains_file", agency=agency, kind="xlsx"),
    )
    return render_template("staff/domains.html", page=page), 422 if form.errors else 200


def _back(agency: str) -> tuple[str, str]:
    """Where whoever looks came from: an agency's lead, or whoever keeps the domains of all."""
    if may(g.actor, Permission.MANAGE_PEOPLE, agency):
        return "Back to people who ask for an account", url_for(".registrations", agency=agency)
    return "Back to the e-mail domains of agencies", url_for("admin.domains")


def _added(of: AgencyName, domain: str) -> ResponseReturnValue:
    is_new = actions.add_domain(db.session(), agency_id=of.agency_id, domain=domain, by=by())
    others = other_agencies_with(db.session(), of.agency_id, domain)
    said = f"{domain} is a domain of {of.name}." if is_new else f"{domain} was on the list already."
    if others:
        said = f"{said} {', '.join(others)} uses it too, so people choose which agency they mean."
    elif domain in SHARED:
        said = f"{said} Other organisations have addresses there too: look closely at who asks."
    flash(said)
    return redirect(url_for(".domains", agency=of.slug), 303)


@staff.page(f"{LIST}.{EITHER_FILE}", needs=SET_DOMAINS)
def domains_file(agency: str, kind: str) -> ResponseReturnValue:
    lines = _lines(whole_agency(agency))
    return download(DOMAINS, lines, kind, name=f"{agency}-domains-{today()}")


@staff.page(f"{LIST}/<id:domain>/remove", needs=SET_DOMAINS, methods=("POST",), fresh=True)
def remove_domain(agency: str, domain: int) -> ResponseReturnValue:
    of = whole_agency(agency)
    if not OneButtonForm().validate():
        abort(400)
    gone = actions.remove_domain(db.session(), agency_id=of.agency_id, row_id=domain, by=by())
    flash(
        "The domain is taken away. Requests that were sent stay."
        if gone
        else "It was gone already."
    )
    return redirect(url_for(".domains", agency=agency), 303)


def _lines(of: AgencyName) -> tuple[DomainLine, ...]:
    return tuple(domain_line(one) for one in domains_of(db.session(), of.agency_id))
