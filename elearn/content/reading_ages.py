"""The reading age of every page of a module, held to what its learners should need.

Counted are the sentences of a page's text and of its practice; the higher of the two ages stands
for the page. Headings, tables, points of a list that are no sentence, and the questions of the
quiz are left out. The limits are conventions.md D2: 11 at level A, 13 at levels B and C.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from elearn.content.faults import Fault, Findings
from elearn.content.item_checks import mappings
from elearn.content.loading import ModuleParts, ScenarioPart, ScreenPart
from elearn.content.prose import is_sentence, paragraphs
from elearn.content.readability import Measure, measure

LIMITS = {"A": 11.0, "B": 13.0, "C": 13.0}
_PRACTICE = (("check", ("text", "options")), ("sort", ("text", "cards")))


@dataclass(frozen=True, slots=True)
class PageAge:
    """The reading age of one page, ``line`` where its text begins; ``age`` is None where there is
    too little to measure."""

    file: str
    line: int
    number: int
    slug: str
    age: float | None


@dataclass(frozen=True, slots=True)
class ModuleAges:
    """The reading ages of a module's pages and the ``limit`` for its level."""

    code: str
    slug: str
    level: str
    screens: int
    pages: tuple[PageAge, ...]

    @property
    def limit(self) -> float:
        return LIMITS[self.level]

    @property
    def known(self) -> tuple[float, ...]:
        return tuple(page.age for page in self.pages if page.age is not None)

    @property
    def mean(self) -> float | None:
        return fmean(self.known) if self.known else None

    @property
    def over(self) -> tuple[PageAge, ...]:
        return tuple(page for page in self.pages if (page.age or 0) > self.limit)


def ages_of(parts: ModuleParts) -> ModuleAges | None:
    """The reading ages of a module that could be read; None for a knowledge check."""
    if parts.model is None:
        return None
    pages = [_screen(screen) for screen in parts.screens]
    pages += [_scenario(scenario) for scenario in parts.scenarios]
    return ModuleAges(
        code=parts.model.code,
        slug=parts.slug,
        level=parts.model.level,
        screens=len(parts.screens),
        pages=tuple(sorted(pages, key=lambda page: (page.number, page.slug))),
    )


def check_ages(ages: ModuleAges, findings: Findings) -> None:
    """A warning for each page that asks for an older reader than its level allows."""
    for page in ages.over:
        message = (
            f"Its reading age is {page.age:.1f}, and {ages.limit:.0f} is the most at level "
            f"{ages.level}. Make its sentences shorter, and use shorter words."
        )
        findings.warnings.append(Fault(page.file, page.line, 1, "", message))


def _screen(screen: ScreenPart) -> PageAge:
    practice: list[str] = []
    for name, keys in _PRACTICE:
        practice += _of_practice(screen.head.data.get(name), keys)
    age = _age(measure(paragraphs(screen.body.text)), measure(practice))
    return PageAge(screen.body.file, screen.body.line, screen.number, screen.slug, age)


def _of_practice(data: Any, keys: Sequence[str]) -> Iterator[str]:
    if not isinstance(data, dict):
        return
    yield from paragraphs(str(data.get(keys[0], "")))
    for _, row in mappings(data, keys[1]):
        for key in ("text", "feedback"):
            yield from _sentences(row.get(key))


def _sentences(text: Any) -> Iterator[str]:
    for paragraph in paragraphs(str(text or "")):
        if is_sentence(paragraph):
            yield paragraph


def _scenario(scenario: ScenarioPart) -> PageAge:
    data = scenario.marked.data
    texts = [str(data.get("intro", ""))]
    nodes = data.get("nodes")
    for node in (nodes if isinstance(nodes, dict) else {}).values():
        if isinstance(node, dict):
            texts.append(str(node.get("text", "")))
            texts += [str(one.get("text", "")) for _, one in mappings(node, "also")]
            texts += [str(one.get("feedback", "")) for _, one in mappings(node, "choices")]
    age = _age(measure(words for text in texts for words in paragraphs(text)), Measure())
    return PageAge(scenario.marked.file, 1, scenario.number, scenario.slug, age)


def _age(text: Measure, practice: Measure) -> float | None:
    """The higher of two ages, of those with words enough; else that of both together."""
    ages = [one.age for one in (text, practice) if one.is_enough]
    both = text + practice
    if ages:
        return max(ages)
    return both.age if both.is_enough else None


HEAD = """\
# Reading age

How old a reader has to be, page by page: the Flesch-Kincaid grade and five years, of the sentences
of a page's text and of its practice (the higher of the two). At most 11 at level A and 13 at levels
B and C. The measure knows the length of sentences and words and nothing else; a page that is within
the limit can still be hard.

Made by `flask modules reading-age -o docs/reading-age.md`.

| module | level | screens | scenarios | mean | highest | page with the highest | over the limit |
|---|---|---:|---:|---:|---:|---|---|
"""


def table(modules: Iterable[ModuleAges]) -> str:
    """docs/reading-age.md: a row a module, by code."""
    rows = (_row(ages) for ages in sorted(modules, key=lambda one: one.code))
    return HEAD + "".join(rows)


def _row(ages: ModuleAges) -> str:
    measured = [page for page in ages.pages if page.age is not None]
    highest = max(measured, key=lambda page: page.age or 0, default=None)
    over = ", ".join(f"{page.slug} ({page.age:.1f})" for page in ages.over) or "none"
    cells = (
        f"{ages.code} {ages.slug}",
        ages.level,
        str(ages.screens),
        str(len(ages.pages) - ages.screens),
        f"{ages.mean:.1f}" if ages.mean is not None else "not known",
        f"{highest.age:.1f}" if highest else "not known",
        highest.slug if highest else "",
        over,
    )
    return f"| {' | '.join(cells)} |\n"
