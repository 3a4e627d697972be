"""The completion page: counts by module, role and team, filters in the address, and the list."""

import pytest

from elearn.access.policy import Role


def names(page):
    table = page.select("table.app-stack")
    return [row.th.get_text(strip=True) for row in table[-1].select("tbody tr")] if table else []


@pytest.fixture
def people(make, council):
    ann = make.worker(council.agency, council.social_worker, "Ann", team=council.mash)
    bob = make.worker(council.agency, council.officer, "Bob", team=council.housing)
    make.worker(council.agency, council.officer, "Cy")
    make.completion(ann, council.basics, council.ago(10))
    make.completion(ann, council.referral, council.ago(400))
    make.completion(bob, council.basics, council.ago(10))
    return ann, bob


def test_the_list_has_a_row_for_each_person_and_module_by_name(people, council, lead):
    page = lead.page(f"{council.home}/completion")
    assert names(page) == ["Ann", "Ann", "Bob", "Cy"]
    text = page.select("table.app-stack")[-1].get_text(" ", strip=True)
    assert "Expired" in text
    assert "Never done" in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("standing=expired", ["Ann"]),
        ("standing=never", ["Cy"]),
        ("standing=out-of-date", ["Ann", "Cy"]),
        ("standing=in-date", ["Ann", "Bob"]),
        ("module=referral", ["Ann"]),
        ("role=R7", ["Bob", "Cy"]),
        ("role=R7&standing=never", ["Cy"]),
        ("standing=&module=&role=&team=", ["Ann", "Ann", "Bob", "Cy"]),
    ],
)
def test_filters_in_the_address_narrow_page_and_file_alike(people, council, lead, query, expected):
    assert names(lead.page(f"{council.home}/completion?{query}")) == expected
    lines = lead.get(f"{council.home}/completion.csv?{query}").text.splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == expected


def test_a_team_narrows_the_list_to_its_people(people, council, lead):
    page = lead.page(f"{council.home}/completion?team={council.housing.slug}")
    assert names(page) == ["Bob"]


@pytest.mark.parametrize("query", ["standing=brilliant", "team=no-such-team"])
def test_a_filter_that_names_nothing_is_no_page(people, council, lead, query):
    assert lead.get(f"{council.home}/completion?{query}").status_code == 404


@pytest.mark.parametrize("query", ["role=R99", "module=no-such"])
def test_a_role_nobody_has_leaves_an_empty_list_that_says_so(people, council, lead, query):
    assert "Nobody stands so." in lead.page(f"{council.home}/completion?{query}").get_text(" ")


def test_before_anybody_is_on_record_the_page_says_what_fills_it(council, lead):
    page = lead.page(f"{council.home}/completion")
    assert "Bring in the list of your people first." in page.get_text(" ")


def test_fifty_rows_make_a_page_and_every_row_is_on_exactly_one(make, council, lead):
    for number in range(60):
        make.worker(council.agency, council.social_worker, f"Same Name {number % 3}")
    seen, path = [], f"{council.home}/completion"
    while path:
        page = lead.page(path)
        rows = page.select("table.app-stack")[-1].select("tbody tr")
        assert len(rows) <= 50
        seen += [(row.a["href"], row.select("td")[2].get_text(strip=True)) for row in rows]
        link = page.select_one(".govuk-pagination__next a")
        path = link["href"] if link else None
    assert len(seen) == len(set(seen)) == 120


def test_the_way_back_shows_the_page_before(make, council, lead):
    for number in range(60):
        make.worker(council.agency, council.officer, f"Person {number:02}")
    first = lead.page(f"{council.home}/completion")
    second = lead.page(first.select_one(".govuk-pagination__next a")["href"])
    back = lead.page(second.select_one(".govuk-pagination__prev a")["href"])
    assert names(back) == names(first)
    assert back.select_one(".govuk-pagination__prev") is None


def test_a_mangled_place_in_the_list_is_the_first_page(people, council, lead):
    for place in ("after=%00", "after=.", "before=x", "after=" + "a" * 500):
        assert lead.get(f"{council.home}/completion?{place}").status_code == 200


def test_a_team_lead_gets_a_file_of_their_team_only(make, people, council, visitor):
    lead = visitor.sign_in(make.somebody(Role.TEAM_LEAD, council.agency, council.housing))
    lines = lead.get(f"{council.home}/completion.csv").text.splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == ["Bob"]


def test_a_name_that_is_a_formula_is_harmless_in_the_file(make, council, lead):
    make.worker(council.agency, council.officer, "=1+1")
    assert "'=1+1" in lead.get(f"{council.home}/completion.csv").text
    assert lead.get(f"{council.home}/completion.xlsx").data.startswith(b"PK")
