"""Filters of a list kept under a name: one's own, at one agency."""

from sqlalchemy import func, select

from elearn.access.policy import Role
from elearn.agency.actions import MOST_VIEWS
from elearn.models import SavedView


def keep(client, home, name="Overdue", of="completion", filters="standing=never"):
    return client.post(f"{home}/views", data={"name": name, "of": of, "filters": filters})


def kept(session):
    return session.scalar(select(func.count()).select_from(SavedView))


def test_a_view_is_kept_and_stands_on_the_first_page(session, council, lead):
    answer = keep(lead, council.home)
    assert answer.status_code == 303
    assert answer.location == f"{council.home}/completion?standing=never"
    page = lead.page(council.home)
    (link,) = [one for one in page.select("#main a") if one.text == "Overdue"]
    assert link["href"].endswith("/completion?standing=never")


def test_a_filtered_list_offers_to_keep_it(council, lead):
    page = lead.page(f"{council.home}/completion?standing=never")
    assert page.select_one("input[name=filters]")["value"] == "standing=never"
    assert not lead.page(f"{council.home}/completion").select("input[name=filters]")


def test_the_same_name_again_changes_the_view(session, council, lead):
    keep(lead, council.home)
    keep(lead, council.home, of="people", filters="show=new")
    (view,) = session.scalars(select(SavedView)).all()
    assert (view.page, view.filters) == ("people", "show=new")


def test_only_filters_that_the_list_knows_are_kept(session, council, lead):
    keep(lead, council.home, filters="standing=never&next=//elsewhere&after=abc")
    assert session.scalars(select(SavedView.filters)).one() == "standing=never"


def test_a_view_without_a_name_or_of_another_page_is_refused_in_words(session, council, lead):
    keep(lead, council.home, name=" ")
    assert "Give the view a name" in lead.page(council.home).get_text(" ")
    keep(lead, council.home, of="admin")
    assert kept(session) == 0


def test_twenty_are_enough(session, council, lead):
    for number in range(MOST_VIEWS + 1):
        keep(lead, council.home, name=f"View {number}")
    assert kept(session) == MOST_VIEWS
    assert "Let one of them go first" in lead.page(council.home).get_text(" ")


def test_letting_go_is_of_ones_own_only(app, session, make, council, lead):
    keep(lead, council.home)
    number = session.scalars(select(SavedView.id)).one()
    other = app.test_client().sign_in(make.somebody(Role.AGENCY_LEAD, council.agency))
    other.post(f"{council.home}/views/{number}/drop")
    assert kept(session) == 1
    lead.post(f"{council.home}/views/{number}/drop")
    lead.post(f"{council.home}/views/{number}/drop")
    assert kept(session) == 0
