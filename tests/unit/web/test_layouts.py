"""What every page has, whoever looks at it."""

from dataclasses import dataclass
from datetime import date

import jinja2
from bs4 import BeautifulSoup

from elearn.web.site import Contact, NavItem, Site, Viewer
from tests.support.html import templates

CONTACTS = {
    "emergency": Contact("Emergency services", "999"),
    "helpline": Contact("Modern Slavery & Exploitation Helpline", "08000 121 700"),
}
SITE = Site(
    partnership="Northmoor and the Isles Modern Slavery Partnership",
    partnership_short="Northmoor and the Isles",
    contacts=CONTACTS,
    contacts_checked_on=date(2026, 11, 2),
    agencies_count=24,
)
AMINA = Viewer(
    name="Amina <Okafor>",
    description="midwife, Northmoor University Hospitals",
    nav=(NavItem("My training", "/learn", active=True), NavItem("Certificates", "/certificates")),
    card_url="/agencies/hospitals/card",
)


@dataclass(frozen=True, slots=True)
class Page:
    title: str = "My training"
    errors: tuple[tuple[str, str], ...] = ()


def page(source: str, *, viewer: Viewer | None = None, site: Site = SITE, **context):
    environment = templates()
    pages = jinja2.DictLoader({"page.html": source})
    environment.loader = jinja2.ChoiceLoader([pages, environment.loader])
    given = {"site": site, "viewer": viewer, "page": Page()} | context
    return BeautifulSoup(environment.get_template("page.html").render(given), "html.parser")


PLAIN = '{% extends "base.html" %}{% block main %}<h1>{{ page.title }}</h1>{% endblock %}'
HELP = '{% extends "base_public_help.html" %}{% block main %}<h1>Get help now</h1>{% endblock %}'


def test_the_title_is_the_heading_and_the_partnership():
    assert page(PLAIN).title.text == "My training - Northmoor and the Isles"


def test_a_page_with_errors_says_so_first_and_links_to_them():
    soup = page(PLAIN, page=Page(errors=(("Say how sure you are", "#sure"),)))
    assert soup.title.text == "Error: My training - Northmoor and the Isles"
    assert soup.select_one("main [role=alert] a[href='#sure']").text == "Say how sure you are"


def test_the_first_thing_to_reach_is_the_way_past_the_navigation():
    first = page(PLAIN, viewer=AMINA).select_one("a")
    assert first["href"] == "#main"
    assert page(PLAIN).select_one("main#main")


def test_who_is_signed_in_can_sign_out_by_a_post_with_a_token():
    soup = page(PLAIN, viewer=AMINA)
    form = soup.select_one("form[action='/sign-out'][method=post]")
    assert form.select_one("input[name=csrf_token]")["value"] == "a-token"
    assert "Amina <Okafor>, midwife" in soup.select_one(".app-who").text


def test_the_menu_marks_where_the_page_is():
    links = page(PLAIN, viewer=AMINA).select("nav[aria-label=Menu] a")
    assert [link["href"] for link in links] == ["/learn", "/certificates"]
    assert [link.get("aria-current") for link in links] == ["true", None]


def test_a_signed_out_page_asks_for_no_token():
    soup = page('{% set section = "signs" %}' + PLAIN)
    assert not soup.select("form")
    assert soup.select_one("nav[aria-label=Menu] [aria-current=true]")["href"] == "/signs"


def test_help_is_two_taps_from_anywhere():
    panel = page(PLAIN, viewer=AMINA).select_one("aside")
    assert [link["href"] for link in panel.select("a")] == [
        "tel:999",
        "tel:08000121700",
        "/agencies/hospitals/card",
    ]


def test_a_contact_that_is_not_on_file_is_left_out():
    panel = page(PLAIN, site=Site("P", "P")).select_one("aside")
    assert [link["href"] for link in panel.select("a")] == ["/get-help"]


def test_the_footer_says_who_runs_this_and_when_contacts_were_checked():
    words = page(PLAIN).select_one("footer").text
    assert "for its 24 agencies. Contacts checked 2 November 2026." in words


def test_a_demonstration_says_that_it_is_one():
    real, demo = page(PLAIN), page(PLAIN, site=Site("P", "P", demo=True))
    assert "Demonstration" not in real.text
    assert "invented" in demo.select_one("header").text


def test_a_help_page_gives_nothing_away_and_can_be_left_at_once():
    soup = page(HELP)
    assert soup.title.text == "Help and advice"
    first = soup.select_one("main a")
    assert first.get_text(" ", strip=True) == "Emergency Exit this page"
    assert first["href"].startswith("https://")
    assert first["rel"] == ["nofollow", "noreferrer"]
    assert not soup.select("aside")
    assert soup.select_one("[data-neutral-title]")


def test_a_report_carries_its_marking_above_and_below():
    soup = page(
        '{% extends "base_report.html" %}{% block edition %}Edition 2{% endblock %}'
        "{% block report %}<h1>Coverage</h1>{% endblock %}"
    )
    marks = [line.get_text(" ", strip=True) for line in soup.select(".app-marking")]
    assert marks == ["OFFICIAL Edition 2", "OFFICIAL Edition 2"]


def test_an_error_page_says_what_to_do_and_where_to_turn():
    wrong = {
        "title": "Page not found",
        "what_happened": "There is nothing at this address, or it is not for you.",
        "what_to_do": "Check the address.",
        "reference": "7f3a",
    }
    soup = page('{% extends "errors/error.html" %}', page=wrong)
    assert soup.select_one("h1").text == "Page not found"
    assert "7f3a" in soup.select_one("main").text
    assert soup.select_one("main a[href='tel:08000121700']")


def test_the_second_line_of_the_header_is_the_rest_of_the_name():
    assert SITE.second_line == "Modern Slavery Partnership"
    assert Site("Northmoor", "Northmoor").second_line == ""
