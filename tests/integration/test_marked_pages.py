"""Every page that is said to be marked, walked in a language that is not one: whatever is shown
outside the brackets is content, a name, a number or an address."""

import dataclasses
import re

import pytest
from bs4 import BeautifulSoup

from elearn.content.curriculum import topics
from elearn.content.queries import document
from elearn.models import ModuleVersion, StaffRole
from elearn.web.languages import MARKED
from tests.support.pseudo import around, in_pseudo, unmarked
from tests.support.walk import CODE, Sender, build_house, cookie_of, pages

pytestmark = pytest.mark.any_database
CALLED = "Zyx"
# Pages that whoever is signed in, or whose try is open, is led away from: walked in
# public/test_languages.py, learning/test_languages.py, accounts/test_joining.py and
# briefings/test_in_a_language.py; and papers, in certificates/test_papers_in_a_language.py.
ELSEWHERE = {
    "accounts.join_as", "accounts.sign_in", "briefings.questions", "certificates.pdf",
    "learning.handout", "learning.result", "public.home",
}  # fmt: skip
TAG = re.compile(r"<[^>]+>")
# Names; and what only those are told who keep the contacts.
NOT_WORDS = {CALLED, CALLED.lower(), CALLED[0], CODE, "(E1)", "English", "Not verified"}
NUMBERS = re.compile(r"\S+@agency\.example|\d+:\d+[ap]m|[ap]m\b")


def texts(thing):
    """Every text of a document, piece by piece, without its tags."""
    if isinstance(thing, str):
        yield from (one.strip() for one in TAG.split(thing) if one.strip())
    elif isinstance(thing, dict):
        for one in thing.values():
            yield from texts(one)
    elif isinstance(thing, list | tuple | set | frozenset):
        for one in thing:
            yield from texts(one)


@pytest.fixture
def content(session):
    """What modules say."""

    def every() -> set[str]:
        found = set(topics().values()) | {name for (name,) in session.query(StaffRole.name)}
        for version in session.query(ModuleVersion.id):
            found |= set(texts(dataclasses.asdict(document(session, version.id))))
        return {one for one in found if len(one) > 1}

    return every


def test_every_marked_page_shows_nothing_that_is_not_marked(
    app, session, make, monkeypatch, content
):
    house = build_house(make, called=CALLED)
    asked = in_pseudo(app, monkeypatch)
    data = content() | around(app) | NOT_WORDS
    sender = Sender(app, cookie_of(app, house.everyone))
    met, outside = set(), {}
    for rule in pages(app):
        if rule.endpoint not in MARKED:
            continue
        for url in house.urls(app, rule):
            answer = sender.send("GET", url, headers=asked)
            if answer.mimetype != "text/html" or answer.status_code in (301, 302, 303):
                continue
            met.add(rule.endpoint)
            page = BeautifulSoup(answer.text, "html.parser")
            assert page.html["lang"] == "qps", url
            words = [NUMBERS.sub("", one) for one in unmarked(page, data)]
            if found := [one for one in words if any(map(str.isalpha, one))]:
                outside[rule.endpoint] = found
    assert outside == {}
    assert MARKED - met == ELSEWHERE
