"""Reads modules/help: what may be shown of it, and every fault of every file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from elearn.content.faults import ContentError, Fault, Findings
from elearn.content.help_pages.checks import check_source, check_translation, stale
from elearn.content.help_pages.page import HelpPages, HelpText
from elearn.content.help_pages.schema import (
    LanguageEntry,
    LanguagesFile,
    SourceFile,
    TranslationFile,
)
from elearn.content.item_checks import mappings
from elearn.content.loading import load_contacts, read_text
from elearn.content.schema import Strict
from elearn.content.validation import validated
from elearn.content.yaml_text import Marked, read_yaml

FOLDER = "help"
SOURCE, LANGUAGES, TEMPLATE = "en.yaml", "languages.yaml", "template.yaml"
F = TypeVar("F", bound=Strict)
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class HelpFiles:
    """The source and the languages as they were read; ``shown`` are the translations without a
    fault, ``not_begun`` the languages that have no file."""

    source: SourceFile
    languages: tuple[LanguageEntry, ...]
    shown: tuple[HelpText, ...]
    not_begun: tuple[LanguageEntry, ...]

    @property
    def pages(self) -> HelpPages:
        words = {key: entry.text for key, entry in self.source.texts.items()}
        return HelpPages(
            HelpText(self.source.language, self.source.name, self.source.direction, words),
            self.shown,
        )


def help_pages(root: Path, *, today: date) -> HelpPages:
    """What may be shown. A file that has changed is read again; a translation with a fault is left
    out. ContentError when the English itself has one."""
    folder = root / FOLDER
    stamp = tuple(
        (path.name, (found := path.stat()).st_mtime_ns, found.st_size)
        for path in sorted(folder.glob("*.yaml"))
    )
    return _pages(root, stamp, today)


@lru_cache(maxsize=4)
def _pages(root: Path, _stamp: Stamp, today: date) -> HelpPages:
    findings = Findings()
    files = read_help(root, findings, today=today)
    if files is None:
        raise ContentError(findings.faults)
    return files.pages


def read_help(root: Path, findings: Findings, *, today: date) -> HelpFiles | None:
    """The folder ``help`` below ``root``; None when its English or its languages cannot be used.

    Faults and warnings are added to ``findings``.
    """
    marked, source = _file(root, SOURCE, SourceFile, findings)
    before = len(findings.faults)
    if marked and source:
        check_source(marked, source, _contacts(root))
    wanted = _languages(root, findings)
    if not source or wanted is None or len(findings.faults) > before:
        return None
    names = [path.name for path in _translations(root)]
    found = (_translation(root, name, source, wanted, findings, today) for name in names)
    shown = [one for one in found if one]
    order = list(wanted)
    return HelpFiles(
        source,
        tuple(wanted.values()),
        tuple(sorted(shown, key=lambda one: order.index(one.language))),
        tuple(one for one in wanted.values() if f"{one.code}.yaml" not in names),
    )


def _translations(root: Path) -> Iterator[Path]:
    for path in sorted((root / FOLDER).glob("*.yaml")):
        if path.name not in (SOURCE, LANGUAGES, TEMPLATE):
            yield path


def _contacts(root: Path) -> Mapping[str, object]:
    """The contacts by key. What is wrong with their file is told where modules are checked."""
    marked, _ = load_contacts(root, Findings())
    rows = mappings(marked.data, "contacts") if marked else ()
    return {str(row.get("key")): row for _, row in rows}


def _languages(root: Path, findings: Findings) -> dict[str, LanguageEntry] | None:
    marked, file = _file(root, LANGUAGES, LanguagesFile, findings)
    if not marked or not file:
        return None
    found: dict[str, LanguageEntry] = {}
    for at, one in enumerate(file.languages):
        if one.code in found or one.code == "en":
            marked.fault(("languages", at, "code"), f"{one.code} stands twice, or is English.")
        found[one.code] = one
    return found


def _translation(
    root: Path,
    name: str,
    source: SourceFile,
    wanted: Mapping[str, LanguageEntry],
    findings: Findings,
    today: date,
) -> HelpText | None:
    marked, file = _file(root, name, TranslationFile, findings)
    if not marked or not file:
        return None
    before = len(findings.faults)
    if f"{file.language}.yaml" != name:
        marked.fault(("language",), f"should be as the file is called: {name[:-5]}.")
    elif file.language not in wanted:
        marked.fault(("language",), f"is not in {LANGUAGES}. Add it there, with the reason.")
    elif file.direction != wanted[file.language].direction:
        marked.fault(("direction",), f"is {wanted[file.language].direction} in {LANGUAGES}.")
    old = stale(marked, file, source)
    may_be_shown = check_translation(marked, file, source, today=today)
    if not may_be_shown or len(findings.faults) > before:
        return None
    words = {
        key: (one.translation or "").strip()
        for key, one in file.texts.items()
        if key in source.texts
    }
    by = (file.translated_by or "").strip()
    return HelpText(file.language, file.name, file.direction, words, by, file.translated_on, old)


def _file(
    root: Path, name: str, model: type[F], findings: Findings
) -> tuple[Marked | None, F | None]:
    file = f"{root.name}/{FOLDER}/{name}"
    path = root / FOLDER / name
    if not path.is_file():
        findings.faults.append(Fault(file, 1, 1, "", f"{name} is missing. Add it."))
        return None, None
    text = read_text(path, file=file, findings=findings)
    marked = read_yaml(text, file=file, findings=findings) if text is not None else None
    return marked, validated(model, marked) if marked else None
