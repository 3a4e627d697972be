"""The public pages. Help and signs set no cookie, ask nothing and are not kept by the browser."""

from datetime import timedelta
from functools import cache

from flask import Response, abort, current_app, g, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from elearn.config import ROOT
from elearn.domain.dates import uk_date
from elearn.extensions import db
from elearn.public.landing import first_page
from elearn.public.pages import WRITTEN_ON, HelpPage, HomePage, KindPage, NoticePage, SignsPage
from elearn.public.queries import is_ready
from elearn.public.signs import KINDS, kind_of
from elearn.web.clock import now
from elearn.web.feature import Feature, anyone

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
    checked = current_app.extensions["site"].get().contacts_checked_on
    page = HelpPage(uk_date(checked) if checked else "")
    return _kept(render_template("public/get_help.html", page=page), NOT_KEPT)


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


@public.page("/accessibility", needs=NOTICE)
def accessibility() -> ResponseReturnValue:
    return _notice("accessibility", "Accessibility of this site")


@public.page("/privacy", needs=NOTICE)
def privacy() -> ResponseReturnValue:
    return _notice("privacy", "Privacy: what we hold and why")


@public.page("/cookies", needs=NOTICE)
def cookies() -> ResponseReturnValue:
    return _notice("cookies", "Cookies")


@public.page("/contact", needs=NOTICE)
def contact() -> ResponseReturnValue:
    return _notice("contact", "Contact us")


def _notice(name: str, title: str) -> Response:
    settings = current_app.extensions["settings"]
    page = NoticePage(
        title=title,
        partnership=settings.partnership,
        base_url=settings.base_url,
        write_to=settings.mail_from,
        written=uk_date(WRITTEN_ON),
        cookie=current_app.config["SESSION_COOKIE_NAME"],
    )
    return _kept(render_template(f"public/{name}.html", page=page), FIVE_MINUTES)


@public.page("/.well-known/security.txt", needs=MACHINES)
def security_txt() -> ResponseReturnValue:
    """RFC 9116. It says anew every day that it holds for half a year."""
    settings = current_app.extensions["settings"]
    day = (now() + timedelta(days=180)).date()
    text = (
        f"Contact: mailto:{settings.mail_from}\n"
        f"Expires: {day.isoformat()}T00:00:00Z\n"
        "Preferred-Languages: en\n"
        f"Canonical: {settings.base_url}/.well-known/security.txt\n"
    )
    response = Response(text, mimetype="text/plain")
    response.headers["Cache-Control"] = FIVE_MINUTES
    return response


@public.page("/healthz", needs=MACHINES)
def healthz() -> ResponseReturnValue:
    """The process answers. Nothing else is asked."""
    return Response("ok\n", mimetype="text/plain")


@public.page("/readyz", needs=MACHINES)
def readyz() -> ResponseReturnValue:
    """Database reachable, schema current, worker alive; says only yes or no."""
    ready = is_ready(db.session(), schema=_schema(), now=now())
    status = 200 if ready else 503
    return Response("ok\n" if ready else "not ready\n", status, mimetype="text/plain")


@cache
def _schema() -> str:
    """The revision this code is for."""
    return (ROOT / "migrations" / ".head").read_text("utf-8").strip()


def _kept(html: str, how_long: str) -> Response:
    response = make_response(html)
    response.headers["Cache-Control"] = how_long
    return response
