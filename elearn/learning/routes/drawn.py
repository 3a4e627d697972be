"""Screens as they were drawn before: one says the same to everybody who reads it in one language.

Kept in each process is the middle of a page, cut where its forms carry the token of a reader's
session. Who is named on a screen is looked up each time, and a screen that shows something of the
reader's own agency is drawn each time.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from threading import Lock

from flask import current_app, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from elearn.content.local import ContactLike
from elearn.content.pages import Page
from elearn.content.queries import contacts
from elearn.extensions import db
from elearn.learning.pages.screens import ScreenPage
from elearn.learning.routes.feature import words
from elearn.learning.routes.tongue import wanted
from elearn.learning.routes.where import Where
from elearn.learning.words import Words
from elearn.web.clock import today
from elearn.web.languages import language

MOST_KEPT = 256

Make = Callable[[Words], ScreenPage]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A screen and its middle, in the ``pieces`` between the tokens. ``text`` is what was published
    of it, ``named`` are the contacts as they were on that day; None where it names nobody."""

    text: Page
    page: ScreenPage
    pieces: tuple[str, ...]
    named: tuple[ContactLike, ...] | None
    on: date

    @property
    def middle(self) -> Markup:
        return Markup(generate_csrf().join(self.pieces))  # noqa: S704 a template made all of it

    def is_of(self, text: Page) -> bool:
        """Whether it was drawn of that text, and whoever it names is still to be reached so."""
        if self.named is None or self.text is not text:
            return self.text is text
        return self.on == today() and self.named == contacts(db.session(), of=())


_kept: OrderedDict[Hashable, Drawn] = OrderedDict()
_lock = Lock()


def drawn(where: Where, make: Make) -> Drawn:
    """The screen that ``make`` gives, drawn now or before."""
    key = _key(where)
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
    if found is not None and found.is_of(where.page):
        return found
    fill = words().speaking(where.tongue)
    fresh = draw(where, fill, make)
    if where.progress.digest and fill.is_for_everybody:
        _keep(key, fresh)
    return fresh


def draw(where: Where, fill: Words, make: Make) -> Drawn:
    """The screen drawn now."""
    page = make(fill)
    html = current_app.jinja_env.get_template("learning/middle.html").render(page=page)
    return Drawn(where.page, page, tuple(html.split(generate_csrf())), fill.named, today())


def _key(where: Where) -> Hashable:
    """All that a screen depends on: its text, by hash, and in which language it is shown."""
    at = where.progress
    text = (at.digest, at.number, where.module.slug, where.page.slug)
    return (*text, wanted(at.document), language(), request.script_root)


def _keep(key: Hashable, fresh: Drawn) -> None:
    with _lock:
        _kept[key] = fresh
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
