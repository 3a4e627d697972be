"""The quarterly snapshot: one page of figures, frozen with their date and hash (C11)."""

from collections.abc import Iterable

from elearn.audit.changed.pages import changes_page
from elearn.audit.plan.headline import plan_headline
from elearn.audit.reports.given import Given, lines, text, under_the_line
from elearn.audit.reports.next_steps import flows_of
from elearn.audit.reports.queries import Done
from elearn.audit.words import counted, number, per_cent
from elearn.domain.dates import uk_date
from elearn.gateways.documents import (
    ReportChart,
    ReportFacts,
    ReportFigure,
    ReportSection,
    ReportTable,
)

MOST_AREAS = 6


def quarterly(given: Given) -> ReportFacts:
    """A page for whoever follows the figures between two audits."""
    page, edition = given.page, given.edition
    return ReportFacts(
        title="Quarterly snapshot",
        partnership=given.partnership,
        edition=edition.name,
        census=edition.as_of,
        headline=f"{page.title}.",
        figures=tuple(_figures(given)),
        sections=(_change(given), _places(given), _actions(given), _frozen(given)),
        marking=given.marking,
        publication=given.publication,
        compact=True,
    )


def _figures(given: Given) -> Iterable[ReportFigure]:
    stat, whole = given.page.stats[0], given.shown.whole
    said = (stat["base"], stat.get("word", ""), stat.get("note", ""))
    yield ReportFigure("Coverage, evidenced", stat["figure"], ". ".join(one for one in said if one))
    yield finished(given.beside.quarter, "Completions in the quarter")
    days = given.rules.due_soon_days
    yield ReportFigure(
        f"Expire in the next {days} days",
        number(whole.due_soon if whole else None),
        f"people and modules in date on {given.on}",
    )
    yield _plan(given)


def finished(done: Done | None, label: str) -> ReportFigure:
    """What was finished in a time, with its base."""
    if done is None:
        return ReportFigure(label, "not counted", "this edition is of a part of the partnership")
    people = f"by {number(done.people)} people" if done.people is not None else "people hidden"
    when = f"after {uk_date(done.since)}, to {uk_date(done.until)}"
    return ReportFigure(label, number(done.completions), f"{people}, {when}")


def _plan(given: Given) -> ReportFigure:
    today = given.beside.today
    if given.is_public or today is None:
        return ReportFigure("Open actions", "not published")
    head = plan_headline(given.beside.actions, today)
    said = f"of {counted(head.actions, 'action')}, {head.late} late, as at {uk_date(today)}"
    return ReportFigure("Open actions", str(head.open), said)


def _change(given: Given) -> ReportSection:
    before = given.beside.before
    if given.previous is None or before is None:
        return ReportSection("Change", paragraphs=("There is no earlier edition to compare with.",))
    page = changes_page(given.opened, before, flows_of(given), choices=(), note="", files={})
    charts: tuple[ReportChart, ...] = ()
    if page.chart:
        caption = f"Why the number in date changed since {given.previous.name}"
        note = "The scale does not begin at nought. Solid: gains. Hatched: losses."
        charts = (ReportChart(caption, note, lines(page.chart)),)
    return ReportSection("Change", paragraphs=(page.rates,), charts=charts)


def _places(given: Given) -> ReportSection:
    rows = [(row[0], row[1], row[2], row[3], row[5], row[6]) for row in given.page.areas]
    low = under_the_line(given)
    agencies = counted(len(low), "agency is", "agencies are")
    table = ReportTable(
        "Coverage by area",
        ("Area", "In scope", "In date", "Due soon", "Coverage", "Band"),
        text(rows[:MOST_AREAS]),
        numeric=(1, 2, 3, 4),
    )
    return ReportSection(
        "Where it stands",
        paragraphs=(f"{agencies} under the line, of {len(given.shown.agencies)} in scope.",),
        tables=(table,) if rows else (),
    )


def _actions(given: Given) -> ReportSection:
    if given.is_public:
        words = "Actions are for the partnership and are not published."
    else:
        today = given.beside.today
        head = plan_headline(given.beside.actions, today) if today else None
        words = "No action has been made from an audit yet."
        if head and head.actions:
            words = (
                f"{head.open} open, {head.slipping} slipping, {head.late} late, {head.escalated} "
                f"escalated to the Steering Group, {head.done} done, {head.stopped} stopped."
            )
    return ReportSection("Actions", paragraphs=(words,))


def _frozen(given: Given) -> ReportSection:
    edition = given.edition
    whole = given.shown.whole
    share = per_cent(whole.percent) if whole else "none"
    return ReportSection(
        "Frozen figures",
        paragraphs=(
            (
                f"Coverage {share} is of the edition {edition.name}, frozen on "
                f"{uk_date(edition.frozen_at.date())} and sealed as {edition.digest}. Completions "
                "are counted as they were known at that moment. Actions are as on the day given."
            ),
        ),
    )
