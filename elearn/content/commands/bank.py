"""``flask modules import-items`` and ``export-items``: questions from and for other systems."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from elearn.content.commands.group import count, modules, our_modules, today, told

if TYPE_CHECKING:
    from elearn.content.exchange.foreign import Broken, Foreign
    from elearn.content.exchange.taking import Draft, Refused
    from elearn.content.loading import ModuleParts
    from elearn.content.reader import Sources

TOPICS = tuple(f"T{number}" for number in range(1, 11))
FORMATS = {"gift": ".gift", "moodle-xml": ".xml"}
Fill = Callable[[str], str]


@modules.command("import-items")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--module", "slug", required=True, help="The module they are for, by its folder.")
@click.option("--topic", required=True, type=click.Choice(TOPICS))
@click.option("--level", required=True, type=click.Choice("ABC"),
              help="The level of questions that do not say their own.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path),
              help="The file to write, or a folder for it. Nothing is written over.")  # fmt: skip
def import_items(file: Path, *, slug: str, topic: str, level: str, output: Path | None) -> None:
    """Make drafts of the questions in a GIFT or Moodle XML FILE, and say what was not taken.

    \b
    Example: flask modules import-items bank.xml --module housing --topic T3 --level B
    """
    from elearn.content.exchange.drafting import draft_file, with_ids  # noqa: PLC0415 reads YAML
    from elearn.content.exchange.foreign import ExchangeError  # noqa: PLC0415 the same
    from elearn.content.exchange.reading import read_questions  # noqa: PLC0415 the same

    sources = _sources()
    code = _module(sources, slug).head
    target = _target(output, slug, topic)
    try:
        found = read_questions(file.read_bytes())
    except ExchangeError as error:
        raise click.ClickException(f"{file.name}: {error}") from None
    drafts: list[Draft] = []
    for question in found.questions:
        taken = _taken(question, topic, level)
        click.echo(f"{file.name}:{question.line}: {taken[1]}")
        drafts += [taken[0]] if taken[0] else []
    click.echo(f"{len(drafts)} of {count(len(found.questions), 'question')} taken.")
    if not drafts:
        raise click.ClickException("Nothing was taken, so nothing is written.")
    named = with_ids(drafts, code=str(code.data["code"]) if code else "", topic=topic,
                     taken=_ids(sources))  # fmt: skip
    _write_new(target, draft_file(named, topic=topic, source=file.name))
    click.echo(f"{target} is written. Its comments say what each question still needs.")


@modules.command("export-items")
@click.argument("slug")
@click.option("--format", "kind", required=True, type=click.Choice(tuple(FORMATS)))
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--keep-contacts", is_flag=True,
              help="Leave {contact:…} as it is, for questions that come back.")  # fmt: skip
def export_items(slug: str, *, kind: str, output: Path, keep_contacts: bool) -> None:
    """Write the questions of the module SLUG as GIFT or Moodle XML.

    \b
    Example: flask modules export-items housing --format moodle-xml -o housing.xml
    """
    from elearn.content.exchange.gift_writing import write_gift  # noqa: PLC0415 reads Markdown
    from elearn.content.exchange.leaving import Leaving  # noqa: PLC0415 the same
    from elearn.content.exchange.moodle_writing import write_moodle  # noqa: PLC0415 the same

    sources = _sources()
    leaving = Leaving((lambda html: html) if keep_contacts else _filled(sources))
    questions = [
        leaving.question(entry, topic=part.model.topic, category=f"{slug}/{part.model.topic}")
        for part in _module(sources, slug).questions
        if part.model
        for entry in part.model.items
    ]
    written = write_gift(questions).encode() if kind == "gift" else write_moodle(questions)
    output.write_bytes(written)
    for key, what in leaving.losses:
        click.echo(f"{key}: {what}")
    click.echo(f"{output} is written: {count(len(questions), 'question')}.")


def _sources() -> "Sources":
    from elearn.content.reader import read_sources  # noqa: PLC0415 pydantic, YAML and Markdown

    with told():
        return read_sources(our_modules(), today=today())


def _module(sources: "Sources", slug: str) -> "ModuleParts":
    for parts in sources.modules:
        if parts.slug == slug:
            return parts
    known = ", ".join(parts.slug for parts in sources.modules)
    raise click.ClickException(f"There is no module {slug}. There are: {known}.")


def _ids(sources: "Sources") -> set[str]:
    parts = (part.model for one in sources.modules for part in one.questions if part.model)
    return {entry.id for model in parts for entry in model.items}


def _target(output: Path | None, slug: str, topic: str) -> Path:
    """The file to write, which must not be there yet."""
    name = f"{slug}-{topic.lower()}.yaml"
    target = output or Path(name)
    target = target / name if target.is_dir() else target
    if target.exists():
        raise click.ClickException(f"{target} is there already. Name another file with -o.")
    if not target.parent.is_dir():
        raise click.ClickException(f"There is no folder {target.parent}. Make it first.")
    return target


def _write_new(target: Path, text: str) -> None:
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise click.ClickException(f"{target} could not be written: {error.strerror}.") from None


def _taken(question: "Foreign | Broken", topic: str, level: str) -> tuple["Draft | None", str]:
    """The draft of a question, if it could be taken, and what to say of it."""
    from elearn.content.exchange.foreign import Broken  # noqa: PLC0415 see import_items
    from elearn.content.exchange.taking import Draft, take  # noqa: PLC0415 the same

    if isinstance(question, Broken):
        return None, f"{question.name}: not taken: it {question.why}."
    taken: Draft | Refused = take(question, topic=topic, level=level)
    where = f"{taken.category}: " if taken.category else ""
    if not isinstance(taken, Draft):
        return None, f"{where}{taken.name}: not taken: {taken.why}."
    lost = f", with loss: {'; '.join(taken.losses)}" if taken.losses else ""
    to_add = f" To add: {', '.join(taken.to_add)}." if taken.to_add else ""
    return taken, f"{where}{taken.name}: taken{lost}.{to_add}"


def _filled(sources: "Sources") -> Fill:
    """Fills contacts in as they are today, in words."""
    from elearn.content.document import ContactEntry  # noqa: PLC0415 see export_items
    from elearn.content.placeholders import resolve_contacts  # noqa: PLC0415 the same

    rows = sources.contacts_file.contacts
    contacts = [ContactEntry(**row.model_dump(exclude={"local"})) for row in rows]
    on = today()
    return lambda html: str(resolve_contacts(html, contacts, today=on, links=False))
