"""The language somebody wants pages in: chosen in the account, used after sign-in, forgotten."""

import gettext

import pytest
from sqlalchemy import select

from elearn.accounts.actions.erasure import erase
from elearn.accounts.queries.everything import everything_about
from elearn.models import TrailEntry
from elearn.web.clock import now
from elearn.web.languages import OWN_NAME, Catalogues
from tests.support.pseudo import Pseudo

CHOSEN = {"Accept-Language": "en"}


class Named(Pseudo):
    def gettext(self, message):
        return "Pseudo" if message == OWN_NAME else super().gettext(message)


@pytest.fixture
def pseudo(app, monkeypatch):
    monkeypatch.setitem(app.extensions, "languages", Catalogues({"qps": Named()}))


@pytest.fixture
def person(make):
    return make.person("Mai Tran")


def choose(visitor, language):
    return visitor.post("/account/language", data={"language": language})


def test_while_there_is_only_english_it_says_so_and_how_to_help(visitor, person):
    page = visitor.sign_in(person).page("/account")
    assert page.select_one("select") is None
    assert "The pages are in English only" in page.text
    assert page.select_one('main a[href="/contact"]').text == "Write to us"
    choose(visitor, "qps")
    assert person.language == ""


def test_a_language_that_is_there_is_chosen_by_its_own_name(visitor, person, session, pseudo):
    page = visitor.sign_in(person).page("/account", headers=CHOSEN)
    offered = [(one["value"], one.text) for one in page.select("select option")]
    assert offered == [("", "As my browser asks"), ("en-GB", "English"), ("qps", "Pseudo")]
    assert choose(visitor, "qps").status_code == 303
    page = visitor.page("/account", headers=CHOSEN)
    assert page.html["lang"] == "qps"
    assert page.select_one("option[selected]")["value"] == "qps"
    assert visitor.page("/certificates", headers=CHOSEN).html["lang"] == "qps"
    (entry,) = session.scalars(select(TrailEntry).filter_by(action="language-chosen"))
    assert entry.actor_id == person.id


def test_english_can_be_chosen_against_what_the_browser_asks_for(visitor, person, pseudo):
    asks = {"Accept-Language": "qps"}
    assert visitor.sign_in(person).page("/account", headers=asks).html["lang"] == "qps"
    choose(visitor, "en-GB")
    assert visitor.page("/account", headers=asks).html["lang"] == "en-GB"


def test_after_signing_out_the_browser_decides_again(visitor, person, pseudo):
    choose(visitor.sign_in(person), "qps")
    visitor.post("/sign-out")
    assert visitor.page("/sign-in", headers=CHOSEN).html["lang"] == "en-GB"


@pytest.mark.parametrize("sent", ["fr", "qps\0", "x" * 400])
def test_a_language_that_is_not_there_is_refused(visitor, person, pseudo, sent):
    choose(visitor.sign_in(person), sent)
    assert person.language == ""
    assert "That language is not there" in visitor.page("/account", headers=CHOSEN).text


def test_a_choice_sent_twice_is_one_choice(visitor, person, session, pseudo):
    visitor.sign_in(person)
    choose(visitor, "qps")
    choose(visitor, "qps")
    assert len(session.scalars(select(TrailEntry).filter_by(action="language-chosen")).all()) == 1


def test_a_language_that_went_away_is_english_and_nothing_breaks(app, visitor, person, pseudo):
    choose(visitor.sign_in(person), "qps")
    app.extensions["languages"] = Catalogues({"xx": gettext.NullTranslations()})
    assert visitor.page("/account", headers=CHOSEN).html["lang"] == "en-GB"


def test_it_is_among_what_is_held_on_me_and_erasure_forgets_it(visitor, person, session, pseudo):
    choose(visitor.sign_in(person), "qps")
    assert everything_about(session, person.id)["person"][0]["language"] == "qps"
    erase(session, person_id=person.id, actor_id=None, now=now())
    session.flush()
    assert person.language == ""
