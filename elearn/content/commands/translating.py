"""``flask modules help-template``: the file for whoever translates the help page."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from elearn.content.commands.group import modules, our_modules, today

if TYPE_CHECKING:
    from elearn.content.help_pages.reading import HelpFiles


@modules.command("help-template")
@click.argument("language", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write, instead of the screen. Nothing is written over.",
)
def help_template(language: str | None, *, output: Path | None) -> None:
    """The empty file for a translation of the help page into LANGUAGE, such as ro.

    \b
    Example: flask modules help-template ro -o modules/help/ro.yaml
    """
    from elearn.content.help_pages.template import template  # noqa: PLC0415 pydantic and YAML

    files = _files()
    known = {one.code: one for one in files.languages}
    if language and language not in known:
        raise click.ClickException(
            f"{language} is not in languages.yaml. There are: {', '.join(known)}."
        )
    text = template(files.source, known[language] if language else None)
    if output is None:
        click.echo(text, nl=False)
        return
    if output.exists():
        raise click.ClickException(f"{output} is there already. Name another file with -o.")
    output.write_text(text, "utf-8")
    click.echo(f"{output} is written.")


def say_languages(root: Path) -> None:
    """A line for each language of the help page: shown, shown though out of date, or why not."""
    from elearn.content.help_pages.reading import FOLDER  # noqa: PLC0415 pydantic and YAML

    if not (root / FOLDER).is_dir():
        return
    files = _files(root)
    shown = {one.language: one for one in files.shown}
    without_file = {one.code for one in files.not_begun}
    for language in files.languages:
        name = f"help/{language.code} ({language.english})"
        if language.code in without_file:
            click.echo(f"{name}: not shown: nobody has translated it yet")
        elif language.code not in shown:
            click.echo(f"{name}: not shown: see its warnings")
        else:
            one = shown[language.code]
            old = f", but out of date in {', '.join(one.stale)}" if one.stale else ""
            click.echo(f"{name}: shown, signed by {one.translated_by}{old}")


def _files(root: Path | None = None) -> "HelpFiles":
    from elearn.content.faults import ContentError, Findings  # noqa: PLC0415 the same
    from elearn.content.help_pages.reading import read_help  # noqa: PLC0415 the same

    findings = Findings()
    files = read_help(root or our_modules(), findings, today=today())
    if files is None:
        raise click.ClickException(str(ContentError(findings.faults)))
    return files
