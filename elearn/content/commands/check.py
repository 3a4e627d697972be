"""``flask modules check`` and ``reading-age``: what is wrong with modules, and how they read."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from elearn.content.commands.group import count, modules, our_modules, root_of, today, told, warn
from elearn.content.commands.translating import say_languages, say_translations

if TYPE_CHECKING:
    from elearn.content.review import Figures, Review

SECONDS_A_LINK = 10.0


@modules.command("check")
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--hints", is_flag=True, help="Say also what is only worth a look.")
@click.option("--links", is_flag=True, help="Try every web address over the network.")
def check(path: Path | None, *, strict: bool, hints: bool, links: bool) -> None:
    """Say every fault of every module, or of the module or file at PATH.

    \b
    Example: flask modules check modules/notice-and-pass-on
    """
    root, within = root_of(path)
    found = _review(root, within, links=links)
    warnings = warn(found.warnings, within)
    if hints:
        warn(found.hints, within, "a hint")
    for figures in found.figures:
        if within in ("", f"{root.name}/{figures.document.slug}"):
            click.echo(_line(figures))
    if not within:
        say_languages(root)
        say_translations(one.document for one in found.figures)
    if strict and warnings:
        raise click.ClickException(f"{count(warnings, 'warning')} to look at.")


@modules.command("reading-age")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
              help="The file to write, instead of the screen.")  # fmt: skip
def reading_age(output: Path | None) -> None:
    """The reading age of every module's screens, as a table in Markdown.

    \b
    Example: flask modules reading-age -o docs/reading-age.md
    """
    from elearn.content.reading_ages import table  # noqa: PLC0415 reads Markdown

    found = _review(our_modules(), "", links=False)
    text = table(figures.ages for figures in found.figures if figures.ages)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, "utf-8")
        click.echo(f"{output} is written.")


def _review(root: Path, within: str, *, links: bool) -> "Review":
    from elearn.content.review import review  # noqa: PLC0415 pydantic, YAML and Markdown

    with told(within):
        return review(root, today=today(), try_links=SECONDS_A_LINK if links else None)


def _line(figures: "Figures") -> str:
    document = figures.document
    parts = [count(len(document.items), "question")]
    if not document.is_check:
        pages = ((document.screens, "screen"), (document.scenarios, "scenario"))
        parts = [count(len(found), what) for found, what in pages] + parts
        about = f"about {figures.minutes:.0f} by its words"
        parts.append(f"{count(document.minutes, 'minute')} ({about})")
    if figures.ages and figures.ages.mean is not None:
        highest = max(figures.ages.known)
        parts.append(f"reading age {figures.ages.mean:.1f} (highest {highest:.1f})")
    return f"{document.slug}: {', '.join(parts)}: no faults"
