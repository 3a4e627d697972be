"""Referrals in an edition: frozen, shown through the engine, read beside coverage."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, select, update

from elearn.access.policy import Role
from elearn.audit.actions import freeze
from elearn.audit.actions.prove import recompute
from elearn.audit.editions import SHELF, read
from elearn.audit.queries.editions import edition
from elearn.audit.referred.sheets import MACHINES, lines_of
from elearn.audit.reports.given import printed
from elearn.audit.reports.loading import REPORTS, given_for
from elearn.domain.quarters import quarters_up_to
from elearn.domain.suppression import Audience
from elearn.models import (
    Area,
    Audit,
    AuditArea,
    AuditHidden,
    AuditReferral,
    Referral,
    ReferralKind,
)
from tests.integration.audit.conftest import ON, new_partnership
from tests.integration.audit.standing import fixtures_of
from tests.integration.audit.test_one_voice import outputs, seal

pytestmark = pytest.mark.xdist_group("referrals in audits")
NOW, LATER = datetime(2026, 10, 1, 9, tzinfo=UTC), datetime(2027, 1, 2, 9, tzinfo=UTC)
QUARTERS = quarters_up_to(ON, 12)
PAGES = ("/referrals", "/referrals.csv", "/priorities", "")


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    SHELF.clear()


@pytest.fixture
def coordinator(visitor, make):
    return visitor.sign_in(make.somebody(Role.COORDINATOR))


def build(make):
    """The worked table's areas: NRM and Duty to Notify of the last quarter make the rest up."""
    partnership, session = new_partnership(make), make.session
    partnership.roster_on(ON)
    partnership.handlers(20, done_on=date(2026, 1, 1))
    partnership.handlers(10)
    trained = make.agency("City Trust", area=make.area("Portsmouth", 208_100))
    partnership.workers(trained, 20, date(2026, 1, 1))
    partnership.roster_on(ON, trained)
    found = {"Portsmouth": trained.area_id, "Northmoor": partnership.council.area_id}
    found["Isle"] = make.area("Isle", 140_400).id
    enter(session, found["Northmoor"], nrm=6, dtn=5)
    enter(session, found["Portsmouth"], nrm=25, dtn=6)
    enter(session, found["Isle"], nrm=2, dtn=0)
    return found


standing, session = fixtures_of(build)


@pytest.fixture
def areas(standing, session):
    return standing.made


def enter(session, area, quarters=QUARTERS, **kinds):
    session.add_all(
        Referral(area_id=area, quarter=quarter, kind=ReferralKind(kind), number=number)
        for quarter in quarters
        for kind, number in kinds.items()
    )
    session.commit()


def frozen(session):
    audit = freeze(session, name="Autumn 2026", as_of=ON, now=NOW, by=None)
    session.commit()
    return audit


def rows_of(session, audit, audience=Audience.PARTNERSHIP):
    """What files say of an edition, as objects."""
    opened = read(session, edition(session, audit.id), audience=audience, now=NOW)
    cells = MACHINES.cells(lines_of(opened.shown))
    return [dict(zip(MACHINES.keys, one, strict=True)) for one in cells]


def whole_of(rows):
    return next(row for row in rows if not (row["area"] or row["kind"] or row["quarter"]))


def change(session, area, quarter, by):
    """A frozen number of NRM referrals, changed."""
    one = (AuditReferral.area == area) & (AuditReferral.quarter == quarter)
    session.execute(
        update(AuditReferral)
        .where(one, AuditReferral.kind == "nrm")
        .values(number=AuditReferral.number + by)
    )


def sums_of_the_isle(session, audit, audience=Audience.PARTNERSHIP):
    rows = rows_of(session, audit, audience)
    isle = session.scalars(select(Area.slug).where(Area.name == "Isle")).one()
    return [row for row in rows if row["area"] == isle and not row["quarter"]]


def text_of(page):
    return " ".join(page.select_one("main").get_text(" ").split())


