"""The administrator's privacy pages, the papers, and an agency's switch for names."""

import pytest
from sqlalchemy import select

from elearn.access.policy import Role
from elearn.models import NameSharing, RetentionSetting, TrailEntry
from elearn.privacy.policy import RULES
from elearn.privacy.queries import sharing
from elearn.privacy.register import held

pytestmark = pytest.mark.any_database


@pytest.fixture
def admin(make, visitor):
    return visitor.sign_in(make.somebody(Role.ADMINISTRATOR))


@pytest.fixture
def lead(make, visitor):
    agency = make.agency("Northmoor Council")
    visitor.sign_in(make.somebody(Role.AGENCY_LEAD, agency))
    return agency, visitor


def test_the_page_lists_every_rule_with_its_time(admin):
    text = admin.page("/admin/retention").get_text()
    for rule in RULES.values():
        assert rule.name in text
        assert rule.said(rule.default) in text


def test_a_time_is_set_with_a_reason_and_stands_in_the_trail(session, admin):
    answer = admin.post("/admin/retention/sessions", data={"kept": "60", "reason": "Less is more."})
    assert answer.status_code == 303
    assert session.scalars(select(RetentionSetting.kept)).all() == [60]
    (entry,) = session.scalars(select(TrailEntry))
    assert entry.detail == {"rule": "sessions", "was": 90, "kept": 60, "agency": None}
    assert "60 days" in admin.page("/admin/retention").get_text()


@pytest.mark.parametrize("kept", ["1", "9999", "", "-1", "ninety", "9" * 40])
def test_a_time_that_may_not_be_is_refused_in_words(session, admin, kept):
    answer = admin.post("/admin/retention/sessions", data={"kept": kept, "reason": "Why not."})
    assert answer.status_code == 422
    assert session.scalars(select(RetentionSetting)).all() == []


def test_a_fixed_rule_has_no_form(admin):
    assert admin.get("/admin/retention/previews").status_code == 404


@pytest.mark.parametrize("paper", ["register", "record", "dpia"])
def test_each_paper_is_made_and_says_what_is_left_to_people(admin, paper):
    answer = admin.get(f"/admin/privacy/{paper}.md")
    assert answer.mimetype == "text/markdown"
    assert ("to be filled in" in answer.text) is (paper != "register")
    assert answer.text.startswith("# ")


def test_the_register_file_has_a_line_for_each_column(admin):
    answer = admin.get("/admin/privacy/register.csv")
    assert answer.text.count("\n") >= len(held()) + 1
    assert "person,full_name," in answer.text


def test_names_stay_in_an_agency_until_its_lead_says_otherwise(session, lead):
    agency, visitor = lead
    where = f"/agencies/{agency.slug}/names"
    assert "stay in your agency" in visitor.page(where).h1.get_text()
    form = {"share": "yes", "reason": "Agreed by our board."}
    assert [visitor.post(where, data=form).status_code for _ in range(2)] == [303, 303]
    (row,) = session.scalars(select(NameSharing))
    assert (row.is_on, row.reason) == (True, "Agreed by our board.")
    assert session.scalars(select(TrailEntry.action)).all() == ["names.shared"]
    assert [one.is_on for one in sharing(session, agency.id)] == [True]
    assert "are shared" in visitor.page(where).h1.get_text()


def test_the_switch_needs_a_reason_and_an_agency_of_one_s_own(make, lead):
    agency, visitor = lead
    assert visitor.post(f"/agencies/{agency.slug}/names", data={"share": "yes"}).status_code == 422
    assert visitor.get(f"/agencies/{make.agency().slug}/names").status_code == 404


def test_the_command_prints_papers_and_looks_before_it_forgets(app, session):
    run = app.test_cli_runner().invoke
    assert "person,full_name," in run(args=["privacy", "register"]).output
    assert "Article 30" in run(args=["privacy", "record"]).output
    assert "Article 35" in run(args=["privacy", "dpia"]).output
    assert "Nothing was changed." in run(args=["privacy", "retention", "--dry-run"]).output
    assert "0 records" in run(args=["privacy", "erase-again"]).output
