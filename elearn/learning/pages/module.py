"""A module's front page and its printable summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from markupsafe import Markup

from elearn.content.queries import PublishedModule
from elearn.domain.dates import london_today, uk_date
from elearn.learning.mine import Held
from elearn.learning.pages.carry_on import next_act, whereabouts
from elearn.learning.pages.points import amount
from elearn.learning.pages.precheck_offer import PrecheckOffer
from elearn.learning.pages.training import HeldRow, held_row
from elearn.learning.progress import Progress, Step
from elearn.learning.tries import Try, under_way


@dataclass(frozen=True, slots=True)
class TryRow:
    """A try at the quiz, in words; ``href`` leads to its result, or on with it."""

    words: str
    href: str
    action: str


@dataclass(frozen=True, slots=True)
class ModulePage:
    """What a module is for, how far one is, and the one button on."""

    title: str
    slug: str
    why: str
    audience: str
    outcomes: tuple[str, ...]
    minutes: int
    minutes_left: int
    steps: tuple[Step, ...]
    done: int
    questions: int
    law_as_at: date
    where: str
    held: HeldRow | None
    tries: tuple[TryRow, ...]
    newer: str
    action: str
    href: str
    version: int
    precheck: PrecheckOffer | None = None


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """A module on one printed page. ``card`` is the agency's, where the text itself has none."""

    title: str
    module: str
    slug: str
    outcomes: tuple[str, ...]
    html: Markup
    card: Markup | None
    version: int
    law_as_at: date


def module_page(
    module: PublishedModule,
    progress: Progress,
    tries: Sequence[Try],
    held: Held | None,
    *,
    refresh_months: int | None,
    now: datetime,
    precheck: PrecheckOffer | None = None,
) -> ModulePage:
    """The front page for one learner, for whom the module lasts ``refresh_months``."""
    document = progress.document
    begun = under_way(tries)
    attempt = begun.public_id if begun else None
    action, href = next_act(module.slug, progress, attempt, again=held is not None)
    return ModulePage(
        title=document.title,
        slug=module.slug,
        why=document.why,
        audience=document.audience,
        outcomes=document.outcomes,
        minutes=document.minutes,
        minutes_left=progress.minutes_left,
        steps=progress.steps,
        done=progress.done,
        questions=document.quiz_length,
        law_as_at=document.law_as_at,
        where=whereabouts(progress, attempt),
        held=held_row(held, refresh_months, london_today(now)) if held else None,
        tries=try_rows(tries),
        newer=_newer(module, progress),
        action=action,
        href=href,
        version=progress.number,
        precheck=precheck,
    )


def try_rows(tries: Sequence[Try]) -> tuple[TryRow, ...]:
    """Every try, the latest first."""
    return tuple(_try_row(one) for one in reversed(tries))


def _try_row(one: Try) -> TryRow:
    href = f"/learn/attempts/{one.public_id}"
    if one.submitted_at is None:
        began = uk_date(london_today(one.started_at))
        return TryRow(f"Try {one.number}: begun on {began}, not handed in", href, "Carry on")
    outcome = "passed" if one.passed else "not yet"
    day = uk_date(london_today(one.submitted_at))
    points = amount(one.points or Fraction(0))
    words = f"Try {one.number}: {outcome}, {points} out of {one.out_of}, {day}"
    return TryRow(words, f"{href}/result", "See the result")


def _newer(module: PublishedModule, progress: Progress) -> str:
    if module.version_id == progress.version_id:
        return ""
    return (
        "A newer version of this module has been published since you began. "
        "You finish the one you began; next time you get the new one."
    )