def test_twelve_quarters_up_to_the_census_day_are_frozen_and_proved(session, areas):
    enter(session, areas["Isle"], ["2023-Q3", "2026-Q4"], nrm=50)
    audit = frozen(session)
    rows = session.scalars(select(AuditReferral.quarter)).all()
    assert len(rows) == 12 * 2 * 3
    assert set(rows) == set(QUARTERS)
    assert session.scalars(select(AuditArea.population).order_by(AuditArea.population)).all() == [
        100_000,
        140_400,
        208_100,
    ]
    assert audit.manifest["rows"]["referrals"] == 72
    session.execute(delete(Referral).where(Referral.quarter == "2026-Q3"))
    session.commit()
    assert session.scalars(select(AuditReferral.quarter)).all() == rows


@pytest.mark.any_database
def test_the_page_gives_rates_ratios_and_readings_and_its_cautions(session, coordinator, areas):
    audit = frozen(session)
    page = coordinator.page(f"/audits/{audit.id}/referrals")
    said = text_of(page)
    assert page.h1.get_text() == "Isle and Portsmouth lie outside what chance often gives"
    assert "132 117.7 1.12 (0.94 to 1.33) Within the limits" in said
    assert "Association, not effect" in said
    assert "how much exploitation there is" in said
    assert "More training often raises" in said
    assert "66.7%, below the partnership 1.12 (0.94 to 1.33) Pressure Chance may do this" in said
    assert "Practice to share" in said
    assert "3 years, 1 October 2023 to 30 September 2026" in said
    assert page.select_one("svg[aria-labelledby^=funnel]")
    assert page.select_one("svg[aria-labelledby^=fields]")
    assert len(page.select(".app-small svg")) == 3


@pytest.mark.any_database
def test_small_numbers_are_hidden_on_the_page_and_in_every_file(session, coordinator, areas):
    audit = frozen(session)
    found = rows_of(session, audit)
    quarters = [row for row in found if row["area"] and row["quarter"] and row["kind"] == "nrm"]
    assert {row["number"] for row in quarters} <= {6, 25, None}
    assert whole_of(found)["number"] == 12 * (11 + 31 + 2)
    assert "hidden: fewer than 5" in coordinator.get(f"/audits/{audit.id}/referrals.csv").text
    public = rows_of(session, audit, Audience.PUBLIC)
    assert whole_of(public)["number"] == 530
    assert {row["number"] for row in public if row["quarter"] and row["area"]} <= {25, 0, None}
    full = rows_of(session, audit, Audience.FULL)
    assert {row["number"] for row in full if row["quarter"] and row["area"]} == {6, 5, 25, 2, 0}


def test_a_later_edition_hides_sums_that_would_give_a_quarter_of_an_earlier_one(session, areas):
    going = (Referral.area_id == areas["Isle"]) & (Referral.quarter == QUARTERS[0])
    session.execute(
        update(Referral).where(going, Referral.kind == ReferralKind.NRM).values(number=1)
    )
    first = frozen(session)
    enter(
        session, areas["Isle"], ["2026-Q4"], nrm=4, dtn=0
    )  # 3 more: one was left out, four are new
    for name, nrm, dtn in (("Northmoor", 7, 5), ("Portsmouth", 25, 6)):
        enter(session, areas[name], ["2026-Q4"], nrm=nrm, dtn=dtn)
    second = freeze(session, name="Winter", as_of=date(2026, 12, 31), now=LATER, by=None)
    session.commit()
    assert {row["note"] for row in sums_of_the_isle(session, first)} == {""}
    said = {row["kind"]: row for row in sums_of_the_isle(session, second)}
    assert said["nrm"]["number"] is None
    assert said["nrm"]["note"].startswith("hidden: ")
    assert {said[""][column] for column in ("number", "rate", "ratio")} <= {None, ""}
    kept = select(AuditHidden.fields).where(AuditHidden.agency == "*")
    of_partners = [fields for fields in session.scalars(kept) if "partnership" in fields]
    assert of_partners
    assert recompute(session, audit_id=first.id) == []
    assert recompute(session, audit_id=second.id) == []
    assert second.manifest["rows"]["hidden"] >= len(of_partners)


