"""A language that is not one: every word that translators are given, in brackets."""

import gettext
from functools import cache
from io import StringIO
from pathlib import Path

from babel.messages.pofile import read_po

from elearn.privacy.cookies import BROWSER
from elearn.web.languages import Catalogues

TEMPLATE = Path(__file__).parents[2] / "elearn" / "translations" / "messages.pot"
ASKED = {"Accept-Language": "qps, en;q=0.5"}
SECOND_LINE = "Modern Slavery Partnership"


@cache
def known() -> frozenset[str]:
    """The words that translators are given."""
    catalogue = read_po(StringIO(TEMPLATE.read_text("utf-8")))
    return frozenset(
        words
        for message in catalogue
        for words in (message.id if isinstance(message.id, tuple) else (message.id,))
    )


class Pseudo(gettext.NullTranslations):
    """Every word that translators are given, in brackets."""

    def gettext(self, message):
        return f"⟦{message}⟧" if message in known() else message

    def ngettext(self, msgid1, msgid2, n):
        return self.gettext(msgid1 if n == 1 else msgid2)


def in_pseudo(app, monkeypatch) -> dict[str, str]:
    """Let the service speak it; the headers of a browser that asks for it."""
    monkeypatch.setitem(app.extensions, "languages", Catalogues({"qps": Pseudo()}))
    return ASKED


def around(app) -> set[str]:
    """What stands on pages and is nobody's to translate: names, addresses."""
    settings = app.extensions["settings"]
    short = settings.partnership.removesuffix(f" {SECOND_LINE}")
    return {settings.partnership, short, SECOND_LINE, settings.mail_from, settings.base_url,
            app.config["SESSION_COOKIE_NAME"], BROWSER, "security.txt", "html"}  # fmt: skip


def unmarked(page, data):
    """What a reader meets outside the brackets, without ``data``: names, numbers, addresses."""
    met = [text for text in page.find_all(string=True) if text.parent.name not in ("script",)]
    met += [
        tag[name]
        for tag in page.find_all(True)
        for name in tag.attrs
        if name in ("aria-label", "alt", "title", "placeholder") or name.startswith("data-i18n")
    ]
    words = "\0".join(met)
    depth, kept = 0, ""
    for sign in words:
        depth += (sign == "⟦") - (sign == "⟧")
        kept += sign if not depth and sign != "⟧" else ""
    for one in sorted(data, key=len, reverse=True):
        kept = kept.replace(one, "")
    return [piece.strip() for piece in kept.split("\0") if any(map(str.isalpha, piece))]
