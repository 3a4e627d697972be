"""Refuses every request whose page declares no need, or whose actor does not meet it."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask, abort, current_app, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from elearn.access.policy import Actor, AgencyScope, scope_of
from elearn.web.carried import carry
from elearn.web.clock import now
from elearn.web.feature import MenuItem, Need, anyone
from elearn.web.languages import say

Loader = Callable[[], Actor | None]
FRESH_FOR = timedelta(minutes=10)  # how long who somebody is need not be shown again


def guard(app: Flask, load_actor: Loader) -> None:
    """Check every request before its view runs. ``load_actor`` says who is asking."""
    needs: dict[str, Need] = {"static": anyone(because="style sheets, fonts and pictures")}
    menu: list[MenuItem] = []
    carrying: set[str] = set()
    fresh: set[str] = set()
    for blueprint in app.blueprints.values():
        needs |= getattr(blueprint, "needs", {})
        menu += getattr(blueprint, "menu", [])
        carrying |= getattr(blueprint, "carrying", set())
        fresh |= getattr(blueprint, "fresh", set())
    app.extensions["needs"] = needs
    app.extensions["carrying"] = frozenset(carrying)
    app.extensions["fresh"] = frozenset(fresh)
    app.extensions["menu"] = sorted(menu, key=lambda item: (item.order, item.label))

    @app.before_request
    def check() -> ResponseReturnValue | None:
        g.actor = None
        if request.endpoint is None:
            return None  # no such page: Flask answers 404
        need = needs.get(request.endpoint)
        if need is None:
            abort(403)
        if not _opts_out_of_sessions(need):
            g.actor = load_actor()
        return _answer(need, g.actor)


def _opts_out_of_sessions(need: Need) -> bool:
    """Public pages that say so read no session, so that they set no cookie and can be cached."""
    return need.public_because is not None and need.public_because.startswith("no cookie:")


def _answer(need: Need, actor: Actor | None) -> ResponseReturnValue | None:
    agency = (request.view_args or {}).get(need.at) if need.at else None
    if need.admits(actor, agency):
        return _ask_again() if _is_stale(actor) else None
    if actor is not None:
        if actor.withheld and need.admits(actor.in_full(), agency):
            return _ask_for_second_step()
        abort(404 if need.at else 403)
    if request.method != "GET" and request.form.get("act") != "keep":  # a script tells by itself
        flash(_while_sending())
    return redirect(url_for("accounts.sign_in", next=_way_back()))


def _is_stale(actor: Actor | None) -> bool:
    """Whether the page is one for which somebody must have shown lately who they are, and this one
    has not."""
    if actor is None or request.endpoint not in current_app.extensions["fresh"]:
        return False
    return actor.proved_at is None or now() - actor.proved_at > FRESH_FOR


def _ask_again() -> ResponseReturnValue:
    """Ask who they are; they come back to this page, and to what they typed if it carries."""
    sent = request.method != "GET"
    kept = sent and request.endpoint in current_app.extensions["carrying"] and carry()
    if sent and not kept:
        flash(say("Nothing was changed yet. Show again that it is you, then send it once more."))
    return redirect(url_for("accounts.prove_again", next=_way_back() or _page_above()), 303)


def _ask_for_second_step() -> ResponseReturnValue:
    """Somebody whose role needs a second step has to show or to set one up first."""
    flash(say("Your role here needs a second step at sign-in. Set it up, then you go on."))
    return redirect(url_for("accounts.security", next=_way_back()), 303)


def _while_sending() -> str:
    """What to say to somebody whose session was over when they sent a form."""
    if request.endpoint not in current_app.extensions["carrying"]:
        return say("You were signed out. Sign in, then try again.")
    if carry():
        return say("You were signed out. Sign in: you come back to the same question.")
    return say(
        "You were signed out, and what you sent last was not saved. Sign in, then send it again."
    )


def _page_above() -> str | None:
    """The nearest page above one that is only sent to: where its button stands."""
    adapter = current_app.create_url_adapter(request)
    above = request.path.rpartition("/")[0]
    while above and adapter is not None:
        if adapter.test(above, "GET"):
            return above
        above = above.rpartition("/")[0]
    return None


def _way_back() -> str | None:
    """The page that was asked for, or the one whose form was sent."""
    methods = request.url_rule.methods if request.url_rule else None
    return request.full_path.rstrip("?") if "GET" in (methods or ()) else None


def scope() -> AgencyScope:
    """Whose people this request may read: those of its need, or of the agency in its address.

    Raises RuntimeError on a page whose need names no permission.
    """
    need: Need = current_app.extensions["needs"][request.endpoint]
    if need.permission is None or g.actor is None:
        raise RuntimeError("a page that reads people's records names a permission")
    found = scope_of(g.actor, need.permission)
    if need.at is None:
        return found
    agency = (request.view_args or {})[need.at]
    ids = {
        held.agency_id
        for held in g.actor.appointments
        if held.agency == agency and held.agency_id is not None
    }
    return found.only(ids.pop()) if ids else found
