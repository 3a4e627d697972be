"""Priorities, quick wins, and what changed since the edition before, in a report."""

from collections.abc import Iterable

from elearn.audit.changed.pages import changes_page
from elearn.audit.changed.shown import FlowRow
from elearn.audit.drawings import ChartRow
from elearn.audit.priorities.drawn import VOLUME, chart_note, drawn
from elearn.audit.priorities.headline import headline, introduction, topic_answer
from elearn.audit.priorities.shown import PriorityRow, quick_wins
from elearn.audit.priorities.tables import lines_of, topic_lines_of
from elearn.audit.priorities.words import CAUTION, NOT_COUNTED, action, place
from elearn.audit.reports.given import Given, lines, said
from elearn.audit.words import counted, number
from elearn.domain.advice import SEATS_A_SESSION
from elearn.gateways.documents import ReportChart, ReportSection, ReportTable

MOST_PRIORITIES, MOST_WINS = 10, 6
CHANGES = "Change since the last edition"


def priorities_section(given: Given) -> ReportSection:
    """Who comes first by volume and by intensity, how firm that is, and what is won quickly."""
    rows = lines_of(given.shown)
    if not rows:
        return said("Priorities", NOT_COUNTED)
    names, rules = given.names, given.rules
    ranked = [row for row in rows if row.ranked]
    words = [f"{headline(rows, names)}.", *introduction(rows, rules)]
    if given.page.topics:
        words.append(topic_answer(topic_lines_of(given.shown), names))
    return ReportSection(
        "Priorities",
        paragraphs=(" ".join(words), CAUTION),
        charts=tuple(_stability(given, ranked)),
        tables=(*_listed(given, ranked), *_wins(given, rows)),
    )


def _stability(given: Given, ranked: list[PriorityRow]) -> Iterable[ReportChart]:
    some = ranked[:MOST_PRIORITIES]
    rows: list[ChartRow] = drawn(some, VOLUME, given.names, given.rules, of=len(ranked))
    if rows:
        yield ReportChart(
            "Place by volume, and how far it could move", chart_note(given.edition), lines(rows)
        )


def _listed(given: Given, ranked: list[PriorityRow]) -> Iterable[ReportTable]:
    rows = tuple(_priority(row, given) for row in ranked[:MOST_PRIORITIES])
    if rows:
        yield ReportTable(
            f"The {counted(len(rows), 'agency', 'agencies')} with most unready people",
            ("Agency", "Unready", "Volume", "Intensity", "Deepest gap", "What to do"),
            rows,
            numeric=(1, 2, 3),
            wide=(0, 5),
            note=(
                "Unready: people and modules out of date, or in date without mastery. Volume and "
                "intensity: 100 is the largest. Deepest gap: the place by intensity, with its "
                "range."
            ),
        )


def _priority(row: PriorityRow, given: Given) -> tuple[str, ...]:
    found = row.ranked
    if found is None:
        raise ValueError(f"{row.agency} has no place")  # only those with one are listed
    return (
        given.names.agency(row.agency),
        f"{found.score.unready:,.0f}",
        f"{found.score.volume_index:.0f}",
        f"{found.score.intensity_index:.0f}",
        place(found.intensity),
        action(row.advice[0], given.names),
    )


def _wins(given: Given, rows: Iterable[PriorityRow]) -> Iterable[ReportTable]:
    found = quick_wins(rows)[:MOST_WINS]
    if found:
        yield ReportTable(
            "Quick wins: one session brings each to its target",
            ("Agency", "Module", "In date", "In scope", "Seats"),
            tuple(
                (
                    given.names.agency(agency),
                    given.names.module(gap.module),
                    number(gap.in_date),
                    number(gap.in_scope),
                    str(gap.seats),
                )
                for agency, gap in found
            ),
            numeric=(2, 3, 4),
            wide=(0, 1),
            note=f"Seats are the people still needed, in a session of {SEATS_A_SESSION} at most.",
        )


def flows_of(given: Given) -> tuple[FlowRow, ...]:
    """The flows from the edition before, if they were frozen with this one."""
    rows: tuple[FlowRow, ...] = given.shown.more.get("flow", ())
    previous = given.previous
    return rows if rows and previous and rows[0].against == previous.id else ()


def changes_section(given: Given) -> ReportSection:
    """The waterfall, rate and mix, and the agencies and topics that clearly moved."""
    if given.previous is None:
        return said(CHANGES, "There is no earlier edition of the same scope to compare with.")
    before, rows = given.beside.before, flows_of(given)
    if before is None:
        return said(CHANGES, f"{given.page.stats[0]['note'] or 'What changed is not known'}.")
    page = changes_page(given.opened, before, rows, choices=(), note="", files={})
    words = [f"{page.lede.split(';')[0].rstrip('.')}."] if rows else []
    words.append(page.rates)
    if not given.counted("flows"):
        words.append("This edition was frozen before the flows between editions were counted.")
    if page.topics and not any(row[4][:1] in ("▲", "▼") for row in page.topics):
        words.append("Knowledge of no topic clearly changed.")
    return ReportSection(
        CHANGES,
        paragraphs=(" ".join(words),),
        charts=tuple(_waterfall(page.chart, given)),
        tables=(*_moved(page.agencies, given), *_topics(page.topics)),
    )


def _waterfall(rows: tuple[ChartRow, ...], given: Given) -> Iterable[ReportChart]:
    if rows:
        before = given.previous.name if given.previous else ""
        yield ReportChart(
            "Why the number of people and modules in date changed",
            f"Since {before}. The scale does not begin at nought: totals are diamonds. Solid: "
            "gains. Hatched: losses.",
            lines(rows),
        )


def _moved(rows: tuple[tuple[str, ...], ...], given: Given) -> Iterable[ReportTable]:
    """Only agencies that moved by more than noise, or are in one edition only."""
    clear = tuple(row for row in rows if row[4][:1] in ("▲", "▼") or "only" in row[4])
    if clear:
        yield ReportTable(
            "Agencies that clearly changed",
            ("Agency", "Before", "Now", "Points", "Reading"),
            clear,
            numeric=(1, 2, 3),
            note=(
                f"More than three points and intervals apart. {len(rows) - len(clear)} others: no "
                "clear change, or hidden."
            ),
        )


def _topics(rows: tuple[tuple[str, ...], ...]) -> Iterable[ReportTable]:
    clear = tuple(row for row in rows if row[4][:1] in ("▲", "▼"))
    if clear:
        yield ReportTable(
            "Topics that clearly changed",
            ("Topic", "Before", "Now", "Points (95% interval)", "Reading"),
            clear,
            numeric=(1, 2, 3),
            note="The interval of the difference is Newcombe's and does not hold nought.",
        )
