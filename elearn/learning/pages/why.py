"""Why something is asked of somebody, why something is not, and what changed for them, in words."""

from collections.abc import Sequence
from datetime import date, timedelta

from elearn.learning.mine import NOT_ASKED, Ask, Duty, Happening
from elearn.web.languages import N_, long_day, say

RECENT_DAYS = 90


def reasons(duty: Duty, today: date) -> tuple[str, ...]:
    """Who asks for a module, how often, and what an agency decided for itself: one paragraph a
    posting, the one that decides the day first."""
    asks = sorted(duty.asks, key=lambda ask: ask.due_on)
    said = list(dict.fromkeys(_reason(ask, duty, today) for ask in asks))
    if len({ask.refresh_months for ask in asks}) > 1:
        said.append(
            say("They ask for it at different intervals, so the shorter one counts for you.")
        )
    return tuple(said)


def _reason(ask: Ask, duty: Duty, today: date) -> str:
    said = [_because(ask), _own_rule(ask)]
    if not duty.standing.counts and today < ask.due_on == duty.due_on:
        said.append(_grace(ask))
    if ask.away:
        said.append(
            say("You are on record as away, so it is not late. It counts again when you are back.")
        )
    return " ".join(one for one in said if one)


def _because(ask: Ask) -> str:
    months = ask.refresh_months
    if ask.in_mash:
        why = say("Because you work in the MASH at %(agency)s.", agency=ask.agency)
    else:
        why = say("Because of your work at %(agency)s: %(role)s.", agency=ask.agency, role=ask.role)
    often = (
        say("It is asked for every %(months)s months.", months=months)
        if months
        else say("It is asked for once.")
    )
    return f"{why} {often}"


def _grace(ask: Ask) -> str:
    """Why it is due on that day and not at once: time to settle in, or a rule yet to come."""
    due = long_day(ask.due_on)
    if ask.due_on > ask.posting_start + timedelta(days=ask.grace_days):
        return say("It is asked for from %(due)s on, which leaves you until then.", due=due)
    return say(
        "You started there on %(posting_start)s, so you have until %(due)s.",
        posting_start=long_day(ask.posting_start),
        due=due,
    )


def _own_rule(ask: Ask) -> str:
    if not ask.reason:
        return ""
    return say(
        "%(agency)s has its own rule for this. Its reason: %(reason)s.",
        agency=ask.agency,
        reason=ask.reason.rstrip(". "),
    )


def not_required(asks: Sequence[Ask]) -> str:
    """What an agency decided for itself about a module that it does not require; "" for none."""
    said = []
    for ask in asks:
        if ask.reason:
            does = (
                N_("%(agency)s does not ask for it. Its reason: %(reason)s.")
                if ask.need == NOT_ASKED
                else N_("%(agency)s leaves it to you. Its reason: %(reason)s.")
            )
            said.append(say(does, agency=ask.agency, reason=ask.reason.rstrip(". ")))
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
    return say(
        "On %(day)s you moved from %(old)s to %(new)s. From then on you are "
        "asked for what your new work needs. What you hold stays yours.",
        day=long_day(new.day),
        old=_work(old),
        new=_work(new),
    )


def _began(one: Happening) -> str:
    return say(
        "On %(day)s you started as %(work)s. What that work needs is among what you are asked for.",
        day=long_day(one.day),
        work=_work(one),
    )


def _ended(one: Happening) -> str:
    return say(
        "Your work as %(work)s ended on %(day)s. What only that work needed is no longer asked of "
        "you. What you hold stays yours.",
        work=_work(one),
        day=long_day(one.day),
    )


def _away(one: Happening) -> str:
    words = {
        (True, True): N_("You are on record as away from %(where)s since %(day)s until %(end)s."),
        (True, False): N_("You are on record as away from %(where)s since %(day)s."),
        (False, True): N_("You are on record as away since %(day)s until %(end)s."),
        (False, False): N_("You are on record as away since %(day)s."),
    }[bool(one.where), one.end is not None]
    end = long_day(one.end) if one.end else ""
    away = say(words, where=one.where, day=long_day(one.day), end=end)
    late = say("After 90 days nothing counts as late, and it counts again when you are back.")
    return f"{away} {late}"


def _withdrawn(one: Happening) -> str:
    return say(
        "Your %(module)s of %(passed)s was withdrawn on %(day)s and no longer counts. "
        "The reason: %(reason)s.",
        module=one.what,
        passed=long_day(one.end) if one.end else "",
        day=long_day(one.day),
        reason=one.where.rstrip(". "),
    )


def _work(one: Happening) -> str:
    return say("%(work)s at %(place)s", work=one.what, place=one.where)


_SAID = {"began": _began, "ended": _ended, "away": _away, "withdrawn": _withdrawn}
