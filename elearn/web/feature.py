"""A blueprint on which a page cannot be registered without saying who may open it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from flask import Blueprint
from flask.typing import ResponseReturnValue

from elearn.access.policy import Actor, Permission, may

View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class Need:
    """What a page asks of whoever opens it.

    ``at`` names the part of the address that holds the agency's slug, when the page is about one
    agency. ``hidden`` pages answer 404 where a 403 would tell that they exist. ``signed_in`` asks
    only that somebody is signed in.
    """

    permission: Permission | None = None
    at: str | None = None
    public_because: str | None = None
    signed_in_because: str | None = None

    def admits(self, actor: Actor | None, agency: str | None = None) -> bool:
        """Whether this actor may open the page (for that agency, if the page is about one)."""
        if self.public_because:
            return True
        if actor is None:
            return False
        if self.signed_in_because:
            return True
        return self.permission is not None and may(actor, self.permission, agency)


def anyone(*, because: str) -> Need:
    """Open to the world, with the reason kept beside the page."""
    return Need(public_because=because)


def whoever_is_signed_in(*, because: str) -> Need:
    """Open to every signed-in person, with the reason kept beside the page."""
    return Need(signed_in_because=because)


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A place in the service navigation: shown to whoever the page's need admits."""

    label: str
    endpoint: str
    need: Need
    order: int


class Feature(Blueprint):
    """A feature's pages, their needs and their places in the menu."""

    def __init__(self, name: str, import_name: str, **options: Any) -> None:
        super().__init__(name, import_name, template_folder="templates", **options)
        self.needs: dict[str, Need] = {}
        self.menu: list[MenuItem] = []
        self.carrying: set[str] = set()
        self.fresh: set[str] = set()

    def route(self, rule: str, **options: Any) -> NoReturn:
        """Never: a route without a need is a page nobody guards."""
        raise TypeError(f"register {rule} with .page(..., needs=...), not .route()")

    def page(
        self,
        rule: str,
        *,
        needs: Need,
        methods: tuple[str, ...] = ("GET",),
        menu: tuple[str, int] | None = None,
        carries: bool = False,
        fresh: bool = False,
    ) -> Callable[[View], View]:
        """Register a page. ``menu`` is its label and order in the service navigation. A page that
        ``carries`` is given back what was sent to it by somebody whose session was over, once they
        have signed in (``web/carried.py``). A ``fresh`` page is for whoever has shown in the last
        minutes who they are; others are asked again first, and come back to it.

        The address is relative to the application's root. A page about one agency has the
        agency's slug in its address: ``/agencies/<slug:agency>/...`` with ``at="agency"``.
        """
        if needs.at and f":{needs.at}>" not in rule:
            raise ValueError(f"{rule} has no <slug:{needs.at}> to check the permission at")

        def register(view: View) -> View:
            endpoint = f"{self.name}.{view.__name__}"
            self.needs[endpoint] = needs
            if carries:
                self.carrying.add(endpoint)
            if fresh:
                self.fresh.add(endpoint)
            if menu:
                self.menu.append(MenuItem(menu[0], endpoint, needs, menu[1]))
            self.add_url_rule(rule, view_func=view, methods=methods)
            return view

        return register
