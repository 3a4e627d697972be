"""The coordinator changes one role and module: history, preview through suppression, confirm."""

from datetime import date, timedelta

import pytest

from elearn.access.policy import Role
from elearn.models import Need, Requirement
from elearn.web.clock import today
from tests.support.hostile import PAYLOADS, encoded
from tests.support.walk import Sender, cookie_of


@pytest.fixture
def coordinator(boss, visitor):
    return visitor.sign_in(boss)


@pytest.fixture
def home(place):
    return f"/requirements/{place.cell}"


def text_of(page):
    return " ".join(page.select_one("main").get_text(" ").split())


def sent_by(page):
    """What the form that confirms would send, and where."""
    form = page.select_one("main form[method=post]")
    return form["action"], {one["name"]: one["value"] for one in form.select("input")}


def test_the_grid_leads_to_the_cell(make, place, coordinator, home):
    make.requirement(place.role, place.module)
    page = coordinator.page("/requirements")
    assert page.select_one(f'.app-matrix a[href="{home}"]').get_text().endswith("R7, M06")


def test_the_cell_says_what_held_who_set_it_and_why(make, place, coordinator, home, boss):
    make.requirement(place.role, place.module, Need.OFFERED, start=date(2024, 1, 1), end=today())
    make.requirement(place.role, place.module, set_by_id=boss.id, reason="The board asked.")
    make.requirement(place.role, place.module, Need.OFFERED, place.ours, reason="Induction.")
    text = text_of(coordinator.page(home))
    assert "For every agency today: Required" in text
    for words in ("Cora Dinator", "The curriculum", "The board asked.", "Induction.", "Over"):
        assert words in text
    file = coordinator.get(f"{home}.csv").text
    assert len(file.splitlines()) == 4
    assert coordinator.get(f"{home}.xlsx").data.startswith(b"PK")


def test_a_change_is_previewed_confirmed_and_kept(session, make, place, coordinator, home, typed):
    for _ in range(12):
        make.worker(place.ours, place.role)
    preview = coordinator.page(f"{home}/preview", query_string=typed())
    assert preview.h1.get_text() == "This makes 12 people due, in 1 agency"
    assert session.query(Requirement).count() == 0
    where, values = sent_by(preview)
    answer = coordinator.post(where, data=values)
    assert answer.status_code == 303
    assert "Set: Required" in text_of(coordinator.page(answer.location))
    row = session.query(Requirement).one()
    assert (row.need, row.start) == (Need.REQUIRED, today() + timedelta(days=30))
    assert coordinator.post(where, data=values).status_code == 303  # a double submit
    assert session.query(Requirement).count() == 1


def test_few_people_are_not_counted_out(make, place, coordinator, home, typed):
    for _ in range(3):
        make.worker(place.ours, place.role)
    for _ in range(30):
        make.worker(place.theirs, place.role)
    page = coordinator.page(f"{home}/preview", query_string=typed())
    cells = {
        row.th.get_text(): [one.get_text() for one in row.select("td")]
        for row in page.select("tbody tr")
    }
    assert cells["Northmoor Council"] == ["hidden: fewer than 5"] * 2
    whole = " ".join([*cells["All agencies"], page.h1.get_text()])
    assert "33" not in whole or "30" not in cells["Port Authority"]  # no sum gives them away


def test_an_agency_with_its_own_rule_is_named_as_not_touched(make, place, coordinator, home, typed):
    make.requirement(place.role, place.module, Need.OFFERED, place.ours)
    make.worker(place.ours, place.role)
    page = coordinator.page(f"{home}/preview", query_string=typed())
    assert page.h1.get_text() == "This changes nothing for anybody on that day"
    assert "Not touched, as they have a rule of their own Northmoor Council" in text_of(page)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"need": ""}, "Choose what is needed"),
        ({"need": "everybody"}, "Not a valid choice"),
        ({"start": ""}, "Say from which day"),
        ({"start": "31/2/2027"}, "is not a real date"),
        ({"start": "2020-01-01"}, "what held then stays as it was"),
        ({"start": "2099-01-01"}, "more than three years ahead"),
        ({"grace_days": "x"}, "Type a whole number"),
        ({"grace_days": "366"}, "Use 0 to 365 days"),
        ({"refresh_months": "0"}, "Use 1 to 120 months"),
        ({"reason": " "}, "Say why"),
        ({"reason": "x" * 501}, "at most 500"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(
    coordinator, home, typed, wrong, said
):
    for answer in (
        coordinator.get(f"{home}/preview", query_string=typed(**wrong)),
        coordinator.post(f"{home}/set", data=typed(**wrong)),
    ):
        assert answer.status_code == 422
        assert said in answer.text
        if "reason" not in wrong:
            assert "The board asked for it." in answer.text


def test_what_holds_already_is_no_change(make, place, coordinator, home, typed):
    make.requirement(place.role, place.module, refresh_months=None)
    answer = coordinator.get(f"{home}/preview", query_string=typed())
    assert answer.status_code == 422
    assert "nothing would change" in answer.text


def test_the_preview_without_a_form_leads_back(coordinator, home):
    answer = coordinator.get(f"{home}/preview")
    assert (answer.status_code, answer.location) == (302, home)


def test_who_looked_before_somebody_else_set_it_looks_again(
    session, coordinator, home, typed, make, place
):
    where, values = sent_by(coordinator.page(f"{home}/preview", query_string=typed()))
    make.requirement(place.role, place.module, Need.OFFERED)
    answer = coordinator.post(where, data=values)
    assert "while you had the page open" in text_of(coordinator.page(answer.location))
    assert session.query(Requirement).count() == 1


@pytest.mark.parametrize("path", ["r99/no-such", "r7/no-such", "r99/notice-and-pass-on"])
def test_a_cell_that_is_none_is_not_found(coordinator, place, path):
    assert coordinator.get(f"/requirements/{path}").status_code == 404


@pytest.mark.parametrize("role", [Role.AGENCY_LEAD, Role.TEAM_LEAD, Role.AUTHOR])
def test_only_the_coordinator_sets(session, make, place, visitor, home, typed, role):
    agency = place.ours if role is not Role.AUTHOR else None
    team = make.team(place.ours) if role is Role.TEAM_LEAD else None
    visitor.sign_in(make.somebody(role, agency, team))
    for path in (home, f"{home}/preview", "/requirements/proposals"):
        assert visitor.get(path).status_code in (403, 404)
    assert visitor.post(f"{home}/set", data=typed()).status_code in (403, 404)
    assert session.query(Requirement).count() == 0


def test_anything_may_be_sent_to_the_preview(app, boss, home, typed, turns):
    coordinator = Sender(app, cookie_of(app, boss.id))
    for place, name in enumerate(typed()):
        for payload in turns(place, PAYLOADS.values(), 3):
            pairs = [(key, value.encode()) for key, value in typed().items() if key != name]
            query = encoded([*pairs, (name, payload)]).decode()
            answer = coordinator.send("GET", f"{home}/preview?{query}")
            assert answer.status_code in (200, 400, 422)
            assert "<script>alert" not in answer.text
