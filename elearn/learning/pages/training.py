"""My training: what to do, by when and why; what I hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.content.queries import PublishedModule
from elearn.domain.dates import MONTHS, expires_on, uk_date
from elearn.domain.evidence import evidence_told
from elearn.domain.standing import Standing, standing
from elearn.learning.mine import Ask, Duty, Held
from elearn.learning.pages.changes import Changed
from elearn.learning.pages.offer import Offer
from elearn.learning.progress import Progress

SOON_DAYS = 60


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to do. ``done`` of ``total`` pages; ``reasons`` say who asks for it."""

    title: str
    slug: str
    state: str
    word: str
    when: str
    where: str
    why: str
    reasons: tuple[str, ...]
    after: str
    done: int
    total: int
    minutes_left: int
    begun: bool
    action: str
    href: str


@dataclass(frozen=True, slots=True)
class OfferedModule:
    """A module that may be taken and need not be."""

    title: str
    slug: str
    minutes: int
    why: str
    standing: str


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A module that is held: shape, word and more words of its state, how it was come by, and its
    certificate's code if it has one. ``until`` is said only while it is in date."""

    title: str
    state: str
    word: str
    more: str
    until: str
    how: str
    code: str | None


@dataclass(frozen=True, slots=True)
class TrainingPage:
    """My training. ``others`` are modules that are neither asked for nor offered; ``check`` is
    the partnership's knowledge check, if there is one; ``changed`` what is held in date and is
    different since."""

    lede: str
    todo: tuple[Card, ...]
    offered: tuple[OfferedModule, ...]
    others: tuple[OfferedModule, ...]
    held: tuple[HeldRow, ...]
    check: Offer | None = None
    changed: tuple[Changed, ...] = ()
    title: str = "My training"


def lede(duties: Sequence[Duty], todo: Sequence[Card], works: bool, today: date) -> str:
    """The headline: how much there is to do, or that it is fine, or why nothing is asked.
    ``duties`` and ``todo`` are in the same order."""
    if not works:
        return (
            "We do not know yet where you work, so nothing is asked of you. "
            "Your safeguarding lead can put that right. You can take any module meanwhile."
        )
    if todo:
        first = next(one for one in duties if one.is_to_do)
        things = "1 thing" if len(todo) == 1 else f"{len(todo)} things"
        which = "It" if len(todo) == 1 else "The first"
        ahead = first.due_on is not None and first.due_on > today
        by = f" and is due on {uk_date(first.due_on)}" if first.due_on and ahead else ""
        return f"You have {things} to do. {which} takes about {todo[0].minutes_left} minutes{by}."
    coming = min((one.due_on for one in duties if one.due_on), default=None)
    if coming is None:
        return "Nothing is due."
    return f"Nothing is due. Your next training is in {MONTHS[coming.month - 1]} {coming.year}."


def card(
    duty: Duty,
    module: PublishedModule,
    progress: Progress,
    attempt: str | None,
    titles: Mapping[str, str],
    today: date,
) -> Card:
    """What to do about one module. ``titles`` of modules still to do, by code, name what comes
    first."""
    state, word, when = _due(duty, today)
    action, href = next_act(module.slug, progress, attempt, again=duty.completed_on is not None)
    before = [titles[code] for code in duty.prerequisites if code in titles]
    return Card(
        title=module.title,
        slug=module.slug,
        state=state,
        word=word,
        when=when,
        where=whereabouts(progress, attempt),
        why=module.why,
        reasons=reasons(duty, today),
        after=f"Do this first: {', '.join(before)}." if before else "",
        done=progress.done,
        total=progress.total,
        minutes_left=progress.minutes_left,
        begun=progress.is_begun,
        action=action,
        href=href,
    )


