"""The page of questions: how good they are, the worst first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from elearn.audit.editions import Opened
from elearn.audit.items.shown import CheckRow, ItemRow
from elearn.audit.items.words import (
    BEFORE_QUESTIONS,
    STATES,
    TERMS,
    headline,
    module_name,
    share,
    signed,
    was_counted,
)
from elearn.audit.pages.tables import A_PAGE, Filter
from elearn.audit.queries.editions import Edition
from elearn.audit.sheets import Names
from elearn.audit.words import counted, number
from elearn.domain.dates import uk_date
from elearn.domain.items import FEWEST_FOR_A_VERDICT, Verdict
from elearn.domain.plan import SAFETY_PERCENT
from elearn.reporting.charts.plots import Drawing
from elearn.reporting.charts.scatter import ScatterPoint, scatter

MOST_NAMED, SHORT = 12, 70
UNDER = "under-90"
ORDER = (Verdict.RETIRE, Verdict.REVIEW, Verdict.KEEP, Verdict.UNKNOWN)
SHAPES = {Verdict.REVIEW: "review", Verdict.RETIRE: "retire"}


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses around the list: a question's page, the form of an action from it (None where
    the reader makes none), the list's start, on from a row, its files."""

    item: Callable[[str], str]
    act: Callable[[ItemRow], str] | None
    first: str | None
    next: Callable[[str], str]
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """Questions of an edition, the worst first. ``why_empty`` takes the place of everything."""

    title: str
    lede: str
    edition: Edition
    sealed: bool
    caption: str
    why_empty: str
    filters: tuple[Filter, ...]
    drawing: Drawing | None
    drawing_note: str
    found: str
    rows: tuple[tuple[Any, ...], ...]
    checks: tuple[tuple[Any, ...], ...]
    terms: tuple[tuple[str, str], ...]
    acts: bool
    first: str | None
    next: str | None
    files: Mapping[str, str]
    around: bool


@dataclass(frozen=True, slots=True)
class NoAudit:
    """There is no edition whose questions could be looked at."""

    title: str = "No audit yet"


@dataclass(frozen=True, slots=True)
class Linked:
    """A cell with a link and words below it, and a state where it has one."""

    text: str
    href: str = ""
    note: str = ""
    state: str = ""
    word: str = ""


def items_of(opened: Opened) -> tuple[ItemRow, ...]:
    """Every question, those to retire first, then by how little they tell."""
    return opened.keep(("items",), lambda: tuple(sorted(opened.shown.more["item"], key=_order)))


def _order(row: ItemRow) -> tuple[int, float, str]:
    tells = 1.0 if row.discrimination is None else row.discrimination
    return ORDER.index(row.verdict), tells, row.item


def filters_of(opened: Opened, chosen: Mapping[str, str]) -> tuple[Filter, ...]:
    """Module, topic and verdict; what there is not is not chosen."""
    rows, names = items_of(opened), Names(opened.edition, opened.shown)
    modules = sorted({row.module for row in rows})
    topics = sorted({row.topic for row in rows}, key=lambda code: (len(code), code))
    return (
        _filter("module", "Module", [(one, module_name(names, one)) for one in modules], chosen),
        _filter("topic", "Topic", [(one, names.topic(one)) for one in topics], chosen),
        _filter("verdict", "Verdict", [(one.value, one.label) for one in ORDER], chosen),
        _safety(chosen),
    )


def _safety(chosen: Mapping[str, str]) -> Filter:
    """One breakdown only: a free limit would let two lists be subtracted from one another."""
    choices = (("", "All questions"), (UNDER, f"Safety-critical, under {SAFETY_PERCENT:g}% right"))
    return Filter("safety", "Safety", choices, UNDER if chosen.get("safety") == UNDER else "")


def is_unsafe(row: ItemRow) -> bool:
    """Whether a safety-critical question was got right by fewer than 90%, as far as is shown."""
    if not row.safety_critical or not row.answers or row.right is None:
        return False
    return 100 * row.right < SAFETY_PERCENT * row.answers


def _filter(
    name: str, label: str, choices: list[tuple[str, str]], chosen: Mapping[str, str]
) -> Filter:
    value = chosen.get(name, "")
    known = {one for one, _ in choices}
    every = ("", f"All {label.lower()}s")
    return Filter(name, label, (every, *choices), value if value in known else "")


def chosen_items(opened: Opened, chosen: Mapping[str, str]) -> list[ItemRow]:
    """The questions that the filters leave."""
    return [
        row
        for row in items_of(opened)
        if chosen.get("module") in (None, row.module)
        and chosen.get("topic") in (None, row.topic)
        and chosen.get("verdict") in (None, row.verdict.value)
        and (chosen.get("safety") != UNDER or is_unsafe(row))
    ]


