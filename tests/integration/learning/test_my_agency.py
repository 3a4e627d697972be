"""The card to keep: who to call, without anything of who looks at it."""

from datetime import timedelta

from elearn.access.policy import Role
from elearn.web.clock import today

CARD = "/learn/my-agency"


def words_of(page):
    return " ".join(page.main.get_text(" ").split())


def contact(make, agency, **facts):
    checked = {"verified_on": today() - timedelta(days=3), "verified_by": "Ann Bell"}
    checked |= {"review_by": today() + timedelta(days=90), "hours": "Night and day"}
    return make.contact("local-lead", agency, **checked | facts)


def test_a_checked_number_is_shown_with_its_hours(make, visitor):
    agency = make.agency("Northmoor Council")
    make.contact("local-lead", name="Safeguarding lead")
    contact(make, agency, name="Duty desk", number="023 8000 0000")
    page = visitor.sign_in(make.worker(agency)).page(CARD)
    assert page.select_one('a[href="tel:02380000000"]')
    shown = words_of(page)
    assert "Duty desk When: Night and day" in shown
    assert "First Responder: yes" in shown
    assert "Duty to Notify: yes" in shown


def test_a_number_that_nobody_checked_lately_is_not_on_the_page(make, visitor):
    agency, other = make.agency("Aston Trust", first_responder=False), make.agency("Bream Council")
    make.contact("local-lead", name="Safeguarding lead")
    contact(make, agency, number="023 8000 0001", review_by=today() - timedelta(days=1))
    contact(make, other, number="023 8000 0002", verified_on=None, verified_by=None)
    person = make.worker(agency)
    make.posting(person, other)
    make.grant(person, Role.AGENCY_LEAD, agency)
    page = visitor.sign_in(person).page(CARD)
    assert "8000" not in str(page)
    shown = words_of(page)
    assert shown.index("Aston Trust") < shown.index("Bream Council")  # both postings
    assert "First Responder: no" in shown
    assert "stale" not in shown


def test_it_is_the_same_for_everybody_of_an_agency_and_names_nobody(app, make):
    agency = make.agency()
    contact(make, agency, number="023 8000 0000")
    lead = make.worker(agency, name="Zebedee Quartermaine")
    make.grant(lead, Role.AGENCY_LEAD, agency)
    shown = {
        app.test_client().sign_in(person).get(CARD).text for person in (lead, make.worker(agency))
    }
    assert len(shown) == 1
    (text,) = shown
    assert "Zebedee" not in text
    assert "csrf" not in text


def test_every_signed_in_page_leads_to_it(make, visitor):
    visitor.sign_in(make.person())
    page = visitor.page("/learn")
    assert page.select_one(f'aside a[href="{CARD}"]')
    assert "list of staff today" in words_of(visitor.page(CARD))
