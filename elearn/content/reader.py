"""Reads the folder of modules: documents ready to publish, or every fault of every file at once."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from elearn.content.anchor_checks import check_anchors
from elearn.content.building import build_all
from elearn.content.contact_checks import check_contacts
from elearn.content.curriculum import read_curriculum
from elearn.content.document import ContactEntry, ModuleDocument
from elearn.content.faults import ContentError, Fault, Findings
from elearn.content.help_pages.reading import FOLDER as HELP
from elearn.content.help_pages.reading import read_help
from elearn.content.item_checks import check_ids, check_items, mappings
from elearn.content.links import check_addresses, links_of
from elearn.content.loading import ModuleParts, load_contacts, load_module
from elearn.content.module_checks import check_codes, check_module
from elearn.content.recording import Recording
from elearn.content.scenario_checks import check_scenarios
from elearn.content.schema import ContactsFile
from elearn.content.screen_checks import check_screens
from elearn.content.text_checks import check_texts
from elearn.content.translations.reading import read_translations
from elearn.content.yaml_text import Marked

__all__ = [
    "ContactEntry", "ContentError", "Fault", "Reading", "Sources", "read_all", "read_sources",
    "reading_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What a folder of modules holds; ``warnings`` ask for a look and stop nothing."""

    documents: tuple[ModuleDocument, ...]
    contacts: tuple[ContactEntry, ...]
    recordings: tuple[Recording, ...]
    warnings: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of a folder of modules, read and without a fault, with what was found."""

    modules: tuple[ModuleParts, ...]
    contacts: Marked
    contacts_file: ContactsFile
    findings: Findings


def read_all(root: Path, *, today: date) -> Reading:
    """Read every module below ``root`` and its contacts.yaml.

    Raises ContentError with all the faults of all the files. ``today`` decides what is overdue.
    Files that are byte for byte as they were last time are not taken apart again.
    """
    root = root.resolve()
    return _read(root, _digest(root), today)


@lru_cache(maxsize=2)  # a service has one folder, a test perhaps one of its own besides
def _read(root: Path, _digest: str, today: date) -> Reading:
    return reading_of(read_sources(root, today=today))


def _digest(root: Path) -> str:
    """One number for the names and bytes of everything below a folder."""
    whole = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        whole.update(f"{path.relative_to(root)}\0".encode())
        if path.is_file():
            content = path.read_bytes()
            whole.update(f"{len(content)}\0".encode())
            whole.update(content)
    return whole.hexdigest()


def read_sources(root: Path, *, today: date) -> Sources:
    """The files that ``read_all`` makes documents of, for those who look at them more closely.

    Raises ContentError likewise.
    """
    root = root.resolve()
    findings = Findings()
    marked, contacts = load_contacts(root, findings)
    check_contacts(marked, contacts, today=today)
    modules = [load_module(folder, findings) for folder in _folders(root)]
    if not modules:
        findings.faults.append(Fault(root.name, 1, 1, "", "There is no module here yet."))
    numbers = _numbers(marked)
    for parts in modules:
        check_module(parts, findings, today=today)
        check_items(parts, today=today)
        check_screens(parts, numbers, findings)
        check_scenarios(parts)
        check_texts(parts, numbers, findings)
    check_ids(modules)
    planned = _planned(root)
    check_codes(modules, planned)
    check_anchors(modules, planned, findings)
    check_addresses(links_of(modules, marked), findings)
    for parts in modules:
        read_translations(root / parts.slug, parts, numbers, findings, today=today)
    if (root / HELP).is_dir():
        read_help(root, findings, today=today)
    if findings.faults or marked is None or contacts is None:
        raise ContentError(findings.faults, findings.warnings)
    return Sources(tuple(modules), marked, contacts, findings)


def _folders(root: Path) -> list[Path]:
    """The folders of modules: all but that of the help page's words."""
    found = (path for path in sorted(root.iterdir()) if path.is_dir() and path.name != HELP)
    return [path for path in found if path.name[0] not in "._"]


def _numbers(marked: Marked | None) -> Mapping[str, str | None]:
    """Keys and numbers as far as they can be read, so that one fault there is one fault only."""
    rows = [row for _, row in mappings(marked.data, "contacts")] if marked else []
    return {str(row.get("key")): str(row["number"]) if row.get("number") else None for row in rows}


def _planned(root: Path) -> set[str]:
    """The codes of the curriculum beside the modules, where there is one."""
    path = root / "curriculum.json"
    return {module.code for module in read_curriculum(path).modules} if path.is_file() else set()


def reading_of(sources: Sources) -> Reading:
    """The documents, contacts and recordings of faultless files."""
    modules = list(sources.modules)
    return Reading(
        documents=build_all(modules),
        contacts=tuple(
            ContactEntry(**entry.model_dump(exclude={"local"}))
            for entry in sources.contacts_file.contacts
        ),
        recordings=tuple(
            sorted(
                {one for parts in modules for one in parts.recordings.values()},
                key=lambda one: one.sha256,
            )
        ),
        warnings=tuple(sorted(set(sources.findings.warnings))),
    )
