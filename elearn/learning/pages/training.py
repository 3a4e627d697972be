"""My training: what to do, by when and why; what I hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from elearn.content.queries import PublishedModule
from elearn.domain.dates import expires_on
from elearn.domain.standing import Standing, standing
from elearn.learning.mine import Activity, Ask, Duty, Held
from elearn.learning.pages.carry_on import CarryOn, in_a_try, next_act, whereabouts
from elearn.learning.pages.changes import Changed
from elearn.learning.pages.offer import Offer
from elearn.learning.pages.why import not_required, reasons
from elearn.learning.progress import Progress, quiz_minutes
from elearn.records.elsewhere import Waiting
from elearn.web.languages import N_, long_day, long_month, say, say_number

SOON_DAYS = 60
_HOW = {
    "E1": N_("Passed %(day)s"),
    "E2": N_("Done elsewhere on %(day)s, recorded by your agency"),
    "E3": N_("Done elsewhere on %(day)s, certificate approved"),
    "E4": N_("Attended %(day)s"),
}
_DONE = N_("Done on %(day)s")
_ONE = N_("You have one thing to do. It takes about %(minutes)s minutes.")
_ONE_BY = N_("You have one thing to do. It takes about %(minutes)s minutes and is due on %(day)s.")
_FIRST = N_("You have %(number)s things to do. The first takes about %(minutes)s minutes.")
_FIRST_BY = N_(
    "You have %(number)s things to do. The first takes about %(minutes)s minutes and is due on "
    "%(day)s."
)


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to do. ``done`` of ``total`` pages; ``reasons`` say who asks for it, ``elsewhere``
    what was done of it in another place."""

    module_id: int
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
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class OfferedModule:
    """A module that may be taken and need not be; ``note`` is what an agency decided about it."""

    title: str
    slug: str
    minutes: int
    why: str
    standing: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class HalfDone:
    """A course from elsewhere that a short quiz would make a module that nobody asks for."""

    title: str
    slug: str
    words: str


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
    different since; ``used`` what was done three months ago, to be asked about; ``happened`` what
    changed for the learner lately. ``carry_on`` is what was begun last, where that is not the first
    thing to do: then it has the primary button. ``survey_until`` is the last day of a staff survey
    that is open."""

    lede: str
    todo: tuple[Card, ...]
    offered: tuple[OfferedModule, ...]
    others: tuple[OfferedModule, ...]
    held: tuple[HeldRow, ...]
    check: Offer | None = None
    changed: tuple[Changed, ...] = ()
    used: tuple[Held, ...] = ()
    happened: tuple[str, ...] = ()
    half_done: tuple[HalfDone, ...] = ()
    carry_on: CarryOn | None = None
    survey_until: str = ""
    title: str = field(default_factory=lambda: say("My training"))


def lede(
    duties: Sequence[Duty],
    todo: Sequence[Card],
    works: bool,
    today: date,
    carry_on: CarryOn | None = None,
) -> str:
    """The headline: how much there is to do, or that it is fine, or why nothing is asked.
    ``duties`` and ``todo`` are in the same order; ``carry_on`` is what the page's button goes on
    with, where that is not the first of them."""
    if not works:
        return say(
            "You are on nobody's list of staff today, so nothing is asked of you. If that is "
            "wrong, your safeguarding lead can put it right. You can take any module meanwhile."
        )
    if todo:
        if carry_on and any(one.module_id == carry_on.module_id for one in todo):
            return _finish_first(todo)
        return _to_do(duties, todo, today)
    if not duties:
        return say("Nothing is due. Your work asks for no module; you can take any of those below.")
    coming = min((one.due_on for one in duties if one.due_on), default=None)
    if coming is None:
        return say("Nothing is due. What you hold does not run out.")
    return say(
        "Nothing is due. Your next training is in %(month)s.",
        month=long_month(coming),
    )


def how_long(minutes: int) -> str:
    """A time in words; from an hour and a half on in hours, to the next five minutes."""
    if minutes < 90:
        return say_number("%(number)s minute", "%(number)s minutes", minutes)
    hours, more = divmod(-(-minutes // 5) * 5, 60)
    said = say_number("%(number)s hour", "%(number)s hours", hours)
    if not more:
        return said
    return f"{said} {say_number('%(number)s minute', '%(number)s minutes', more)}"


def _finish_first(todo: Sequence[Card]) -> str:
    """How many things, when one is begun that is not the first of them."""
    return say(
        "You have %(number)s things to do. Together they take about %(time)s. Finish the one you "
        "have begun, then do the others in this order.",
        number=len(todo),
        time=how_long(sum(one.minutes_left for one in todo)),
    )


def _to_do(duties: Sequence[Duty], todo: Sequence[Card], today: date) -> str:
    """How many things, how long they take, and by when the first is due."""
    first = next(one for one in duties if one.is_to_do)
    ahead = first.due_on is not None and first.due_on > today
    day = long_day(first.due_on) if first.due_on and ahead else ""
    if len(todo) == 1:
        return say(_ONE_BY if day else _ONE, minutes=todo[0].minutes_left, day=day)
    first_of = say(
        _FIRST_BY if day else _FIRST, number=len(todo), minutes=todo[0].minutes_left, day=day
    )
    every = say(
        "Together they take about %(time)s. Do them in this order.",
        time=how_long(sum(one.minutes_left for one in todo)),
    )
    return f"{first_of} {every}"


def card(
    duty: Duty,
    module: PublishedModule,
    progress: Progress,
    begun: Activity | None,
    waiting: Waiting | None,
    titles: Mapping[str, str],
    today: date,
) -> Card:
    """What to do about one module: ``begun`` is a try under way, ``waiting`` a course from
    elsewhere that covers a part. ``titles`` of modules still to do, by code, name what comes
    first."""
    state, word, when = _due(duty, today)
    again = duty.completed_on is not None
    before = [titles[code] for code in duty.prerequisites if code in titles]
    made = Card(
        module_id=module.module_id,
        title=module.title,
        slug=module.slug,
        state=state,
        word=word,
        when=when,
        where=whereabouts(progress, None),
        why=module.why,
        reasons=reasons(duty, today),
        after=say("Do this first: %(before)s.", before=", ".join(before)) if before else "",
        done=progress.done,
        total=progress.total,
        minutes_left=progress.minutes_left,
        begun=progress.is_begun,
        action="",
        href="",
    )
    if begun is not None:
        on = in_a_try(module.module_id, module.title, begun)
        return replace(made, where=on.where, action=on.action, href=on.href)
    if waiting is not None:
        return _topped_up(made, waiting, quiz_minutes(progress.document))
    action, href = next_act(module.slug, progress, None, again=again)
    return replace(made, action=action, href=href)


def _topped_up(made: Card, waiting: Waiting, minutes: int) -> Card:
    """The card of a module of which a course from elsewhere covers a part: no screens."""
    return replace(
        made,
        where=say("A short quiz is left"),
        minutes_left=minutes,
        begun=False,
        action=say("Take the short quiz"),
        href=f"/learn/{made.slug}/top-up",
        elsewhere=f"{covers(waiting)} {say('You need not go through the screens.')}",
    )


def half_done(waiting: Waiting) -> HalfDone:
    """A course from elsewhere, part of a module that nobody asks for."""
    return HalfDone(waiting.module, waiting.slug, covers(waiting))


def covers(waiting: Waiting) -> str:
    """What a course from elsewhere comes to."""
    return say(
        "You did %(course)s on %(day)s, and it covers a part of this: with a short "
        "quiz on the rest the whole module counts.",
        course=waiting.course,
        day=long_day(waiting.done_on),
    )


def _due(duty: Duty, today: date) -> tuple[str, str, str]:
    """Shape, word and date of what is to be done."""
    day = long_day(duty.due_on) if duty.due_on else ""
    if duty.is_away:
        return "unknown", say("Waits until you are back"), ""
    ends = long_day(duty.ends_on) if duty.ends_on else ""
    if duty.standing is Standing.DUE_SOON:
        return "watch", say("Due soon"), say("In date until %(day)s", day=ends)
    ran_out = say("It ran out on %(day)s", day=ends) if ends else ""
    if duty.is_overdue(today):
        word = say(duty.standing.label)
        return "act", word, ran_out or say("It was due on %(day)s", day=day)
    soon = duty.due_on is not None and (duty.due_on - today).days <= SOON_DAYS
    return ("watch" if soon else "unknown"), say("Due %(day)s", day=day), ran_out


def held_row(held: Held, refresh_months: int | None, today: date) -> HeldRow:
    """What is said about a completion in force, in or out of date."""
    state = standing(held.completed_on, refresh_months, today)
    ends = expires_on(held.completed_on, refresh_months)
    day = long_day(ends) if ends else ""
    until = say("in date until %(day)s", day=day) if ends else say("in date, with no end date")
    shape, word, more = "good", until[0].upper() + until[1:], ""
    if state is Standing.DUE_SOON:
        shape, word, more = "watch", say(state.label), word
    elif not state.counts:
        more = say("It ran out on %(day)s", day=day) if ends else ""
        shape, word = "act", say(state.label)
    how = say(_HOW.get(held.grade, _DONE), day=long_day(held.completed_on))
    return HeldRow(held.title, shape, word, more, until if state.counts else "", how, held.code)


def offered(
    module: PublishedModule, held: Held | None, asks: Sequence[Ask], today: date
) -> OfferedModule:
    """A module that may be taken, with where the learner stands if they took it before, and what
    their agencies decided about it."""
    state = ""
    if held is not None:
        state = standing(held.completed_on, module.refresh_months, today).label
    note = not_required(asks)
    return OfferedModule(module.title, module.slug, module.minutes, module.why, state, note)
