"""The administrator sees what needs doing, what was sent, and what was done."""

from datetime import timedelta

import pytest

from elearn.access.policy import Role
from elearn.domain.number_words import in_words
from elearn.models import LetterState
from elearn.operations.heartbeat import beat
from elearn.operations.letters import write
from elearn.operations.trail import note
from elearn.web.clock import now
from tests.integration.admin.conftest import NOON
from tests.support.tampering import Tamperer

PAGES = [
    "/admin", "/admin/letters", "/admin/trail", "/admin/grants", "/admin/grants/new",
    "/admin/settings", "/admin/jobs", "/admin/jobs/work", "/admin/domains", "/admin/health",
    "/admin/breach",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", [Role.LEARNER, Role.AGENCY_LEAD, Role.COORDINATOR, Role.AUTHOR])
def test_nobody_else_sees_them(visitor, make, path, role):
    agency = make.agency() if role is Role.AGENCY_LEAD else None
    assert visitor.sign_in(make.somebody(role, agency)).get(path).status_code in (403, 404)


@pytest.mark.parametrize("path", PAGES)
def test_who_is_signed_out_is_asked_to_sign_in(visitor, path):
    assert visitor.get(path).location.startswith("/sign-in")


def test_the_first_page_says_what_needs_doing(session, visitor, admin, letter):
    letter("wrong", LetterState.FAILED, "550 no such person")
    page = visitor.page("/admin")
    assert "Start it: python -m elearn.worker" in page.text
    assert "Look at 1 letter that did not arrive" in page.text
    before = len(page.select(".app-todo > li"))
    assert page.h1.text == f"{in_words(before)} things need you"
    beat(session, name="worker", now=now())
    session.commit()
    assert visitor.page("/admin").h1.text == f"{in_words(before - 1)} things need you"


def test_letters_show_what_the_server_said_and_never_their_text(visitor, admin, letter):
    letter("wrong", LetterState.FAILED, "550 5.1.1 no such person", tries=1)
    letter("right", LetterState.SENT, "250 ok", sent_at=NOON)
    page = visitor.page("/admin/letters")
    assert "550 5.1.1 no such person" in page.text
    assert "wrong@council.example" in page.text
    assert "Secret text" not in page.text
    assert "22 November 2026, midday" in page.text
    failed = visitor.page("/admin/letters?state=failed").select("tbody tr")
    assert len(failed) == 1


@pytest.mark.parametrize("query", ["state=nonsense", "before=-1", "before=" + "9" * 40, "before=٣",
                                   "before=0", "state=%00", "before=1e5"])  # fmt: skip
def test_no_address_breaks_the_lists(visitor, admin, letter, query):
    letter()
    assert visitor.get(f"/admin/letters?{query}").status_code == 200
    assert visitor.get(f"/admin/trail?{query}&q=%00%25").status_code == 200


def test_long_lists_are_paged_and_miss_nothing(session, visitor, admin, letter):
    for n in range(60):
        write(session, key=f"l{n}", person_id=None, to="a@b.example", subject=f"Letter {n}",
              body="B", now=NOON + timedelta(seconds=n))  # fmt: skip
    session.commit()
    first = visitor.page("/admin/letters")
    second = visitor.page(first.select_one("a[rel=next]")["href"])
    assert len(first.select("tbody tr")) == 50
    assert len(second.select("tbody tr")) == 10
    assert not second.select("a[rel=next]")


def test_the_trail_says_who_did_what_and_that_it_is_whole(session, visitor, make, admin):
    note(session, action="suspended", actor_id=admin.id, subject_kind="person", subject_id=7,
         now=NOON)  # fmt: skip
    note(session, action="roster.applied", actor_id=None, subject_kind="agency", subject_id=3,
         detail={"import": 4, "new": 12}, now=NOON)  # fmt: skip
    session.commit()
    page = visitor.page("/admin/trail")
    assert "Ada Min suspended an account" in page.text
    assert "A command brought a roster in" in page.text
    assert "import: 4, new: 12" in page.text
    assert "The trail was not checked yet" in page.text
    found = visitor.page("/admin/trail?about=7").select("tbody tr")
    assert len(found) == 1


def test_a_line_that_was_altered_is_named(session, visitor, admin):
    for n in range(3):
        note(session, action="signed-in", actor_id=admin.id, subject_kind="person", subject_id=n,
             now=NOON)  # fmt: skip
    Tamperer(session).edit(2, action="signed-out")
    session.commit()
    assert visitor.post("/admin/trail/check").status_code == 303
    page = visitor.page("/admin/trail")
    assert "Broken at line 2." in page.text
    assert "had the trail checked" in page.text


def test_the_menu_leads_there(visitor, admin):
    assert [
        one["href"] for one in visitor.page("/admin").select("nav a") if "/admin" in one["href"]
    ]


@pytest.mark.parametrize("name", ["letters", "trail", "people"])
def test_each_list_is_to_be_had_as_files(session, visitor, admin, letter, name):
    letter("=cmd", LetterState.SENT, "@answer")
    note(session, action="signed-in", actor_id=admin.id, subject_kind="person", subject_id=1,
         now=NOON)  # fmt: skip
    session.commit()
    page = visitor.page(f"/admin/{name}")
    for link in page.select(".app-downloads a"):
        answer = visitor.get(link["href"])
        assert answer.status_code == 200
        assert "attachment" in answer.headers["Content-Disposition"]
        assert len(answer.data) > 20
    assert len(page.select(".app-downloads a")) == 2


def test_a_file_of_letters_runs_nothing_in_a_spreadsheet(visitor, admin, letter):
    letter("k", LetterState.FAILED, "=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in visitor.get("/admin/letters.csv").text


@pytest.mark.parametrize("path", ["/admin/letters.csv", "/admin/trail.xlsx", "/admin/people.csv"])
def test_nobody_else_gets_a_file(visitor, make, path):
    assert visitor.sign_in(make.person()).get(path).status_code in (403, 404)
