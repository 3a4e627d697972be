"""A cell of an edition as an action names it: its figures, exact and as a reader may see them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields

from elearn.audit.facts import Facts
from elearn.audit.plan.facts import measure_of
from elearn.audit.returned.facts import ReturnFact
from elearn.audit.shown import Shown
from elearn.audit.shown_knowledge import KnowledgeKey
from elearn.domain.plan import Measure, Origin
from elearn.domain.suppression import CoverageKey

LONGEST_NAME = 120
BEST = 3  # points of an answer of the self-assessment


@dataclass(frozen=True, slots=True)
class CellOf:
    """Which cell. Blank: all of them. ``subject`` is a question's key, a theme or a rule."""

    origin: Origin
    agency: str = ""
    area: str = ""
    role: str = ""
    module: str = ""
    topic: str = ""
    level: str = ""
    subject: str = ""

    @property
    def arguments(self) -> dict[str, str]:
        """What an address says of it: the names that are not blank."""
        said = {field.name: str(getattr(self, field.name)) for field in fields(self)}
        return {name: value for name, value in said.items() if value}


NAMES = tuple(field.name for field in fields(CellOf) if field.name != "origin")


def cell_from(arguments: Mapping[str, str]) -> CellOf | None:
    """The cell that an address names, the whole partnership's coverage where it says nothing; None
    where it cannot be read."""
    said = {name: arguments.get(name, "") for name in NAMES}
    wrong = any(len(value) > LONGEST_NAME or not value.isprintable() for value in said.values())
    try:
        return (
            None
            if wrong
            else CellOf(Origin(arguments.get("origin", Origin.COVERAGE.value)), **said)
        )
    except ValueError:
        return None


def exact(facts: Facts, cell: CellOf) -> Measure | None:
    """The cell's numbers as they were counted; None where there is no such row or no number."""
    find = EXACT.get(cell.origin)
    return find(facts, cell) if find else None


def is_cell(facts: Facts, cell: CellOf) -> bool:
    """Whether the edition has that cell, counted or not known."""
    return exact(facts, cell) is not None or (
        cell.origin is Origin.COVERAGE and _silent(facts, cell)
    )


def as_seen(shown: Shown, cell: CellOf) -> Measure | None:
    """The cell's numbers as the reader of ``shown`` may see them; None: hidden or not known."""
    find = SEEN.get(cell.origin)
    return find(shown, cell) if find else None


def _silent(facts: Facts, cell: CellOf) -> bool:
    """An agency that returned nothing: its coverage is not known, and that is a finding."""
    only = CellOf(Origin.COVERAGE, agency=cell.agency)
    return cell == only and any(row.agency == cell.agency for row in facts.coverage)


def _coverage(facts: Facts, cell: CellOf) -> Measure | None:
    inside = {one.agency for one in facts.agencies if one.area == cell.area}
    rows = [
        row.counts
        for row in facts.coverage
        if row.counts is not None
        and (row.agency in inside and bool(row.module) if cell.area else row.agency == cell.agency)
        and row.role == cell.role
        and (row.module == cell.module or (bool(cell.area) and not cell.module))
    ]
    if not rows:
        return None
    return Measure(sum(row.in_date for row in rows), sum(row.in_scope for row in rows))


def _knowledge(facts: Facts, cell: CellOf) -> Measure | None:
    for row in facts.knowledge:
        if (row.agency, row.role, row.topic, row.level) == _topic_key(cell):
            return Measure(row.masters, row.assessed)
    return None


def _topic_key(cell: CellOf) -> KnowledgeKey:
    return KnowledgeKey(cell.agency, cell.role, cell.topic, cell.level)


def _coverage_seen(shown: Shown, cell: CellOf) -> Measure | None:
    row = shown.coverage.get(CoverageKey(cell.agency, cell.role, cell.module, cell.area))
    return measure_of(row.in_date, row.in_scope) if row else None


def _knowledge_seen(shown: Shown, cell: CellOf) -> Measure | None:
    row = shown.knowledge.get(_topic_key(cell))
    return measure_of(row.masters, row.assessed) if row else None


def _item(facts: Facts, cell: CellOf) -> Measure | None:
    for row in facts.of("item"):
        if row.item == cell.subject:
            return Measure(row.right, row.answers)
    return None


def _item_seen(shown: Shown, cell: CellOf) -> Measure | None:
    for row in shown.more.get("item", ()):
        if row.item == cell.subject:
            return measure_of(row.right, row.answers)
    return None


def _theme(facts: Facts, cell: CellOf) -> Measure | None:
    return _points(facts.of("return"), cell)


def _theme_seen(shown: Shown, cell: CellOf) -> Measure | None:
    return _points(shown.more.get("return", ()), cell)


def _points(answers: Iterable[ReturnFact], cell: CellOf) -> Measure | None:
    """Points of an agency in a theme of its return, of three an answer that applies; the
    coordinator's own score goes before the agency's."""
    scores = [
        row.moderated if row.is_moderated else row.score
        for row in answers
        if (row.agency, row.theme) == (cell.agency, cell.subject)
    ]
    known = [score for score in scores if score is not None]
    return Measure(sum(known), BEST * len(known)) if known else None


def cover_subject(team: str, module: str, level: str, needed: int) -> str:
    """What a rule of minimum cover is called in a cell.

    >>> cover_subject("mash", "", "C", 3)
    'mash:C:3'
    """
    return f"{team}:{module or level}:{needed}"


def _cover(facts: Facts, cell: CellOf) -> Measure | None:
    for row in facts.of("cover"):
        name = cover_subject(row.team, row.module, row.level, row.needed)
        if (row.agency, name) == (cell.agency, cell.subject):
            return Measure(row.in_date, row.needed)
    return None


def _cover_seen(shown: Shown, cell: CellOf) -> Measure | None:
    for row in shown.more.get("cover", ()):
        name = cover_subject(row.team, row.module, row.level, row.needed)
        if (row.agency, name) == (cell.agency, cell.subject):
            return measure_of(row.in_date, row.needed)
    return None


EXACT: dict[Origin, Callable[[Facts, CellOf], Measure | None]] = {
    Origin.COVERAGE: _coverage,
    Origin.KNOWLEDGE: _knowledge,
    Origin.ITEM: _item,
    Origin.THEME: _theme,
    Origin.COVER: _cover,
}
SEEN: dict[Origin, Callable[[Shown, CellOf], Measure | None]] = {
    Origin.COVERAGE: _coverage_seen,
    Origin.KNOWLEDGE: _knowledge_seen,
    Origin.ITEM: _item_seen,
    Origin.THEME: _theme_seen,
    Origin.COVER: _cover_seen,
}
