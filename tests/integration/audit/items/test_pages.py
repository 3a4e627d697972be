"""The pages of questions, of how sure people were and of gain."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update

from elearn.access.policy import Role
from elearn.audit.actions import freeze
from elearn.audit.editions import SHELF
from elearn.models import AttemptKind, Audit, AuditCalibration, AuditCheck, AuditChoice, AuditItem
from tests.integration.audit.conftest import ON, new_partnership
from tests.integration.audit.standing import fixtures_of
from tests.support.sittings import Sittings, everybody_answers

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
pytestmark = [pytest.mark.any_database, pytest.mark.xdist_group("pages of questions")]


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    SHELF.clear()


@pytest.fixture
def coordinator(visitor, make):
    return visitor.sign_in(make.somebody(Role.COORDINATOR))


@pytest.fixture
def author(visitor, make):
    return visitor.sign_in(make.somebody(Role.AUTHOR))


def build(make):
    partnership = new_partnership(make)
    sittings = Sittings(make, partnership.module)
    people = partnership.handlers(60)
    for person in people[:12]:
        sittings.sit(person, {1: "b"}, kind=AttemptKind.PRECHECK, on=ON - timedelta(days=9),
                     first=True)  # fmt: skip
    everybody_answers(make, partnership.module, people, ON)
    return partnership, freeze(make.session, name="Autumn 2026", as_of=ON, now=NOW, by=None)


standing, session = fixtures_of(build)


@pytest.fixture
def partnership(standing, session):
    return standing.made[0]


@pytest.fixture
def edition(standing, session):
    return standing.made[1]


def words(page):
    return " ".join(page.get_text(" ").split())


def test_the_list_says_what_to_do_with_the_questions(coordinator, edition):
    page = coordinator.page(f"/audits/{edition.id}/items")
    assert "worth keeping" in page.h1.get_text()
    assert "6 questions were answered, and 6 can be judged" in words(page)
    assert page.select("svg.app-chart__wide circle")
    assert len(page.select("table")[0].select("tbody tr")) == 6
    none = coordinator.page(f"/audits/{edition.id}/items?verdict=retire")
    assert "No question is like that" in words(none)


def test_safety_critical_questions_under_90_per_cent_have_a_list_and_files(
    coordinator, edition, session
):
    of_it = AuditItem.audit_id == edition.id
    item = session.scalars(select(AuditItem).where(of_it).order_by(AuditItem.item)).first()
    session.execute(update(AuditItem).where(of_it).values(safety_critical=0))
    item.safety_critical, item.right = 1, 40
    session.commit()
    SHELF.clear()
    address = f"/audits/{edition.id}/items"
    page = coordinator.page(f"{address}?safety=under-90")
    rows = page.select("table")[0].select("tbody tr")
    assert [row.th.a.get_text() for row in rows] == [item.item]
    assert "Make an action" in rows[0].get_text()
    file = coordinator.get(f"{address}.csv?safety=under-90").get_data(as_text=True)
    assert len(file.splitlines()) == 2
    buttons = coordinator.page(f"{address}/{item.item}").select("main a.govuk-button")
    action = next(one for one in buttons if "Make an action" in one.get_text())
    assert coordinator.page(action["href"]).h1.get_text() == "Make an action"


def test_an_author_makes_no_action(author, edition):
    assert "Make an action" not in words(author.page(f"/audits/{edition.id}/items"))


def test_the_list_goes_on_from_a_question(coordinator, edition, monkeypatch):
    monkeypatch.setattr("elearn.audit.items.pages.A_PAGE", 4)
    page = coordinator.page(f"/audits/{edition.id}/items")
    rest = coordinator.page(page.select_one("a[rel=next]")["href"])
    assert len(rest.select("table")[0].select("tbody tr")) == 2


def test_the_rows_are_files_too(coordinator, edition):
    for name in ("items", "knowledge/calibration", "knowledge/gain"):
        for kind in ("csv", "xlsx"):
            response = coordinator.get(f"/audits/{edition.id}/{name}.{kind}")
            assert response.status_code == 200
            assert response.data


def test_a_question_says_why_and_what_people_chose(coordinator, edition, partnership):
    code = partnership.module.code.lower()
    page = coordinator.page(f"/audits/{edition.id}/items/{code}-t1-01")
    assert page.h1.get_text() == f"Keep question {code}-t1-01"
    assert "Question 1 of T1?" in words(page)
    assert "The safe act" in words(page)
    assert not page.select("a[href*=authoring]"), "a coordinator does not author"
    assert coordinator.get(f"/audits/{edition.id}/items/m99-t1-01").status_code == 404


def test_an_author_reads_the_question_from_its_figures(author, edition, partnership):
    assert author.get("/audits/questions").location == f"/audits/{edition.id}/items"
    code = partnership.module.code.lower()
    page = author.page(f"/audits/{edition.id}/items/{code}-t1-01")
    href = f"/authoring/{partnership.module.slug}#{code}-t1-01"
    assert page.select_one(f'a[href="{href}"]')
    there = author.page(href)
    assert there.find(id=f"{code}-t1-01")
    assert author.get(f"/audits/{edition.id}").status_code == 403


def test_knowledge_says_how_sure_people_were_and_what_they_gained(coordinator, edition):
    page = words(coordinator.page(f"/audits/{edition.id}/knowledge"))
    assert "of sure answers on T1" in page
    assert "What people gained between a pre-check and the quiz after it" in page
    assert "12 paired people of 12" in page


def test_how_sure_people_were_is_told_by_agency(coordinator, edition, partnership):
    page = coordinator.page(f"/audits/{edition.id}/knowledge/calibration")
    assert "places people were" in page.h1.get_text()
    assert "City Council" in words(page)


def test_an_edition_from_before_it_was_counted_says_so(session, coordinator, edition):
    audit = session.get(Audit, edition.id)
    rows = {name: n for name, n in audit.manifest["rows"].items()
            if name not in ("items", "choices", "checks", "calibration", "gain")}  # fmt: skip
    audit.manifest = {**audit.manifest, "rows": rows}
    for table in (AuditItem, AuditChoice, AuditCheck, AuditCalibration):
        session.execute(delete(table))
    session.commit()
    for path in ("items", "knowledge", "knowledge/calibration"):
        assert "frozen before" in words(coordinator.page(f"/audits/{edition.id}/{path}"))
