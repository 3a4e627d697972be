"""The coordinator's week: what needs them, most urgent first, and what runs by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from elearn.audit.pages.goes_well import goes_well
from elearn.audit.pages.week_of_audits import audits_work
from elearn.audit.pages.work import Doors, Work, courses, first_of_all, leaderless, some, wishes
from elearn.audit.queries.editions import Edition
from elearn.audit.queries.returns import HeadcountRow
from elearn.audit.queries.week import AgencyState, Tallies
from elearn.audit.queries.week_of_audits import ActionState, RunState
from elearn.audit.words import counted, how_long, number
from elearn.content.queries import ContactRow, PublishedModule
from elearn.domain.coverage import RuleSet
from elearn.domain.dates import uk_date
from elearn.domain.number_words import in_words
from elearn.domain.quarters import last_day, quarter_words, quarters_up_to
from elearn.domain.suppression import Policy

SOON = timedelta(days=14)
REVIEW_SOON = timedelta(days=30)
A_QUARTER = timedelta(days=92)
REFERRALS_AFTER = 14  # days after a quarter until its totals are asked for
MOST_FIRST = 5
URGENCY = ("act", "watch")


@dataclass(frozen=True, slots=True)
class Week:
    """Everything the page is made of, as the queries gave it."""

    today: date
    agencies: Sequence[AgencyState]
    headcounts: Sequence[HeadcountRow]
    modules: Sequence[PublishedModule]
    contacts: Sequence[ContactRow]
    tallies: Tallies
    latest: Edition | None
    runs: Sequence[RunState] = ()
    actions: Sequence[ActionState] = ()


@dataclass(frozen=True, slots=True)
class WeekPage:
    title: str
    caption: str
    lede: str
    work: tuple[Work, ...]
    later: tuple[Work, ...]
    stats: tuple[dict[str, Any], ...]
    latest: Edition | None
    latest_date: str
    quiet: str


def week_page(week: Week, *, rules: RuleSet, policy: Policy, doors: Doors) -> WeekPage:
    """The page, with ``doors`` to what this reader may open."""
    headcounts = [row for row in week.headcounts if _is_stale(row, week.today, rules)]
    found = [
        _no_return(_silent(week)),
        leaderless([agency.name for agency in week.agencies if not agency.has_lead]),
        _audit(week),
        _letters(week.tallies.letters_failed, doors.letters),
        _old_lists(_with_old_lists(week, rules), rules),
        _headcounts(headcounts, week),
        _modules(week),
        _contacts(week),
        courses(week.tallies.courses, doors.courses),
        wishes(week.tallies.wishes, doors.wishes),
        _referrals(week, doors.referrals),
    ]
    audits = audits_work(week.runs, week.actions, week.tallies.asks, week.latest, week.today)
    begin = [] if week.agencies else [first_of_all()]
    due = [*begin, *audits, *(one for one in found if one)]
    work = sorted(due, key=lambda one: URGENCY.index(one.state))  # keeps the order within each
    minutes = sum(one.minutes for one in work)
    return WeekPage(
        title=_title(len(work)),
        caption=f"Week of {uk_date(week.today - timedelta(days=week.today.weekday()))}",
        lede=f"About {how_long(minutes)} in all." if work else "",
        work=tuple(work[:MOST_FIRST]),
        later=tuple(work[MOST_FIRST:]),
        stats=_stats(week, policy),
        latest=week.latest,
        latest_date=uk_date(week.latest.as_of) if week.latest else "",
        quiet=_quiet(found, week),
    )


def _title(count: int) -> str:
    if not count:
        return "Nothing needs you this week"
    return "One thing needs you" if count == 1 else f"{in_words(count)} things need you"


def _quiet(found: Sequence[Work | None], week: Week) -> str:
    return goes_well(
        found,
        agencies=bool(week.agencies),
        audit=week.latest is not None,
        rosters=any(agency.has_people for agency in week.agencies),
        headcounts=bool(week.headcounts),
    )


def _silent(week: Week) -> list[str]:
    counted_here = {row.agency for row in week.headcounts}
    return [
        agency.name
        for agency in week.agencies
        if not agency.has_people and agency.slug not in counted_here
    ]


def _no_return(names: Sequence[str]) -> Work | None:
    if not names:
        return None
    return Work(
        title=f"Ask {counted(len(names), 'agency', 'agencies')} for a return",
        why=f"{some(names)}: no list of people and no headcount. Without one their coverage "
        'shows as "not known". Ask the lead for the roster file, or for a count by role.',
        state="act",
        word="No return",
        minutes=2 * len(names),
        href="/agencies",
        action="See the agencies",
    )


def _with_old_lists(week: Week, rules: RuleSet) -> list[AgencyState]:
    oldest = week.today - timedelta(days=rules.list_days)
    return [
        agency
        for agency in week.agencies
        if agency.has_people and (agency.list_on is None or agency.list_on < oldest)
    ]


def _old_lists(agencies: Sequence[AgencyState], rules: RuleSet) -> Work | None:
    if not agencies:
        return None
    return Work(
        title=f"Ask {counted(len(agencies), 'agency', 'agencies')} for a fresh roster",
        why=f"{some([agency.name for agency in agencies])}: the list is older than "
        f"{rules.list_days} days, so an audit today would grade it C, an estimate.",
        state="watch",
        word="Stale",
        minutes=2 * len(agencies),
        href="/agencies",
        action="See the agencies",
    )


def _is_stale(row: HeadcountRow, today: date, rules: RuleSet) -> bool:
    """A count that is no longer good, or will not be in two weeks; an estimate never was."""
    days = {"A": rules.list_days, "B": rules.manager_days}.get(row.grade, 0)
    return row.as_at + timedelta(days=days) < today + SOON


def _headcounts(rows: Sequence[HeadcountRow], week: Week) -> Work | None:
    if not rows:
        return None
    names = {agency.slug: agency.name for agency in week.agencies}
    agencies = sorted({names[row.agency] for row in rows if row.agency in names})
    if not agencies:
        return None
    return Work(
        title=f"Renew {counted(len(rows), 'headcount')}",
        why=f"{some(agencies)}: counts that are estimates, or too old within two weeks.",
        state="watch",
        word="Going stale",
        minutes=2 * len(agencies),
        href="/agencies",
        action="See the agencies",
    )


def _modules(week: Week) -> Work | None:
    due = [one for one in week.modules if one.review_by <= week.today + REVIEW_SOON]
    if not due:
        return None
    late = any(one.review_by < week.today for one in due)
    first = min(due, key=lambda one: (one.review_by, one.code))
    names = some([f"{one.code} {one.title}" for one in due])
    return Work(
        title=f"Have {counted(len(due), 'module')} checked against the law",
        why=f"{names}. The first {'was' if late else 'is'} due for review by "
        f"{uk_date(first.review_by)}.",
        state="act" if late else "watch",
        word="Late" if late else "Due soon",
        minutes=15 * len(due),
        href=f"/learn/{first.slug}",
        action="Read the first",
    )


def _contacts(week: Week) -> Work | None:
    never = [row for row in week.contacts if row.verified_on is None and row.review_by]
    past = [row for row in week.contacts if row.review_by and row.review_by < week.today]
    due = sorted({row.name for row in (*never, *past)})
    if not due:
        return None
    return Work(
        title=f"Check {counted(len(due), 'contact')} by telephone",
        why=f"{some(due)}: never checked, or due for a check. Learners and the public see them.",
        state="watch",
        word="Stale",
        minutes=5 * len(due),
        href="/get-help",
        action="See what the public sees",
    )


def _letters(failed: int, href: str) -> Work | None:
    if not failed:
        return None
    return Work(
        title=f"Look into {counted(failed, 'letter')} that did not arrive",
        why="In the last 30 days. The address may be wrong: an administrator sees which, under "
        "Administration, Letters.",
        state="act",
        word="Failed",
        minutes=5,
        href=href,
        action="See what failed",
    )


def _referrals(week: Week, href: str) -> Work | None:
    (quarter,) = quarters_up_to(week.today, 1)
    days = (week.today - last_day(quarter)).days
    areas = week.tallies.areas_without_referrals
    if not areas or days < REFERRALS_AFTER:
        return None
    return Work(
        title=f"Bring in the referrals of {quarter_words(quarter)}",
        why=f"{counted(areas, 'area has', 'areas have')} none, {counted(days, 'day')} after the "
        "quarter ended. Until then an audit cannot set training beside referrals there.",
        state="watch",
        word="Missing",
        minutes=10,
        href=href and f"{href}/{quarter}",
        action="Enter the totals",
    )


def _audit(week: Week) -> Work | None:
    recent = week.latest and week.today - week.latest.as_of <= A_QUARTER
    nobody = not week.headcounts and not any(agency.has_people for agency in week.agencies)
    if recent or nobody or any(run.state != "frozen" for run in week.runs):
        return None
    last = f"The last one is as at {uk_date(week.latest.as_of)}." if week.latest else ""
    return Work(
        title="Run an audit",
        why=f"None was made in the last quarter. {last}".strip(),
        state="act" if week.latest is None else "watch",
        word="None yet" if week.latest is None else "Old",
        minutes=5,
        href="/audits/new",
        action="Count and freeze",
    )


def _stats(week: Week, policy: Policy) -> tuple[dict[str, Any], ...]:
    finished = week.tallies.finished
    few = policy.is_few(finished)
    return (
        {
            "label": "Finished a module",
            "figure": f"under {policy.hidden_to + 1}" if few else number(finished),
            "base": "since Monday, in all agencies",
        },
        {
            "label": "Letters sent",
            "figure": number(week.tallies.letters_sent),
            "base": "since Monday",
        },
        {
            "label": "Agencies with people on file",
            "figure": number(sum(1 for agency in week.agencies if agency.has_people)),
            "base": f"of {counted(len(week.agencies), 'agency', 'agencies')}, today",
        },
    )
