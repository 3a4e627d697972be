"""``flask people …``: accounts from the command line."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from elearn.access.policy import Role
from elearn.accounts.actions import erasure
from elearn.accounts.actions import people as actions
from elearn.accounts.queries import people as queries
from elearn.accounts.queries.everything import everything_about
from elearn.accounts.second.commands import rotate_keys
from elearn.domain.dates import DayError, parse_day
from elearn.domain.identity import IdentityError, canonical_email
from elearn.extensions import db
from elearn.operations import grants
from elearn.operations.erasures import overwrite_traces
from elearn.operations.invitations import Sender, send_invitation
from elearn.privacy.package import as_json, as_zip
from elearn.web.clock import now, today

people = AppGroup("people", help="Accounts: create, invite, grant, revoke, suspend, export, erase.")
people.add_command(rotate_keys)
COMMANDS = (people,)

GRANTABLE = click.Choice([role.value for role in Role if role is not Role.LEARNER])
agency_option = click.option("--agency", help="The agency's slug, as in its address.")
team_option = click.option("--team", help="The team's slug, within the agency.")


class Refused(click.ClickException):
    """Something that cannot be done, in one sentence; exit code 1."""

    def show(self, file: object = None) -> None:
        print(self.message, file=sys.stderr)


@contextmanager
def _saved() -> Iterator[Session]:
    """One transaction a command: all of it or nothing."""
    session = db.session()
    try:
        yield session
        session.commit()
    except (grants.AccountError, IdentityError, DayError) as error:
        session.rollback()
        raise Refused(str(error)) from error


def _find(session: Session, email: str) -> queries.Someone:
    found = queries.someone_at(session, canonical_email(email))
    if found is None:
        raise Refused("Nobody has this e-mail address. Check it, or create the person first.")
    return found


def _place(session: Session, agency: str | None, team: str | None) -> tuple[int | None, int | None]:
    if agency is None:
        if team:
            raise Refused("Say which agency the team belongs to: --agency SLUG.")
        return None, None
    agency_id = queries.agency_id(session, agency)
    if agency_id is None:
        raise Refused(f"There is no agency {agency}. Use its slug, as in its address.")
    team_id = queries.team_id(session, agency_id, team) if team else None
    if team and team_id is None:
        raise Refused(f"{agency} has no team {team}.")
    return agency_id, team_id


@people.command()
@click.argument("name")
@click.argument("email")
@agency_option
@team_option
@click.option("--role", help="The staff role's code, such as R3; needed with --agency.")
@click.option("--start", help="First day in that role; today if left out.")
def create(
    name: str, email: str, agency: str | None, team: str | None, role: str | None, start: str | None
) -> None:
    """Put a person on file.

    Example: flask people create "Sam Okoye" sam.okoye@council.example --agency north-council
    --role R3
    """
    with _saved() as session:
        place = _posting(session, agency, team, role, parse_day(start) if start else today())
        actions.create_person(
            session, name=name, email=email, place=place, actor_id=None, now=now()
        )
    print(f"{name} is on file. Next: flask people invite {email}")


def _posting(
    session: Session, agency: str | None, team: str | None, role: str | None, start: date
) -> actions.Place | None:
    agency_id, team_id = _place(session, agency, team)
    if agency_id is None:
        if role:
            raise Refused("Say in which agency: --agency SLUG.")
        return None
    role_id = queries.staff_role_id(session, role) if role else None
    if role_id is None:
        raise Refused("Say the staff role with --role, one of the codes R1 to R15.")
    return actions.Place(agency_id, team_id, role_id, start)


@people.command()
@click.argument("email")
@click.option("--print-link", is_flag=True, help="Print the link besides; pass it on safely.")
def invite(email: str, print_link: bool) -> None:
    """Send somebody the letter with which they choose a password.

    Example: flask people invite sam.okoye@council.example
    """
    settings = current_app.extensions["settings"]
    with _saved() as session:
        someone = _find(session, email)
        token = send_invitation(
            session,
            person_id=someone.person_id,
            actor_id=None,
            sender=Sender(settings.partnership, settings.base_url),
            now=now(),
        )
        if token is None:
            raise Refused("This account is not active. Nothing was sent.")
    link = f"{settings.base_url}/invite/{token}"
    print(link if print_link else "The invitation is in the outbox.")


@people.command()
@click.argument("email")
@click.argument("role", type=GRANTABLE)
@agency_option
@team_option
def grant(email: str, role: str, agency: str | None, team: str | None) -> None:
    """Give somebody a role in this service.

    Example: flask people grant sam.okoye@council.example agency-lead --agency north-council
    """
    with _saved() as session:
        someone = _find(session, email)
        agency_id, team_id = _place(session, agency, team)
        grants.give(
            session,
            person_id=someone.person_id,
            role=Role(role),
            agency_id=agency_id,
            team_id=team_id,
            actor_id=None,
            now=now(),
        )
    print(f"{someone.name} is {role} now and has to sign in again.")


@people.command()
@click.argument("email")
@click.argument("role", type=GRANTABLE)
@agency_option
@team_option
def revoke(email: str, role: str, agency: str | None, team: str | None) -> None:
    """Take a role back.

    Example: flask people revoke sam.okoye@council.example agency-lead --agency north-council
    """
    with _saved() as session:
        someone = _find(session, email)
        agency_id, team_id = _place(session, agency, team)
        grants.take_back(
            session,
            person_id=someone.person_id,
            role=Role(role),
            agency_id=agency_id,
            team_id=team_id,
            actor_id=None,
            now=now(),
        )
    print(f"{someone.name} is no longer {role}.")


@people.command()
@click.argument("email")
@click.option("--lift", is_flag=True, help="Let them back in.")
def suspend(email: str, lift: bool) -> None:
    """Shut somebody out by every door at once; their record stays.

    Example: flask people suspend sam.okoye@council.example
    """
    act = actions.let_back_in if lift else actions.suspend
    with _saved() as session:
        someone = _find(session, email)
        act(session, person_id=someone.person_id, actor_id=None, now=now())
    print(f"{someone.name} {'may sign in again' if lift else 'is suspended and signed out'}.")


@people.command()
@click.argument("email")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(email: str, file: Path) -> None:
    """Write everything held on somebody to a file, for a subject access request: a ZIP with a page
    to read and the data as JSON, or the JSON alone where the file's name ends in .json.

    Example: flask people export sam.okoye@council.example sam.zip
    """
    with _saved() as session:
        someone = _find(session, email)
        held = everything_about(session, someone.person_id)
        actions.note_export(session, person_id=someone.person_id, actor_id=None, now=now())
        try:
            file.touch(mode=0o600)
            file.write_bytes(_packed(held, file))
        except OSError as error:
            raise Refused(f"{file} cannot be written: {error.strerror}.") from error
    rows = sum(len(one) for one in held.values())
    print(f"{rows} rows of {len(held)} tables are in {file}. Only you can read it.")


def _packed(held: dict[str, Any], file: Path) -> bytes:
    if file.suffix.lower() == ".json":
        return as_json(held).encode()
    return as_zip(held, partnership=current_app.extensions["settings"].partnership, at=now())


@people.command()
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask whether you are sure.")
def erase(email: str, yes: bool) -> None:
    """Put a pseudonym in the place of somebody's name. This cannot be undone.

    Example: flask people erase sam.okoye@council.example
    """
    with _saved() as session:
        someone = _find(session, email)
        if not yes:
            click.confirm(f"Erase {someone.name}? This cannot be undone", abort=True)
        folder = Path(current_app.extensions["settings"].instance)
        erasure.erase(session, person_id=someone.person_id, actor_id=None, now=now(), folder=folder)
    overwrite_traces(db.engine)
    print("Erased. The figures of past audits stay as they were.")
