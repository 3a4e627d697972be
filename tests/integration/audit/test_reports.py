"""The reports of an edition: for the Steering Group, the quarter, the Board, and one agency."""

import io
import re
import zipfile
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pytest
from sqlalchemy import select, update

from elearn.access.policy import Role
from elearn.audit.actions import freeze
from elearn.audit.editions import SHELF, read
from elearn.audit.files import as_workbook
from elearn.audit.queries import editions as queries
from elearn.audit.reports.agency import agency_report
from elearn.audit.reports.charts import chart_sheets
from elearn.audit.reports.given import printed
from elearn.audit.reports.loading import REPORTS, given_for, named, opened_with_previous
from elearn.domain.suppression import Audience
from elearn.gateways.documents import ReportFacts, TypstDocuments
from elearn.models import Agency, Completion
from tests.integration.audit.conftest import ON, new_partnership
from tests.integration.audit.standing import fixtures_of

pytestmark = [pytest.mark.any_database, pytest.mark.xdist_group("reports")]
NOW = datetime.now(UTC)
LATER = NOW + timedelta(days=1)
TODAY = date(2026, 10, 2)
MAKER = TypstDocuments()


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    SHELF.clear()


def build(make):
    """Councils with 20 of 40 and 15 of 30 in date, and a trust with 10 of 12: its 2 are few."""
    partnership = new_partnership(make)
    partnership.roster_on(ON)
    for person in partnership.handlers(20, done_on=date(2026, 1, 1))[:12]:
        partnership.answers(person, [True, True, True, False], confidence=5)
    partnership.handlers(20)
    county = make.agency("County Council")
    partnership.workers(county, 15, date(2026, 1, 1))
    partnership.workers(county, 15)
    trust = make.agency("Small Trust")
    partnership.workers(trust, 10, date(2026, 9, 1))
    partnership.workers(trust, 2)
    make.agency("Silent Trust")
    at = datetime.now(UTC)
    return partnership, freeze(make.session, name="Autumn 2026", as_of=ON, now=at, by=None)


standing, session = fixtures_of(build)


@pytest.fixture
def partnership(standing, session):
    return standing.made[0]


@pytest.fixture
def edition(standing, session):
    return queries.edition(session, standing.made[1].id)


def given(session, edition, audience=Audience.PARTNERSHIP):
    opened, before = opened_with_previous(
        session, edition, queries.before(session, edition), audience=audience, now=NOW
    )
    return given_for(session, opened, before, partnership="Northmoor", today=TODAY)


def slug(session, name):
    return session.scalars(select(Agency.slug).where(Agency.name == name)).one()


def words(facts: ReportFacts) -> str:
    """Everything a report says, without its drawings."""

    def parts(value):
        if isinstance(value, str):
            return [] if value.startswith("<svg") else [value]
        values = value.values() if isinstance(value, dict) else value
        return [part for one in values for part in parts(one)]

    said = asdict(facts) | {"census": ""}
    said = {key: value for key, value in said.items() if not isinstance(value, bool)}
    for section in said["sections"]:
        section.pop("annex")
        for table in section["tables"]:
            for key in ("numeric", "wide"):
                table.pop(key)
    return " ".join(parts(said))


def drawings(facts: ReportFacts) -> str:
    return " ".join(
        svg
        for section in facts.sections
        for chart in section.charts
        for svg in (chart.svg, *(line.svg for line in chart.lines))
    )


def rows_of(facts: ReportFacts, name: str) -> list[str]:
    """The rows of tables and charts that begin with a name."""
    found = [row for one in facts.sections for table in one.tables for row in table.rows]
    found += [
        (line.name, line.value, line.words)
        for one in facts.sections
        for chart in one.charts
        for line in chart.lines
    ]
    return [" ".join(row) for row in found if row[0] == name]


