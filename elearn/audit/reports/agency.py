"""An agency on a page: where it stands, what its people know, what to do next."""

from collections.abc import Iterable

from elearn.audit.changed.words import direction
from elearn.audit.editions import Opened
from elearn.audit.plan.words import due_words
from elearn.audit.priorities.tables import lines_of
from elearn.audit.priorities.words import action, firm, place
from elearn.audit.reports.given import Given
from elearn.audit.returned.headline import returned_agencies
from elearn.audit.returned.pages import shown_mean
from elearn.audit.shown import NO_RETURN, CoverageRow
from elearn.audit.shown_knowledge import KnowledgeKey, KnowledgeRow
from elearn.audit.words import (
    HIDDEN,
    NOT_ASKED,
    NOT_KNOWN,
    RETURNED,
    counted,
    missing,
    number,
    per_cent,
    span,
)
from elearn.domain.assessment import THEMES
from elearn.domain.coverage import Band
from elearn.domain.dates import uk_date
from elearn.domain.suppression import CoverageKey
from elearn.gateways.documents import (
    ReportChart,
    ReportFacts,
    ReportFigure,
    ReportLine,
    ReportSection,
    ReportTable,
)
from elearn.reporting.charts import coverage_bar

ROOM = 12  # rows of modules and roles that a page holds beside the rest
LEAST_ROLES = 2


def agency_report(given: Given, agency: str, own: Opened) -> ReportFacts:
    """``own`` is the edition as this copy's reader may see this one agency: of it nothing but the
    agency's rows is taken. Everything about the others is from ``given``."""
    whole = own.shown.coverage.get(CoverageKey(agency))
    name = given.names.agency(agency)
    edition = given.edition
    copy = Given(own, given.previous, given.partnership, given.beside, given.page)
    return ReportFacts(
        title=name,
        partnership=given.partnership,
        edition=edition.name,
        census=edition.as_of,
        headline=f"{_headline(whole, given)}.",
        figures=tuple(_figures(given, agency, own)),
        sections=(
            ReportSection("What to do next", points=tuple(_next(given, agency))),
            _modules(given, agency, own),
            _roles(given, agency, own),
            _knowledge(given, agency, own),
            _returned(given, agency, own),
        ),
        marking=copy.marking,
        publication=copy.publication,
        compact=True,
    )


def _headline(row: CoverageRow | None, given: Given) -> str:
    if row is None or row.note == NO_RETURN:
        return "Its coverage is not known: nothing was returned"
    if row.percent is None:
        return "Its numbers are too small to show outside the agency"
    met = "meets" if row.percent >= given.rules.coverage_on_track else "is below"
    target = f"{given.rules.coverage_on_track:g}%"
    return (
        f"{per_cent(row.percent)} of required training is in date, which {met} the {target} target"
    )


def _figures(given: Given, agency: str, own: Opened) -> Iterable[ReportFigure]:
    row, whole = own.shown.coverage.get(CoverageKey(agency)), given.shown.whole
    gone = missing(row) if row else NOT_KNOWN
    band = row.band.label if row and row.band else gone
    yield ReportFigure(
        "Coverage, evidenced",
        per_cent(row.percent, none=gone) if row else gone,
        f"{number(row.in_date, none=gone) if row else gone} of "
        f"{number(row.in_scope, none=gone) if row else gone}. {band}",
    )
    yield ReportFigure(
        "The partnership", per_cent(whole.percent) if whole else NOT_KNOWN, "all agencies"
    )
    days = given.rules.due_soon_days
    due = number(row.due_soon, none=gone) if row else gone
    yield ReportFigure(f"Expire within {days} days", due, f"of {given.on}")
    yield ReportFigure("Since the last edition", *_since(given, agency, row))


def _since(given: Given, agency: str, row: CoverageRow | None) -> tuple[str, str]:
    """By what partners see of the earlier edition: an agency's own past is in its own records."""
    before = given.beside.before
    if before is None:
        return "none", "no earlier edition"
    old = before.shown.coverage.get(CoverageKey(agency))
    points, words = direction(old, row)
    return points or "none", words


def _next(given: Given, agency: str) -> Iterable[str]:
    """What the findings advise, then the agency's open actions."""
    found = next((row for row in lines_of(given.shown) if row.agency == agency), None)
    if found:
        for advice in found.advice:
            yield f"{action(advice, given.names)}."
    if found and found.ranked:
        score = found.ranked
        yield (
            f"Place {place(score.volume)} by volume, {place(score.intensity)} by intensity among "
            f"the agencies. {firm(score.volume, given.rules)}."
        )
    today = given.beside.today
    for one in given.beside.actions:
        if one.owner_slug == agency and not one.status.is_closed and today:
            due = due_words(one.due_on, one.days_late(today), one.closed_on)
            yield f"{one.row.ref}: {one.row.action} Due {due}. {one.status.label}."
    if found is None and not given.beside.actions:
        yield "Look at the modules below that are in the band Act, and begin there."


