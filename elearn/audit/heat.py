"""The heat maps: agency by module and agency by topic, with the figure in every cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from elearn.audit.queries.editions import Edition
from elearn.audit.sheets import Names, topic_name
from elearn.audit.shown import NO_RETURN, CoverageRow, Shown
from elearn.audit.shown_knowledge import KnowledgeKey
from elearn.audit.words import HIDDEN, NOT_ASKED
from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import CoverageKey
from elearn.reporting.charts import HeatStep

Key = tuple[tuple[int | str, str], ...]


@dataclass(frozen=True, slots=True)
class HeatCell:
    """The figure of a cell, or the word in its place, and how dark it is."""

    text: str
    step: HeatStep


@dataclass(frozen=True, slots=True)
class Heat:
    """A heat map: a table of cells with names of rows and columns, and what the steps mean."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatCell, ...]], ...]
    key: Key


def step_of(percent: float, on_track: float, watch: float) -> HeatStep:
    """1 from ``on_track``, 4 below ``watch``, and between them 2 and 3 half each.

    >>> [step_of(percent, 90, 75) for percent in (90, 89.9, 80, 74.9)]
    [1, 2, 3, 4]
    """
    if percent >= on_track:
        return 1
    if percent < watch:
        return 4
    return 2 if percent >= (on_track + watch) / 2 else 3


def whole(percent: float) -> str:
    """Without decimals, cut off: 89.9% never looks like 90%.

    >>> whole(89.96)
    '89%'
    """
    return f"{int(percent)}%"


def coverage_heat(edition: Edition, shown: Shown, names: Names, *, agencies: Sequence[str]) -> Heat:
    """Coverage of agency x module, for some agencies in the order given."""
    modules = [module for module in edition.modules if _is_asked(module.slug, shown)]
    rules = edition.rules
    return Heat(
        columns=tuple(f"{module.code} {module.title}" for module in modules),
        rows=tuple(
            (
                names.agency(agency),
                tuple(
                    _covered(agency, module.slug, module.level == "C", shown, rules)
                    for module in modules
                ),
            )
            for agency in agencies
        ),
        key=_coverage_key(rules),
    )


def _is_asked(module: str, shown: Shown) -> bool:
    return CoverageKey("", "", module) in shown.coverage


def _covered(agency: str, module: str, level_c: bool, shown: Shown, rules: RuleSet) -> HeatCell:
    if shown.coverage.get(CoverageKey(agency), _NOBODY).note == NO_RETURN:
        return HeatCell(NO_RETURN, "x")
    row = shown.coverage.get(CoverageKey(agency, "", module))
    if row is None or row.in_scope == 0:
        return HeatCell(NOT_ASKED, "x")
    if row.percent is None:
        return HeatCell(HIDDEN, "x")
    if level_c:
        step = step_of(row.percent, rules.level_c_on_track, rules.level_c_watch)
    else:
        step = step_of(row.percent, rules.coverage_on_track, rules.coverage_watch)
    return HeatCell(whole(row.percent), step)


_NOBODY = CoverageRow("", "", "", "", 0, 0, 0, 0, 0, None, None, "", "")


def _coverage_key(rules: RuleSet) -> Key:
    middle = (rules.coverage_on_track + rules.coverage_watch) / 2
    return (
        (1, f"{rules.coverage_on_track:g}% or more"),
        (2, f"{middle:g}% or more"),
        (3, f"{rules.coverage_watch:g}% or more"),
        (4, f"Under {rules.coverage_watch:g}% ▲ act"),
        ("x", "Not asked, hidden or no return"),
    )


def knowledge_heat(
    shown: Shown,
    names: Names,
    rules: RuleSet,
    *,
    agencies: Sequence[str],
    topics: Sequence[str],
    level: str,
) -> Heat:
    """Mastery of agency x topic at one level (blank: all), for some agencies and topics."""
    return Heat(
        columns=tuple(topic_name(code) for code in topics),
        rows=tuple(
            (
                names.agency(agency),
                tuple(_known(agency, topic, level, shown, rules) for topic in topics),
            )
            for agency in agencies
        ),
        key=_knowledge_key(rules),
    )


def _known(agency: str, topic: str, level: str, shown: Shown, rules: RuleSet) -> HeatCell:
    row = shown.knowledge.get(KnowledgeKey(agency, "", topic, level))
    if row is None:
        return HeatCell(NOT_ASKED, "x")
    if row.assessed is not None and row.assessed < rules.min_base:
        return HeatCell("too few", "x")
    if row.mastery is None:
        return HeatCell(HIDDEN, "x")
    step = step_of(row.mastery, rules.mastery_on_track, rules.mastery_watch)
    return HeatCell(whole(row.mastery), step)


def _knowledge_key(rules: RuleSet) -> Key:
    middle = (rules.mastery_on_track + rules.mastery_watch) / 2
    return (
        (1, f"{rules.mastery_on_track:g}% or more"),
        (2, f"{middle:g}% or more"),
        (3, f"{rules.mastery_watch:g}% or more"),
        (4, f"Under {rules.mastery_watch:g}% ▲ act"),
        ("x", f"Not asked, hidden or under {rules.min_base} people"),
    )
