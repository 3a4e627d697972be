"""The charts of an edition as rows: a name, a figure in words, and a drawing or words for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from elearn.audit import findings
from elearn.audit.sheets import Names
from elearn.audit.shown import CoverageRow, Shown
from elearn.audit.shown_knowledge import KnowledgeRow
from elearn.audit.words import HIDDEN, STATES, counted, per_cent, span
from elearn.domain.coverage import Band, DenominatorGrade, RuleSet
from elearn.reporting.charts import coverage_bar, interval_dot, interval_words

TOO_FEW = "Too few people to show a figure"
ESTIMATE = "Estimate"


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One row of a row chart. ``svg`` is empty where a figure is hidden: ``words`` stand there."""

    name: str
    value: str
    small: str
    state: str
    word: str
    svg: Markup
    words: str = ""


def coverage_rows(shown: Shown, names: Names, rules: RuleSet) -> tuple[ChartRow, ...]:
    """Coverage by agency, lowest first; then estimates, hidden figures and those not known."""
    measured = findings.by_coverage(shown)
    firm = [row for row in measured if row.grade != DenominatorGrade.C]
    loose = [row for row in measured if row.grade == DenominatorGrade.C]
    silent = {agency.agency for agency in shown.agencies if agency.returned == "none"}
    return (
        *(_coverage(row, names, rules) for row in (*firm, *loose)),
        *(_without_figure(row, names) for row in findings.hidden_agencies(shown)),
        *(
            _not_known(row, names)
            for row in shown.of_agencies
            if row.agency in silent and row.in_scope is None
        ),
    )


def _coverage(row: CoverageRow, names: Names, rules: RuleSet) -> ChartRow:
    percent = row.percent or 0.0
    estimate = row.grade == DenominatorGrade.C
    band = row.band or Band.UNKNOWN
    said = [f"of {row.in_scope:,}"]
    if row.declared:
        said.append(f"to {row.declared.high:.1f}% declared")
    return ChartRow(
        name=names.agency(row.agency),
        value=per_cent(percent),
        small=", ".join(said),
        state=STATES[Band.UNKNOWN if estimate else band],
        word=ESTIMATE if estimate else band.label,
        svg=coverage_bar(
            names.agency(row.agency),
            percent,
            id=f"cover-{row.agency}",
            declared=row.declared.high if row.declared else None,
            target=rules.coverage_on_track,
            estimate=estimate,
        ),
    )


def _without_figure(row: CoverageRow, names: Names) -> ChartRow:
    told = row.band is not None
    return ChartRow(
        name=names.agency(row.agency),
        value="",
        small="band only" if told else "",
        state=STATES[row.band or Band.UNKNOWN],
        word=row.band.label if row.band else HIDDEN,
        svg=Markup(""),
        words=TOO_FEW,
    )


def _not_known(row: CoverageRow, names: Names) -> ChartRow:
    name = names.agency(row.agency)
    return ChartRow(
        name=name,
        value="",
        small="",
        state="unknown",
        word=DenominatorGrade.D.label,
        svg=coverage_bar(name, None, id=f"cover-{row.agency}"),
    )


def topic_rows(
    rows: Iterable[KnowledgeRow], names: Names, rules: RuleSet, *, id: str = "topic"
) -> tuple[ChartRow, ...]:
    """Mastery with its interval, one row a topic of the partnership."""
    return tuple(_topic(row, names, rules, id) for row in rows)


def _topic(row: KnowledgeRow, names: Names, rules: RuleSet, id: str) -> ChartRow:
    name = names.topic(row.topic)
    mastery, interval = row.mastery, row.interval
    if mastery is None or interval is None or (row.assessed or 0) < rules.min_base:
        return ChartRow(name, "", "", "unknown", Band.UNKNOWN.label, Markup(""), TOO_FEW)
    band = row.band or Band.UNKNOWN
    people = row.assessed or 0
    drawing = interval_dot(
        name,
        mastery,
        interval.low,
        interval.high,
        id=f"{id}-{row.topic.lower()}",
        bands=(rules.mastery_watch, rules.mastery_on_track),
    )
    return ChartRow(
        name=name,
        value=interval_words(mastery, interval.low, interval.high, people),
        small=f"{span(interval.low, interval.high)}, of {counted(people, 'person', 'people')}",
        state=STATES[band],
        word=band.label,
        svg=drawing,
    )
