"""Every output of an edition hides the same: none of them depends on a number that is hidden."""

import io
import re
import zipfile
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

from elearn.access.policy import Role
from elearn.audit.actions import freeze
from elearn.audit.editions import SHELF, read
from elearn.audit.files import as_json, as_workbook, csv_files
from elearn.audit.queries import editions as queries
from elearn.audit.queries.facts import frozen
from elearn.audit.reports.given import printed
from elearn.audit.reports.loading import REPORTS, given_for, named, opened_with_previous
from elearn.audit.snapshot import digest
from elearn.domain.suppression import Audience
from elearn.models import Agency, Audit, AuditCoverage
from tests.integration.audit.conftest import ON

pytestmark = pytest.mark.any_database
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
SEAL = re.compile(r"\b[0-9a-f]{64}\b|\b[0-9a-f]{4}…[0-9a-f]{4}\b")
PAGES = ("", "/coverage", "/knowledge", "/priorities", "/report", "/changes")
PAGES += ("/coverage.csv", "/priorities.csv", "/standardised.csv", "/ahead", "/returns")


@pytest.fixture
def edition(session, make, partnership):
    """Of Small Trust two are not in date, so its number and that of one more council are hidden."""
    partnership.roster_on(ON)
    for person in partnership.handlers(20, done_on=date(2026, 1, 1))[:12]:
        partnership.answers(person, [True, True, True, False], confidence=5)
    partnership.handlers(20)
    for name, people, ready in (("County Council", 30, 15), ("Small Trust", 12, 10)):
        agency = make.agency(name)
        partnership.workers(agency, ready, date(2026, 1, 1))
        partnership.workers(agency, people - ready)
    audit = freeze(session, name="Autumn 2026", as_of=ON, now=NOW, by=None)
    session.commit()
    return audit.id


def hidden_agencies(session, edition):
    found = queries.edition(session, edition)
    opened = read(session, found, audience=Audience.PARTNERSHIP, now=NOW)
    return {row.agency for row in opened.shown.of_agencies if row.in_date is None}


def move(session, edition, agency, by):
    """As many more in date in every row of an agency, and fewer who never were."""
    session.execute(
        update(AuditCoverage)
        .where(AuditCoverage.audit_id == edition, AuditCoverage.agency == agency)
        .values(
            in_date=AuditCoverage.in_date + by,
            never=AuditCoverage.never - by,
            since_change=AuditCoverage.since_change + by,
        )
    )


def seal(session, edition):
    """The edition as if it had been frozen so."""
    session.expire_all()
    audit = session.get(Audit, edition)
    audit.digest = digest(frozen(session, edition))
    audit.manifest = {**audit.manifest, "sha256": audit.digest}
    session.commit()
    SHELF.clear()


def outputs(session, edition, coordinator, pages=PAGES):
    """What every output says, by its name: pages, files, and all that a document is made of."""
    said = {path: page(coordinator, f"/audits/{edition}{path}") for path in pages}
    found = queries.edition(session, edition)
    opened = read(session, found, audience=Audience.PARTNERSHIP, now=NOW)
    said |= dict(csv_files(opened)) | {"json": as_json(opened)}
    with zipfile.ZipFile(io.BytesIO(as_workbook(opened))) as book:
        said |= {name: book.read(name).decode() for name in book.namelist() if "xl/" in name}
    opened, before = opened_with_previous(
        session, found, None, audience=Audience.PARTNERSHIP, now=NOW
    )
    given = given_for(session, opened, before, partnership="Northmoor", today=ON)
    said |= {name: repr(printed(report(given))) for name, report in REPORTS.items()}
    for slug in session.scalars(select(Agency.slug)):
        said[f"page of {slug}"] = repr(printed(named(given, "agency", slug)))
    return {name: SEAL.sub("seal", text) for name, text in said.items()}


def page(coordinator, path):
    if path.endswith(".csv"):
        return coordinator.get(path).text
    main = coordinator.page(path).find("main")
    for token in main.find_all("input", attrs={"name": "csrf_token"}):
        token.decompose()
    return str(main).replace("<wbr/>", "")  # a seal may be broken over lines


def test_no_output_tells_a_number_that_another_hides(session, make, visitor, edition):
    SHELF.clear()
    coordinator = visitor.sign_in(make.somebody(Role.COORDINATOR))
    hidden = hidden_agencies(session, edition)
    assert len(hidden) == 2
    before = outputs(session, edition, coordinator)
    trust = session.scalars(select(Agency.slug).where(Agency.name == "Small Trust")).one()
    [other] = hidden - {trust}
    move(session, edition, trust, -1)  # every band stays as it was
    move(session, edition, other, 1)
    seal(session, edition)
    assert hidden_agencies(session, edition) == hidden
    after = outputs(session, edition, coordinator)
    assert [name for name in before if before[name] != after[name]] == []
    # ... and the comparison notices a number that is shown.
    move(session, edition, other, -2)
    move(session, edition, "", -2)
    seal(session, edition)
    other_words = outputs(session, edition, coordinator, PAGES[:1])
    told = {name for name in other_words if before[name] != other_words[name]}
    assert told >= {"", "coverage_totals.csv", "json", "steering"}
