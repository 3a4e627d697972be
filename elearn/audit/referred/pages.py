"""The page of referrals: rates, funnel, trends by quarter, and how they read beside training."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from elearn.audit.editions import Opened
from elearn.audit.queries.editions import Edition
from elearn.audit.referred.context import AreaContext, Context, context_of
from elearn.audit.referred.drawings import SmallTrend, field_chart, funnel_chart, trends_of
from elearn.audit.referred.headline import CAUTIONS, NEVER_COUNTED, headline, period_words
from elearn.audit.referred.shown import NOT_REPORTED, ReferralRow
from elearn.audit.words import HIDDEN, number, per_cent
from elearn.domain.dates import uk_date
from elearn.domain.quarters import last_day, moved, quarter_words, quarters_up_to
from elearn.domain.referrals import QUARTERS, Rate, Reading
from elearn.domain.suppression import ReferralKey
from elearn.reporting.charts import Drawing

NOT_KNOWN = "not known"
NOT_SAID = "not said"
TOO_FEW = "Too few to say"
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ReferralsPage:
    """Everything the page says. ``empty`` says why there is nothing to say, if so."""

    title: str
    edition: Edition
    sealed: bool
    caption: str
    lede: str
    empty: str
    rates: tuple[Row, ...] = ()
    note: str = ""
    when: str = ""
    funnel: Drawing | None = None
    funnel_rows: tuple[Row, ...] = ()
    fields: Drawing | None = None
    readings: tuple[Row, ...] = ()
    meanings: tuple[tuple[str, str], ...] = ()
    trends: tuple[SmallTrend, ...] = ()
    quarters_head: tuple[str, ...] = ()
    quarter_rows: tuple[Row, ...] = ()
    cautions: tuple[str, ...] = CAUTIONS


def referrals_page(opened: Opened) -> ReferralsPage:
    """What an edition says of referrals to its reader."""
    return opened.keep(("referrals", opened.edition.name), lambda: _page(opened))


def _page(opened: Opened) -> ReferralsPage:
    found = context_of(opened.shown)
    edition = opened.edition
    head: dict[str, Any] = {
        "title": headline(found),
        "edition": edition,
        "sealed": opened.sealed,
        "caption": f"Referrals: {edition.name}, census date {uk_date(edition.as_of)}",
    }
    if found is None:
        return ReferralsPage(**head, lede="", empty=NEVER_COUNTED)
    if not found.period:
        none = "No referrals had been entered for the three years before this edition was frozen."
        return ReferralsPage(**head, lede="", empty=none)
    numbers = {row.key: row for row in opened.shown.more["referral"]}
    when = period_words(found.period)
    return ReferralsPage(
        **head,
        lede=_lede(found, edition),
        empty="",
        rates=(*(_rate_row(one) for one in found.areas), _all(found)),
        note=f"NRM and Duty to Notify together, {when}.",
        when=f"{when[:1].upper()}{when[1:]}.",
        funnel=funnel_chart(found),
        funnel_rows=tuple(_funnel_row(one) for one in found.areas),
        fields=field_chart(found),
        readings=tuple(_reading_row(one, found) for one in found.areas),
        meanings=tuple((one.label, one.meaning) for one in Reading),
        trends=trends_of(found, numbers),
        quarters_head=("Area", "Kind", *(_short(one) for one in found.period), "All"),
        quarter_rows=tuple(_quarter_rows(found, numbers)),
    )


def _lede(found: Context, edition: Edition) -> str:
    recorded, people = number(found.observed), number(found.population)
    when = period_words(found.period)
    said = [f"{recorded} referrals were recorded in {when}, where {people} people live."]
    if found.observed is None:
        said = [f"The number of referrals in {when}, where {people} people live, is hidden."]
    due = quarters_up_to(edition.as_of, QUARTERS)
    if len(found.period) < QUARTERS:
        said.append("Three years are needed for areas with small numbers: read with care.")
    if found.period[-1] != due[-1]:
        missing = quarter_words(moved(found.period[-1], 1))
        said.append(f"Nothing had come for {missing} or later.")
    gaps = [one.name for one in found.areas if one.expected is None and one.observed is None]
    if gaps and found.observed is not None:
        said.append(f"{', '.join(gaps)} did not report every quarter and are in no sum.")
    return " ".join(said)


def rate_words(rate: Rate | None) -> str:
    """A rate with its interval; the word for one that is not printed.

    >>> rate_words(Rate(8.566, 7.103, 10.244))
    '8.57 (7.10 to 10.24)'
    """
    return f"{rate.rate:.2f} ({rate.low:.2f} to {rate.high:.2f})" if rate else TOO_FEW


def _gone(one: AreaContext) -> str:
    """The word where an area has no number."""
    return HIDDEN if one.note.startswith(HIDDEN) else NOT_KNOWN


def _rate_row(one: AreaContext) -> Row:
    gone = _gone(one)
    rate = gone if one.observed is None else rate_words(one.rate)
    said = one.said_by or NOT_SAID
    return (one.name, number(one.population), number(one.observed, none=gone), rate, said)


def _all(found: Context) -> Row:
    rate = HIDDEN if found.observed is None else rate_words(found.rate)
    return ("All areas", number(found.population), number(found.observed), rate, "The sum of these")


def _ratio_words(one: AreaContext) -> str:
    if one.ratio:
        return f"{one.ratio.value:.2f} ({one.ratio.low:.2f} to {one.ratio.high:.2f})"
    return _gone(one) if one.observed is None or one.expected is None else TOO_FEW


def _funnel_row(one: AreaContext) -> Row:
    gone = _gone(one)
    return (
        one.name,
        number(one.population),
        number(one.observed, none=gone),
        f"{one.expected:.1f}" if one.expected is not None else gone,
        _ratio_words(one),
        one.limits.capitalize() or (gone if one.observed is None else TOO_FEW).capitalize(),
    )


def _reading_row(one: AreaContext, found: Context) -> Row:
    chance = ""
    if one.ratio:
        chance = "Chance may do this" if one.ratio.is_by_chance else "More than chance often gives"
    side = HIDDEN
    if one.coverage is not None and found.coverage is not None:
        side = "below" if one.coverage < found.coverage else "at or above"
        side = f"{per_cent(one.coverage)}, {side} the partnership"
    read = one.reading.label if one.reading else TOO_FEW
    return (one.name, side, _ratio_words(one), read, chance or "Nothing can be said")


def _quarter_rows(found: Context, numbers: Mapping[ReferralKey, ReferralRow]) -> list[Row]:
    rows = []
    for area, name in (*((one.area, one.name) for one in found.areas), ("", "All areas")):
        for kind, words in (("nrm", "NRM"), ("dtn", "Duty to Notify")):
            keys = [ReferralKey(area, quarter, kind) for quarter in (*found.period, "")]
            rows.append((name, words, *(_cell(numbers.get(key)) for key in keys)))
    return rows


def _cell(row: ReferralRow | None) -> str:
    if row is None or row.note == NOT_REPORTED:
        return NOT_KNOWN
    return number(row.number)


def _short(quarter: str) -> str:
    """A quarter above a column.

    >>> _short("2026-Q3")
    'Sep 2026'
    """
    day = last_day(quarter)
    return f"{day:%b} {day.year}"
