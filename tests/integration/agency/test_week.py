"""What waits for a lead besides training that is due."""

from datetime import timedelta

import pytest

from elearn.access.policy import Role
from elearn.models import (
    Contact,
    EvidenceFile,
    FileState,
    Headcount,
    HeadcountGrade,
    Letter,
    LetterState,
)
from elearn.web.clock import now


def everything(page):
    """The titles of this week's work and of what can wait."""
    titles = [item.h3.get_text(strip=True) for item in page.select(".app-todo li")]
    return titles + [one.a.get_text(strip=True) for one in page.select(".govuk-details li")]


@pytest.fixture
def ann(make, council):
    return make.worker(council.agency, council.officer, "Ann", team=council.mash)


def certificate(session, person, state=FileState.WAITING):
    session.add(
        EvidenceFile(
            public_id=f"upload-{person.id}-{state.value}",
            person_id=person.id,
            course_name="Modern slavery",
            provider="Somebody else",
            done_on=now().date(),
            mime="application/pdf",
            size=3,
            sha256="0" * 64,
            content=b"pdf",
            state=state,
            sent_at=now(),
        )
    )
    session.commit()


def refused_letter(session, person, days=1):
    at = now() - timedelta(days=days)
    session.add(
        Letter(
            key=f"letter-{person.id}-{days}",
            person_id=person.id,
            recipient="a@council.example",
            subject="Due",
            body="Due",
            message_id=f"<{person.id}.{days}@council.example>",
            state=LetterState.FAILED,
            not_before=at,
            created_at=at,
        )
    )
    session.commit()


def test_a_certificate_waits_until_it_is_decided(session, council, lead, ann):
    certificate(session, ann)
    certificate(session, ann, FileState.REFUSED)
    assert "Look at 1 certificate from elsewhere" in everything(lead.page(council.home))


def test_letters_that_came_back_lately_are_told(session, council, lead, ann):
    refused_letter(session, ann)
    refused_letter(session, ann, days=2)
    assert "Mend the address of 1 person" in everything(lead.page(council.home))


def test_a_letter_refused_long_ago_is_no_news(session, council, lead, ann):
    refused_letter(session, ann, days=40)
    assert not any("Mend" in one for one in everything(lead.page(council.home)))


def test_contacts_of_its_own_are_asked_for_until_they_are_checked(session, council, lead):
    told = {"hours": "", "what": "", "source": ""}
    session.add(Contact(key="local-lead", name="Your lead", **told))
    session.commit()
    assert "Check 1 contact of your own" in everything(lead.page(council.home))
    session.add(
        Contact(
            key="local-lead",
            agency_id=council.agency.id,
            name="Sam",
            number="023 8000 0000",
            verified_on=council.today,
            review_by=council.today + timedelta(days=1),
            **told,
        )
    )
    session.commit()
    assert not any("contact" in one for one in everything(lead.page(council.home)))


def test_an_old_headcount_is_asked_for_again(session, council, lead):
    for role, days in ((council.officer, 10), (council.social_worker, 200)):
        session.add(
            Headcount(
                agency_id=council.agency.id,
                role_id=role.id,
                number=5,
                as_at=council.ago(days),
                source="HR",
                grade=HeadcountGrade.A,
            )
        )
    session.commit()
    assert "Count your people again" in everything(lead.page(council.home))


def test_another_agencys_work_is_not_mine(session, make, council, lead):
    there = make.worker(make.agency("Port"), council.officer, "Bob")
    certificate(session, there)
    refused_letter(session, there)
    titles = everything(lead.page(council.home))
    assert not any("certificate" in one or "Mend" in one for one in titles)


def test_a_team_lead_is_told_only_of_letters_of_the_team(session, make, council, visitor, ann):
    other = make.worker(council.agency, council.officer, "Cy", team=council.housing)
    for person in (ann, other):
        certificate(session, person)
        refused_letter(session, person)
    leader = make.somebody(Role.TEAM_LEAD, council.agency, team=council.mash)
    titles = everything(visitor.sign_in(leader).page(council.home))
    assert "Mend the address of 1 person" in titles
    assert not any("certificate" in one or "self-assessment" in one for one in titles)


def test_every_page_of_the_agency_is_one_press_away(council, lead):
    page = lead.page(council.home)
    hrefs = {one["href"] for one in page.select("#main a")}
    for place in ("roster", "reminders", "evidence", "contacts", "headcount", "return", "roles"):
        assert f"{council.home}/{place}" in hrefs


def test_one_place_of_the_menu_is_marked_as_here(council, lead):
    marked = lead.page(f"{council.home}/people").select("[aria-current=true]")
    assert [one.get_text(strip=True) for one in marked] == ["People"]
    marked = lead.page(f"{council.home}/contacts").select("[aria-current=true]")
    assert [one.get_text(strip=True) for one in marked] == ["My agency"]
