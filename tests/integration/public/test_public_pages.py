"""What everybody may read: it sets no cookie, gives the number first, and leaves no copy."""

from datetime import UTC, date, datetime

import pytest

from elearn.access.policy import Role
from elearn.content.readability import measure, sentences
from elearn.models import Contact
from elearn.public.places import PLACES
from elearn.public.signs import KINDS

SIGNS = [f"/signs/{kind.slug}" for kind in KINDS] + [f"/signs/at/{one.slug}" for one in PLACES]
HELP = ["/get-help", "/signs", "/signs/labour", "/signs/at/housing"]
NOTICES = ["/accessibility", "/privacy", "/cookies", "/contact"]
MACHINES = ["/.well-known/security.txt", "/healthz"]


@pytest.fixture
def contact(session):
    def add(key, number, verified_on=None, url=None):
        session.add(
            Contact(key=key, name=key, number=number, hours="", what="", source="",
                    verified_on=verified_on, url=url)
        )  # fmt: skip
        session.commit()

    return add


@pytest.mark.parametrize("path", [*HELP, *NOTICES, *MACHINES])
def test_it_is_open_and_sets_no_cookie_even_for_somebody_signed_in(visitor, make, path):
    visitor.sign_in(make.person())
    answer = visitor.get(path)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("path", HELP)
def test_help_is_not_kept_and_can_be_left_at_once(visitor, path):
    answer = visitor.get(path)
    assert answer.headers["Cache-Control"] == "no-store"
    page = visitor.page(path)
    assert page.title.text == "Help and advice"
    first = page.select_one("main a")
    assert "Exit this page" in first.text
    assert first["href"] == "https://www.bbc.co.uk/weather"


@pytest.mark.parametrize("path", NOTICES)
def test_notices_may_be_kept_for_a_while_and_are_not_sent_twice(visitor, path):
    answer = visitor.get(path)
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    again = visitor.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", [*HELP, *NOTICES])
def test_nothing_is_loaded_from_anybody_else(visitor, path):
    page = visitor.page(path)
    loaded = [one.get("src") or one.get("href") for one in page.select("script, link, img, iframe")]
    assert all(one.startswith("/") for one in loaded)


def test_the_numbers_come_from_the_contacts_with_their_date(visitor, contact):
    contact("emergency", "999", date(2026, 11, 2))
    contact("helpline", "08000 121 700", date(2026, 11, 9))
    page = visitor.page("/get-help")
    assert [one["href"] for one in page.select(".app-call__number")] == [
        "tel:999",
        "tel:08000121700",
    ]
    assert "Numbers checked: 2 November 2026" in page.text


def test_a_number_nobody_checked_is_not_shown_but_where_to_find_it_is(visitor, contact):
    contact("helpline", "08000 121 700", url="https://www.helpline.example")
    contact("childline", "0800 1111")
    for path in ("/get-help", "/signs/labour", "/signs/at/health"):
        page = visitor.page(path)
        assert "08000 121 700" not in page.text
        assert page.select('a[href="https://www.helpline.example"]')
        assert not page.select('a[href^="tel:0800"]')


def test_without_contacts_the_page_still_stands(visitor):
    assert "call 999" in visitor.page("/get-help").text.lower()


@pytest.mark.parametrize("path", ["/signs/unicorns", "/signs/at/sea", "/get-help/tlh"])
def test_what_is_not_there_is_not_found(visitor, path):
    assert visitor.get(path).status_code == 404


def test_signs_can_be_found_by_kind_and_by_place(visitor):
    page = visitor.page("/signs")
    assert [one["href"] for one in page.select("main a[href^='/signs/']")] == [
        *(f"/signs/at/{one.slug}" for one in PLACES),
        *(f"/signs/{kind.slug}" for kind in KINDS),
    ]
    assert all(visitor.get(path).status_code == 200 for path in SIGNS)


TEXTS = {kind.slug: (kind.summary, *kind.to_you, *kind.others_see) for kind in KINDS} | {
    place.slug: (place.summary, *place.see, place.to_do) for place in PLACES
}


@pytest.mark.parametrize("slug", TEXTS)
def test_signs_are_in_short_sentences_that_can_be_read_at_nine(slug):
    found = [sentence for text in TEXTS[slug] for sentence in sentences(text)]
    assert max(len(sentence.split()) for sentence in found) <= 18
    assert measure(TEXTS[slug]).age <= 9


@pytest.mark.parametrize("path", HELP)
def test_a_page_of_help_can_be_read_by_a_child_of_eleven(visitor, path):
    """All of it, with what stands on every page: the sentences of its paragraphs and points."""
    found = [
        " ".join(one.get_text().split()) for one in visitor.page(path).select("main p, main li")
    ]
    assert measure(one for one in found if one.endswith((".", "?"))).age <= 11


def test_the_front_door_gives_no_cookie_to_a_stranger(visitor):
    answer = visitor.get("/")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.LEARNER, "/learn"),
        (Role.AGENCY_LEAD, "/agencies/port"),
        (Role.TEAM_LEAD, "/agencies/port"),
        (Role.COORDINATOR, "/partnership"),
        (Role.AUTHOR, "/authoring"),
        (Role.ADMINISTRATOR, "/admin"),
    ],
)
def test_whoever_is_signed_in_begins_at_their_own_work(visitor, make, role, page):
    agency = make.agency(slug="port")
    at = agency if role in (Role.AGENCY_LEAD, Role.TEAM_LEAD) else None
    team = make.team(agency) if role is Role.TEAM_LEAD else None
    answer = visitor.sign_in(make.somebody(role, at, team)).get("/")
    assert (answer.status_code, answer.location) == (303, page)


def test_the_privacy_notice_names_the_partnership_and_where_to_write(app, visitor):
    page = visitor.page("/privacy").text
    assert app.extensions["settings"].partnership in page
    assert app.extensions["settings"].mail_from in page


def test_the_cookie_notice_names_the_cookie(app, visitor):
    assert app.config["SESSION_COOKIE_NAME"] in visitor.page("/cookies").text


def test_security_txt_has_what_rfc_9116_asks(visitor):
    answer = visitor.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in answer.text.strip().splitlines())
    assert answer.mimetype == "text/plain"
    assert fields["Contact"].startswith("mailto:")
    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert 0 < (expires - datetime.now(UTC)).days < 365
