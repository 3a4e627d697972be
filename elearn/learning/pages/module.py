"""A module's front page and its printable summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from markupsafe import Markup

from elearn.content.queries import PublishedModule
from elearn.domain.dates import london_today
from elearn.learning.mine import Held
from elearn.learning.pages.carry_on import next_act, whereabouts
from elearn.learning.pages.points import amount
from elearn.learning.pages.precheck_offer import PrecheckOffer
from elearn.learning.pages.training import HeldRow, held_row
from elearn.learning.progress import Progress, Step
from elearn.learning.tries import Try, under_way
from elearn.learning.words import Tongue
from elearn.web.languages import N_, long_day, say


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
    tongue: Tongue = Tongue()


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
    tongue: Tongue = Tongue()


def module_page(
    module: PublishedModule,
    progress: Progress,
    tries: Sequence[Try],
    held: Held | None,
    *,
    refresh_months: int | None,
    now: datetime,
    precheck: PrecheckOffer | None = None,
    tongue: Tongue | None = None,
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
        tongue=tongue or Tongue(),
    )


def try_rows(tries: Sequence[Try]) -> tuple[TryRow, ...]:
    """Every try, the latest first."""
    return tuple(_try_row(one) for one in reversed(tries))


def _try_row(one: Try) -> TryRow:
    href = f"/learn/attempts/{one.public_id}"
    if one.submitted_at is None:
        began = long_day(london_today(one.started_at))
        words = say("Try %(number)s: begun on %(day)s, not handed in", number=one.number, day=began)
        return TryRow(words, href, say("Carry on"))
    told = (
        N_("Try %(number)s: passed, %(points)s out of %(out_of)s, %(day)s")
        if one.passed
        else N_("Try %(number)s: not yet, %(points)s out of %(out_of)s, %(day)s")
    )
    words = say(
        told,
        number=one.number,
        points=amount(one.points or Fraction(0)),
        out_of=one.out_of,
        day=long_day(london_today(one.submitted_at)),
    )
    return TryRow(words, f"{href}/result", say("See the result"))


def _newer(module: PublishedModule, progress: Progress) -> str:
    if module.version_id == progress.version_id:
        return ""
    return say(
        "A newer version of this module has been published since you began. You "
        "finish the one you began; next time you get the new one."
    )