def _modules(given: Given, agency: str, own: Opened) -> ReportSection:
    rows = [
        row
        for key, row in own.shown.coverage.items()
        if key.agency == agency and key.module and not key.role
    ]
    rows.sort(key=lambda row: (row.percent is None, row.percent or 0.0, row.module))
    if not rows:
        return ReportSection("Coverage by module", paragraphs=("No module is asked of it.",))
    target = given.rules.coverage_on_track
    chart = ReportChart(
        "Coverage of each module that is asked",
        f"People in date of those in scope. Tick: target {target:g}%.",
        tuple(_line(given, row, target) for row in rows),
    )
    return ReportSection("Coverage by module", charts=(chart,))


def _line(given: Given, row: CoverageRow, target: float) -> ReportLine:
    name = given.names.module(row.module)
    if row.percent is None:
        return ReportLine(name, "", missing(row))
    band = row.band.label if row.band else HIDDEN
    svg = coverage_bar(name, row.percent, id=f"module-{row.module}", target=target)
    said = f"{number(row.in_date)} of {number(row.in_scope)}, {band}"
    return ReportLine(name, per_cent(row.percent), said, str(svg))


def _roles(given: Given, agency: str, own: Opened) -> ReportSection:
    rows = [row for row in own.shown.cells if row.agency == agency and row.out_of_date is not None]
    rows.sort(key=lambda row: (-(row.out_of_date or 0), row.role, row.module))
    asked = sum(key.agency == agency and not key.role for key in own.shown.coverage) - 1
    most = max(LEAST_ROLES, ROOM - asked)
    gaps = [row for row in rows if row.out_of_date][:most]
    if not gaps:
        return ReportSection("Roles", paragraphs=("No role shows anybody out of date.",))
    table = ReportTable(
        "Roles with most people out of date",
        ("Role", "Module", "Out of date", "In scope"),
        tuple(
            (
                given.names.role(row.role),
                given.names.module_code(row.module),
                number(row.out_of_date),
                number(row.in_scope),
            )
            for row in gaps
        ),
        numeric=(2, 3),
    )
    return ReportSection("Roles", tables=(table,))


def _knowledge(given: Given, agency: str, own: Opened) -> ReportSection:
    topics = sorted(
        {key.topic for key in own.shown.knowledge if key.agency == agency},
        key=lambda code: (len(code), code),
    )
    rows = []
    for code in topics:
        row = own.shown.knowledge.get(KnowledgeKey(agency, "", code, ""))
        of_all = given.shown.knowledge.get(KnowledgeKey("", "", code, ""))
        rows.append((given.names.topic(code), *_known(row, of_all)))
    if not rows:
        return ReportSection("Knowledge", paragraphs=("Nobody was assessed.",))
    table = ReportTable(
        "Topic mastery, of those assessed",
        ("Topic", "Assessed", "Mastery", "95% interval", "All agencies", "Band"),
        tuple(rows),
        numeric=(1, 2, 3, 4),
    )
    return ReportSection("Knowledge", tables=(table,))


def _known(row: KnowledgeRow | None, of_all: KnowledgeRow | None) -> tuple[str, ...]:
    overall = per_cent(of_all.mastery) if of_all else NOT_ASKED
    if row is None:
        return (NOT_ASKED, NOT_ASKED, NOT_ASKED, overall, Band.UNKNOWN.label)
    interval, enough = row.interval, (row.assessed or 0) >= 10
    return (
        number(row.assessed),
        per_cent(row.mastery) if enough or row.mastery is None else "too few",
        span(interval.low, interval.high) if interval and enough else "not shown",
        overall,
        row.band.label if row.band else HIDDEN,
    )


def _returned(given: Given, agency: str, own: Opened) -> ReportSection:
    fact = next(one for one in given.shown.agencies if one.agency == agency)
    whole = own.shown.coverage.get(CoverageKey(agency))
    words = [f"It gave: {RETURNED[fact.returned]}. Grade {whole.grade if whole else 'D'}."]
    one = next((one for one in returned_agencies(given.shown) if one.agency == agency), None)
    if one:
        pairs = zip(THEMES, one.moderated, strict=True)
        scores = ", ".join(f"{theme.label} {shown_mean(score.mean)}" for theme, score in pairs)
        words.append(
            f"Self-assessment signed {uk_date(one.first.signed_on)}, of 3 after moderation: "
            f"{scores}."
        )
    found = [row for row in given.shown.more.get("disagreement", ()) if row.agency == agency]
    if found:
        first, more = found[0].found, len(found) - 1
        rest = f" And {counted(more, 'other')}." if more else ""
        words.append(f"It said: {first.said}. On record: {first.record}.{rest}")
    words.append(given.page.cautions[0])
    return ReportSection("What it returned", paragraphs=(" ".join(words),))
