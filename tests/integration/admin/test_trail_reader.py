"""Reading the trail: by who, what, about whom and between which days."""

from datetime import timedelta

import pytest

from elearn.operations.trail import note
from tests.integration.admin.conftest import NOON


@pytest.fixture
def lines(session, make, admin):
    sam = make.person("Sam Colleague")
    for act, actor, kind, subject, day in (
        ("signed-in", sam.id, "person", sam.id, 0),
        ("role-granted", admin.id, "person", sam.id, 1),
        ("roster.applied", None, "agency", 77, 2),
        ("signed-out", sam.id, "person", sam.id, 3),
    ):
        note(session, action=act, actor_id=actor, subject_kind=kind, subject_id=subject,
             now=NOON + timedelta(days=day))  # fmt: skip
    session.commit()
    return sam


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 4),
        ("who=Sam", 2),
        ("who=sam+colleague&what=signed-in", 1),
        ("who=command", 1),
        ("who=Ada", 1),
        ("about=Sam", 3),
        ("of=agency", 1),
        ("about=77", 1),
        ("since=2026-11-23", 3),
        ("since=2026-11-23&until=2026-11-24", 2),
        ("until=2026-11-22", 1),
        ("what=nonsense&of=nonsense&since=yesterday&until=9999-99-99", 4),
        ("who=99999999999999999999", 0),
    ],
)
def test_the_filters_narrow_the_page_and_its_file(visitor, lines, query, expected):
    page = visitor.page(f"/admin/trail?{query}")
    assert len(page.select("tbody tr")) == expected
    link = page.select_one(".app-downloads a[href*=csv]")
    if expected:
        text = visitor.get(link["href"]).text
        told = sum(text.count(f",{act},") for act in
                   ("signed-in", "signed-out", "role-granted", "roster.applied"))  # fmt: skip
        assert told == expected


def test_a_line_leads_to_the_person_it_is_about(visitor, lines):
    page = visitor.page("/admin/trail?what=role-granted")
    assert page.select_one("tbody a")["href"] == f"/admin/people/{lines.public_id}"
    assert "Ada Min gave a role" in page.text


def test_pages_follow_the_filters_and_miss_nothing(session, visitor, admin):
    for number in range(60):
        note(session, action="signed-in", actor_id=admin.id, subject_kind="person",
             subject_id=number, now=NOON)  # fmt: skip
    session.commit()
    first = visitor.page("/admin/trail?what=signed-in")
    second = visitor.page(first.select_one("a[rel=next]")["href"])
    assert (len(first.select("tbody tr")), len(second.select("tbody tr"))) == (50, 10)
    assert "what=signed-in" in second.select_one("a[rel=prev]")["href"]
