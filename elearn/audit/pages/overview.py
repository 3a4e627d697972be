"""The overview of an edition: the answer first, then the figures and what they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from elearn.audit import findings
from elearn.audit.drawings import ChartRow, coverage_rows, topic_rows
from elearn.audit.editions import Opened
from elearn.audit.files import manifest_lines
from elearn.audit.findings import Gap, Share
from elearn.audit.queries.editions import Edition
from elearn.audit.run.words import STATES as RUN_STATES
from elearn.audit.run.words import limits
from elearn.audit.sheets import Names
from elearn.audit.shown import CoverageRow
from elearn.audit.shown_knowledge import KnowledgeRow
from elearn.audit.words import (
    CAUTIONS,
    RETURNED,
    STATES,
    counted,
    definitions,
    missing,
    number,
    per_cent,
    since_words,
    span,
)
from elearn.domain.coverage import Band, confident_wrong_band
from elearn.domain.dates import uk_date, uk_moment
from elearn.domain.intervals import wilson
from elearn.domain.suppression import Audience

MOST_GAPS = 10
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """Everything the overview, the print page and the report in PDF say, in their order."""

    title: str
    edition: Edition
    caption: str
    lede: tuple[str, ...]
    facts: str
    seal: str
    sealed: bool
    full: bool
    stats: tuple[dict[str, Any], ...]
    coverage: tuple[ChartRow, ...]
    coverage_note: str
    coverage_table: tuple[Row, ...]
    target: str
    silent: tuple[str, ...]
    returns: tuple[Row, ...]
    topics: tuple[ChartRow, ...]
    topics_note: str
    topics_table: tuple[Row, ...]
    wrong: tuple[Row, ...]
    gaps: tuple[Row, ...]
    gaps_note: str
    areas: tuple[Row, ...]
    modules: tuple[Row, ...]
    cautions: tuple[str, ...]
    definitions: tuple[tuple[str, str], ...]
    manifest: tuple[tuple[str, str], ...]

    @property
    def state(self) -> tuple[str, str]:
        """The shape and the word of the edition's state."""
        return RUN_STATES[self.edition.state]


def overview_page(opened: Opened, *, previous: Edition | None) -> OverviewPage:
    """What an edition says to its reader. ``previous`` is what it is compared with."""
    compared = (previous.name, previous.digest) if previous else ()
    name = ("overview", opened.edition.name, *compared)
    kept = opened.keep(name, lambda: _overview_page(opened, previous))
    return replace(kept, edition=opened.edition)  # published or restated since it was kept


def _overview_page(opened: Opened, previous: Edition | None) -> OverviewPage:
    edition, shown, rules = opened.edition, opened.shown, opened.edition.rules
    names = Names(edition, shown)
    silent = findings.silent_agencies(shown)
    topics = findings.topics(shown)
    gaps = findings.gaps(shown)
    on = uk_date(edition.as_of)
    return OverviewPage(
        title=findings.headline(shown, rules=rules, on=edition.as_of),
        edition=edition,
        caption=f"Training audit: {edition.name}",
        lede=tuple(_lede(opened, names, silent)),
        facts=_facts(opened, silent),
        seal=edition.short_digest,
        sealed=opened.sealed,
        full=shown.audience is Audience.FULL,
        stats=tuple(_stats(opened, previous)),
        coverage=coverage_rows(shown, names, rules),
        coverage_note=(
            f"People and modules in date of those in scope, {on}. "
            f"{counted(len(shown.agencies), 'agency', 'agencies')}, lowest first."
        ),
        coverage_table=tuple(_agency(row, names) for row in _in_order(opened)),
        target=findings.target(rules),
        silent=tuple(silent),
        returns=tuple((one.name, RETURNED[one.returned]) for one in shown.agencies),
        topics=topic_rows(topics, names, rules),
        topics_note=(
            f"Share of people assessed who have mastered each topic, at first attempts in the "
            f"{rules.knowledge_months} months to {on}. Lowest first."
        ),
        topics_table=tuple(_topic(row, names) for row in topics),
        wrong=tuple(_wrong(row, opened, names) for row in findings.confidently_wrong(shown)),
        gaps=tuple(_gap(gap, names) for gap in gaps[:MOST_GAPS]),
        gaps_note=_gaps_note(gaps),
        areas=tuple(_total(row, names.agency("", row.area)) for row in _areas(opened)),
        modules=tuple(_total(row, names.module(row.module)) for row in _modules(opened)),
        cautions=CAUTIONS,
        definitions=definitions(rules),
        manifest=tuple((key, _said(value)) for key, value in manifest_lines(opened)),
    )


def _said(value: object) -> str:
    return uk_moment(value) if isinstance(value, datetime) else str(value)


def _facts(opened: Opened, silent: Sequence[str]) -> str:
    agencies = len(opened.shown.agencies)
    scope = limits(opened.edition.scope)
    return (
        f"{f'{scope} ' if scope else ''}Census date {uk_date(opened.edition.as_of)}. "
        f"Frozen {uk_moment(opened.edition.frozen_at)}. "
        f"{agencies - len(silent)} of {counted(agencies, 'agency', 'agencies')} returned."
    )


def _lede(opened: Opened, names: Names, silent: Sequence[str]) -> list[str]:
    said = []
    firm = [row for row in findings.by_coverage(opened.shown) if row.grade != "C"]
    if len(firm) > 1:
        lowest = firm[0]
        said.append(f"{names.agency(lowest.agency)} is lowest, at {per_cent(lowest.percent)}.")
    topics = [row for row in findings.topics(opened.shown) if row.mastery is not None]
    if topics:
        weakest = topics[0]
        said.append(
            f"{names.topic(weakest.topic)} is the topic fewest have mastered: "
            f"{per_cent(weakest.mastery)} of {number(weakest.assessed)} assessed."
        )
    if silent:
        said.append(f"{counted(len(silent), 'agency', 'agencies')} gave nothing to count.")
    return said


