"""The list of editions, and the form that makes the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elearn.audit.forms import NewAuditForm
from elearn.audit.queries.editions import Edition
from elearn.audit.run.words import STATES
from elearn.domain.dates import uk_date
from elearn.reporting.table import Column, Report

Listed = tuple[Edition, bool]

EDITIONS: Report[Listed] = Report(
    title="Training audits",
    purpose="Editions of the training-gap audit. OFFICIAL.",
    columns=(
        Column("Edition", lambda row: row[0].name, key="edition"),
        Column("Census date", lambda row: row[0].as_of, key="census_date"),
        Column("Frozen", lambda row: row[0].frozen_at, key="frozen_at"),
        Column("State", lambda row: STATES[row[0].state][1], key="state"),
        Column("Headline", lambda row: row[0].headline, key="headline"),
        Column("Seal (SHA-256)", lambda row: row[0].digest, key="sha256"),
        Column("Seal holds", lambda row: "yes" if row[1] else "no", key="sealed"),
    ),
)


@dataclass(frozen=True, slots=True)
class ListPage:
    """Every edition, the newest first."""

    title: str
    rows: tuple[tuple[Any, ...], ...]
    first: str | None
    next: str | None
    under_way: tuple[tuple[Any, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class NewPage:
    form: NewAuditForm
    title: str = "Run an audit"


def list_page(
    editions: Sequence[Edition],
    seals: Mapping[int, bool],
    hrefs: Mapping[int, str],
    *,
    first: str | None,
    next_page: str | None,
    under_way: tuple[tuple[Any, ...], ...] = (),
) -> ListPage:
    """The page of some editions; ``hrefs`` are their addresses."""
    broken = sum(1 for edition in editions if not seals[edition.id])
    title = "Training audits"
    if broken:
        title = "The seal of one audit is broken" if broken == 1 else "Seals are broken"
    return ListPage(
        title=title,
        rows=tuple(_row(edition, seals[edition.id], hrefs[edition.id]) for edition in editions),
        first=first,
        next=next_page,
        under_way=under_way,
    )


def _row(edition: Edition, sealed: bool, href: str) -> tuple[Any, ...]:
    return (
        {"text": edition.name, "href": href, "note": edition.headline},
        uk_date(edition.as_of),
        _state(edition),
        {
            "text": "",
            "state": "good" if sealed else "act",
            "word": "Verified" if sealed else "Broken",
            "note": f"sha256 {edition.short_digest}",
        },
    )


def _state(edition: Edition) -> dict[str, str]:
    state, word = STATES[edition.state]
    return {"text": "", "state": state, "word": word}
