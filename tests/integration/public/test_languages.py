"""Pages in a language that is not one: every word of a marked page is marked, and nothing else is
shown in it."""

import gettext
import re
from io import StringIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from elearn.operations.tongues import is_signed
from elearn.public.places import PLACES
from elearn.public.signs import KINDS
from elearn.web.languages import ENGLISH, MARKED, Catalogues
from tests.support.pseudo import Pseudo, around, in_pseudo, known, unmarked

ROOT = Path(__file__).parents[3]
METHODS = {".py": "python", ".html": "jinja2"}
KEYWORDS = {
    **dict.fromkeys(("N_", "_", "gettext", "say")),
    **dict.fromkeys(("ngettext", "say_number"), (1, 2)),
}
MARKS = re.compile(r"\b(N_|_|n?gettext|say|say_number)\(")
# Marked pages that are there for everybody; tests/integration/test_marked_pages.py walks all.
OPEN = {one for one in MARKED if one.startswith("public.")} | {"accounts.sign_in"}
NAMES = {"public.signs_of": {"kind": KINDS[0].slug}, "public.signs_at": {"place": PLACES[0].slug}}


@pytest.fixture
def pseudo(app, monkeypatch):
    return in_pseudo(app, monkeypatch)


def addresses(app):
    with app.test_request_context():
        return {one: app.url_for(one, **NAMES.get(one, {})) for one in sorted(OPEN)}


def test_translators_are_given_the_words_as_they_are_now():
    """After words changed: bin/translations extract."""
    words = set()
    for path in sorted((ROOT / "elearn").rglob("*.*")):
        how = METHODS.get(path.suffix)
        if how and MARKS.search(path.read_text("utf-8")):
            for _line, message, *_rest in extract_from_file(how, path, keywords=KEYWORDS):
                words |= set(message) if isinstance(message, tuple) else {message}
    assert words == known() - {""}


@pytest.mark.parametrize("endpoint", sorted(OPEN))
def test_every_word_of_a_marked_page_is_marked(app, visitor, pseudo, endpoint):
    page = visitor.page(addresses(app)[endpoint], headers=pseudo)
    assert page.html["lang"] == "qps"
    assert unmarked(page, around(app)) == []


def test_what_a_marked_form_says_back_is_marked_too(app, session, pseudo):
    answer = FlaskClient(app, app.response_class).post(
        "/sign-in", data={"email": "", "password": ""}, headers=pseudo
    )
    assert answer.status_code == 422
    for words in ("Type your e-mail address or user name", "There is a problem", "Error:"):
        assert f"⟦{words}⟧" in answer.text


@pytest.mark.parametrize("path", ["/get-help"])
def test_other_pages_stay_in_english_and_say_so(visitor, pseudo, path):
    answer = visitor.get(path, headers=pseudo)
    assert 'lang="en-GB"' in answer.text
    assert "⟦" not in answer.text


def test_what_went_wrong_is_said_in_the_language_too(app, visitor, pseudo):
    answer = visitor.get("/no-such-page", headers=pseudo)
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.html["lang"] == "qps"
    assert unmarked(page, around(app) | {page.select_one("main .app-num").text}) == []
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_language_is_what_the_browser_asks_for_among_those_there_are(visitor, pseudo):
    asked = {"fr, qps-PLOC;q=0.9, en;q=0.1": "qps", "en-US, qps;q=0.8": "en-GB", "*": "en-GB"}
    for wanted, given in asked.items():
        page = visitor.page("/signs", headers={"Accept-Language": wanted})
        assert page.html["lang"] == given


def test_a_page_that_depends_on_the_browsers_language_says_so(visitor, pseudo):
    assert "Accept-Language" in visitor.get("/cookies", headers=pseudo).headers["Vary"]
    assert "Accept-Language" not in visitor.get("/get-help").headers.get("Vary", "")


def test_without_a_catalogue_everything_is_english_and_nothing_varies(visitor):
    answer = visitor.get("/cookies", headers={"Accept-Language": "qps"})
    assert 'lang="en-GB"' in answer.text
    assert "Vary" not in answer.headers


def test_a_language_written_from_right_to_left_says_so(app, visitor, monkeypatch):
    monkeypatch.setitem(app.extensions, "languages", Catalogues({"ar": Pseudo()}))
    page = visitor.page("/signs", headers={"Accept-Language": "ar"})
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")


def test_words_from_a_catalogue_are_words_and_never_markup(app, visitor, monkeypatch):
    class Evil(gettext.NullTranslations):
        def gettext(self, message):
            return f"<script>{message}"

    monkeypatch.setitem(app.extensions, "languages", Catalogues({"qps": Evil()}))
    answer = visitor.get("/contact", headers={"Accept-Language": "qps"})
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_a_catalogue_is_used_once_somebody_has_signed_it(tmp_path):
    assert not is_signed({"last-translator": "FULL NAME <EMAIL@ADDRESS>"})
    for code, by in (("ro", "FULL NAME <EMAIL@ADDRESS>"), ("pt_BR", "Rui <rui@nowhere.example>")):
        written(tmp_path, code, by)
    catalogues = Catalogues.below(tmp_path)
    assert list(catalogues.languages) == ["pt-BR"]
    assert catalogues.languages["pt-BR"].words.gettext("Sign in") == "Iniciar"
    assert ENGLISH.words.gettext("Sign in") == "Sign in"


def written(folder, code, by):
    from babel.messages.catalog import Catalog  # noqa: PLC0415 only here
    from babel.messages.mofile import write_mo  # noqa: PLC0415 the same

    catalogue = Catalog(locale=code, last_translator=by)
    catalogue.add("Sign in", "Iniciar")
    path = folder / code / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


def test_every_catalogue_we_use_is_whole_and_compiled_as_it_is():
    """After a catalogue changed: bin/translations compile."""
    for compiled in (ROOT / "elearn" / "translations").glob("*/LC_MESSAGES/messages.mo"):
        with compiled.open("rb") as file:
            used = gettext.GNUTranslations(file)
        source = read_po(StringIO(compiled.with_suffix(".po").read_text("utf-8")))
        kept = {one.id: one.string for one in source if isinstance(one.id, str) and not one.fuzzy}
        assert set(kept) >= known(), compiled
        assert all(used.gettext(words) == kept[words] for words in known() - {""}), compiled
