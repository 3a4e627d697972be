"""Long absences: from and until, open ends, and who is counted."""

import pytest
from sqlalchemy import select

from elearn.models import Absence
from elearn.records.asked import asked
from tests.integration.staff.conftest import day, on_the_day, typed


@pytest.fixture
def ana(make, office):
    make.requirement(office.roles[0], make.module())
    return make.worker(office.agency, office.roles[0], "Ana Silva", start=day(-300))


def record(client, office, person, start, until=""):
    data = {"start": start, "until": until}
    return client.post(office.address(person, "absences/new"), data=data)


def absences(office):
    office.session.expire_all()
    rows = office.session.scalars(select(Absence).order_by(Absence.id)).all()
    return [(one.agency_id, one.start, one.end) for one in rows]


def away(office, person, agency=None):
    rows = asked(day())
    found = select(rows.c.away).where(rows.c.person_id == person.id)
    if agency:
        found = found.where(rows.c.agency_id == agency.id)
    return [bool(one) for one in office.session.scalars(found)]


def test_an_absence_with_an_open_end_takes_them_out_after_ninety_days(lead, office, ana):
    assert record(lead, office, ana, typed(-91)).status_code == 303
    assert absences(office) == [(office.agency.id, day(-91), None)]
    assert away(office, ana) == [True]
    page = lead.page(f"/agencies/{office.agency.slug}/people/{ana.public_id}")
    assert "no day of return yet; not counted from" in page.get_text(" ")
    assert office.trail()[-1] == "absence.recorded"


def test_on_the_ninetieth_day_they_still_count(lead, office, ana):
    record(lead, office, ana, typed(-90))
    assert away(office, ana) == [False]


def test_back_again_they_count(lead, office, ana):
    record(lead, office, ana, typed(-200))
    (one,) = office.session.scalars(select(Absence.id)).all()
    answer = lead.post(
        office.address(ana, f"absences/{one}"), data={"start": typed(-200), "until": typed()}
    )
    assert answer.status_code == 303
    assert absences(office) == [(office.agency.id, day(-200), day())]
    assert away(office, ana) == [False]


def test_the_form_holds_the_days_as_they_are(lead, office, ana):
    record(lead, office, ana, typed(-20), typed(30))
    (one,) = office.session.scalars(select(Absence.id)).all()
    page = lead.page(office.address(ana, f"absences/{one}"))
    assert [box["value"] for box in page.select("main input.govuk-input")] == [
        typed(-20), typed(30)
    ]  # fmt: skip


def test_the_same_absence_twice_is_one(lead, office, ana):
    record(lead, office, ana, typed(-20))
    assert record(lead, office, ana, typed(-20)).status_code == 303
    assert len(absences(office)) == 1


@pytest.mark.parametrize(
    ("start", "until", "words"),
    [
        ("", "", "Say the first day away"),
        (0, -1, "back before they leave"),
        (-5, "", "is on record already"),
        (-30, -19, "is on record already"),
        (900, "", "more than two years ahead"),
        (0, "some day", "is not a date"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(lead, office, ana, start, until, words):
    record(lead, office, ana, typed(-20), typed(30))
    answer = record(lead, office, ana, **on_the_day({"start": start, "until": until}))
    assert answer.status_code == 422
    assert words in answer.text
    assert len(absences(office)) == 1


def test_away_from_one_agency_is_not_away_from_the_other(lead, make, office, ana):
    other = make.agency()
    make.posting(ana, other, office.roles[0], start=day(-300))
    record(lead, office, ana, typed(-200))
    assert away(office, ana, office.agency) == [True]
    assert away(office, ana, other) == [False]


def test_an_absence_of_another_agency_is_neither_seen_nor_changed(
    lead, stranger, team_lead, make, office, ana, session
):
    theirs = Absence(person_id=ana.id, agency_id=make.agency().id, start=day(-20))
    session.add(theirs)
    session.commit()
    assert "Away since" not in lead.page(office.address(ana)).text
    assert lead.get(office.address(ana, f"absences/{theirs.id}")).status_code == 404
    for client in (stranger, team_lead):
        assert record(client, office, ana, typed()).status_code in (403, 404)
    assert len(absences(office)) == 1