def test_the_steering_report_says_everything_in_its_order(session, edition):
    titles = [one.title for one in REPORTS["steering"](given(session, edition)).sections]
    assert titles == [
        "Decision sought",
        "What the audit found",
        "Method and definitions",
        "Coverage by module, area and role",
        "Coverage by agency",
        "Knowledge",
        "Self-assessment of agencies",
        "Referrals by area",
        "Priorities",
        "Change since the last edition",
        "Progress on actions",
        "Recommendations",
        "Tables",
        "Small numbers",
        "Quality of the data",
        "Read with care",
        "Publication and freedom of information",
    ]


@pytest.mark.parametrize("which", sorted(REPORTS))
def test_no_report_tells_the_partnership_or_the_public_what_is_hidden(session, edition, which):
    """10 of 12: the two who are not trained are few. The public's 10 is 12, rounded to 5."""
    told = {Audience.PARTNERSHIP: r"\b(2|10|83(\.\d)?)\b", Audience.PUBLIC: r"\b(2|83(\.\d)?)\b|%"}
    for audience, telling in told.items():
        facts = REPORTS[which](given(session, edition, audience))
        for row in rows_of(facts, "Small Trust"):
            assert not re.search(telling, row), row
        assert "Small Trust: 8" not in drawings(facts)


def test_the_unsuppressed_copy_tells_it_and_is_marked(session, edition):
    facts = REPORTS["steering"](given(session, edition, Audience.FULL))
    assert any("83.3%" in row for row in rows_of(facts, "Small Trust"))
    assert facts.marking.startswith("OFFICIAL-SENSITIVE")
    assert "not for publication" in facts.publication


def test_the_public_copy_leaves_actions_and_returns_out(session, edition):
    said = words(REPORTS["steering"](given(session, edition, Audience.PUBLIC)))
    assert "Actions and recommendations are for the partnership" in said
    assert "What agencies say of themselves is for the partnership." in said
    assert "suitable for publication" in said


def test_subjects_an_old_edition_did_not_count_are_left_out_in_a_sentence(session, edition):
    edition.manifest["rows"] = {"agencies": 3, "coverage": 9, "knowledge": 4}
    found = given(session, edition)
    found.opened.shown.more.update(dict.fromkeys(found.opened.shown.more, ()))
    said = words(REPORTS["steering"](found))
    for one in ("returns were counted", "questions were counted", "priorities were counted",
                "referrals were counted", "actions were judged"):  # fmt: skip
        assert f"frozen before {one}" in said, one
    MAKER.report(printed(named(found, "steering")))