def items_page(
    opened: Opened,
    filters: tuple[Filter, ...],
    *,
    after: str,
    addresses: Addresses,
    around: bool,
) -> ItemsPage:
    """The list, with a scatter of what the filters leave."""
    edition, chosen = opened.edition, {one.name: one.value for one in filters if one.value}
    names, rows = Names(edition, opened.shown), chosen_items(opened, chosen)
    some, last = _page_of(rows, after)
    every = items_of(opened)
    when = f"first attempts, {edition.rules.knowledge_months} months to {uk_date(edition.as_of)}"
    counted_then = was_counted(opened.edition, "items")
    return ItemsPage(
        title=headline(every) if counted_then else "Questions were not counted",
        lede=_lede(every, when),
        edition=edition,
        sealed=opened.sealed,
        caption=f"{edition.name}, census date {uk_date(edition.as_of)}",
        why_empty=_why_empty(every, counted_then),
        filters=filters,
        drawing=_drawing(rows),
        drawing_note=f"{FEWEST_FOR_A_VERDICT} or more first answers; {when}. "
        "Facility and point-biserial with the rest.",
        found=f"{counted(len(rows), 'question')}, those to retire first",
        rows=tuple(_line(row, names, addresses) for row in some),
        checks=tuple(_check(row, names) for row in opened.shown.more.get("check", ())),
        terms=TERMS,
        acts=addresses.act is not None,
        first=addresses.first,
        next=addresses.next(last) if last else None,
        files=addresses.files,
        around=around,
    )


def _why_empty(rows: tuple[ItemRow, ...], counted_then: bool) -> str:
    if not counted_then:
        return f"{BEFORE_QUESTIONS} The next audit that is frozen has them."
    if not rows:
        return "Nobody in scope has answered a question in these months. Ask agencies to start."
    return ""


def _lede(rows: tuple[ItemRow, ...], when: str) -> str:
    judged = sum(row.verdict is not Verdict.UNKNOWN for row in rows)
    return (
        f"{counted(len(rows), 'question was', 'questions were')} answered, and {judged:,} can be "
        f"judged: {FEWEST_FOR_A_VERDICT} first answers are needed, and figures that may be shown. "
        f"Over the partnership, {when}."
    )


def _page_of(rows: list[ItemRow], after: str) -> tuple[list[ItemRow], str | None]:
    keys = [row.item for row in rows]
    start = keys.index(after) + 1 if after in keys else 0
    some = rows[start : start + A_PAGE]
    return some, some[-1].item if len(rows) > start + A_PAGE else None


def _drawing(rows: list[ItemRow]) -> Drawing | None:
    """The questions that can be judged; those to work on are named, the worst dozen of them."""
    drawn = [
        row
        for row in rows
        if row.verdict is not Verdict.UNKNOWN
        and row.facility is not None
        and row.discrimination is not None
    ]
    if not drawn:
        return None
    named = [row.item for row in drawn if row.verdict in SHAPES][:MOST_NAMED]
    points = [
        ScatterPoint(
            x=100 * (row.facility or 0.0),
            y=row.discrimination or 0.0,
            shape=SHAPES.get(row.verdict, "keep"),
            label=row.item if row.item in named else "",
            side=-1 if (row.facility or 0.0) > 0.55 else 1,
        )
        for row in drawn
    ]
    return scatter("Question quality", _said(drawn), points, id="quality")


def _said(rows: list[ItemRow]) -> str:
    kept = sum(row.verdict is Verdict.KEEP for row in rows)
    looked = sum(row.verdict is Verdict.REVIEW for row in rows)
    retired = len(rows) - kept - looked
    return (
        f"{counted(kept, 'question is', 'questions are')} worth keeping, {looked} need review and "
        f"{retired} should be retired."
    )


def _line(row: ItemRow, names: Names, addresses: Addresses) -> tuple[Any, ...]:
    return (
        Linked(row.item, addresses.item(row.item), note=shorten(row.text, SHORT, placeholder="…")),
        Linked("", state=STATES[row.verdict], word=row.verdict.label, note=row.review.reasons[0]),
        share(row.facility),
        signed(row.discrimination, none="hidden" if row.facility is None else "not known"),
        number(row.answers),
        share(row.corrected, none="hidden" if row.facility is None else "not corrected"),
        _sure(row),
        module_name(names, row.module).split(" ", 1)[0],
        row.topic,
        *((_act(row, addresses.act),) if addresses.act else ()),
    )


def _act(row: ItemRow, address: Callable[[ItemRow], str]) -> dict[str, str]:
    """Only where there is something to act on."""
    if not (row.verdict in SHAPES or is_unsafe(row)):
        return {"text": ""}
    return {"text": "Make an action", "href": address(row), "hidden": f"from {row.item}"}


def _sure(row: ItemRow) -> str:
    if row.facility is not None and row.asked is None and not row.anchor:
        return "not asked"
    return share(row.confident_wrong)


def _check(row: CheckRow, names: Names) -> tuple[Any, ...]:
    return (
        module_name(names, row.module),
        row.version,
        row.items,
        number(row.people),
        "not quoted" if row.kr20 is None else signed(row.kr20),
        row.why_not or ("enough" if (row.kr20 or 0) >= 0.7 else "below the 0.70 aimed at"),
    )
