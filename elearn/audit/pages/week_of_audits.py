"""What audits and their plan put on the coordinator's list of the week."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from elearn.audit.pages.work import Work, some
from elearn.audit.queries.editions import Edition
from elearn.audit.queries.week_of_audits import ActionState, Asks, RunState
from elearn.audit.words import counted
from elearn.domain.dates import uk_date

A_WEEK = timedelta(days=7)


def audits_work(
    runs: Iterable[RunState],
    actions: Sequence[ActionState],
    asks: Asks,
    latest: Edition | None,
    today: date,
) -> list[Work]:
    """Runs first, then actions, then what the latest edition found and nobody acts on. Only the
    latest edition asks to be published."""
    newest = latest.id if latest else 0
    found = [_run(run, today) for run in runs if run.state != "frozen" or run.id == newest]
    found += [_slipped(actions), _late(actions, today), _due(actions, today)]
    if latest is not None:
        found += [
            _teams(asks, latest),
            _questions(asks, latest),
            _bands(asks, latest),
            _retire(asks, latest),
        ]
    return [one for one in found if one]


def _run(run: RunState, today: date) -> Work | None:
    """What a run wants next, if it wants anything this week."""
    if run.is_stuck and run.state != "frozen":
        return _of(run, "Freeze again", "act", "Failed", 5, "Freezing it failed", "Open the audit")
    if run.state == "frozen":
        why = f"It is frozen as at {uk_date(run.as_of)}, and not published yet."
        return _of(run, "Publish", "watch", "Frozen", 5, why, "Look, then publish", "/proof")
    if run.state == "open":
        why = f"It is open for {uk_date(run.as_of)}, and nobody has been asked for their part."
        return _of(run, "Begin", "watch", "Open", 5, why, "Open the audit")
    return _collecting(run, today)


def _collecting(run: RunState, today: date) -> Work | None:
    by = run.return_by
    if run.unsigned and by and by < today:
        days = counted((today - by).days, "day")
        why = f"{_signed(run)} They were to answer {days} ago. Write to them, or go on without."
        return _of(run, "Chase", "act", "Late", 2 * run.unsigned, why, "See who is late")
    if run.as_of <= today and not run.unsigned:
        why = f"{_signed(run)} Its census date has passed: nothing keeps it open."
        return _of(run, "Freeze", "act", "Freeze due", 5, why, "Freeze it", "/freeze")
    if run.unsigned and by and by <= today + A_WEEK:
        why = f"{_signed(run)} The last day to answer is {uk_date(by)}."
        return _of(run, "Follow", "watch", "Due soon", 5, why, "See who has signed")
    return None


def _signed(run: RunState) -> str:
    have = "has" if run.signed == 1 else "have"
    return f"{run.signed:,} of {counted(run.asked, 'agency', 'agencies')} {have} signed."


def _of(
    run: RunState,
    do: str,
    state: str,
    word: str,
    minutes: int,
    why: str,
    action: str,
    below: str = "",
) -> Work:
    return Work(f"{do}: {run.name}", why, state, word, minutes, f"/audits/{run.id}{below}", action)


def _slipped(actions: Iterable[ActionState]) -> Work | None:
    found = [one for one in actions if one.escalates]
    if not found:
        return None
    return Work(
        title=f"Take {counted(len(found), 'action')} to the Steering Group",
        why=f"{_named(found)} slipped twice.",
        state="act",
        word="Slipped twice",
        minutes=5 * len(found),
        href=_address(found, "escalated"),
        action=_action(found),
    )


def _late(actions: Iterable[ActionState], today: date) -> Work | None:
    found = [one for one in actions if one.due_on < today and not one.escalates]
    if not found:
        return None
    days = counted((today - found[0].due_on).days, "day")
    longest = f"is {days} late" if len(found) == 1 else f"are late, the first by {days}"
    return Work(
        title=f"Ask after {counted(len(found), 'late action')}",
        why=f"{_named(found)} {longest}.",
        state="act",
        word="Late",
        minutes=3 * len(found),
        href=_address(found, "late"),
        action=_action(found),
    )


def _due(actions: Iterable[ActionState], today: date) -> Work | None:
    last = today + A_WEEK
    found = [one for one in actions if today <= one.due_on < last and not one.escalates]
    if not found:
        return None
    is_due = "is" if len(found) == 1 else "are"
    return Work(
        title=f"See {counted(len(found), 'action')} through",
        why=f"{_named(found)} {is_due} due by {uk_date(found[-1].due_on)}.",
        state="watch",
        word="Due this week",
        minutes=3 * len(found),
        href=_address(found, "open"),
        action=_action(found),
    )


def _named(found: Sequence[ActionState]) -> str:
    return some([f"{one.ref} ({one.owner})" for one in found])


def _address(found: Sequence[ActionState], show: str) -> str:
    return f"/actions/{found[0].id}" if len(found) == 1 else f"/actions?show={show}"


def _action(found: Sequence[ActionState]) -> str:
    return f"Open {found[0].ref}" if len(found) == 1 else "See them"


def _teams(asks: Asks, latest: Edition) -> Work | None:
    if not asks.teams:
        return None
    return Work(
        title=f"Act on {counted(asks.teams, 'team')} below minimum cover",
        why=f"{latest.name} found them on {uk_date(latest.as_of)}, and no action was made. A team "
        "without its minimum cannot act at all, whatever its percentage.",
        state="act",
        word="No action",
        minutes=5 * asks.teams,
        href=f"/audits/{latest.id}/actions",
        action="Make an action",
    )


def _questions(asks: Asks, latest: Edition) -> Work | None:
    if not asks.questions:
        return None
    return Work(
        title=f"Have {counted(asks.questions, 'safety-critical question')} looked at",
        why=f"In {latest.name} fewer than 90% got them right, and no action was made: the content, "
        "or the question, is not safe yet.",
        state="act",
        word="No action",
        minutes=5,
        href=f"/audits/{latest.id}/items?safety=under-90#rows",
        action="See the questions",
    )


def _bands(asks: Asks, latest: Edition) -> Work | None:
    if not asks.bands:
        return None
    return Work(
        title=f"Plan for {counted(asks.bands, 'gap')} in the band Act",
        why=f"In {latest.name} so many modules of agencies are in the band Act, and no action was "
        "made. The rule is an action within 30 days: begin with those that priorities put first.",
        state="act",
        word="No action",
        minutes=min(60, 3 * asks.bands),
        href=f"/audits/{latest.id}/actions",
        action="Make an action",
    )


def _retire(asks: Asks, latest: Edition) -> Work | None:
    if not asks.retire:
        return None
    return Work(
        title=f"Retire or mend {counted(asks.retire, 'question')}",
        why=f"In {latest.name} they do not tell who knows from who does not, and no action was "
        "made.",
        state="watch",
        word="Flagged",
        minutes=5 * asks.retire,
        href=f"/audits/{latest.id}/items?verdict=retire#rows",
        action="See the questions",
    )