@pytest.mark.parametrize(("which", "pages"), [("quarterly", 1), ("annual", 3), ("agency", 1)])
def test_each_report_is_a_tagged_pdf_with_its_marking_on_as_few_pages_as_it_should(
    session, edition, which, pages
):
    facts = printed(named(given(session, edition), which, slug(session, "City Council")))
    with pikepdf.open(io.BytesIO(MAKER.report(facts))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert 1 <= len(pdf.pages) <= pages
        kinds = {str(one.get("/S")) for one in pdf.objects if isinstance(one, pikepdf.Dictionary)}
    assert {"/Table", "/TH", "/H1"} <= kinds
    assert facts.marking == "OFFICIAL"


def test_the_steering_report_of_a_small_partnership_is_a_tagged_pdf(session, edition):
    made = MAKER.report(printed(named(given(session, edition), "steering")))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert 4 <= len(pdf.pages) <= 12


def test_the_snapshot_counts_the_completions_of_its_quarter(session, edition):
    """10 in September of 45 in the year."""
    found = given(session, edition).beside
    assert (found.quarter.people, found.quarter.completions) == (10, 10)
    assert found.year.completions == 45
    assert edition.digest in words(REPORTS["quarterly"](given(session, edition)))


def test_a_completion_put_on_record_after_the_freeze_changes_no_report(
    session, edition, partnership
):
    [person] = partnership.handlers(1)
    partnership.make.completion(person, partnership.module, date(2026, 9, 2))
    statement = update(Completion).where(Completion.person_id == person.id)
    session.execute(statement.values(recorded_at=LATER))
    assert given(session, edition).beside.quarter.completions == 10


def test_an_agencys_own_page_is_exact_of_itself_and_as_partners_see_it_of_others(session, edition):
    own = read(session, edition, audience=Audience.OWN_AGENCY, now=NOW)
    mine = agency_report(given(session, edition), slug(session, "Small Trust"), own)
    assert "10 of 12" in mine.figures[0].base
    assert "for this agency alone" in mine.publication
    theirs = agency_report(given(session, edition), slug(session, "City Council"), own)
    assert "Small Trust" not in words(theirs)
    seen = named(given(session, edition), "agency", slug(session, "Small Trust"))
    assert "10 of 12" not in words(seen)
    MAKER.report(printed(mine))


def test_a_lead_takes_their_own_page_and_no_others(visitor, make, session, edition):
    trust = session.scalars(select(Agency).where(Agency.name == "Small Trust")).one()
    lead = visitor.sign_in(make.somebody(Role.AGENCY_LEAD, trust))
    page = lead.page(f"/agencies/{trust.slug}/audits")
    assert "Autumn 2026 (PDF)" in page.get_text()
    assert lead.get(f"/agencies/{trust.slug}/audits/{edition.id}.pdf").data.startswith(b"%PDF")
    other = slug(session, "City Council")
    assert lead.get(f"/agencies/{other}/audits/{edition.id}.pdf").status_code in (403, 404)
    assert lead.get(f"/audits/{edition.id}/agencies/{trust.slug}.pdf").status_code == 403


@pytest.mark.parametrize(
    "path", ["report/quarterly", "report/annual", "report"], ids=["quarterly", "annual", "list"]
)
def test_reports_are_pages_too(visitor, make, edition, path):
    coordinator = visitor.sign_in(make.somebody(Role.COORDINATOR))
    assert "OFFICIAL" in coordinator.page(f"/audits/{edition.id}/{path}").get_text() or (
        path == "report"
    )


@pytest.mark.parametrize(
    "path",
    ["report/quarterly.pdf", "report/annual.pdf", "report/public.pdf", "agencies/{}.pdf"],
)
def test_reports_are_taken_as_files(visitor, make, session, edition, path):
    coordinator = visitor.sign_in(make.somebody(Role.COORDINATOR))
    place = path.format(slug(session, "City Council"))
    response = coordinator.get(f"/audits/{edition.id}/{place}")
    assert response.data.startswith(b"%PDF")
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_the_page_to_print_is_the_whole_report(visitor, make, session, edition):
    coordinator = visitor.sign_in(make.somebody(Role.COORDINATOR))
    page = coordinator.page(f"/audits/{edition.id}/report/print")
    said = " ".join(page.get_text(" ").split())
    for section in REPORTS["steering"](given(session, edition)).sections:
        assert f"{section.title}" in [one.get_text().split(" ", 1)[-1] for one in page("h2")] or (
            section.annex and section.title in said
        )
        for table in section.tables:
            assert table.caption in said
        for term, meaning in section.terms:
            assert f"{term} {meaning}" in said
    assert said.count("OFFICIAL") >= 2


def test_an_agency_that_is_in_no_edition_has_no_page(visitor, make, edition):
    coordinator = visitor.sign_in(make.somebody(Role.COORDINATOR))
    assert coordinator.get(f"/audits/{edition.id}/agencies/nowhere.pdf").status_code == 404


def test_the_workbook_draws_only_rows_that_are_shown(session, edition):
    opened = read(session, edition, audience=Audience.PARTNERSHIP, now=NOW)
    coverage = chart_sheets(opened, [])[0]
    assert "Small Trust" not in [row[0] for row in coverage.rows]
    assert coverage.rows
    with zipfile.ZipFile(io.BytesIO(as_workbook(opened))) as book:
        charts = [name for name in book.namelist() if name.startswith("xl/charts/chart")]
        drawn = b"".join(book.read(name) for name in charts)
    assert len(charts) >= 2
    assert coverage.rows[0][0].encode() in drawn
    assert b"Small Trust" not in drawn
