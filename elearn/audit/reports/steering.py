"""The report for the Steering Group: decision, findings, recommendations, annexes (C11)."""

from typing import Any

from elearn.audit.editions import Opened
from elearn.audit.findings import topics
from elearn.audit.pages.overview import overview_page
from elearn.audit.queries.editions import Edition
from elearn.audit.reports.annexes import annexes
from elearn.audit.reports.context import referrals_section, returns_section
from elearn.audit.reports.coverage import coverage_sections
from elearn.audit.reports.given import Beside, Given, text, under_the_line
from elearn.audit.reports.knowledge import knowledge_section
from elearn.audit.reports.next_steps import changes_section, priorities_section
from elearn.audit.reports.plan import (
    progress_section,
    recommendations,
    recommendations_section,
)
from elearn.audit.words import counted
from elearn.domain.coverage import Band
from elearn.gateways.documents import ReportFacts, ReportFigure, ReportSection, ReportTable

MOST_GAPS, MOST_NAMED = 5, 4
NOTHING = Beside()


def given_of(
    opened: Opened, previous: Edition | None, partnership: str, beside: Beside = NOTHING
) -> Given:
    """An edition for a report, with the page of its overview."""
    page = overview_page(opened, previous=previous)
    return Given(opened, previous, partnership, beside, page)


def steering(given: Given) -> ReportFacts:
    """The same with drawings as pages have them."""
    page, edition = given.page, given.edition
    return ReportFacts(
        title="Training-gap audit",
        partnership=given.partnership,
        edition=edition.name,
        census=edition.as_of,
        headline=f"{page.title}.",
        figures=tuple(figure(stat) for stat in page.stats),
        sections=(
            _decision(given),
            _findings(given),
            _method(given),
            *coverage_sections(given),
            knowledge_section(given),
            returns_section(given),
            referrals_section(given),
            priorities_section(given),
            changes_section(given),
            progress_section(given),
            recommendations_section(given),
            *annexes(given),
        ),
        marking=given.marking,
        publication=given.publication,
    )


def figure(stat: dict[str, Any]) -> ReportFigure:
    """A figure of the overview with its base, its word and what it is compared with."""
    said = [stat.get("base", ""), stat.get("word", ""), stat.get("note", "")]
    return ReportFigure(stat["label"], stat["figure"], ". ".join(word for word in said if word))


def decisions(given: Given) -> tuple[str, ...]:
    """What the group is asked: what is under the line needs an action within 30 days."""
    shown, names = given.shown, given.names
    low = under_the_line(given)
    weak = [row for row in topics(shown) if row.band is Band.ACT]
    points = []
    if low:
        some = ", ".join(names.agency(row.agency) for row in low[:MOST_NAMED])
        more = f" and {len(low) - MOST_NAMED} more" if len(low) > MOST_NAMED else ""
        points.append(
            f"Agree an action within 30 days where coverage is under the line: {some}{more}."
        )
    if weak:
        taught = ", ".join(names.topic(row.topic) for row in weak)
        points.append(f"Agree how these topics are taught again: {taught}.")
    if given.page.silent:
        silent = ", ".join(given.page.silent)
        points.append(f"Ask for a list of people or a headcount: {silent}.")
    if not given.is_public and (found := len(recommendations(given))):
        points.append(
            f"Agree owners and dates of {counted(found, 'recommendation')}, listed below."
        )
    points.append("Note what the audit found, and how to read it with care.")
    return tuple(points)


def _decision(given: Given) -> ReportSection:
    return ReportSection("Decision sought", points=decisions(given))


def _findings(given: Given) -> ReportSection:
    page = given.page
    gaps = ReportTable(
        "Where most people are out of date",
        ("Role", "Module", "Out of date", "In scope", "Agencies shown"),
        text(page.gaps[:MOST_GAPS]),
        numeric=(2, 3, 4),
        wide=(0, 1),
    )
    return ReportSection(
        "What the audit found",
        paragraphs=(" ".join((f"{page.title}.", *page.lede)),),
        tables=(gaps,) if page.gaps else (),
    )


def _method(given: Given) -> ReportSection:
    edition = given.edition
    matrix = edition.manifest.get("matrix_rules", 0)
    return ReportSection(
        "Method and definitions",
        paragraphs=(
            given.page.facts,
            (
                "Everybody in scope is counted from dated records: where people work, what their "
                "role needs, and what they completed, as all of it was true on the census date. "
                "Knowledge comes from first attempts at the questions of each topic. The edition "
                "is frozen: facts that arrive later never change it."
            ),
            (
                f"Requirement matrix as it stood on {given.on}: {counted(matrix, 'rule')}, "
                f"{counted(len(edition.modules), 'module')} published by that day."
            ),
        ),
        terms=given.page.definitions,
    )
