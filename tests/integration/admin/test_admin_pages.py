"""The administrator sees what needs doing, what was sent, and what was done."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from elearn.access.policy import Role
from elearn.models import LetterState, TrailEntry
from elearn.operations.heartbeat import beat
from elearn.operations.letters import write
from elearn.operations.trail import note
from elearn.web.clock import now

PAGES = ["/admin", "/admin/letters", "/admin/trail"]
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def admin(visitor, make):
    person = make.person("Ada Min")
    make.grant(person, Role.ADMINISTRATOR)
    visitor.sign_in(person)
    return person


@pytest.fixture
def letter(session):
    def add(key="k", state=LetterState.QUEUED, answer="", **facts):
        found = write(session, key=key, person_id=None, to=f"{key}@council.example",
                      subject=f"Letter {key}", body="Secret text", now=NOON)  # fmt: skip
        found.state, found.answer = state, answer
        for name, value in facts.items():
            setattr(found, name, value)
        session.commit()
        return found

    return add


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
    assert page.h1.text == "3 things need you"
    assert "Start the worker" in page.text
    assert "Look at 1 letter that did not arrive" in page.text
    beat(session, name="worker", now=now())
    session.commit()
    assert visitor.page("/admin").h1.text == "2 things need you"


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
         detail={"why": "<b>left</b>"}, now=NOON)  # fmt: skip
    note(session, action="roster-applied", actor_id=None, subject_kind="import", subject_id=3,
         now=NOON)  # fmt: skip
    session.commit()
    page = visitor.page("/admin/trail")
    assert "Ada Min suspended an account" in page.text
    assert "A command roster applied" in page.text
    assert "why: <b>left</b>" in page.text
    assert "The trail is whole" in page.text
    found = visitor.page("/admin/trail?q=7").select("tbody tr")
    assert len(found) == 1


def test_a_line_that_was_altered_is_named(session, visitor, admin):
    for n in range(3):
        note(session, action="signed-in", actor_id=admin.id, subject_kind="person", subject_id=n,
             now=NOON)  # fmt: skip
    session.execute(update(TrailEntry).where(TrailEntry.id == 2).values(action="nothing"))
    session.commit()
    assert "The trail is broken at line 2" in visitor.page("/admin/trail").text


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
