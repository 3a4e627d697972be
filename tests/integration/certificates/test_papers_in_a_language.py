"""Certificates and hand-outs on paper, in the language of whoever asks."""

import gettext

import pytest

from elearn.gateways.documents import CERTIFICATE_WORDS, HANDOUT_WORDS, TypstDocuments
from elearn.web.languages import Catalogues
from tests.integration.certificates.conftest import CODE

pytestmark = pytest.mark.any_database


class Bracketed(gettext.NullTranslations):
    """Every word that is marked, in brackets."""

    def gettext(self, message):
        return f"⟦{message}⟧"


@pytest.fixture
def in_brackets(app, monkeypatch, visitor):
    monkeypatch.setitem(app.extensions, "languages", Catalogues({"fr": Bracketed()}))
    visitor.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr, en;q=0.5"


def test_a_certificate_has_every_word_of_it_and_the_facts_as_they_are(
    visitor, holder, held, documents, in_brackets
):
    visitor.sign_in(holder).get(f"/certificates/{CODE}.pdf")
    (facts,) = documents.certificates
    assert facts.lang == "fr"
    assert facts.words.keys() >= CERTIFICATE_WORDS.keys()
    joined = {"before", "passed_by"}  # the two halves of one text
    assert all("⟦" in words for key, words in facts.words.items() if key not in joined)
    assert (facts.words["before"], facts.words["passed_by"]) == ("⟦of", "passed⟧")
    assert (facts.name, facts.code) == ("Amina Okafor", CODE)
    assert TypstDocuments().certificate(facts).startswith(b"%PDF")


def test_a_hand_out_has_its_words_around_in_the_language(
    visitor, holder, module, documents, in_brackets
):
    visitor.sign_in(holder).get("/learn/notice-it/summary.pdf")
    (facts,) = documents.handouts
    assert facts.words.keys() >= HANDOUT_WORDS.keys()
    assert facts.lang == "en"  # the module itself has no translation
    assert "{page}" in facts.words["page_of"]
    assert TypstDocuments().handout(facts).startswith(b"%PDF")


def test_in_english_nothing_is_said_anew(visitor, holder, held, documents):
    visitor.sign_in(holder).get(f"/certificates/{CODE}.pdf")
    assert documents.certificates[0].words == {}
    assert documents.certificates[0].lang == "en"
