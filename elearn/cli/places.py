"""``flask places``: the areas, agencies and teams a new partnership begins with."""

import re
import sys
from collections.abc import Callable
from datetime import datetime

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from elearn.extensions import db
from elearn.models import Agency, AgencyType, Area, Team
from elearn.operations.trail import note
from elearn.records.places import PlaceError, add_agency, add_area, add_team
from elearn.web.clock import now, today

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,19}")
places = AppGroup("places", help="The areas, agencies and teams of the partnership.")


def slug(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A short name as addresses hold it."""
    if value is not None and not SLUG.fullmatch(value):
        raise click.BadParameter("use small letters, digits and single hyphens: city-council")
    return value


def _keep(kind: str, add: Callable[[Session], Area | Agency | Team]) -> None:
    session = db.session()
    try:
        place = add(session)
        note(
            session,
            action=f"{kind}.added",
            actor_id=None,
            subject_kind=kind,
            subject_id=place.id,
            detail={"slug": place.slug},
            now=now(),
        )
    except PlaceError as error:
        session.rollback()
        click.echo(str(error), err=True)
        sys.exit(1)
    session.commit()
    click.echo(f"{place.name} is on file as {place.slug}.")


@places.command("area")
@click.argument("short_name", callback=slug)
@click.argument("name")
@click.argument("population", type=click.IntRange(1, 99_999_999))
@click.option("--source", default="", help="Whose figure the population is.")
@click.option("--as-at", type=click.DateTime(["%Y-%m-%d"]), help="The day the figure is of.")
def area(short_name: str, name: str, population: int, source: str, as_at: datetime | None) -> None:
    """Put an area on file. Its population can be changed later, under Referrals.

    \b
    Example: flask places area wexcombe "Wexcombe" 212000 --source "ONS mid-year estimates 2025" \\
             --as-at 2025-06-30
    """
    _keep(
        "area",
        lambda session: add_area(
            session,
            slug=short_name,
            name=name,
            population=population,
            source=source[:200],
            as_at=as_at.date() if as_at else None,
            on=today(),
        ),
    )


@places.command("agency")
@click.argument("short_name", callback=slug)
@click.argument("name")
@click.argument("kind", type=click.Choice([one.value for one in AgencyType]))
@click.option("--area", callback=slug, help="Its area; without one it covers all of them.")
@click.option("--first-responder", is_flag=True, help="It may refer people to the NRM.")
@click.option("--duty-to-notify", is_flag=True, help="It has the duty of section 52.")
def agency(
    short_name: str,
    name: str,
    kind: str,
    area: str | None,
    first_responder: bool,
    duty_to_notify: bool,
) -> None:
    """Put an agency on file. KIND is AT1 (police) to AT12 (voluntary sector).

    \b
    Example: flask places agency wexcombe-council "Wexcombe City Council" AT3 --area wexcombe \\
             --first-responder --duty-to-notify
    """
    _keep(
        "agency",
        lambda session: add_agency(
            session,
            slug=short_name,
            name=name,
            kind=AgencyType(kind),
            area=area,
            first_responder=first_responder,
            duty_to_notify=duty_to_notify,
            on=today(),
        ),
    )


@places.command("team")
@click.argument("agency", callback=slug)
@click.argument("short_name", callback=slug)
@click.argument("name")
@click.option("--mash", is_flag=True, help="It is a multi-agency safeguarding hub.")
def team(agency: str, short_name: str, name: str, mash: bool) -> None:
    """Put a team of an agency on file.

    \b
    Example: flask places team wexcombe-council mash "MASH" --mash
    """
    _keep(
        "team",
        lambda session: add_team(session, agency=agency, slug=short_name, name=name, is_mash=mash),
    )
