"""What an edition asks for, the actions it led to, and how it judges those of earlier ones."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.audit.editions import Opened
from elearn.audit.plan.cell import CellOf, cover_subject
from elearn.audit.plan.queries.listed import Action
from elearn.audit.plan.shown import JudgementRow
from elearn.audit.plan.words import VERDICT_STATES, cell_words, figures, verdict_words
from elearn.audit.sheets import Names
from elearn.audit.words import counted
from elearn.domain.coverage import Band
from elearn.domain.dates import LONDON, uk_date
from elearn.domain.plan import SAFETY_PERCENT, Origin, Verdict, due_for_act, due_for_safety

MOST_PROPOSED = 30


@dataclass(frozen=True, slots=True)
class Proposal:
    """An action that the default rules ask for (C11): of which cell, why, and by when."""

    cell: CellOf
    why: str
    due_on: date


@dataclass(frozen=True, slots=True)
class EditionActionsPage:
    """``old``: why nothing was judged, of an edition frozen before anything was."""

    title: str
    caption: str
    number: int
    sealed: bool
    lede: str
    proposed: tuple[tuple[Any, ...], ...]
    more: str
    made: tuple[tuple[Any, ...], ...]
    judged: tuple[tuple[Any, ...], ...]
    old: str


def proposals(opened: Opened, made: Iterable[Action]) -> list[Proposal]:
    """Coverage of an agency's module in the band Act without an open action of this edition, and
    safety-critical questions under 90%; the earliest due first. Hidden bands propose nothing."""
    has = {one.cell for one in made if not one.status.is_closed}
    names = Names(opened.edition, opened.shown)
    frozen_on = opened.edition.frozen_at.astimezone(LONDON).date()
    found = [
        Proposal(
            CellOf(Origin.COVERAGE, agency=row.agency, module=row.module),
            f"Coverage of {names.module(row.module)} at {names.agency(row.agency)} is in the band "
            "Act",
            due_for_act(frozen_on),
        )
        for key, row in opened.shown.coverage.items()
        if key.agency and key.module and not key.role and row.band is Band.ACT
    ]
    found += unsafe_items(opened, due_for_safety(frozen_on))
    found += below_cover(opened, due_for_act(frozen_on))
    return sorted(
        (one for one in found if one.cell not in has),
        key=lambda one: (one.due_on, one.cell.agency, one.cell.module, one.cell.subject),
    )


def unsafe_items(opened: Opened, due_on: date) -> list[Proposal]:
    """Safety-critical questions that fewer than 90% got right at first attempts, as far as the
    edition counts questions and shows them."""
    rows = [row for row in opened.shown.more.get("item", ()) if row.safety_critical]
    return [
        Proposal(
            CellOf(Origin.ITEM, module=row.module, subject=row.item),
            f"Only {row.right:,} of {row.answers:,} got a safety-critical question right "
            f"({row.item})",
            due_on,
        )
        for row in rows
        if row.answers and row.right is not None and 100 * row.right < SAFETY_PERCENT * row.answers
    ]


def below_cover(opened: Opened, due_on: date) -> list[Proposal]:
    """Teams below a minimum of their own, whatever their percentage."""
    names = Names(opened.edition, opened.shown)
    return [
        Proposal(
            CellOf(
                Origin.COVER,
                agency=row.agency,
                subject=cover_subject(row.team, row.module, row.level, row.needed),
            ),
            f"{row.team_name} at {names.agency(row.agency)} has fewer than {row.needed:,} in date "
            f"with {names.module(row.module) if row.module else f'level {row.level}'}",
            due_on,
        )
        for row in opened.shown.more.get("cover", ())
        if not row.is_met
    ]


def page_of(
    opened: Opened,
    made: Sequence[Action],
    made_rows: Sequence[tuple[Any, ...]],
    *,
    new: Callable[[CellOf], str],
    action: Callable[[str], str],
) -> EditionActionsPage:
    """``new`` is the address of the form for a cell, ``action`` that of an action by its ref."""
    asked = proposals(opened, made)
    names = Names(opened.edition, opened.shown)
    judged: tuple[JudgementRow, ...] = opened.shown.more.get("judgement", ())
    counts_them = "judgements" in opened.edition.manifest.get("rows", {})
    edition = opened.edition
    return EditionActionsPage(
        title=_title(asked, made),
        caption=f"{edition.name}, census date {uk_date(edition.as_of)}",
        number=edition.id,
        sealed=opened.sealed,
        lede=_lede(judged),
        proposed=tuple(_proposed(one, new) for one in asked[:MOST_PROPOSED]),
        more=(
            f"{counted(len(asked) - MOST_PROPOSED, 'more finding')}: make an action from the page "
            "of coverage."
            if len(asked) > MOST_PROPOSED
            else ""
        ),
        made=tuple(made_rows),
        judged=tuple(_judged(row, names, action) for row in judged),
        old="" if counts_them else "This edition was frozen before actions were judged.",
    )


def _title(asked: Sequence[Proposal], made: Sequence[Action]) -> str:
    if asked:
        return f"{counted(len(asked), 'finding needs', 'findings need')} an action"
    return "Every finding in the band Act has an action" if made else "Actions from this audit"


def _lede(judged: Sequence[JudgementRow]) -> str:
    """What became of earlier actions.

    >>> _lede([])
    ''
    """
    known = [row.verdict for row in judged if row.verdict is not None]
    if not known:
        return ""
    good = sum(1 for one in known if one in (Verdict.MET, Verdict.MOVED))
    worse = sum(1 for one in known if one is Verdict.WORSE)
    said = f"Of {counted(len(known), 'earlier action')}, {good:,} met the target or moved"
    return f"{said}; {counted(worse, 'is', 'are')} worse." if worse else f"{said}."


def _proposed(one: Proposal, new: Callable[[CellOf], str]) -> tuple[Any, ...]:
    return (
        one.why,
        uk_date(one.due_on),
        {"text": "Make an action", "href": new(one.cell), "hidden": f"for: {one.why}"},
    )


def _judged(row: JudgementRow, names: Names, action: Callable[[str], str]) -> tuple[Any, ...]:
    verdict = (
        {"text": "", "state": VERDICT_STATES[row.verdict], "word": row.verdict.label}
        if row.verdict
        else {"text": verdict_words(None), "note": row.note}
    )
    return (
        {"text": row.ref, "href": action(row.ref), "note": cell_words(row.cell, names)},
        f"{figures(row.cell.origin, row.baseline)}, {uk_date(row.baseline_on)}",
        figures(row.cell.origin, row.now),
        verdict,
    )
