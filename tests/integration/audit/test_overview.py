"""The overview of an edition: what to do first, what each page says, and the answers they give."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.audit.actions import freeze
from elearn.audit.editions import SHELF
from elearn.audit.pages.around import EDITION_PAGES
from elearn.audit.queries.editions import edition as find_edition
from elearn.audit.queries.week_of_audits import Asks, plan_state, with_findings
from elearn.models import Audit
from tests.integration.audit.conftest import ON, new_partnership
from tests.integration.audit.standing import fixtures_of

pytestmark = [pytest.mark.any_database, pytest.mark.xdist_group("overview")]
NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    SHELF.clear()


@pytest.fixture
def coordinator(visitor, make):
    return visitor.sign_in(make.somebody(Role.COORDINATOR))


def build(make):
    partnership = new_partnership(make)
    partnership.roster_on(ON)
    people = partnership.handlers(20, done_on=date(2026, 1, 1))
    partnership.handlers(20)
    for person in people[:12]:
        partnership.answers(person, [True] * 4, confidence=5)
    make.agency("Silent Trust")
    return freeze(make.session, name="Autumn 2026", as_of=ON, now=NOW, by=None)


standing, session = fixtures_of(build)


@pytest.fixture
def edition(standing, session):
    return standing.made


def words(page):
    return " ".join(page.get_text(" ").split())


def test_each_subject_says_one_thing_and_leads_to_its_page(coordinator, edition):
    page = coordinator.page(f"/audits/{edition.id}")
    cards = page.find(id="subjects").find_next_sibling("dl")
    told = {card.dt.get_text(): card.dd.get_text() for card in cards.select(".app-stat")}
    assert "50.0%" in told["Coverage"]
    assert told["Changes"] == "There is no earlier edition to compare with."
    assert told["Minimum cover"] == "No minimum was set for any team."
    assert told["Actions"] == "No action was made yet."
    for link in cards.select("a"):
        coordinator.page(link["href"])


def test_finding_evidence_and_action_of_whoever_comes_first(coordinator, edition):
    page = coordinator.page(f"/audits/{edition.id}")
    chain = page.select_one(".app-chain")
    said = words(chain)
    assert "Coverage 50.0% of 40 in scope." in said
    assert "None made yet" in said
    cells, new = (link["href"] for link in chain.select("a"))
    coordinator.page(cells)
    form = coordinator.page(new)
    assert form.h1.get_text() == "Make an action"


def test_an_edition_of_before_says_once_what_it_did_not_count(session, coordinator, edition):
    audit = session.scalars(select(Audit)).one()
    rows = {kind: audit.manifest["rows"][kind] for kind in ("agencies", "coverage", "knowledge")}
    audit.manifest = {**audit.manifest, "rows": rows}
    session.commit()
    page = words(coordinator.page(f"/audits/{edition.id}"))
    assert page.count("This edition was frozen before it counted questions") == 1
    assert "priorities, changes and minimum cover" in page


def test_the_pages_of_coverage_and_knowledge_begin_with_their_answer(coordinator, edition):
    for path, answer in (
        ("coverage", "1 of 1 agency is in the band Act for coverage"),
        ("knowledge", "Fewest have mastered"),
    ):
        assert coordinator.page(f"/audits/{edition.id}/{path}").h1.get_text().startswith(answer)


def test_every_page_of_an_edition_says_what_to_read_next(coordinator, edition):
    for (_, endpoint, _), (_, after, words) in pairwise(EDITION_PAGES):
        name, following = (one.removeprefix("audit.") for one in (endpoint, after))
        path = "" if name == "overview" else f"/{name}"
        page = coordinator.page(f"/audits/{edition.id}{path}")
        link = next(one for one in page.select("main a") if one.get_text(strip=True) == words)
        assert link["href"] == f"/audits/{edition.id}/{following}"


def test_gaps_in_the_band_act_wait_on_the_first_page_until_there_is_an_action(
    session, coordinator, edition
):
    kept = edition.manifest["asks"]["act"]
    assert kept
    found = with_findings(Asks(), find_edition(session, edition.id), plan_state(session))
    assert found.bands == len(kept)
    assert f"Plan for {len(kept)} gap" in words(coordinator.page("/partnership"))
    agency, module = kept[0].split(" ")
    page = coordinator.page(f"/audits/{edition.id}/priorities")
    hrefs = [one["href"] for one in page.select("main a") if "Make an action" in one.get_text()]
    assert any(f"agency={agency}" in href for href in hrefs)
    form = coordinator.page(next(href for href in hrefs if f"agency={agency}" in href))
    assert form.h1.get_text() == "Make an action"


def test_every_page_of_an_edition_has_the_same_navigation(coordinator, edition):
    labels = [label for label, _, _ in EDITION_PAGES]
    for path in ("", "/coverage", "/priorities", "/foi", "/actions"):
        page = coordinator.page(f"/audits/{edition.id}{path}")
        nav = page.select_one("nav[aria-label='This audit']")
        assert [item.get_text(strip=True) for item in nav.select("li")] == labels, path
