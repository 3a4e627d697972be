"""What an audit asks of an agency, as its lead sees it: each task, its state, one button."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from elearn.audit.run.facts import Answer, Run
from elearn.audit.run.words import TASK_SHAPES, day, how
from elearn.audit.words import counted
from elearn.domain.audit_tasks import (
    AgencyTask,
    AnswerState,
    PeopleKind,
    TaskKind,
    may_confirm_people,
    may_sign,
)
from elearn.domain.dates import uk_date
from elearn.records.places import AgencyName


@dataclass(frozen=True, slots=True)
class Places:
    """Where a lead does what is asked; blank where they may not."""

    roster: str
    headcount: str
    evidence: str
    assessment: str


@dataclass(frozen=True, slots=True)
class Item:
    """One task. ``post`` is where its button is sent, with the words on it; blank where there is
    nothing to confirm."""

    title: str
    why: str
    state: str
    word: str
    extra: str
    href: str
    action: str
    post: str = ""
    button: str = ""
    kind: str = "secondary"


@dataclass(frozen=True, slots=True)
class Section:
    """One run that asks something of the agency."""

    title: str
    words: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class LeadPage:
    title: str
    agency: AgencyName
    lede: str
    sections: tuple[Section, ...]
    last: str


def lead_page(
    agency: AgencyName,
    found: Sequence[tuple[Run, Answer]],
    *,
    last: Run | None,
    places: Places,
    post: Callable[[int, str], str],
    today: date,
) -> LeadPage:
    """Everything that is asked of an agency now. ``post`` is where a word for a task is sent."""
    return LeadPage(
        title=_title(found),
        agency=agency,
        lede=_lede(found),
        sections=tuple(_section(run, one, places, post, today) for run, one in found),
        last=_last(last),
    )


def _title(found: Sequence[tuple[Run, Answer]]) -> str:
    if not found:
        return "No training audit asks you for anything now"
    still = sum(1 for _, one in found for task in one.tasks if not task.is_done)
    if not still:
        return "You have signed: nothing more is asked of you"
    until = min((run.return_by for run, _ in found if run.return_by), default=None)
    verb = "is" if still == 1 else "are"
    return f"{counted(still, 'thing', 'things')} {verb} still to do" + (
        f" by {uk_date(until)}" if until else ""
    )


def _lede(found: Sequence[tuple[Run, Answer]]) -> str:
    if not found:
        return "When the coordinator opens one, what is asked of your agency stands here."
    return (
        "The partnership counts who is trained, to see where training is needed most. "
        "What is on record already counts, so you need not send anything twice."
    )


def _last(run: Run | None) -> str:
    if run is None or run.frozen_at is None:
        return ""
    return f"{run.name}, for which your agency was asked, was frozen on {day(run.frozen_at)}."


def _section(
    run: Run, one: Answer, places: Places, post: Callable[[int, str], str], today: date
) -> Section:
    until = f" Answer by {uk_date(run.return_by)}." if run.return_by else ""
    past = " That day is past." if one.state is AnswerState.LATE else ""
    items = (
        _people(run, one, places, post, today),
        _elsewhere(run, one, places, post),
        _assessment(one, places),
        _sign(run, one, post),
    )
    words = f"Everything is counted as it is on {uk_date(run.as_of)}.{until}{past}"
    return Section(run.name, words, tuple(_with_one_primary(items)))


def _with_one_primary(items: Sequence[Item]) -> list[Item]:
    """The first button of the list is the one to press."""
    first = next((item for item in items if item.post), None)
    return [replace(item, kind="primary") if item is first else item for item in items]


def _people(
    run: Run, one: Answer, places: Places, post: Callable[[int, str], str], today: date
) -> Item:
    task, record = one.task(TaskKind.PEOPLE), one.asked.record
    is_list = record.people is not PeopleKind.HEADCOUNT
    there = may_confirm_people(record) and not task.is_done
    what = "list of your people" if is_list else "headcounts"
    return _item(
        task,
        title=f"Confirm the {what}",
        why=(
            "Shares are worked out of everybody who should be trained. People who have left, and "
            "people who are missing, make them wrong."
        ),
        href=places.roster if is_list else places.headcount,
        action="See or replace the list" if is_list else "See or change the headcounts",
        post=post(run.id, TaskKind.PEOPLE.value) if there else "",
        button=f"{'This list is' if is_list else 'These headcounts are'} right as at "
        f"{uk_date(today)}",
    )


def _elsewhere(run: Run, one: Answer, places: Places, post: Callable[[int, str], str]) -> Item:
    task = one.task(TaskKind.ELSEWHERE)
    return _item(
        task,
        title="Bring in training done elsewhere",
        why="Courses that people did with you or with somebody else count only if we know of them.",
        href=places.evidence,
        action="Bring in training",
        post="" if task.is_done else post(run.id, TaskKind.ELSEWHERE.value),
        button="There is nothing to bring in",
    )


def _assessment(one: Answer, places: Places) -> Item:
    return _item(
        one.task(TaskKind.ASSESSMENT),
        title="Answer and sign the self-assessment",
        why="It tells what no record does: policies, who is asked, what stands in the way. One "
        "that was signed within a year still counts.",
        href=places.assessment,
        action="Go to the self-assessment",
    )


def _sign(run: Run, one: Answer, post: Callable[[int, str], str]) -> Item:
    task = one.task(TaskKind.SIGN)
    item = _item(
        task,
        title="Sign off",
        why="It says that what you have given is right as far as you know. It closes this list; "
        "nothing you gave is taken away.",
        href="",
        action="",
        post=post(run.id, TaskKind.SIGN.value) if may_sign(one.tasks) else "",
        button=f"Sign for {one.asked.name}",
    )
    if task.is_done or item.post:
        return item
    return replace(item, why=f"{item.why} You can sign when the rest is done.")


def _item(
    task: AgencyTask,
    *,
    title: str,
    why: str,
    href: str,
    action: str,
    post: str = "",
    button: str = "",
) -> Item:
    return Item(
        title=title,
        why=why,
        state=TASK_SHAPES[task.state],
        word=task.state.label,
        extra=how(task),
        href=href,
        action=action,
        post=post,
        button=button,
    )
