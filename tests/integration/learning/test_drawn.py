"""A screen that was drawn for one reader is shown to another: nothing of the first is in it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import g

from elearn.content.placeholders import AGENCY_CARD
from elearn.learning.routes import drawn
from elearn.web.clock import today
from tests.integration.learning.test_languages import WELSH, translated  # noqa: F401 a fixture
from tests.support.document import small_document

pytestmark = pytest.mark.any_database
FIRST = "/learn/notice-it/first"


@pytest.fixture(autouse=True)
def _nothing_was_drawn():
    drawn._kept.clear()


@pytest.fixture
def reader(app, make):
    """Somebody new at a browser, who works at the agency if one is given."""

    def come(agency=None, **headers):
        visitor = app.test_client()
        visitor.environ_base.update(headers)
        return visitor.sign_in(make.worker(agency) if agency else make.person())

    return come


@pytest.fixture
def saying(make):
    """A module whose first screen says something."""

    def publish(html):
        document = small_document("notice-it", "M01", "Notice it")
        pages = (replace(document.pages[0], html=html), *document.pages[1:])
        return make.module(
            "notice-it", code="M01", title="Notice it", document=replace(document, pages=pages)
        )

    return publish


def tokens(page):
    return {one["value"] for one in page.select("input[name=csrf_token]")}


def shown(visitor):
    return " ".join(visitor.page(FIRST).main.get_text(" ").split())


def test_every_form_of_a_screen_carries_the_token_of_whoever_reads_it(reader, saying):
    saying("<p>Notice.</p>")
    pages = []
    for _ in range(3):
        g.pop("csrf_token", None)  # these requests share one application context
        pages.append(reader().page(FIRST))
    found = [tokens(page) for page in pages]
    assert len(drawn._kept) == 1
    assert [len(one) for one in found] == [1, 1, 1]  # the same in "Continue" and "Sign out"
    assert len(set.union(*found)) == 3
    assert all(len(page.select("input[name=csrf_token]")) >= 2 for page in pages)


def test_a_screen_with_the_card_is_of_the_readers_own_agency(make, reader, saying):
    saying(f"<p>Notice.</p>{AGENCY_CARD}")
    one, other = make.agency("Aston Trust"), make.agency("Bream Council")
    assert "Aston Trust" in shown(reader(one))
    seen = shown(reader(other))
    assert "Bream Council" in seen
    assert "Aston Trust" not in seen
    assert not drawn._kept


def test_a_contact_of_an_agency_is_shown_to_its_own_people(make, reader, saying):
    saying("<p>Call {contact:local-lead}.</p>")
    make.contact("local-lead", name="Safeguarding lead")
    known = {"verified_on": today(), "verified_by": "Ann", "review_by": today() + timedelta(9)}
    one, other = make.agency("Aston Trust"), make.agency("Bream Council")
    make.contact("local-lead", one, name="Aston desk", number="023 8000 0001", **known)
    make.contact("local-lead", other, name="Bream desk", number="023 8000 0002", **known)
    assert "8000 0001" in shown(reader(one))
    assert "8000 0002" in shown(reader(other))
    assert "8000" not in shown(reader())


def test_a_contact_that_changed_is_shown_so_at_the_next_look(make, session, reader, saying):
    saying("<p>Call {contact:helpline}.</p>")
    helpline = make.contact(name="The Helpline", number="0800 111 2222", verified_on=today())
    helpline.verified_by, helpline.review_by = "Ann", today() + timedelta(days=9)
    session.commit()
    visitor = reader()
    assert "0800 111 2222" in shown(visitor)
    helpline.number = "0800 333 4444"
    session.commit()
    assert "0800 333 4444" in shown(visitor)
    helpline.review_by = today() - timedelta(days=1)
    session.commit()
    assert "0800" not in shown(visitor)


def test_a_number_is_looked_at_anew_each_day(make, reader, saying, monkeypatch):
    saying("<p>Call {contact:helpline}.</p>")
    make.contact(
        number="0800 111 2222",
        verified_on=today(),
        verified_by="Ann",
        review_by=today() + timedelta(days=9),
    )
    visitor = reader()
    assert "0800" in shown(visitor)
    for place in ("drawn", "feature"):
        later = today() + timedelta(days=40)
        monkeypatch.setattr(f"elearn.learning.routes.{place}.today", lambda on=later: on)
    assert "0800" not in shown(visitor)


def test_what_is_published_is_shown_at_the_next_look(make, reader, saying):
    module = saying("<p>The old words.</p>")
    assert "The old words" in shown(reader())
    newer = small_document("notice-it", "M01", "Notice it")
    make.version(module, 2, published_on=date(2026, 11, 20), document=newer)
    assert "The old words" not in shown(reader())


def test_each_reads_in_their_own_language(make, reader, translated):  # noqa: F811 the fixture
    make.module("notice-it", code="M01", title="Notice it", document=translated())
    welsh = {"HTTP_ACCEPT_LANGUAGE": WELSH["Accept-Language"]}
    for _ in range(2):
        assert "[cy] Notice." in shown(reader(**welsh))
        assert "[cy]" not in shown(reader())


def test_what_stands_around_a_page_follows_the_site_and_the_reader(app, make, session, reader):
    helpline = make.contact(number="0800 111 2222", verified_on=today(), verified_by="Ann")
    helpline.review_by = today() + timedelta(days=9)
    session.commit()
    visitor = reader()
    assert "0800 111 2222" in visitor.get("/learn").text
    helpline.number = "0800 333 4444"
    session.commit()
    app.extensions["site"].site = None  # as after a minute
    page = visitor.page("/learn")
    assert "0800 333 4444" in page.aside.text
    assert [one.text for one in page.select("nav [aria-current]")] == ["My training"]
    assert not visitor.page("/account").select("nav [aria-current]")