def next_act(
    slug: str, progress: Progress, attempt: str | None, *, again: bool = False
) -> tuple[str, str]:
    """What the one button of a module says and where it goes: always on from where one is."""
    if attempt:
        return "Carry on with the quiz", f"/learn/attempts/{attempt}"
    following = progress.next_step
    if following is None:
        return ("Take the quiz again" if again else "Go to the quiz"), f"/learn/{slug}/quiz"
    href = f"/learn/{slug}/{following.slug}"
    if progress.is_begun:
        return f"Carry on at screen {following.number}", href
    return "Start at screen 1", href


def whereabouts(progress: Progress, attempt: str | None) -> str:
    """How far somebody is, in words."""
    following = progress.next_step
    if attempt:
        return "In progress: the quiz"
    if following is None:
        return f"All {progress.total} screens done: the quiz is next"
    if not progress.is_begun:
        return "Not started"
    return f"In progress: screen {following.number} of {progress.total}"


def _due(duty: Duty, today: date) -> tuple[str, str, str]:
    """Shape, word and date of what is to be done."""
    day = uk_date(duty.due_on) if duty.due_on else ""
    if duty.standing is Standing.DUE_SOON:
        return "watch", "Due soon", f"In date until {day}"
    if duty.standing is Standing.EXPIRED:
        return "act", "Expired", f"It ran out on {day}"
    if duty.is_overdue(today):
        return "act", "Never done", f"It was due on {day}"
    soon = duty.due_on is not None and (duty.due_on - today).days <= SOON_DAYS
    return ("watch" if soon else "unknown"), f"Due {day}", ""


def reasons(duty: Duty, today: date) -> tuple[str, ...]:
    """Who asks for a module, how often, and what an agency decided for itself: one paragraph a
    posting, the one that decides the day first."""
    asks = sorted(duty.asks, key=lambda ask: ask.due_on)
    said = list(dict.fromkeys(_reason(ask, duty, today) for ask in asks))
    if len({ask.refresh_months for ask in asks}) > 1:
        said.append("They ask for it at different intervals, so the shorter one counts for you.")
    return tuple(said)


def _reason(ask: Ask, duty: Duty, today: date) -> str:
    every = f"every {ask.refresh_months} months" if ask.refresh_months else "once"
    if ask.in_mash:
        said = [f"Because you work in the MASH at {ask.agency}. It is asked for {every}."]
    else:
        said = [f"Because of your work at {ask.agency}: {ask.role}. It is asked for {every}."]
    if ask.reason:
        reason = ask.reason.rstrip(". ")
        said.append(f"{ask.agency} has its own rule for this. Its reason: {reason}.")
    if duty.completed_on is None and today < ask.due_on == duty.due_on:
        began, due = uk_date(ask.posting_start), uk_date(ask.due_on)
        said.append(f"You started there on {began}, so you have until {due}.")
    if ask.away:
        said.append("You are on record as away. It counts again when you are back.")
    return " ".join(said)


def held_row(held: Held, refresh_months: int | None, today: date) -> HeldRow:
    """What is said about a completion in force, in or out of date."""
    state = standing(held.completed_on, refresh_months, today)
    ends = expires_on(held.completed_on, refresh_months)
    until = f"in date until {uk_date(ends)}" if ends else "in date, with no end date"
    shape, word, more = "good", until[0].upper() + until[1:], ""
    if state is Standing.DUE_SOON:
        shape, word, more = "watch", state.label, word
    elif not state.counts:
        shape, word, more = "act", state.label, f"It ran out on {uk_date(ends)}" if ends else ""
    how = evidence_told(held.grade, uk_date(held.completed_on))
    return HeldRow(held.title, shape, word, more, until if state.counts else "", how, held.code)


def offered(module: PublishedModule, held: Held | None, today: date) -> OfferedModule:
    """A module that may be taken, with where the learner stands if they took it before."""
    state = ""
    if held is not None:
        state = standing(held.completed_on, module.refresh_months, today).label
    return OfferedModule(module.title, module.slug, module.minutes, module.why, state)
