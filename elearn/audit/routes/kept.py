"""Draws pages of editions, each once: an edition never changes, so what a page of it says is the
same for every reader of one kind as long as the address asks for the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import render_template
from markupsafe import Markup

from elearn.audit.editions import Opened
from elearn.web.languages import language

MARK = "\x1e"  # a sign that no page has
FORM = 'name="csrf_token"'


@dataclass(frozen=True, slots=True)
class Drawn:
    """The middle of a page: what stands before its main part, and its main part."""

    title: str
    before: Markup
    main: Markup


def edition_page(
    template: str, opened: Opened, asked: tuple[object, ...], make: Callable[[], dict[str, Any]]
) -> str:
    """The page that ``template`` draws of what ``make`` gives it, with ``page`` among that.

    ``asked`` is all that it depends on besides the edition, its reader and the language: what the
    address asks for, what comes from other tables, what this actor may do. A page with a form is
    drawn anew each time: it holds a token of the reader's session.
    """
    edition = opened.edition
    place = (edition.state, edition.restated_by, edition.name, language().code)
    drawn = opened.keep_page(
        (template, *asked, *place), lambda: _draw(template, make()), unless=_has_form
    )
    return render_template("audit/kept.html", page=drawn, drawn=drawn)


def _draw(template: str, given: dict[str, Any]) -> Drawn:
    html = render_template(template, **given, layout="audit/middle.html", mark=MARK)
    before, _, main = html.partition(MARK)
    # all of it came out of a template just now
    return Drawn(given["page"].title, Markup(before.strip()), Markup(main.strip()))  # noqa: S704


def _has_form(drawn: Drawn) -> bool:
    return FORM in drawn.main
