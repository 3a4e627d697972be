"""The charts of the workbook: small sheets of rows that are shown, each with a native chart."""

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.audit.editions import Opened
from elearn.audit.findings import by_coverage, topics
from elearn.audit.priorities.tables import lines_of
from elearn.audit.queries.editions import Edition
from elearn.audit.sheets import Names, one_decimal
from elearn.domain.coverage import Counts, RuleSet, coverage_percent
from elearn.domain.dates import uk_date
from elearn.domain.suppression import Audience, policy_for
from elearn.reporting.table import Cell, Chart, Column, Report, Sheet

Figures = tuple[str, Cell, Cell]
PERCENT = "Per cent"


@dataclass(frozen=True, slots=True)
class Point:
    """Coverage of the whole scope on a day."""

    name: str
    on: str
    percent: float


def chart_sheets(opened: Opened, earlier: Iterable[Edition]) -> list[Sheet]:
    """Coverage against its target, mastery, priorities, and the trend over the editions. What is
    hidden has no row. ``earlier`` are editions of the same scope before this one."""
    shown, rules = opened.shown, opened.edition.rules
    names = Names(opened.edition, shown)
    coverage: list[Figures] = [
        (names.agency(row.agency), one_decimal(row.percent), rules.coverage_on_track)
        for row in by_coverage(shown)
    ]
    known: list[Figures] = [
        (names.topic(row.topic), one_decimal(row.mastery), rules.mastery_on_track)
        for row in topics(shown)
        if row.mastery is not None and (row.assessed or 0) >= rules.min_base
    ]
    ranks: list[Figures] = [
        (
            names.agency(row.agency),
            round(row.ranked.score.volume_index),
            round(row.ranked.score.intensity_index),
        )
        for row in lines_of(shown)
        if row.ranked
    ]
    trend: list[Figures] = [
        (f"{one.name}, {one.on}", one.percent, rules.coverage_on_track)
        for one in points(opened, earlier)
    ]
    when = f"Census date {uk_date(opened.edition.as_of)}, {opened.edition.name}."
    return [
        _against("Chart of coverage", when, ("Agency", "Coverage %", "Target %"), coverage),
        _against("Chart of topics", when, ("Topic", "Mastery %", "Target %"), known),
        Sheet(
            _report("Chart of priorities", when, ("Agency", "Volume index", "Intensity index")),
            ranks,
            Chart("Priorities: 100 is the largest of each", "bar", 0, (1, 2), "Index", most=100),
        ),
        _against("Chart of the trend", when, ("Edition", "Coverage %", "Target %"), trend, "line"),
    ]


def _against(
    title: str, when: str, heads: tuple[str, str, str], rows: list[Figures], kind: str = "column"
) -> Sheet:
    """A figure against its target, which is a dashed line."""
    words = f"{heads[1].removesuffix(' %')} by {heads[0].lower()}"
    chart = Chart(words, kind, 0, (1,), PERCENT, line=2, most=100)
    return Sheet(_report(title, when, heads), rows, chart)


def _report(title: str, when: str, heads: tuple[str, str, str]) -> Report[Figures]:
    return Report(
        title=title,
        purpose=f"OFFICIAL. {when} Hidden figures have no row.",
        columns=(
            Column(heads[0], lambda row: row[0]),
            Column(heads[1], lambda row: row[1], numeric=True),
            Column(heads[2], lambda row: row[2], numeric=True),
        ),
    )


def points(opened: Opened, earlier: Iterable[Edition]) -> list[Point]:
    """The whole scope's coverage, oldest first, this edition last. Of earlier editions by the
    totals that their manifests keep, as the partnership may see them, and by this reader's rule
    besides."""
    found = []
    for one in sorted(earlier, key=lambda one: (one.as_of, one.id)):
        kept = one.manifest.get("partnership") or {}
        share = told(kept.get("in_date"), kept.get("in_scope"), opened.shown.audience, one.rules)
        if share is not None:
            found.append(Point(one.name, uk_date(one.as_of), round(share, 1)))
    whole = opened.shown.whole
    if whole is not None and whole.percent is not None:
        edition = opened.edition
        found.append(Point(edition.name, uk_date(edition.as_of), round(whole.percent, 1)))
    return found


def told(
    in_date: int | None, in_scope: int | None, audience: Audience, rules: RuleSet
) -> float | None:
    """A share of two totals by a reader's rule; None where either, or what is left, is few.

    >>> told(993, 1218, Audience.PUBLIC, RuleSet())
    81.55737704918033
    >>> told(993, 1000, Audience.PUBLIC, RuleSet()) is None
    True
    """
    if in_date is None or not in_scope:
        return None
    policy = policy_for(audience, rules)
    few = policy.is_few(in_date) or policy.is_few(in_scope - in_date)
    if few or in_scope < policy.min_base:
        return None
    return coverage_percent(Counts(policy.rounded(in_scope), policy.rounded(in_date)))