@pytest.mark.any_database
def test_every_output_stands_where_all_sums_are_hidden(session, coordinator, areas):
    audit = frozen(session)
    slugs = session.scalars(select(Area.slug)).all()
    for area in ("", *slugs):
        for kind in ("", "nrm", "dtn"):
            row = AuditHidden(audit_id=audit.id, agency="*", role="", module=kind, area=area)
            row.fields = "partnership-either"
            session.add(row)
    session.commit()
    SHELF.clear()
    assert "528" not in text_of(coordinator.page(f"/audits/{audit.id}/referrals"))
    assert {row["number"] for row in rows_of(session, audit) if not row["quarter"]} == {None}
    assert whole_of(rows_of(session, audit, Audience.PUBLIC))["number"] == 530
    for path in ("/referrals.csv", "/referrals.xlsx", "/report", ""):
        assert coordinator.get(f"/audits/{audit.id}{path}").status_code == 200
    opened = read(session, edition(session, audit.id), audience=Audience.PARTNERSHIP, now=NOW)
    given = given_for(session, opened, None, partnership="Northmoor", today=ON)
    assert all("528" not in repr(printed(report(given))) for report in REPORTS.values())


@pytest.mark.any_database
def test_no_output_tells_a_number_of_referrals_that_another_hides(session, coordinator, areas):
    audit = frozen(session)
    hidden = {
        (row["area"], row["quarter"])
        for row in rows_of(session, audit)
        if row["number"] is None and row["area"] and row["quarter"] and row["kind"] == "nrm"
    }
    isle = session.get(Area, areas["Isle"]).slug
    other = min(area for area, _ in hidden if area != isle)
    first, second, *_ = sorted(quarter for area, quarter in hidden if area == other)
    assert {(isle, first), (isle, second)} <= hidden
    before = outputs(session, audit.id, coordinator, PAGES)
    for area, quarter, by in (
        (isle, first, 1),
        (isle, second, -1),
        (other, first, -1),
        (other, second, 1),
    ):
        change(session, area, quarter, by)
    seal(session, audit.id)
    after = outputs(session, audit.id, coordinator, PAGES)
    assert [name for name in before if before[name] != after[name]] == []
    change(session, isle, first, 9)  # ... and the comparison notices sums that are shown
    seal(session, audit.id)
    told = outputs(session, audit.id, coordinator, PAGES[:1])
    assert {"/referrals", "referrals.csv", "json", "steering"} <= {
        name for name in told if before[name] != told[name]
    }


@pytest.mark.any_database
def test_an_area_with_a_gap_is_in_no_sum(session, coordinator, make, areas):
    gone = make.area("Newland", 90_000)
    enter(session, gone.id, QUARTERS[:5], nrm=40, dtn=40)
    audit = frozen(session)
    said = text_of(coordinator.page(f"/audits/{audit.id}/referrals"))
    assert "Newland did not report every quarter and are in no sum" in said
    assert whole_of(rows_of(session, audit))["number"] == 528


@pytest.mark.any_database
def test_an_edition_from_before_says_so(session, coordinator, areas):
    audit = frozen(session)
    for table in (AuditReferral, AuditArea):
        session.execute(delete(table))
    session.commit()
    said = text_of(coordinator.page(f"/audits/{audit.id}/referrals"))
    assert "frozen before referrals were counted" in said
    assert coordinator.get(f"/audits/{audit.id}/referrals.xlsx").status_code == 200


@pytest.mark.any_database
def test_without_any_referral_the_page_says_what_to_do(session, coordinator):
    session.execute(delete(Referral))
    audit = frozen(session)
    page = coordinator.page(f"/audits/{audit.id}/referrals")
    assert "No referrals had been entered" in text_of(page)
    assert page.select_one("main a[href='/referrals']")
    assert session.get(Audit, audit.id)
