"""Headcounts and declared totals: signed, corrected without losing anything, each agency's own."""

from datetime import timedelta

from bs4 import BeautifulSoup
from sqlalchemy import select

from elearn.models import Declared, FormerFigure, Headcount, TrailEntry
from elearn.operations.trail import verify
from elearn.web.clock import today


def typed(number="46", *, as_at=None, seen="0", grade="A", source="Payroll"):
    day = as_at or today()
    given = {"number": number, "as_at": day.isoformat(), "grade": grade, "source": source}
    return given | {"seen": seen}


def counts(session):
    session.expire_all()
    rows = session.scalars(select(Headcount).order_by(Headcount.as_at, Headcount.id))
    return [(row.agency_id, row.number, row.source, row.grade.value) for row in rows]


def formers(session):
    rows = session.scalars(select(FormerFigure).order_by(FormerFigure.id))
    return [(row.number, row.source, row.module_id) for row in rows]


def test_a_count_is_signed_and_shown(visitor, session, place):
    visitor.sign_in(place.lead)
    response = visitor.post(f"{place.home}/headcount/r11", data=typed())
    assert response.status_code == 303
    row = session.scalar(select(Headcount))
    assert (row.number, row.signed_by_id) == (46, place.lead.id)
    assert row.signed_at is not None
    shown = visitor.page(f"{place.home}/headcount").get_text(" ", strip=True)
    assert "R11 Regulator and ports" in shown
    assert "From an HR system: Payroll" in shown
    assert "Fresh" in shown
    entry = session.scalar(select(TrailEntry).where(TrailEntry.action == "headcount.saved"))
    assert entry.detail["number"] == 46
    assert "Payroll" not in str(entry.detail)
    assert verify(session) is None


def test_the_same_twice_counts_once(visitor, session, place):
    visitor.sign_in(place.lead)
    for _time in range(2):
        assert visitor.post(f"{place.home}/headcount/r11", data=typed()).status_code == 303
    assert len(counts(session)) == 1
    assert formers(session) == []
    assert len(session.scalars(select(TrailEntry)).all()) == 1


def test_a_correction_keeps_what_was_said_before(visitor, session, place):
    visitor.sign_in(place.lead)
    path = f"{place.home}/headcount/r11"
    visitor.post(path, data=typed())
    visitor.post(path, data=typed("47", source="HR", seen="1"))
    assert counts(session) == [(place.ours.id, 47, "HR", "A")]
    assert formers(session) == [(46, "Payroll", None)]
    shown = visitor.page(path).get_text(" ", strip=True)
    assert "Replaced on" in shown
    file = visitor.get(f"{place.home}/headcount.csv").text
    assert "R11,47," in file
    assert "R11,46," in file


def test_a_later_day_is_another_row(visitor, session, place):
    visitor.sign_in(place.lead)
    path = f"{place.home}/headcount/r11"
    visitor.post(path, data=typed(as_at=today() - timedelta(days=400), grade="B"))
    assert "More than a year old" in visitor.page(f"{place.home}/headcount").get_text(" ")
    visitor.post(path, data=typed("50", seen="1"))
    assert [number for _, number, _, _ in counts(session)] == [46, 50]
    assert "More than a year old" not in visitor.page(f"{place.home}/headcount").get_text(" ")


def test_of_two_people_at_once_the_later_sees_what_the_first_saved(visitor, session, place):
    visitor.sign_in(place.lead)
    path = f"{place.home}/headcount/r11"
    visitor.post(path, data=typed())
    late = visitor.post(path, data=typed("99", seen="0"))
    assert late.status_code == 409
    page = BeautifulSoup(late.text, "html.parser")
    assert "Somebody changed this figure" in page.get_text(" ")
    assert page.select_one("[name=number]")["value"] == "99"
    assert page.select_one("[name=seen]")["value"] == "1"
    assert counts(session)[0][1] == 46


def test_what_cannot_be_a_count_is_said_in_words(visitor, session, place):
    visitor.sign_in(place.lead)
    tomorrow = today() + timedelta(days=1)
    for wrong in (
        typed("-1"), typed("1.5"), typed("x"), typed("9999999"), typed(as_at=tomorrow),
        typed(source=" "), typed(source="x" * 201), typed(grade="D"), {},
    ):  # fmt: skip
        assert visitor.post(f"{place.home}/headcount/r11", data=wrong).status_code == 422
    assert visitor.get(f"{place.home}/headcount/r99").status_code == 404
    assert counts(session) == []


def test_a_total_is_declared_corrected_and_questioned(visitor, session, place, make):
    module = make.module(code="M01")
    visitor.sign_in(place.lead)
    path = f"{place.home}/headcount/declared"
    data = typed("31") | {"role": str(place.role.id), "module": str(module.id)}
    for _time in range(2):
        assert visitor.post(path, data=data).status_code == 303
    visitor.post(path, data=data | {"number": "60"})
    [row] = session.scalars(select(Declared))
    assert (row.number, row.signed_by_id, row.source) == (60, place.lead.id, "Payroll")
    assert formers(session) == [(31, "Payroll", module.id)]
    visitor.post(f"{place.home}/headcount/r11", data=typed("46"))
    shown = visitor.page(f"{place.home}/headcount").get_text(" ", strip=True)
    assert "More than the 46 counted" in shown
    for wrong in ({"role": "0"}, {"module": "x"}, {"number": ""}):
        assert visitor.post(path, data=data | wrong).status_code == 422


def test_a_lead_sees_and_changes_only_their_own(visitor, session, place):
    visitor.sign_in(place.other_lead)
    theirs = f"/agencies/{place.theirs.slug}/headcount"
    visitor.post(f"{theirs}/r11", data=typed("777"))
    visitor.sign_in(place.lead)
    for path in (theirs, f"{theirs}.csv", f"{theirs}/r11", f"{theirs}/declared"):
        assert visitor.get(path).status_code == 404
    assert visitor.post(f"{theirs}/r11", data=typed("1")).status_code == 404
    for path in ("headcount", "headcount.csv", "headcount/r11"):
        assert "777" not in visitor.get(f"{place.home}/{path}").text
    visitor.post(f"{place.home}/headcount/r11", data=typed("46"))
    assert [row[:2] for row in counts(session)] == [(place.theirs.id, 777), (place.ours.id, 46)]
    assert formers(session) == []
