"""The page of what runs out in the coming quarters, and the seats that asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from elearn.audit.ahead.parts import LATER_WORDS, quarter_name
from elearn.audit.ahead.shown import AheadRow
from elearn.audit.editions import Opened
from elearn.audit.queries.editions import Edition
from elearn.audit.sheets import Names
from elearn.audit.words import HIDDEN
from elearn.domain.ahead import A_SESSION, LATER, SOON_QUARTERS, seats_words
from elearn.domain.dates import uk_date
from elearn.domain.quarters import last_day
from elearn.reporting.charts import count_bar

NEVER_COUNTED = "This edition was frozen before the forward look was counted."
PART_ONLY = "The forward look is counted for the whole partnership only, and this edition is of a "
PART_ONLY += "part: together with one of all it would tell of the others."
NOBODY = "Nobody was in date with anything on the census date, so nothing can run out."
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A quarter: the sum of what is printed, drawn."""

    name: str
    value: str
    svg: Markup | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class AheadPage:
    """Everything the page says. ``empty`` says why there is nothing to say, if so."""

    title: str
    edition: Edition
    sealed: bool
    caption: str
    lede: str
    empty: str
    seats: tuple[Row, ...] = ()
    seats_title: str = ""
    chart: tuple[Bar, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    fewest: int = 0


def ahead_page(opened: Opened) -> AheadPage:
    """What an edition says of the coming quarters to its reader."""
    return opened.keep(("ahead", opened.edition.name), lambda: _page(opened))


def _page(opened: Opened) -> AheadPage:
    edition = opened.edition
    head: dict[str, Any] = {
        "edition": edition,
        "sealed": opened.sealed,
        "caption": f"Forward look: {edition.name}, census date {uk_date(edition.as_of)}",
    }
    rows: tuple[AheadRow, ...] = opened.shown.more.get("ahead", ())
    if not rows:
        return AheadPage("Nothing is known of what runs out", lede="", empty=_why(edition), **head)
    names = Names(edition, opened.shown)
    numbers = {(row.module, row.quarter): row.number for row in rows}
    modules = sorted({row.module for row in rows}, key=names.module)  # by their codes
    quarters = [one for one in dict.fromkeys(row.quarter for row in rows) if one]
    soon = quarters[:SOON_QUARTERS]
    until = uk_date(last_day(soon[-1]))
    return AheadPage(
        title=seats_words(_sum(numbers, modules, soon), until),
        lede=_lede(rows[0], edition),
        empty="",
        seats=tuple(_seats(numbers, one, soon, until, names) for one in modules),
        seats_title=f"Seats by {until}, in sessions of {A_SESSION}",
        chart=_chart(numbers, modules, quarters),
        columns=("Module", *(_short(one) for one in quarters), LATER_WORDS),
        rows=tuple(
            (names.module(one), *(_said(numbers[one, of]) for of in (*quarters, LATER)))
            for one in modules
        ),
        fewest=_fewest(edition),
        **head,
    )


def _why(edition: Edition) -> str:
    if "ahead" not in edition.manifest["rows"]:
        return NEVER_COUNTED
    return NOBODY if edition.scope.is_whole else PART_ONLY


def _lede(row: AheadRow, edition: Edition) -> str:
    said = (
        "Counted from the days on which training expires, if nobody trains again, joins or leaves: "
        "it is no forecast. A person counts once for each module in an agency."
    )
    if row.counted_on != edition.as_of:
        said += (
            f" Counted on {uk_date(row.counted_on)}: looks less than four weeks apart would tell "
            "of single people, so this one is repeated."
        )
    return said


def _fewest(edition: Edition) -> int:
    rules = edition.rules
    return max(rules.public_hidden_to, rules.partnership_hidden_to) + 1


Numbers = Mapping[tuple[str, str], int | None]


def _sum(numbers: Numbers, modules: Sequence[str], quarters: Sequence[str]) -> int:
    """Of what is printed: what is hidden is not in it, so nothing more is told."""
    return sum(numbers[one, quarter] or 0 for one in modules for quarter in quarters)


def _seats(numbers: Numbers, module: str, soon: Sequence[str], until: str, names: Names) -> Row:
    return names.module(module), seats_words(_sum(numbers, [module], soon), until)


def _chart(numbers: Numbers, modules: Sequence[str], quarters: Sequence[str]) -> tuple[Bar, ...]:
    sums = {one: _sum(numbers, modules, [one]) for one in quarters}
    most = max(sums.values(), default=0)
    return tuple(
        Bar(quarter_name(one), f"about {number:,}", count_bar(quarter_name(one), number, most,
            id=f"ahead-{place}"))
        if number
        else Bar(quarter_name(one), "few or none", None, "Too few to draw")
        for place, (one, number) in enumerate(sums.items())
    )  # fmt: skip


def _said(number: int | None) -> str:
    return HIDDEN if number is None else f"{number:,}"


def _short(quarter: str) -> str:
    """
    >>> _short("2027-Q1")
    'Q1 2027'
    """
    return f"{quarter[5:]} {quarter[:4]}"
