"""What each subject of an edition comes to, in a sentence each, and what to do first."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.audit import findings
from elearn.audit.changed.shown import FlowRow, flows_in
from elearn.audit.changed.words import headline as change_headline
from elearn.audit.editions import Opened
from elearn.audit.items.words import headline as item_headline
from elearn.audit.plan.cell import CellOf
from elearn.audit.plan.headline import plan_headline
from elearn.audit.plan.queries.listed import Action
from elearn.audit.plan.words import STATES
from elearn.audit.priorities.headline import headline as priority_headline
from elearn.audit.priorities.shown import PriorityRow
from elearn.audit.priorities.tables import lines_of
from elearn.audit.priorities.words import action as advice_words
from elearn.audit.priorities.words import firm, place
from elearn.audit.referred.context import context_of
from elearn.audit.referred.headline import headline as referral_headline
from elearn.audit.returned.headline import returns_headline
from elearn.audit.sheets import Names
from elearn.audit.shown import Shown
from elearn.audit.words import counted, number, per_cent
from elearn.domain.plan import Origin

FIRST = 3
Chain = tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A page of the edition and the one thing it says."""

    title: str
    said: str
    endpoint: str


@dataclass(frozen=True, slots=True)
class SubjectsPage:
    """The subjects that the edition counted; ``old`` names those that it did not, once."""

    chains: tuple[tuple[str, Chain], ...]
    subjects: tuple[Subject, ...]
    old: str


def subjects_page(
    opened: Opened,
    actions: Collection[Action],
    *,
    today: date,
    new: Callable[[CellOf], str],
    href: Callable[[Action], str],
    cells: Callable[[str], str],
) -> SubjectsPage:
    """From what the reader may see and from nothing else. ``new`` is the form of an action from a
    cell, ``href`` an action's page, ``cells`` an agency's coverage."""
    counted_then = opened.edition.manifest.get("rows", {})
    found = opened.keep(("subjects",), lambda: _subjects(opened))
    missing = [title for kind, title, _, _ in found if kind and kind not in counted_then]
    told = [Subject(*rest) for kind, *rest in found if not kind or kind in counted_then]
    return SubjectsPage(
        chains=tuple(_chains(opened, actions, new, href, cells)),
        subjects=(*told, Subject("Actions", _plan(actions, today), "audit.actions")),
        old=_old(missing),
    )


def _old(missing: Sequence[str]) -> str:
    """
    >>> _old(["Questions", "Returns"])
    'This edition was frozen before it counted questions and returns. A new one will.'
    """
    if not missing:
        return ""
    *first, last = [title.lower() for title in missing]
    words = f"{', '.join(first)} and {last}" if first else last
    return f"This edition was frozen before it counted {words}. A new one will."


def _subjects(opened: Opened) -> list[tuple[str, str, str, str]]:
    """Kind in the manifest (blank: always there), title, sentence, endpoint."""
    shown, names = opened.shown, Names(opened.edition, opened.shown)
    return [
        ("", "Coverage", _coverage(shown, names), "audit.coverage"),
        ("", "Knowledge", _knowledge(shown, names), "audit.knowledge"),
        ("items", "Questions", f"{item_headline(shown.more.get('item', ()))}.", "audit.items"),
        ("provision", "Returns", _returns(shown), "audit.returns"),
        ("areas", "Referrals", f"{referral_headline(context_of(shown))}.", "audit.referrals"),
        (
            "priorities",
            "Priorities",
            f"{priority_headline(lines_of(shown), names)}.",
            "audit.priorities",
        ),
        ("flows", "Changes", _changes(shown), "audit.changes"),
        ("cover", "Minimum cover", _cover(shown), "audit.actions"),
    ]


def _coverage(shown: Shown, names: Names) -> str:
    firm_rows = [row for row in findings.by_coverage(shown) if row.grade != "C"]
    if not firm_rows:
        return "No agency shows its coverage on a good headcount."
    low, high = firm_rows[0], firm_rows[-1]
    if low is high:
        return f"{names.agency(low.agency)} is at {per_cent(low.percent)}."
    return (
        f"From {per_cent(low.percent)} at {names.agency(low.agency)} to "
        f"{per_cent(high.percent)} at {names.agency(high.agency)}."
    )


