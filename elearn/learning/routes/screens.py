"""The pages of a module: screens with what they ask for practice, and scenarios."""

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.content.activities import Check, Media, Picture, Sort
from elearn.content.cleaning import drawn_again
from elearn.content.pages import Scenario, Screen
from elearn.learning.forms import number, read_check
from elearn.learning.pages.practice import (
    CheckShown,
    SortShown,
    check_shown,
    sort_asked,
    sort_done,
)
from elearn.learning.pages.screens import MediaShown, PictureShown, ScreenPage
from elearn.learning.routes.drawn import draw, drawn
from elearn.learning.routes.feature import TAKE, learning, words
from elearn.learning.routes.scenario import scenario
from elearn.learning.routes.where import Where, find, go_on, position
from elearn.learning.sorting import read_sort, unsorted
from elearn.learning.words import Words
from elearn.web.headers import POLICY_WITH_MEDIA


@learning.page("/learn/<slug:module>/<slug:page>", needs=TAKE, methods=("GET", "POST"))
def screen(module: str, page: str) -> ResponseReturnValue:
    where = find(module, page)
    if request.method == "POST" and _is_outdated(where):
        return redirect(url_for("learning.module", module=module), 303)
    if where is None:
        abort(404)
    if isinstance(where.page, Scenario):
        return scenario(where, where.page)
    if request.form.get("act") == "continue":
        return go_on(where)
    return _show(where, where.page)


def _is_outdated(where: Where | None) -> bool:
    """Whether the form came from another version than the one the learner is on now: a newer one
    was published while they read the first screen. They are shown the newer one."""
    return where is None or number(request.form, "version") != where.progress.number


def _show(where: Where, page: Screen) -> Response:
    def make(fill: Words) -> ScreenPage:
        return _page(where, page, fill)

    if request.method == "GET":
        shown = drawn(where, make)
    else:
        shown = draw(where, words().speaking(where.tongue), make)
    html = render_template("learning/screen.html", page=shown.page, middle=shown.middle)
    response = make_response(html)
    if page.media:
        response.headers["Content-Security-Policy"] = POLICY_WITH_MEDIA
    return response


def _page(where: Where, page: Screen, fill: Words) -> ScreenPage:
    check = _check(page.check, fill) if page.check else None
    sort = _sort(page.sort, fill) if page.sort else None
    errors = ((check.error, "#check"),) if check and check.error else ()
    return ScreenPage(
        page.title,
        position(where),
        fill.blocks(page.html),
        check=check,
        sort=sort,
        picture=_picture(page.picture) if page.picture else None,
        media=_media(page.media, fill) if page.media else None,
        errors=errors + (sort.errors if sort else ()),
    )


def _check(check: Check, fill: Words) -> CheckShown:
    if request.method != "POST":
        return check_shown(check, fill)
    chosen, error = read_check(request.form, check)
    return check_shown(check, fill, chosen=chosen or frozenset(), error=error)


def _sort(sort: Sort, fill: Words) -> SortShown:
    if request.method != "POST":
        return sort_asked(sort, unsorted(sort), fill, was_sent=False)
    cards = read_sort(request.form, sort)
    if any(one.group is None for one in cards):
        return sort_asked(sort, cards, fill, was_sent=True)
    return sort_done(sort, cards, fill)


def _picture(picture: Picture) -> PictureShown:
    return PictureShown(drawn_again(picture.svg, picture.alt), picture.caption)


def _media(media: Media, fill: Words) -> MediaShown:
    return MediaShown(
        kind=media.kind,
        src=url_for("learning.media", digest=media.sha256),
        mime=media.mime,
        captions=url_for("learning.media", digest=media.captions) if media.captions else "",
        transcript=fill.blocks(media.transcript),
    )
