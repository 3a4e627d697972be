"""The pages of coverage and of knowledge: a heat map, filters, and the rows behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from elearn.audit import findings
from elearn.audit.drawings import ChartRow, topic_rows
from elearn.audit.editions import Opened
from elearn.audit.heat import Heat, coverage_heat, knowledge_heat
from elearn.audit.pages.acting import ACTION, ActionUrl, with_action
from elearn.audit.pages.answers import coverage_title, knowledge_title
from elearn.audit.queries.editions import Edition
from elearn.audit.sheets import Names
from elearn.audit.shown import CoverageRow
from elearn.audit.shown_knowledge import KnowledgeRow
from elearn.audit.words import LEVELS, counted, missing, number, per_cent, since_words, span
from elearn.domain.dates import uk_date

A_PAGE = 50
Choice = tuple[str, str]
T = TypeVar("T", CoverageRow, KnowledgeRow)


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of a list: its choices and what is chosen (blank: all)."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    value: str


@dataclass(frozen=True, slots=True)
class TablePage:
    """A heat map and the rows behind it, a page of them."""

    title: str
    edition: Edition
    sealed: bool
    caption: str
    heat: Heat
    heat_title: str
    filters: tuple[Filter, ...]
    found: str
    columns: tuple[Any, ...]
    rows: tuple[tuple[Any, ...], ...]
    first: str | None
    next: str | None
    files: Mapping[str, str]
    chart: tuple[ChartRow, ...] = ()
    chart_note: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """The addresses around a list: back to its start, on from a row, its files, and a new action
    from a row."""

    first: str | None
    next: Callable[[str], str]
    files: Mapping[str, str]
    action: ActionUrl


def key_of(row: CoverageRow | KnowledgeRow) -> str:
    """What an address calls a row."""
    if isinstance(row, CoverageRow):
        return f"{row.agency}.{row.role}.{row.module}"
    return f"{row.agency}.{row.role}.{row.topic}.{row.level}"


def page_of(rows: Sequence[T], after: str) -> tuple[Sequence[T], str | None]:
    """The rows that follow the one called ``after``, and the name of the last of them if more
    follow."""
    keys = [key_of(row) for row in rows]
    start = keys.index(after) + 1 if after in keys else 0
    some = rows[start : start + A_PAGE]
    more = len(rows) > start + A_PAGE
    return some, key_of(some[-1]) if more else None


def coverage_filters(opened: Opened, chosen: Mapping[str, str]) -> tuple[Filter, ...]:
    """Agency, area, role and module, with what is chosen of each; what there is not is not
    chosen."""
    shown, edition = opened.shown, opened.edition
    names = Names(edition, shown)
    areas = sorted({agency.area for agency in shown.agencies})
    roles = sorted({row.role for row in shown.cells}, key=lambda code: (len(code), code))
    modules = [module.slug for module in edition.modules]
    return (
        _filter("agency", "Agency", _agencies(opened), chosen),
        _filter("area", "Area", [(area or "-", names.area(area)) for area in areas], chosen),
        _filter("role", "Role", [(role, names.role(role)) for role in roles], chosen),
        _filter("module", "Module", [(slug, names.module(slug)) for slug in modules], chosen),
    )


def knowledge_filters(opened: Opened, chosen: Mapping[str, str]) -> tuple[Filter, ...]:
    """Agency, role, topic and level; a blank role is the whole agency."""
    names = Names(opened.edition, opened.shown)
    roles, topics, levels = opened.keep(("knowledge codes",), lambda: _knowledge_codes(opened))
    return (
        _filter("agency", "Agency", _agencies(opened), chosen),
        _filter("role", "Role", [(role, names.role(role)) for role in roles], chosen),
        _filter("topic", "Topic", [(topic, names.topic(topic)) for topic in topics], chosen),
        _filter("level", "Level", [(level, LEVELS[level]) for level in levels], chosen),
    )


def _knowledge_codes(opened: Opened) -> tuple[list[str], list[str], list[str]]:
    """The roles, topics and levels that anybody was assessed in."""
    rows = opened.shown.knowledge_of_agencies
    roles = sorted({row.role for row in rows if row.role}, key=lambda code: (len(code), code))
    topics = sorted({row.topic for row in rows}, key=lambda code: (len(code), code))
    return roles, topics, sorted({row.level for row in rows if row.level})


def _agencies(opened: Opened) -> list[Choice]:
    found = [(agency.agency, agency.name) for agency in opened.shown.agencies]
    return sorted(found, key=lambda pair: (pair[1], pair[0]))


def _filter(name: str, label: str, choices: Sequence[Choice], chosen: Mapping[str, str]) -> Filter:
    known = {value for value, _ in choices}
    value = chosen.get(name, "")
    every = ("", f"All {label.lower()}s" if label != "Agency" else "All agencies")
    return Filter(name, label, (every, *choices), value if value in known else "")


def chosen_of(filters: Sequence[Filter]) -> dict[str, str]:
    """What is chosen, of the filters that are used."""
    return {one.name: one.value for one in filters if one.value}


def coverage_cells(opened: Opened, chosen: Mapping[str, str]) -> list[CoverageRow]:
    """The cells that the filters leave. No total is made of them."""
    area = chosen.get("area")
    return [
        row
        for row in opened.shown.cells
        if chosen.get("agency") in (None, row.agency)
        and (area is None or row.area == area.removeprefix("-"))
        and chosen.get("role") in (None, row.role)
        and chosen.get("module") in (None, row.module)
    ]


def knowledge_cells(opened: Opened, chosen: Mapping[str, str]) -> list[KnowledgeRow]:
    """The rows that the filters leave: without a role or level chosen, those of all of them."""
    role, level = chosen.get("role", ""), chosen.get("level", "")
    agency, topic = chosen.get("agency"), chosen.get("topic")
    rows = opened.keep(("knowledge", role, level), lambda: _of_role_and_level(opened, role, level))
    return [row for row in rows if agency in (None, row.agency) and topic in (None, row.topic)]


def _of_role_and_level(opened: Opened, role: str, level: str) -> list[KnowledgeRow]:
    rows = opened.shown.knowledge_of_agencies
    return [row for row in rows if (row.role, row.level) == (role, level)]


def coverage_page(
    opened: Opened, filters: tuple[Filter, ...], *, after: str, around: Around
) -> TablePage:
    """Agency x role x module, with a heat map of agency x module."""
    edition, chosen = opened.edition, chosen_of(filters)
    names = Names(edition, opened.shown)
    rows = coverage_cells(opened, chosen)
    some, last = page_of(rows, after)
    return TablePage(
        title=coverage_title(opened.shown),
        edition=edition,
        sealed=opened.sealed,
        caption=f"{edition.name}, census date {uk_date(edition.as_of)}",
        heat=coverage_heat(edition, opened.shown, names, agencies=_shown_agencies(opened, chosen)),
        heat_title=f"People in date of people in scope, {uk_date(edition.as_of)}",
        filters=filters,
        found=f"{counted(len(rows), 'cell')} of agency, role and module",
        columns=(
            "Agency",
            "Role",
            "Module",
            ("In scope", True),
            ("In date", True),
            ("Due soon", True),
            ("Expired", True),
            ("Never done", True),
            ("Since change", True),
            ("Coverage", True),
            "Band",
            "Grade",
            ACTION,
        ),
        rows=tuple(with_action(_coverage_line(row, names), row, around.action) for row in some),
        first=around.first,
        next=around.next(last) if last else None,
        files=around.files,
    )


def _coverage_line(row: CoverageRow, names: Names) -> tuple[Any, ...]:
    gone = missing(row)
    return (
        names.agency(row.agency),
        names.role(row.role),
        names.module_code(row.module),
        number(row.in_scope, none=gone),
        number(row.in_date, none=gone),
        number(row.due_soon, none=gone),
        number(row.expired, none=gone),
        number(row.never, none=gone),
        since_words(row),
        per_cent(row.percent, none=gone) if row.in_scope != 0 else "none",
        row.band.label if row.band else gone,
        row.grade,
    )


def knowledge_page(
    opened: Opened, filters: tuple[Filter, ...], *, after: str, around: Around
) -> TablePage:
    """Topic x agency at one level, the topics of the partnership, and the rows."""
    edition, chosen = opened.edition, chosen_of(filters)
    rules, level = edition.rules, chosen.get("level", "")
    names = Names(edition, opened.shown)
    rows = knowledge_cells(opened, chosen)
    some, last = page_of(rows, after)
    said = LEVELS[level] if level else "All levels"
    when = f"first attempts, {rules.knowledge_months} months to {uk_date(edition.as_of)}"
    return TablePage(
        title=knowledge_title(opened.shown, names),
        edition=edition,
        sealed=opened.sealed,
        caption=f"{edition.name}, census date {uk_date(edition.as_of)}",
        heat=knowledge_heat(
            opened.shown,
            names,
            rules,
            agencies=_shown_agencies(opened, chosen),
            topics=sorted({row.topic for row in rows}, key=lambda code: (len(code), code)),
            level=level,
        ),
        heat_title=f"Share of people assessed who have mastered each topic. {said}, {when}",
        filters=filters,
        found=f"{counted(len(rows), 'row')} of agency and topic. {said}",
        columns=(
            "Agency",
            "Topic",
            ("Assessed", True),
            ("Masters", True),
            ("Mastery", True),
            ("95% interval", True),
            ("Mean score", True),
            ("Sure but wrong", True),
            "Band",
            ACTION,
        ),
        rows=tuple(with_action(_knowledge_line(row, names), row, around.action) for row in some),
        first=around.first,
        next=around.next(last) if last else None,
        files=around.files,
        chart=opened.keep(
            ("topics", level),
            lambda: topic_rows(findings.topics(opened.shown, level), names, rules),
        ),
        chart_note=f"The partnership. {said}, {when}. Lowest first.",
    )


def _knowledge_line(row: KnowledgeRow, names: Names) -> tuple[Any, ...]:
    interval = row.interval
    nobody = "none" if row.assessed == 0 else "hidden"
    return (
        names.agency(row.agency),
        names.topic(row.topic),
        number(row.assessed),
        number(row.masters),
        per_cent(row.mastery, none=nobody),
        span(interval.low, interval.high) if interval else nobody,
        per_cent(row.mean_score),
        per_cent(row.confident_wrong, none="none" if not row.note else "hidden"),
        row.band.label if row.band else "hidden",
    )


def _shown_agencies(opened: Opened, chosen: Mapping[str, str]) -> list[str]:
    """The agencies of the heat map, by name, as agency and area are filtered."""
    area = chosen.get("area")
    found = [
        agency
        for agency in opened.shown.agencies
        if chosen.get("agency") in (None, agency.agency)
        and (area is None or agency.area == area.removeprefix("-"))
    ]
    return [one.agency for one in sorted(found, key=lambda one: (one.name, one.agency))]
