"""The pages of one edition: overview, coverage, knowledge, and its listings as files."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from elearn.audit.items.depth import depth_of
from elearn.audit.pages import tables
from elearn.audit.pages.overview import overview_page
from elearn.audit.pages.subjects import subjects_page
from elearn.audit.plan.queries.listed import actions
from elearn.audit.plan.routes.common import action_url, new_action_url
from elearn.audit.queries import editions as queries
from elearn.audit.routes.feature import RUN_AUDIT, audit, opened, opened_for_partners
from elearn.audit.routes.kept import edition_page
from elearn.audit.run.routes.wall import before_freezing
from elearn.audit.sheets import Names, coverage_table, knowledge_table
from elearn.audit.shown import CoverageRow
from elearn.audit.shown_knowledge import KnowledgeRow
from elearn.audit.standardised.pages import standard_section
from elearn.extensions import db
from elearn.web.clock import today
from elearn.web.downloads import download


@audit.page("/audits/<id:audit>", needs=RUN_AUDIT)
def overview(audit: int) -> ResponseReturnValue:
    edition = queries.edition(db.session(), audit)
    if edition is None:
        return before_freezing(audit)
    found = opened_for_partners(edition)
    previous = queries.before(db.session(), found.edition)
    subjects = subjects_page(
        found,
        actions(db.session()),
        today=today(),
        new=lambda cell: new_action_url(audit, cell),
        href=lambda one: url_for(".one_action", action=one.row.id),
        cells=lambda agency: url_for(".coverage", audit=audit, agency=agency),
    )
    return edition_page(
        "audit/overview.html",
        found,
        (repr(subjects), previous.name if previous else "", previous.digest if previous else ""),
        lambda: {"page": overview_page(found, previous=previous), "subjects": subjects},
    )


@audit.page("/audits/<id:audit>/coverage", needs=RUN_AUDIT)
def coverage(audit: int) -> ResponseReturnValue:
    found = opened(audit)
    filters = tables.coverage_filters(found, request.args)
    after = request.args.get("after", "")

    def page() -> dict[str, Any]:
        around = _around("coverage", audit, filters)
        files = _standard_files(audit, filters)
        return {
            "page": tables.coverage_page(found, filters, after=after, around=around),
            "standard": standard_section(found, tables.chosen_of(filters), files=files),
        }

    return edition_page("audit/coverage.html", found, (*_asked(filters), after), page)


def _asked(filters: tuple[tables.Filter, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(tables.chosen_of(filters).items()))


def _standard_files(number: int, filters: tuple[tables.Filter, ...]) -> dict[str, str]:
    chosen: dict[str, Any] = {**tables.chosen_of(filters), "audit": number}
    return {kind: url_for(".standardised_file", **chosen, kind=kind) for kind in ("csv", "xlsx")}


@audit.page("/audits/<id:audit>/coverage.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def coverage_file(audit: int, kind: str) -> ResponseReturnValue:
    found = opened(audit)
    chosen = tables.chosen_of(tables.coverage_filters(found, request.args))
    report = coverage_table(Names(found.edition, found.shown))
    rows = tables.coverage_cells(found, chosen)
    return download(report, rows, kind, name=f"audit-{audit}-coverage")


@audit.page("/audits/<id:audit>/knowledge", needs=RUN_AUDIT)
def knowledge(audit: int) -> ResponseReturnValue:
    found = opened(audit)
    filters = tables.knowledge_filters(found, request.args)
    after = request.args.get("after", "")

    def page() -> dict[str, Any]:
        around = _around("knowledge", audit, filters)
        level = tables.chosen_of(filters).get("level", "")
        files = {kind: url_for(".gain_file", audit=audit, kind=kind) for kind in ("csv", "xlsx")}
        return {
            "page": tables.knowledge_page(found, filters, after=after, around=around),
            "depth": depth_of(found, level, files),
        }

    return edition_page("audit/knowledge.html", found, (*_asked(filters), after), page)


@audit.page("/audits/<id:audit>/knowledge.<any(csv, xlsx):kind>", needs=RUN_AUDIT)
def knowledge_file(audit: int, kind: str) -> ResponseReturnValue:
    found = opened(audit)
    chosen = tables.chosen_of(tables.knowledge_filters(found, request.args))
    report = knowledge_table(Names(found.edition, found.shown))
    rows = tables.knowledge_cells(found, chosen)
    return download(report, rows, kind, name=f"audit-{audit}-knowledge")


def _around(page: str, number: int, filters: tuple[tables.Filter, ...]) -> tables.Around:
    chosen: dict[str, Any] = {**tables.chosen_of(filters), "audit": number}
    return tables.Around(
        first=url_for(f".{page}", **chosen) if request.args.get("after") else None,
        next=lambda after: url_for(f".{page}", **chosen, after=after),
        files={kind: url_for(f".{page}_file", **chosen, kind=kind) for kind in ("csv", "xlsx")},
        action=lambda row: _new_action(number, row),
    )


def _new_action(number: int, row: CoverageRow | KnowledgeRow) -> str:
    if isinstance(row, CoverageRow):
        return action_url(number, "coverage", agency=row.agency, role=row.role, module=row.module)
    cell = {"agency": row.agency, "role": row.role, "topic": row.topic, "level": row.level}
    return action_url(number, "knowledge", **cell)
