"""``flask modules help-template`` and ``translate``: the files for whoever translates."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from elearn.content.commands.group import count, modules, our_modules, today, told

if TYPE_CHECKING:
    from elearn.content.document import ModuleDocument
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


@modules.command("translate")
@click.argument("slug")
@click.argument("language")
def translate(slug: str, language: str) -> None:
    """Write the files in which the module SLUG is translated into LANGUAGE, such as cy.

    They stand in modules/SLUG/translations/LANGUAGE. Nothing is written over.

    \b
    Example: flask modules translate notice-and-pass-on cy
    """
    from elearn.content.loading import LANGUAGES  # noqa: PLC0415 pydantic and YAML
    from elearn.content.reader import read_sources  # noqa: PLC0415 pydantic, YAML and Markdown
    from elearn.content.translations.head import is_language  # noqa: PLC0415 the same
    from elearn.content.translations.skeleton import skeleton  # noqa: PLC0415 the same

    if not is_language(language):
        raise click.ClickException(f"{language} is no code of a language but English, such as cy.")
    root = our_modules()
    with told():
        sources = read_sources(root, today=today())
    parts = next((one for one in sources.modules if one.slug == slug and not one.is_check), None)
    if parts is None:
        raise click.ClickException(f"There is no module {slug} to translate.")
    folder = root / slug / LANGUAGES / language
    if folder.exists():
        raise click.ClickException(f"{folder} is there already. Go on in it, or remove it.")
    files = skeleton(parts, language)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    click.echo(f"{folder}: {count(len(files), 'file')} to fill in. docs/translators.md says how.")


def say_translations(documents: "Iterable[ModuleDocument]") -> None:
    """A line for each signed translation of a module: how much of it is shown."""
    for document in documents:
        for one in document.translations:
            pages = f"{len(one.pages)} of {len(document.pages)} pages"
            quiz = "the quiz" if one.items else "no quiz"
            click.echo(
                f"{document.slug}/{one.language}: {pages} and {quiz} shown, signed by "
                f"{one.translated_by}"
            )
