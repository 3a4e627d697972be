"""Why something is asked of somebody, why something is not, and what changed for them, in words."""

from collections.abc import Sequence
from datetime import date, timedelta

from elearn.domain.dates import uk_date
from elearn.learning.mine import NOT_ASKED, Ask, Duty, Happening

RECENT_DAYS = 90


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
    said.append(_own_rule(ask))
    if duty.completed_on is None and today < ask.due_on == duty.due_on:
        said.append(_grace(ask))
    if ask.away:
        said.append(
            "You are on record as away, so it is not late. It counts again when you are back."
        )
    return " ".join(one for one in said if one)


def _grace(ask: Ask) -> str:
    """Why it is due on that day and not at once: time to settle in, or a rule yet to come."""
    due = uk_date(ask.due_on)
    if ask.due_on > ask.posting_start + timedelta(days=ask.grace_days):
        return f"It is asked for from {due} on, which leaves you until then."
    return f"You started there on {uk_date(ask.posting_start)}, so you have until {due}."


def _own_rule(ask: Ask) -> str:
    if not ask.reason:
        return ""
    return f"{ask.agency} has its own rule for this. Its reason: {ask.reason.rstrip('. ')}."


def not_required(asks: Sequence[Ask]) -> str:
    """What an agency decided for itself about a module that it does not require; "" for none."""
    said = []
    for ask in asks:
        if ask.reason:
            does = "does not ask for it" if ask.need == NOT_ASKED else "leaves it to you"
            said.append(f"{ask.agency} {does}. Its reason: {ask.reason.rstrip('. ')}.")
    return " ".join(dict.fromkeys(said))


def what_happened(happenings: Sequence[Happening], today: date) -> tuple[str, ...]:
    """What changed for somebody in the last three months, the latest first, with what follows
    from it for their training."""
    since = today - timedelta(days=RECENT_DAYS)
    told = [one for one in happenings if one.kind in _SAID]
    recent = [one for one in told if since <= one.day <= today or one.kind == "away"]
    begun = [one for one in recent if one.kind == "began"]
    ended = [one for one in recent if one.kind == "ended"]
    moved = [(old, new) for new in begun for old in ended if old.day == new.day]
    known = {id(one) for pair in moved for one in pair}
    said = [(new.day, _moved(old, new)) for old, new in moved]
    said += [(one.day, _SAID[one.kind](one)) for one in recent if id(one) not in known]
    return tuple(dict.fromkeys(words for _, words in sorted(said, key=_latest_first)))


def _latest_first(said: tuple[date, str]) -> tuple[int, str]:
    return -said[0].toordinal(), said[1]


def _moved(old: Happening, new: Happening) -> str:
    return (
        f"On {uk_date(new.day)} you moved from {_work(old)} to {_work(new)}. From then on you are "
        "asked for what your new work needs. What you hold stays yours."
    )


def _began(one: Happening) -> str:
    return (
        f"On {uk_date(one.day)} you started as {_work(one)}. "
        "What that work needs is among what you are asked for."
    )


def _ended(one: Happening) -> str:
    return (
        f"Your work as {_work(one)} ended on {uk_date(one.day)}. "
        "What only that work needed is no longer asked of you. What you hold stays yours."
    )


def _away(one: Happening) -> str:
    until = f" until {uk_date(one.end)}" if one.end else ""
    where = f" from {one.where}" if one.where else ""
    return (
        f"You are on record as away{where} since {uk_date(one.day)}{until}. After 90 days "
        "nothing counts as late, and it counts again when you are back."
    )


def _withdrawn(one: Happening) -> str:
    passed = uk_date(one.end) if one.end else ""
    return (
        f"Your {one.what} of {passed} was withdrawn on {uk_date(one.day)} and no longer counts. "
        f"The reason: {one.where.rstrip('. ')}."
    )


def _work(one: Happening) -> str:
    return f"{one.what} at {one.where}"


_SAID = {"began": _began, "ended": _ended, "away": _away, "withdrawn": _withdrawn}
