"""A module on one page, its hand-out, and the card of the learner's agency."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pikepdf
import pytest

from elearn.models import Contact
from elearn.web.clock import today
from tests.integration.learning.conftest import Learner
from tests.support.document import small_document

LEAD = "local-lead"


def contact(key, name, **facts):
    given = {"hours": "Always", "what": "Ask.", "source": "facts"}
    return Contact(key=key, name=name, **given | facts)


@pytest.fixture
def locals_(session):
    """The partnership's local contacts, which agencies fill in."""
    session.add(contact(LEAD, "Your safeguarding lead"))
    session.add(contact("local-police-team", "Local police team"))
    session.commit()


@pytest.fixture
def with_card(make, visitor, person):
    document = small_document("carded", "M06", "Carded")
    screen = replace(document.pages[0], html='<div class="app-agency-card">{agency-card}</div>')
    document = replace(document, pages=(screen, *document.pages[1:]))
    make.module("carded", code="M06", title="Carded", document=document)
    return Learner(visitor.sign_in(person), "carded")


def card(learner):
    return learner.page("/first").select_one(".app-agency-card")


def test_the_page_has_outcomes_text_card_version_and_day(learner, locals_):
    page = learner.page("/summary")
    text = " ".join(page.select_one("article").text.split())
    assert "After this module you can Say what you saw." in text
    assert "Notice and tell." in text
    assert "Northmoor Council" in text
    assert "Version 1. Law as at 1 November 2026." in text


def test_the_card_stands_once_where_the_text_has_it(make, learner, module):
    newer = small_document(
        "notice-it",
        "M01",
        "Notice it",
        summary='<p>A.</p><div class="app-agency-card">{agency-card}</div><p>B.</p>',
    )
    make.version(module, 2, published_on=date(2026, 11, 2), document=newer)
    assert len(learner.page("/summary").select(".app-agency-card")) == 1


def test_the_handout_is_a_tagged_pdf_of_the_same(learner):
    response = learner.visitor.get("/learn/notice-it/summary.pdf")
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="notice-it.pdf"'
    with pikepdf.open(io.BytesIO(response.data)) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.Root.MarkInfo.Marked


def test_the_page_offers_the_handout(learner):
    assert learner.page("/summary").select_one('a[href="/learn/notice-it/summary.pdf"]')


def test_there_is_no_handout_of_a_module_there_is_not(learner):
    assert learner.visitor.get("/learn/nonsense/summary.pdf").status_code == 404


def test_the_card_says_what_the_agency_may_and_must_do(with_card):
    text = card(with_card).text
    assert "Your agency is a First Responder" in text
    assert "Duty to Notify" in text


def test_the_card_of_another_agency_says_whom_to_tell(with_card, agency, session):
    agency.first_responder = agency.duty_to_notify = False
    session.commit()
    text = card(with_card).text
    assert "not a First Responder" in text
    assert "Duty to Notify" not in text


def test_contacts_nobody_entered_say_so(with_card, locals_):
    items = [one.get_text(" ", strip=True) for one in card(with_card).select("li")]
    said = "Your partnership has not entered this yet."
    assert items == [f"Your safeguarding lead: {said}", f"Local police team: {said}"]


def test_the_agencys_own_contact_is_shown_once_it_is_confirmed(with_card, locals_, agency, session):
    session.add(
        contact(
            LEAD,
            "Sam Lead",
            agency_id=agency.id,
            number="023 8000 0000",
            verified_on=today() - timedelta(days=1),
            verified_by="A. Lead",
            review_by=today() + timedelta(days=30),
        )
    )
    session.commit()
    first = card(with_card).select_one("li")
    assert "Sam Lead, 023 8000 0000, Always" in first.text
    assert first.a["href"] == "tel:02380000000"


def test_a_number_nobody_checked_lately_is_not_shown(with_card, locals_, agency, session):
    session.add(
        contact(
            LEAD,
            "Sam Lead",
            agency_id=agency.id,
            number="023 8000 0000",
            verified_on=today() - timedelta(days=400),
            verified_by="A. Lead",
            review_by=today() - timedelta(days=1),
        )
    )
    session.commit()
    assert "023" not in card(with_card).text


def test_somebody_who_works_nowhere_is_told_whom_to_ask(make, visitor, module):
    learner = Learner(visitor.sign_in(make.person()), module.slug)
    assert "Ask your safeguarding lead who to call here." in learner.page("/summary").text
