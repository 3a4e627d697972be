"""A close look at modules without a fault: craft, reading age and length, besides the rules."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from elearn.content.document import ModuleDocument
from elearn.content.estimates import check_minutes, minutes
from elearn.content.faults import Fault
from elearn.content.law_checks import check_law
from elearn.content.links import dead, links_of
from elearn.content.loading import ModuleParts
from elearn.content.reader import Reading, Sources, read_sources, reading_of
from elearn.content.reading_ages import ModuleAges, ages_of, check_ages
from elearn.content.twin_checks import check_twins_of_all
from elearn.content.writing_checks import check_writing


@dataclass(frozen=True, slots=True)
class Figures:
    """A module in numbers: ``minutes`` as estimated, 0 for a knowledge check, which has no
    ``ages`` either."""

    document: ModuleDocument
    minutes: float
    ages: ModuleAges | None


@dataclass(frozen=True, slots=True)
class Review:
    """What a close look shows. ``warnings`` hold those of the reading too."""

    reading: Reading
    figures: tuple[Figures, ...]
    warnings: tuple[Fault, ...]
    hints: tuple[Fault, ...]


def review(root: Path, *, today: date, try_links: float | None = None) -> Review:
    """Read every module below ``root`` and look closely.

    ``try_links`` are the seconds to wait for each address; without it nothing is asked of the
    network. Raises ContentError as ``read_all`` does.
    """
    sources = read_sources(root, today=today)
    findings = sources.findings
    ages = {parts.slug: ages_of(parts) for parts in sources.modules}
    for parts in sources.modules:
        check_writing(parts)
        check_minutes(parts)
        check_law(parts, findings)
        if found := ages[parts.slug]:
            check_ages(found, findings)
    check_twins_of_all(sources.modules)
    if try_links is not None:
        links = links_of(sources.modules, sources.contacts)
        findings.warnings.extend(dead(links, timeout=try_links))
    return _review(sources, ages)


def _review(sources: Sources, ages: dict[str, ModuleAges | None]) -> Review:
    reading = reading_of(sources)
    taken = {parts.slug: _minutes(parts) for parts in sources.modules}
    return Review(
        reading=reading,
        figures=tuple(
            Figures(document, taken[document.slug], ages[document.slug])
            for document in reading.documents
        ),
        warnings=reading.warnings,
        hints=tuple(sorted(set(sources.findings.hints))),
    )


def _minutes(parts: ModuleParts) -> float:
    return 0.0 if parts.is_check else minutes(parts)
