"""The list as a file, brought in again, and words said twice about job titles."""

from datetime import timedelta

from sqlalchemy import select

from elearn.models import PersonStatus, Posting, RosterTitle, StaffRole
from elearn.web.clock import today
from tests.integration.roster.test_mapping import CHOSEN, brought, say_columns


def test_somebody_who_starts_later_is_in_the_file_and_does_not_leave_by_it(
    lead, make, office, session
):
    role = session.get_one(StaffRole, office.role("R7"))
    ann = make.worker(office.agency, role, "Ann Bell", start=today() + timedelta(days=9))
    make.staff_number(ann, office.agency, "W1")
    bo = make.worker(office.agency, role, "Bo Li")
    make.staff_number(bo, office.agency, "W2")
    lines = lead.get(f"{office.home}.csv").text.lstrip("\ufeff").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["W1", "W2"]
    done = office.bring_in(*lines[1:])
    assert done.plan.counts == {"new": 0, "changed": 0, "unchanged": 2, "left": 0, "error": 0}
    assert set(session.scalars(select(Posting.end))) == {None}


def test_a_form_of_titles_sent_twice_forgets_no_title_said_before(lead, office, session):
    at = say_columns(lead, brought(lead, office), **CHOSEN).location
    titles = lead.page(f"{at}/titles")
    first, second = titles.select("main select")
    form = {one["name"]: one.get("value", "") for one in titles.select("main input[type=hidden]")}
    for name in (first["name"], second["name"]):
        answer = lead.post(f"{at}/titles", data=form | {name: "R7"})
        assert answer.status_code == 303
    assert len(list(session.scalars(select(RosterTitle.id)))) == 2


def test_nobody_who_was_erased_is_in_the_file(lead, make, office, session):
    role = session.get_one(StaffRole, office.role("R7"))
    gone = make.worker(office.agency, role, "Erased 0a1b2c")
    gone.status = PersonStatus.ERASED
    session.commit()
    assert len(lead.get(f"{office.home}.csv").text.splitlines()) == 1
