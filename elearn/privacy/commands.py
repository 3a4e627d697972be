"""``flask privacy …``: the register and what follows from it, and the retention run."""

import csv
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from elearn.extensions import db
from elearn.operations.erasures import apply_again, overwrite_traces
from elearn.privacy import jobs, papers
from elearn.privacy.facts import about
from elearn.privacy.policy import RULES
from elearn.web.clock import now

privacy = AppGroup("privacy", help="Personal data: what is held, how long, and its papers.")
COMMANDS = (privacy,)


def _folder() -> Path:
    return Path(current_app.extensions["settings"].instance)


@privacy.command()
@click.option("--format", "kind", type=click.Choice(["csv", "md"]), default="csv")
def register(kind: str) -> None:
    """Print every personal column: whose, why, on what basis, how long, who sees it.

    Example: flask privacy register --format md
    """
    facts = about()
    if kind == "md":
        print(papers.register_paper(facts), end="")
        return
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(papers.HEADINGS)
    lines.writerows(papers.register_rows(facts.periods))


@privacy.command()
def record() -> None:
    """Print the record of processing activities (UK GDPR Article 30), in Markdown.

    Example: flask privacy record
    """
    print(papers.record_paper(about()), end="")


@privacy.command()
def dpia() -> None:
    """Print the data protection impact assessment (Article 35) with what the code knows filled in.

    Example: flask privacy dpia
    """
    print(papers.dpia_paper(about()), end="")


@privacy.command()
@click.option("--dry-run", is_flag=True, help="Say what would go, and change nothing.")
@click.option("--confirm", is_flag=True, help="Go beyond the cap: you have looked at the numbers.")
def retention(dry_run: bool, confirm: bool) -> None:
    """Do what the worker does every night: forget what had its time.

    Example: flask privacy retention --dry-run
    """
    session = db.session()
    for due in jobs.plan(session, folder=_folder(), now=now()):
        held = "" if confirm or not due.held else f"; {due.held} wait for the next run"
        print(f"{RULES[due.rule].name}: {due.number} of {due.of} had their time{held}")
    session.rollback()
    if dry_run:
        print("Nothing was changed.")
        return
    ran = jobs.run(session, folder=_folder(), now=now(), confirmed=confirm)
    overwrite_traces(db.engine)
    print(f"Done: {sum(ran.done.values())}. Held back by the cap: {sum(ran.held.values())}.")


@privacy.command("erase-again")
def erase_again() -> None:
    """Erase whoever is on the list of the erased and is still here: after a restore.

    Example: flask privacy erase-again
    """
    session = db.session()
    again = apply_again(session, _folder(), now())
    session.commit()
    overwrite_traces(db.engine)
    print(f"{again} records were erased again.")
