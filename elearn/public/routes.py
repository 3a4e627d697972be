"""The public pages. Help and signs set no cookie, ask nothing and are not kept by the browser
(decision 16); the notices may be kept for a while."""

from datetime import timedelta
from pathlib import Path

from flask import (
    Response,
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue

from elearn.config import ROOT
from elearn.content.help_pages.page import HelpPages, HelpText
from elearn.extensions import db
from elearn.privacy.cookies import cookies as cookies_set
from elearn.privacy.policy import RULES
from elearn.privacy.queries import periods
from elearn.public.help_page import help_page
from elearn.public.landing import first_page
from elearn.public.pages import WRITTEN_ON, HomePage, KindPage, NoticePage, PlacePage, SignsPage
from elearn.public.places import PLACES, place_of
from elearn.public.signs import KINDS, kind_of
from elearn.web.clock import today
from elearn.web.feature import Feature, anyone
from elearn.web.languages import gettext as _
from elearn.web.languages import long_day, say_number, speak

public = Feature("public", __name__)

HELP = anyone(because="no cookie: help and advice for everybody, perhaps for a victim")
NOTICE = anyone(because="no cookie: how this site is run")
MACHINES = anyone(because="no cookie: read by machines")
FIVE_MINUTES = "public, max-age=300"
NOT_KEPT = "no-store"


@public.page("/", needs=anyone(because="the front door"))
def home() -> ResponseReturnValue:
    if g.actor:
        return redirect(first_page(g.actor), 303)
    return render_template("public/home.html", page=HomePage())


@public.page("/get-help", needs=HELP)
def get_help() -> ResponseReturnValue:
    pages = _help_pages()
    return _help_in(pages.english, pages)


@public.page("/get-help/<slug:language>", needs=HELP)
def get_help_in(language: str) -> ResponseReturnValue:
    """The page in another language; one that nobody has signed is not there."""
    pages = _help_pages()
    text = pages.of(language)
    if text is None:
        abort(404)
    speak(language)
    return _help_in(text, pages)


def _help_in(text: HelpText, pages: HelpPages) -> Response:
    page = help_page(text, pages, current_app.extensions["site"].get())
    return _kept(render_template("public/get_help.html", page=page), NOT_KEPT)


def _help_pages() -> HelpPages:
    """The words of the installation's own help page, or of the one that came with the service."""
    from elearn.content.help_pages.reading import FOLDER, help_pages  # noqa: PLC0415 reads YAML

    own = Path(current_app.extensions["settings"].modules)
    root = own if (own / FOLDER).is_dir() else ROOT / "modules"
    return help_pages(root, today=today())


@public.page("/signs", needs=HELP)
def signs() -> ResponseReturnValue:
    return _kept(render_template("public/signs.html", page=SignsPage()), NOT_KEPT)


@public.page("/signs/<slug:kind>", needs=HELP)
def signs_of(kind: str) -> ResponseReturnValue:
    found = kind_of(kind)
    if found is None:
        abort(404)
    others = tuple(one for one in KINDS if one is not found)
    page = KindPage(found, others, found.name)
    return _kept(render_template("public/kind.html", page=page), NOT_KEPT)


@public.page("/signs/at/<slug:place>", needs=HELP)
def signs_at(place: str) -> ResponseReturnValue:
    found = place_of(place)
    if found is None:
        abort(404)
    others = tuple(one for one in PLACES if one is not found)
    page = PlacePage(found, others, found.name)
    return _kept(render_template("public/place.html", page=page), NOT_KEPT)


@public.page("/accessibility", needs=NOTICE)
def accessibility() -> ResponseReturnValue:
    return _notice("accessibility", _("Accessibility of this site"))


@public.page("/privacy", needs=NOTICE)
def privacy() -> ResponseReturnValue:
    return _notice("privacy", _("Privacy: what we hold and why"))


@public.page("/cookies", needs=NOTICE)
def cookies() -> ResponseReturnValue:
    return _notice("cookies", _("Cookies"))


@public.page("/contact", needs=NOTICE)
def contact() -> ResponseReturnValue:
    return _notice("contact", _("Contact us"))


def _notice(name: str, title: str) -> Response:
    settings = current_app.extensions["settings"]
    page = NoticePage(
        title=title,
        partnership=settings.partnership,
        base_url=settings.base_url,
        write_to=settings.mail_from,
        written=long_day(WRITTEN_ON),
        cookies=cookies_set(current_app.config["SESSION_COOKIE_NAME"]),
        kept=_kept_for() if name == "privacy" else {},
    )
    response = _kept(render_template(f"public/{name}.html", page=page), FIVE_MINUTES)
    response.add_etag()
    response.make_conditional(request)
    return response


def _kept_for() -> dict[str, str]:
    """How long each kind of record is kept, in words, by the rules in force."""
    held = periods(db.session())
    return {key: _time(*rule.counted(held.of(key))) for key, rule in RULES.items()}


def _time(number: int, thing: str) -> str:
    if thing == "year":
        return say_number("%(number)s year", "%(number)s years", number)
    if thing == "month":
        return say_number("%(number)s month", "%(number)s months", number)
    return say_number("%(number)s day", "%(number)s days", number)


@public.page("/.well-known/security.txt", needs=MACHINES)
def security_txt() -> ResponseReturnValue:
    """RFC 9116. It holds for a year from the release: one that nobody renews says nothing any
    more."""
    settings = current_app.extensions["settings"]
    day = WRITTEN_ON + timedelta(days=364)
    text = (
        f"Contact: mailto:{settings.mail_from}\n"
        f"Expires: {day.isoformat()}T00:00:00Z\n"
        "Preferred-Languages: en\n"
        f"Canonical: {settings.base_url}/.well-known/security.txt\n"
    )
    response = Response(text, mimetype="text/plain")
    response.headers["Cache-Control"] = FIVE_MINUTES
    return response


def _kept(html: str, how_long: str) -> Response:
    response = make_response(html)
    response.headers["Cache-Control"] = how_long
    return response
