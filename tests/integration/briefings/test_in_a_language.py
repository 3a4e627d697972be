"""The questions of a room around which every word is in the language of whoever answers."""

import pytest

from elearn.web.languages import Catalogues

pytestmark = pytest.mark.any_database


class Bracketed:
    """Every word that is marked, in brackets."""

    def gettext(self, message):
        return f"⟦{message}⟧"

    def ngettext(self, msgid1, msgid2, n):
        return self.gettext(msgid1 if n == 1 else msgid2)


def test_the_questions_are_asked_in_it(app, phone, office, monkeypatch):
    monkeypatch.setitem(app.extensions, "languages", Catalogues({"fr": Bracketed()}))
    phone.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr, en;q=0.5"
    door = f"/b/{office.open(office.room())}"
    phone.post(door, data={"who": "W1"})
    page = phone.page(f"{door}/questions")
    assert page.html["lang"] == "fr"
    assert page.h1.text.startswith("⟦")
    assert page.select_one("section p").text.startswith("⟦Question ")
