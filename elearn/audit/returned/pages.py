"""The pages of returns and of the pulse, drawn from what the reader may see."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elearn.audit.editions import Opened
from elearn.audit.heat import Heat, HeatCell
from elearn.audit.plan.cell import CellOf
from elearn.audit.queries.editions import Edition
from elearn.audit.returned.headline import (
    AgencyReturned,
    ReturnsHeadline,
    final,
    returned_agencies,
    returns_headline,
)
from elearn.audit.returned.shown import DisagreementRow
from elearn.audit.sheets import Names
from elearn.audit.words import counted
from elearn.domain.assessment import QUESTIONS, THEMES, ThemeScore, level_of
from elearn.domain.dates import add_months, uk_date
from elearn.domain.plan import Origin
from elearn.reporting.charts import HeatStep

FRESH_MONTHS, FIRST_STEPS, MOST_BEHIND = 12, 4, 30
NOT_RETURNED, NOT_SCORED = "no return", "not scored"
Rows = tuple[tuple[Any, ...], ...]
ABOUT = {
    "policy": "Policy older than the score says",
    "law": "Reviewed for law longer ago than the score says",
    "given": "No training, and people in date",
    "open-to": "Open to people nobody counts",
    "headcount": "Headcount known and not sent",
    "coverage": "Trained in 24 months, and evidenced coverage",
    "interval": "Interval unlike the requirement matrix",
    "referrers": "Nobody can refer where somebody must",
}
KEY: tuple[tuple[int | str, str], ...] = (
    (1, "Mature: 3.0"),
    (2, "Substantial: 2.0 or more"),
    (3, "Early: 1.0 or more"),
    (4, "First steps: under 1.0 ▲ act"),
    ("x", "No return, or nothing scored"),
)


@dataclass(frozen=True, slots=True)
class ReturnsPage:
    """Who returned, how they scored themselves, and where records say otherwise. ``is_counted`` is
    False for editions that were frozen before returns were."""

    title: str
    edition: Edition
    sealed: bool
    caption: str
    is_counted: bool
    lede: tuple[str, ...]
    heat: Heat
    columns: tuple[str, ...]
    rows: Rows
    questions: Rows
    disagreements: tuple[tuple[str, Rows], ...]
    silent: tuple[str, ...]
    behind: Rows
    files: Mapping[str, Mapping[str, str]]


def is_counted(edition: Edition) -> bool:
    """Whether the edition was frozen since returns, provision and the pulse are."""
    return "provision" in edition.manifest["rows"]


def returns_page(
    opened: Opened,
    *,
    files: Mapping[str, Mapping[str, str]],
    act: Callable[[CellOf], str],
) -> ReturnsPage:
    """The returns of one edition. ``files`` are addresses by listing and kind; ``act`` is the
    address of the form for an action from a cell."""
    edition, shown = opened.edition, opened.shown
    names = Names(edition, shown)
    head = opened.keep(("returns",), lambda: returns_headline(shown))
    returned = opened.keep(("returned",), lambda: returned_agencies(shown))
    by_agency = {one.agency: one for one in returned}
    agencies = sorted((names.agency(one.agency), one.agency) for one in shown.agencies)
    found = shown.more.get("disagreement", ())
    return ReturnsPage(
        title=returns_title(head, counted_here=is_counted(edition)),
        edition=edition,
        sealed=opened.sealed,
        caption=f"{edition.name}, census date {uk_date(edition.as_of)}",
        is_counted=is_counted(edition),
        lede=_lede(head, returned, edition) if returned else (),
        heat=Heat(
            columns=tuple(theme.label for theme in THEMES),
            rows=tuple((name, _cells(by_agency.get(slug))) for name, slug in agencies),
            key=KEY,
        ),
        columns=(
            "Agency",
            "Signed",
            *(theme.label for theme in THEMES),
            "Looked at",
        ),
        rows=tuple(
            _agency_row(name, by_agency[slug], edition)
            for name, slug in agencies
            if slug in by_agency
        ),
        questions=_question_rows(returned),
        disagreements=_disagreements(found, names),
        behind=_behind(returned, names, act),
        silent=tuple(name for name, slug in agencies if slug not in by_agency),
        files=files,
    )


def returns_title(head: ReturnsHeadline, *, counted_here: bool) -> str:
    """The answer of the page."""
    if not counted_here:
        return "Returns were not counted in this edition"
    if not head.returned:
        return "No agency has signed a self-assessment"
    verb = "has" if head.returned == 1 else "have"
    return (
        f"{head.returned} of {counted(head.agencies, 'agency', 'agencies')} {verb} signed a return"
    )


def _lede(
    head: ReturnsHeadline, returned: Sequence[AgencyReturned], edition: Edition
) -> tuple[str, ...]:
    said = []
    if head.weakest is not None and head.mean is not None:
        said.append(
            f"{head.weakest.label} is the weakest theme, {shown_mean(head.mean)} of 3 on average "
            "after moderation."
        )
    if head.disagreements:
        verb = "does" if head.disagreements == 1 else "do"
        said.append(f"{counted(head.disagreements, 'answer')} {verb} not fit the records.")
    else:
        said.append("No answer was found that does not fit the records.")
    old = sum(_is_old(one, edition) for one in returned)
    if old:
        verb = "was" if old == 1 else "were"
        said.append(
            f"{counted(old, 'return')} {verb} signed more than {FRESH_MONTHS} months before the "
            "census date: ask for a new one."
        )
    return tuple(said)


def _is_old(one: AgencyReturned, edition: Edition) -> bool:
    return add_months(one.first.signed_on, FRESH_MONTHS) < edition.as_of


def shown_mean(mean: float | None) -> str:
    """A mean of scores as it is printed, halves up.

    >>> shown_mean(2.25), shown_mean(None)
    ('2.3', 'not scored')
    """
    return NOT_SCORED if mean is None else f"{mean + 1e-9:.1f}"


def _behind(returned: Sequence[AgencyReturned], names: Names, act: Callable[[CellOf], str]) -> Rows:
    """Themes that an agency has hardly begun, the lowest first, each with an action to be made."""
    found = [
        (score.mean, names.agency(one.agency), one.agency, score.theme)
        for one in returned
        for score in one.moderated
        if score.mean is not None and step_of(score.mean) == FIRST_STEPS
    ]
    return tuple(
        (
            name,
            theme.label,
            shown_mean(mean),
            {
                "text": "Make an action",
                "href": act(CellOf(Origin.THEME, agency=slug, subject=theme.value)),
                "hidden": f"for {name}, {theme.label}",
            },
        )
        for mean, name, slug, theme in sorted(found)[:MOST_BEHIND]
    )


def _cells(one: AgencyReturned | None) -> tuple[HeatCell, ...]:
    if one is None:
        return tuple(HeatCell(NOT_RETURNED, "x") for _ in THEMES)
    return tuple(_cell(score) for score in one.moderated)


def _cell(score: ThemeScore) -> HeatCell:
    if score.mean is None:
        return HeatCell(NOT_SCORED, "x")
    return HeatCell(f"{shown_mean(score.mean)} {level_of(score.mean)}", step_of(score.mean))


def step_of(mean: float) -> HeatStep:
    """Darker for each level that is not reached (C4, C10).

    >>> [step_of(mean) for mean in (3.0, 2.9, 1.0, 0.5)]
    [1, 2, 3, 4]
    """
    if mean >= 3:
        return 1
    return 2 if mean >= 2 else 3 if mean >= 1 else 4


def _agency_row(name: str, one: AgencyReturned, edition: Edition) -> tuple[Any, ...]:
    old = ", more than a year old" if _is_old(one, edition) else ""
    pairs = zip(one.own, one.moderated, strict=True)
    return (
        name,
        f"{uk_date(one.first.signed_on)}, for {one.first.year}{old}",
        *(_own_and_after(own, after, one.looked_at) for own, after in pairs),
        f"{one.looked_at} of {len(one.facts)}",
    )


def _own_and_after(own: ThemeScore, after: ThemeScore, looked_at: int) -> str:
    """A theme's own score, and beside it what moderation made of it."""
    if not looked_at or own.mean == after.mean:
        return shown_mean(own.mean)
    return f"{shown_mean(own.mean)}, moderated {shown_mean(after.mean)}"