def _stats(opened: Opened, previous: Edition | None) -> list[dict[str, Any]]:
    edition, shown, rules = opened.edition, opened.shown, opened.edition.rules
    whole = shown.whole
    # what is kept of the edition before is exact, and the public's figures are rounded
    public = shown.audience is Audience.PUBLIC
    band = (whole.band if whole else None) or Band.UNKNOWN
    base = f"{number(whole.in_date)} of {number(whole.in_scope)}" if whole else "nobody in scope"
    coverage = {
        "label": "Coverage, evidenced",
        "figure": per_cent(whole.percent) if whole else "none",
        "base": f"{base}, {uk_date(edition.as_of)}",
        "state": STATES[band],
        "word": band.label,
        "note": change(whole, None if public else previous, points=rules.change_points),
    }
    quality = findings.grade_a(shown, rules)
    silent = len(findings.silent_agencies(shown))
    return [
        coverage,
        _share("Topic mastery", findings.mastery(shown, rules), "judgements of a person's topic"),
        _share("Sure but wrong", findings.sure_but_wrong(shown, rules), "answers given surely"),
        _share(
            "Headcount grade A",
            quality,
            "people and modules in scope",
            note=f"{counted(silent, 'agency', 'agencies')} did not return",
        ),
    ]


def _share(label: str, share: Share | None, of: str, note: str = "") -> dict[str, Any]:
    if share is None:
        return {"label": label, "figure": "none", "base": f"no {of}", "note": note}
    return {
        "label": label,
        "figure": per_cent(share.percent),
        "base": f"of {share.base:,} {of}",
        "state": STATES[share.band],
        "word": share.band.label,
        "note": note,
    }


def change(whole: CoverageRow | None, previous: Edition | None, *, points: float) -> str:
    """How the partnership's coverage moved since an edition: a direction only where it moved by
    more than ``points`` and the Wilson intervals lie apart (C4)."""
    kept = (previous.manifest.get("partnership") or {}) if previous else {}
    in_date, in_scope = kept.get("in_date"), kept.get("in_scope")
    if previous is None or whole is None or whole.percent is None:
        return ""
    if in_date is None or not in_scope:
        return ""
    moved = whole.percent - 100 * in_date / in_scope
    now = whole.interval
    apart = now is not None and not now.overlaps(wilson(in_date, in_scope).percent)
    if abs(moved) <= points or not apart:
        return f"No clear change since {previous.name}"
    direction = "Up" if moved > 0 else "Down"
    return f"{direction} {abs(moved):.1f} points since {previous.name}"


def _in_order(opened: Opened) -> list[CoverageRow]:
    shown = opened.shown
    silent = [row for row in shown.of_agencies if row.note and row.in_scope is None]
    hidden = [row for row in findings.hidden_agencies(shown) if row not in silent]
    return [*findings.by_coverage(shown), *hidden, *silent]


def _agency(row: CoverageRow, names: Names) -> Row:
    declared = row.declared
    gone = missing(row)
    return (
        names.agency(row.agency),
        number(row.in_scope, none=gone),
        number(row.in_date, none=gone),
        per_cent(row.percent, none=gone),
        span(declared.low, declared.high) if declared else "none",
        row.grade,
        row.band.label if row.band else gone,
    )


def _areas(opened: Opened) -> list[CoverageRow]:
    rows = [row for row in opened.shown.totals if not row.agency and row.area and not row.module]
    return sorted(rows, key=lambda row: (row.percent is None, row.percent or 0.0, row.area))


def _modules(opened: Opened) -> list[CoverageRow]:
    rows = [row for row in opened.shown.totals if not row.agency and not row.area and row.module]
    return sorted(rows, key=lambda row: (row.percent is None, row.percent or 0.0, row.module))


def _total(row: CoverageRow, name: str) -> Row:
    return (
        name,
        number(row.in_scope),
        number(row.in_date),
        number(row.due_soon),
        since_words(row),
        per_cent(row.percent),
        row.band.label if row.band else "hidden",
    )


def _topic(row: KnowledgeRow, names: Names) -> Row:
    interval = row.interval
    return (
        names.topic(row.topic),
        number(row.assessed),
        number(row.masters),
        per_cent(row.mastery),
        span(interval.low, interval.high) if interval else "hidden",
        per_cent(row.mean_score),
    )


def _wrong(row: KnowledgeRow, opened: Opened, names: Names) -> Row:
    band = confident_wrong_band(row.confident_wrong, row.sure or 0, opened.edition.rules)
    return (
        names.topic(row.topic),
        per_cent(row.confident_wrong),
        number(row.sure),
        {"text": "", "state": STATES[band], "word": band.label},
    )


def _gap(gap: Gap, names: Names) -> Row:
    least = "at least " if gap.hidden else ""
    return (
        names.role(gap.role),
        names.module(gap.module),
        f"{least}{gap.out_of_date:,}",
        f"{gap.in_scope:,}",
        f"{gap.agencies} of {gap.agencies + gap.hidden}" if gap.hidden else str(gap.agencies),
    )


def _gaps_note(gaps: Sequence[Gap]) -> str:
    more = len(gaps) - MOST_GAPS
    left_out = "Agencies with a headcount only are left out: nobody there is evidenced by name."
    return f"And {counted(more, 'smaller one')}. {left_out}" if more > 0 else left_out
