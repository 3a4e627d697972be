"""What every template is given besides its page: the site, and who is looking at it."""

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from flask import Flask, g, request, url_for
from sqlalchemy.exc import SQLAlchemyError

from elearn.access.policy import GRANTS, Actor, Appointment, Permission
from elearn.config import Settings
from elearn.content.local import is_local
from elearn.content.placeholders import may_show_number
from elearn.content.queries import ContactRow, contacts
from elearn.extensions import db
from elearn.records.people import count_agencies
from elearn.web.assets import asset
from elearn.web.clock import today
from elearn.web.feature import MenuItem
from elearn.web.languages import Language, language, say
from elearn.web.site import Contact, NavItem, Site, Viewer

FRESH_FOR_SECONDS = 60.0
MARK_LENGTH = 20
SUFFIX = " Modern Slavery Partnership"
MOST_MENUS = 512

_Links = Callable[[frozenset[Appointment], Language, str], tuple[NavItem, ...]]


@dataclass(slots=True)
class SiteKeeper:
    """Holds the site's facts for a minute, so that a page costs no statement for them."""

    settings: Settings
    site: Site | None = None
    read_at: float = 0.0

    def get(self) -> Site:
        """The site as it was up to a minute ago; bare when the database does not answer, so that
        even the page that says so can be drawn."""
        if self.site is None or time.monotonic() - self.read_at > FRESH_FOR_SECONDS:
            try:
                self.site, self.read_at = self._read(), time.monotonic()
            except SQLAlchemyError:
                return self.site or self._bare()
        return self.site

    def _bare(self) -> Site:
        name = self.settings.partnership
        return Site(partnership=name, partnership_short=name.removesuffix(SUFFIX))

    def _read(self) -> Site:
        rows = [row for row in contacts(db.session(), of=()) if not is_local(row.key)]
        name = self.settings.partnership
        checked = [row.verified_on for row in rows if row.verified_on]
        return Site(
            partnership=name,
            partnership_short=name.removesuffix(SUFFIX),
            demo=self.settings.is_demo,
            contacts={row.key: _contact(row) for row in rows},
            contacts_checked_on=min(checked, default=None),
            agencies_count=count_agencies(db.session(), today()),
            contact_url=url_for("public.contact"),
        )


def _contact(row: ContactRow) -> Contact:
    """A contact as pages show it: a number that nobody has checked lately is not shown."""
    number = row.number if may_show_number(row, today()) else None
    return Contact(row.name, number, row.url, row.hours)


def give_context(app: Flask, describe: Callable[[], str]) -> None:
    """Put ``site`` and ``viewer`` into every template. ``describe`` says in a few words who the
    signed-in person is ("midwife, Northmoor Hospitals")."""
    keeper = SiteKeeper(app.extensions["settings"])
    app.extensions["site"] = keeper
    app.jinja_env.globals["asset"] = asset
    app.extensions["menu_links"] = _menu_links(app)

    @app.context_processor
    def context() -> dict[str, object]:
        actor: Actor | None = g.get("actor")
        viewer = _viewer(app, actor, describe()) if actor else None
        return {"site": keeper.get(), "viewer": viewer}


def _viewer(app: Flask, actor: Actor, description: str) -> Viewer:
    links: _Links = app.extensions["menu_links"]
    items = links(actor.appointments, language(), request.script_root)
    here = max((item.href for item in items if _is_under(item.href)), key=len, default=None)
    nav = tuple(replace(item, active=True) if item.href == here else item for item in items)
    card = url_for("learning.my_agency")
    mark = _mark(app.extensions["settings"].secret_key, actor.person_id)
    return Viewer(name=actor.name, description=description, nav=nav, card_url=card, mark=mark)


def _mark(secret_key: str, person_id: int) -> str:
    """The same for one person on every page, and telling nobody who they are."""
    made = hmac.digest(secret_key.encode(), f"device of {person_id}".encode(), "sha256")
    return made.hex()[:MARK_LENGTH]


def _menu_links(app: Flask) -> _Links:
    """The menu of whoever holds these appointments, put together once for all who hold them."""

    @lru_cache(maxsize=MOST_MENUS)
    def links(held: frozenset[Appointment], _spoken: Language, _root: str) -> tuple[NavItem, ...]:
        somebody = Actor(0, held)
        found = (_nav_item(item, somebody) for item in app.extensions["menu"])
        return tuple(item for item in found if item)

    return links


def _nav_item(item: MenuItem, actor: Actor) -> NavItem | None:
    """The link of a menu item, if the actor may open it: at their own agency where it has one."""
    if item.need.at is None:
        if not item.need.admits(actor):
            return None
        href = url_for(item.endpoint)
    else:
        agency = _own_agency(item.need.permission, actor)
        if agency is None:
            return None
        place: dict[str, Any] = {item.need.at: agency}
        href = url_for(item.endpoint, **place)
    return NavItem(say(item.label), href)


def _own_agency(permission: Permission | None, actor: Actor) -> str | None:
    from_grants = sorted(
        held.agency
        for held in actor.appointments
        if held.agency and permission in GRANTS[held.role]
    )
    return from_grants[0] if from_grants else None


def _is_under(href: str) -> bool:
    return request.path == href or (href != "/" and request.path.startswith(href + "/"))
