"""``flask access``: who may open what, as a table."""

from collections.abc import Iterator

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from elearn.access.policy import Actor, Appointment, Role
from elearn.web.feature import Need

SOMEWHERE = "an-agency"


def actor_with(role: Role) -> Actor:
    """Somebody with that role: everywhere for the partnership's own, else at one agency."""
    at_agency = role in (Role.AGENCY_LEAD, Role.TEAM_LEAD)
    team = 1 if role is Role.TEAM_LEAD else None
    held = Appointment(role, 1, SOMEWHERE, team) if at_agency else Appointment(role)
    return Actor(0, frozenset({held, Appointment(Role.LEARNER)}))


def access_lines(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Methods, address and who may open it, for every page, in the order of their addresses."""
    rules = sorted(
        app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(rule.methods or ()))
    )
    for rule in rules:
        need = app.extensions["needs"].get(rule.endpoint)
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        yield methods, rule.rule, _who(need)


def _who(need: Need | None) -> str:
    if need is None:
        return "nobody"
    if need.public_because:
        return f"anyone ({need.public_because})"
    if need.signed_in_because:
        return "everyone signed in"
    at = SOMEWHERE if need.at else None
    roles = [role.value for role in Role if need.admits(actor_with(role), at)]
    where = " (own agency)" if need.at else ""
    return ", ".join(roles) + where


@click.command()
@with_appcontext
def access() -> None:
    """Who may open what, as a table.

    Example: flask access > access.txt
    """
    lines = list(access_lines(current_app))
    wide = max(len(address) for _, address, _ in lines)
    for methods, address, who in lines:
        click.echo(f"{methods:9} {address:{wide}}  {who}")