def _question_rows(returned: Sequence[AgencyReturned]) -> Rows:
    """How many agencies stand where, question by question, after moderation."""
    scores: dict[int, Counter[int | None]] = defaultdict(Counter)
    for one in returned:
        for fact in one.facts:
            scores[fact.question][final(fact)] += 1
    return tuple(
        (
            f"{one.number}. {one.text}",
            scores[one.number][3],
            scores[one.number][2],
            scores[one.number][1] + scores[one.number][0],
            scores[one.number][None],
        )
        for one in QUESTIONS
        if one.is_scored and one.number in scores
    )


def _disagreements(found: Sequence[DisagreementRow], names: Names) -> tuple[tuple[str, Rows], ...]:
    """By question, with how many agencies it is about: a heading and its rows."""
    groups: dict[tuple[int, str], list[DisagreementRow]] = defaultdict(list)
    for row in found:
        groups[row.found.question, row.found.key].append(row)
    return tuple(
        (
            f"{ABOUT[key]} (question {number}): {counted(len(rows), 'agency', 'agencies')}",
            tuple(_disagreement(row, names) for row in rows),
        )
        for (number, key), rows in sorted(groups.items())
    )


def _disagreement(row: DisagreementRow, names: Names) -> tuple[Any, ...]:
    found = row.found
    return (names.agency(row.agency), found.said, _capital(found.record), found.reason)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