def _knowledge(shown: Shown, names: Names) -> str:
    wrong = findings.confidently_wrong(shown)
    if not wrong:
        return "Too few people were assessed to say anything."
    return (
        f"{names.topic(wrong[0].topic)}: {per_cent(wrong[0].confident_wrong)} of "
        f"{number(wrong[0].sure)} sure answers were wrong, more than of any other topic."
    )


def _returns(shown: Shown) -> str:
    head = returns_headline(shown)
    said = f"{head.returned} of {counted(head.agencies, 'agency', 'agencies')} signed a return."
    if head.weakest is not None and head.mean is not None:
        said = f"{said} {head.weakest.label} is weakest, {head.mean:.1f} of 3."
    return said


def _changes(shown: Shown) -> str:
    rows: tuple[FlowRow, ...] = flows_in(shown)
    whole = next((row for row in rows if not row.agency and not row.module), None)
    return change_headline(whole, None) if whole else "There is no earlier edition to compare with."


def _cover(shown: Shown) -> str:
    rules = shown.more.get("cover", ())
    below = sum(not row.is_met for row in rules)
    if not rules:
        return "No minimum was set for any team."
    if not below:
        return f"All {counted(len(rules), 'minimum', 'minimums')} of teams are met."
    return f"{below:,} of {counted(len(rules), 'minimum', 'minimums')} of teams are not met."


def _plan(actions: Collection[Action], today: date) -> str:
    head = plan_headline(actions, today)
    if not head.actions:
        return "No action was made yet."
    return (
        f"{counted(head.actions, 'action')} in the plan: {head.open:,} open, {head.late:,} late, "
        f"{head.done:,} done."
    )


def _chains(
    opened: Opened,
    actions: Collection[Action],
    new: Callable[[CellOf], str],
    href: Callable[[Action], str],
    cells: Callable[[str], str],
) -> list[tuple[str, Chain]]:
    names = Names(opened.edition, opened.shown)
    ranked = [row for row in lines_of(opened.shown) if row.ranked][:FIRST]
    found: list[tuple[str, Chain]] = []
    for row in ranked:
        own = [one for one in actions if one.cell.agency == row.agency]
        live = next((one for one in own if not one.status.is_closed), None)
        parts = (_finding(row), _evidence(row, opened, cells), _action(row, live, names, new, href))
        found.append((names.agency(row.agency), parts))
    return found


def _finding(row: PriorityRow) -> dict[str, Any]:
    unready = row.ranked.score.unready if row.ranked else 0.0
    who = counted(round(unready), "person is", "people are")
    text = f"About {who} not ready: out of date, or in date without knowing the topic."
    return {"title": "Finding", "text": text}


def _evidence(row: PriorityRow, opened: Opened, cells: Callable[[str], str]) -> dict[str, Any]:
    ranked = row.ranked
    said = [f"Coverage {per_cent(row.coverage)} of {number(row.in_scope)} in scope."]
    if ranked:
        sure = firm(ranked.volume, opened.edition.rules).lower()
        said.append(f"Place {place(ranked.volume)} by volume, {sure}.")
    return {
        "title": "Evidence",
        "text": " ".join(said),
        "link": "See the cells",
        "href": cells(row.agency),
    }


def _action(
    row: PriorityRow,
    live: Action | None,
    names: Names,
    new: Callable[[CellOf], str],
    href: Callable[[Action], str],
) -> dict[str, Any]:
    if live is not None:
        return {
            "title": "Action",
            "text": f"{live.row.action} Owner: {live.owner}.",
            "state": STATES[live.status],
            "word": live.status.label,
            "link": f"Open {live.row.ref}",
            "href": href(live),
        }
    return {
        "title": "Action",
        "text": f"{advice_words(row.advice[0], names)}.",
        "state": "unknown",
        "word": "None made yet",
        "link": "Make an action",
        "href": new(CellOf(Origin.COVERAGE, agency=row.agency)),
    }
