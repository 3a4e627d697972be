"""The pages of returns, of the pulse and of information requests, and their files."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.editions import SHELF, Opened
from elearn.audit.plan.routes.common import new_action_url
from elearn.audit.returned import sheets
from elearn.audit.returned.foi import foi_page
from elearn.audit.returned.pages import returns_page
from elearn.audit.returned.pulse_page import pulse_page
from elearn.audit.routes.feature import RUN_AUDIT, audit, find, opened
from elearn.audit.routes.kept import edition_page
from elearn.audit.sheets import Names
from elearn.domain.suppression import Audience
from elearn.extensions import db
from elearn.reporting.columns import Report
from elearn.web.clock import now
from elearn.web.downloads import download

KINDS = ("csv", "xlsx")


def _files(number: int, endpoint: str) -> dict[str, str]:
    return {kind: url_for(endpoint, audit=number, kind=kind) for kind in KINDS}


@audit.page("/audits/<id:audit>/returns", needs=RUN_AUDIT)
def returns(audit: int) -> ResponseReturnValue:
    files = {
        "returns": _files(audit, ".returns_file"),
        "disagreements": _files(audit, ".disagreements_file"),
    }
    found = opened(audit)

    def page() -> dict[str, Any]:
        made = returns_page(found, files=files, act=lambda cell: new_action_url(audit, cell))
        return {"page": made}

    return edition_page("audit/returned_returns.html", found, (), page)


@audit.page("/audits/<id:audit>/returns.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def returns_file(audit: int, kind: str) -> ResponseReturnValue:
    return _table(audit, kind, sheets.returns_table, of="return", name="returns")


@audit.page("/audits/<id:audit>/disagreements.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def disagreements_file(audit: int, kind: str) -> ResponseReturnValue:
    table = sheets.disagreements_table
    return _table(audit, kind, table, of="disagreement", name="disagreements")


@audit.page("/audits/<id:audit>/pulse", needs=RUN_AUDIT)
def pulse(audit: int) -> ResponseReturnValue:
    found, files = opened(audit), _files(audit, ".pulse_file")
    make = partial(pulse_page, found, files=files)
    return edition_page("audit/returned_pulse.html", found, (), lambda: {"page": make()})


@audit.page("/audits/<id:audit>/pulse.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def pulse_file(audit: int, kind: str) -> ResponseReturnValue:
    return _table(audit, kind, sheets.pulse_table, of="pulse", name="pulse")


@audit.page("/audits/<id:audit>/foi", needs=RUN_AUDIT)
def foi(audit: int) -> ResponseReturnValue:
    files = _files(audit, ".provision_file")
    found, agency = _in_public(audit), request.args.get("agency", "")
    make = partial(foi_page, found, agency=agency, files=files)
    return edition_page("audit/returned_foi.html", found, (agency,), lambda: {"page": make()})


@audit.page("/audits/<id:audit>/training-provision.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def provision_file(audit: int, kind: str) -> ResponseReturnValue:
    found = _in_public(audit)
    report = sheets.provision_table(Names(found.edition, found.shown))
    rows = found.shown.more.get("provision", ())
    return download(report, rows, kind, name=f"audit-{audit}-training-provision")


def _in_public(audit: int) -> Opened:
    """The edition of an address, as the public may see it."""
    return SHELF.open(db.session(), find(audit), audience=Audience.PUBLIC, now=now())


def _table(
    audit: int, kind: str, table: Callable[[Names], Report[Any]], *, of: str, name: str
) -> Response:
    """The rows of one kind of fact, as the partnership may see them, as a file."""
    found = opened(audit)
    report = table(Names(found.edition, found.shown))
    return download(report, found.shown.more.get(of, ()), kind, name=f"audit-{audit}-{name}")
