"""Contacts are filled in when a page is shown, and a number nobody checked is never shown."""

from dataclasses import replace
from datetime import date

import pytest
from markupsafe import Markup

from elearn.content.document import ContactEntry
from elearn.content.markdown import is_checked, resolve_contacts

TODAY = date(2026, 11, 22)
HELPLINE = ContactEntry(
    key="helpline",
    name="Slavery & Exploitation Helpline",
    number="08000 121 700",
    url="https://www.helpline.example/",
    hours="Always",
    what="Advice",
    source="facts A3",
    verified_on=date(2026, 11, 2),
    verified_by="A. Coordinator",
    review_by=date(2027, 2, 1),
)
UNCHECKED = replace(HELPLINE, verified_on=None, verified_by=None)


def shown(contact, **how):
    return resolve_contacts(f"Call {{contact:{contact.key}}}.", [contact], today=TODAY, **how)


def test_a_checked_contact_is_its_name_and_a_number_to_press():
    assert shown(HELPLINE) == (
        "Call Slavery &amp; Exploitation Helpline on "
        '<a class="govuk-link" href="tel:08000121700">08000 121 700</a>.'
    )


def test_in_a_label_there_is_no_link():
    assert shown(HELPLINE, links=False) == (
        "Call Slavery &amp; Exploitation Helpline on 08000 121 700."
    )


@pytest.mark.parametrize(
    "stale",
    [
        UNCHECKED,
        replace(HELPLINE, review_by=date(2026, 11, 21)),
        replace(HELPLINE, verified_on=date(2026, 11, 23)),
    ],
)
def test_a_contact_not_checked_or_overdue_shows_no_number(stale):
    assert "121 700" not in shown(stale)
    assert shown(stale) == (
        "Call Slavery &amp; Exploitation Helpline, number at "
        '<a class="govuk-link" href="https://www.helpline.example/" rel="noreferrer">'
        "www.helpline.example</a>."
    )


def test_without_an_address_it_says_where_to_look():
    assert "Helpline, number on its own website." in shown(replace(UNCHECKED, url=None))


def test_a_national_number_stands_alone_and_needs_no_check():
    emergency = replace(UNCHECKED, key="emergency", name="Emergency services", number="999")
    assert shown(emergency) == 'Call <a class="govuk-link" href="tel:999">999</a>.'


def test_a_contact_without_a_number_is_its_name_linked_to_its_page():
    form = replace(UNCHECKED, name="Online form", number=None)
    assert shown(form).startswith('Call <a class="govuk-link" href="https://www.helpline.example/"')
    assert shown(replace(form, url=None)) == "Call Online form."
    assert shown(replace(form, url="javascript:alert(1)")) == "Call Online form."


def test_a_contact_that_no_longer_exists_is_somebody_to_ask():
    assert resolve_contacts("Call {contact:gone}.", [], today=TODAY) == (
        "Call your safeguarding lead."
    )


def test_what_a_contact_is_called_cannot_break_the_page():
    evil = replace(HELPLINE, name="<script>", number='0"><script>')
    assert "<script>" not in shown(evil)


def test_the_agencys_card_stands_where_the_author_put_it():
    html = '<div class="app-agency-card">{agency-card}</div>'
    card = Markup("<p>Ring Sam.</p>")
    filled = resolve_contacts(html, [], today=TODAY, agency_card=card)
    assert filled == '<div class="app-agency-card"><p>Ring Sam.</p></div>'
    assert "Ask your safeguarding lead" in resolve_contacts(html, [], today=TODAY)


def test_a_check_holds_until_its_review_day():
    assert is_checked(HELPLINE, date(2027, 2, 1))
    assert not is_checked(HELPLINE, date(2027, 2, 2))
