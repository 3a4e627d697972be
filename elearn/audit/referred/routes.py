"""The page of referrals in an edition, and its file."""

from flask.typing import ResponseReturnValue

from elearn.audit.referred.pages import referrals_page
from elearn.audit.referred.sheets import for_people, lines_of
from elearn.audit.routes.feature import RUN_AUDIT, audit, opened
from elearn.audit.routes.kept import edition_page
from elearn.audit.sheets import Names
from elearn.web.downloads import download


@audit.page("/audits/<id:audit>/referrals", needs=RUN_AUDIT)
def referrals(audit: int) -> ResponseReturnValue:
    found = opened(audit)
    return edition_page("audit/referrals.html", found, (), lambda: {"page": referrals_page(found)})


@audit.page("/audits/<id:audit>/referrals.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def referrals_file(audit: int, kind: str) -> ResponseReturnValue:
    found = opened(audit)
    report = for_people(Names(found.edition, found.shown))
    return download(report, lines_of(found.shown), kind, name=f"audit-{audit}-referrals")
