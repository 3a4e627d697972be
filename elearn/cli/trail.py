"""``flask trail …``: proves the chain of the trail, keeps its head, reports on an account."""

import sys
from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from elearn.admin.breach import as_text, report_on
from elearn.admin.forms import moment_of
from elearn.admin.queries import breach as breach_queries
from elearn.admin.report import REACHED
from elearn.domain.identity import IdentityError, canonical_email
from elearn.extensions import db
from elearn.operations.anchoring import in_words
from elearn.operations.trail import Anchor, anchors_in, examine, head, note
from elearn.reporting.table import as_csv
from elearn.web.clock import now

trail = AppGroup("trail", help="The tamper-evident trail of what was done.")
MOST_BYTES = 10_000_000


def _anchors(given: tuple[str, ...]) -> tuple[Anchor, ...]:
    found: list[Anchor] = []
    for one in given:
        path = Path(one)
        text = path.read_text("utf-8", "replace")[:MOST_BYTES] if path.is_file() else one
        here = anchors_in(text)
        if not here:
            raise click.BadParameter(
                f"{one}: neither a file with anchors in it nor NUMBER:HASH.", param_hint="--anchor"
            )
        found += here
    return tuple(found)


@trail.command("verify")
@click.option(
    "--anchor", "given", multiple=True, metavar="FILE|NUMBER:HASH",
    help="A line that was kept elsewhere: a saved letter, a log, or the line itself.",
)  # fmt: skip
def verify_chain(given: tuple[str, ...]) -> None:
    """Check the chain from its first entry; exit 1 and name the entry where it breaks.

    Example: flask trail verify --anchor letters/2026-11-22.eml
    """
    found = examine(db.session(), _anchors(given))
    if found.is_whole:
        click.echo(f"The trail is whole: {found.lines} lines.")
        return
    if found.broken is not None:
        click.echo(
            f"The trail breaks at entry {found.broken}: it, or one before it, was changed outside "
            "the service. Compare with a backup.",
            err=True,
        )
    else:
        click.echo(
            f"{in_words(found)} The trail ends at line {found.lines}: lines were taken off its "
            "end, or it was written anew. Compare with a backup.",
            err=True,
        )
    sys.exit(1)


@trail.command("anchor")
def print_anchor() -> None:
    """Print the last line of the trail, to be kept elsewhere.

    Example: flask trail anchor | ssh elsewhere 'cat >> anchors.txt'
    """
    found = head(db.session())
    if found is None:
        click.echo("The trail is empty.", err=True)
        sys.exit(1)
    anchor, at = found
    click.echo(f"{anchor} {at.isoformat(timespec='seconds')}")


class Moment(click.ParamType):  # type: ignore[type-arg]
    """A London day, or day and time."""

    name = "moment"

    def convert(self, value: object, param: object, ctx: object) -> datetime:
        found = value if isinstance(value, datetime) else moment_of(str(value))
        if found is None:
            raise click.BadParameter(f"{value}: write it as 2026-11-20 or '2026-11-20 08:30'.")
        return found


@trail.command("breach")
@click.argument("email")
@click.argument("start", type=Moment(), metavar="FROM")
@click.argument("end", type=Moment(), metavar="TO")
@click.option(
    "--people",
    type=click.Path(dir_okay=False, writable=True),
    help="Write everybody whose data was within reach to this CSV file.",
)
def breach(email: str, start: datetime, end: datetime, people: str | None) -> None:
    """What an account did and whose data it reached between two moments, London time.

    Example: flask trail breach lead@council.example 2026-11-20 '2026-11-22 17:00' --people out.csv
    """
    session = db.session()
    try:
        account = breach_queries.account(session, email=canonical_email(email))
    except IdentityError:
        account = None
    if account is None or end <= start:
        raise click.ClickException(
            "The end comes after the beginning." if account else "There is no such account."
        )
    found = report_on(session, account, start, end)
    click.echo(as_text(found))
    if people:
        rows = (
            row
            for piece in breach_queries.pieces(session, found.roles, found.then)
            for row in piece
        )
        with Path(people).open("w", encoding="utf-8", newline="") as out:
            out.writelines(as_csv(REACHED, rows))
    note(
        session,
        action="breach.looked-up",
        actor_id=None,
        subject_kind="person",
        subject_id=account.person_id,
        detail={"from": start.isoformat(), "to": end.isoformat()},
        now=now(),
    )
    session.commit()
