"""The group that the commands stand in, and what they share: the folder, and its faults told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from elearn.content.faults import ContentError, Fault
from elearn.domain.dates import london_today

modules = AppGroup("modules", help="Training modules: the files in modules/ and what is published.")


def today() -> date:
    return london_today(datetime.now(UTC))


def our_modules() -> Path:
    """The folder of modules that the service is set to."""
    return Path(current_app.extensions["settings"].modules)


def root_of(path: Path | None) -> tuple[Path, str]:
    """The folder of all modules that ``path`` lies in, and the part of it that was asked for.

    Ids and codes are unique over all modules, so all of them are always read.
    """
    if path is None:
        return our_modules(), ""
    asked = path.resolve()
    for folder in (asked, *asked.parents):
        if (folder / "module.yaml").is_file():
            root = folder.parent
            return root, f"{root.name}/{asked.relative_to(root).as_posix()}"
    return asked, ""


@contextmanager
def told(within: str = "") -> Iterator[None]:
    """Faults inside ``within`` are printed and end the command; if all are elsewhere, those."""
    try:
        yield
    except ContentError as error:
        warn(error.warnings, within)
        faults = [fault for fault in error.faults if fault.file.startswith(within)]
        for fault in faults or error.faults:
            click.echo(str(fault))
        number = len(faults or error.faults)
        raise click.ClickException(f"{count(number, 'fault')} to mend.") from None


def warn(warnings: tuple[Fault, ...], within: str, kind: str = "a warning") -> int:
    """Print those inside ``within``; gives their number."""
    shown = [warning for warning in warnings if warning.file.startswith(within)]
    for warning in shown:
        click.echo(f"{warning} ({kind})", err=True)
    return len(shown)


def count(number: int, what: str) -> str:
    """A number of things in words.

    >>> count(1, "fault"), count(2, "fault")
    ('1 fault', '2 faults')
    """
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
