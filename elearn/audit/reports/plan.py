"""What became of the actions, and what is recommended now, with owners and dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from elearn.audit.findings import topics
from elearn.audit.plan.headline import PlanHeadline, plan_headline
from elearn.audit.plan.pages.edition import Proposal, proposals
from elearn.audit.plan.queries.listed import Action
from elearn.audit.plan.shown import JudgementRow
from elearn.audit.plan.words import cell_words, due_words, figures, verdict_words
from elearn.audit.priorities.tables import lines_of
from elearn.audit.priorities.words import action as advised
from elearn.audit.reports.given import Given, said
from elearn.audit.words import counted
from elearn.domain.coverage import Band
from elearn.domain.dates import LONDON, uk_date
from elearn.domain.plan import Origin, due_for_act
from elearn.gateways.documents import ReportSection, ReportTable

PROGRESS, RECOMMENDED = "Progress on actions", "Recommendations"
MOST_ACTIONS, MOST_JUDGED, MOST_RECOMMENDED = 8, 6, 8
NOT_PUBLIC = "Actions and recommendations are for the partnership and are not published."
COORDINATOR = "The coordinator"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What to do, why, who and by when."""

    what: str
    why: str
    owner: str
    due_on: date


def progress_section(given: Given) -> ReportSection:
    """How the plan stands on the day of printing, and how this edition judges earlier actions."""
    if given.is_public:
        return said(PROGRESS, NOT_PUBLIC)
    today, found = given.beside.today, given.beside.actions
    words = [plan_words(given)] if today else []
    if not given.counted("judgements"):
        words.append("This edition was frozen before actions were judged.")
    tables = [*(_open(found, today) if today else ()), *_judged(given)]
    return ReportSection(PROGRESS, paragraphs=(" ".join(words),), tables=tuple(tables))


def plan_words(given: Given) -> str:
    """The plan in a sentence or two, with its day."""
    today = given.beside.today
    if today is None or not given.beside.actions:
        return "No action has been made from an audit yet."
    head = plan_headline(given.beside.actions, today)
    return f"{_states(head)}, as at {uk_date(today)}.{_escalated(head)}"


def _states(head: PlanHeadline) -> str:
    verb = "is" if head.open == 1 else "are"
    return (
        f"Of {counted(head.actions, 'action')} {head.open} {verb} open, {head.done} done and "
        f"{head.stopped} stopped; {head.late} of those open {'is' if head.late == 1 else 'are'} "
        "late"
    )


def _escalated(head: PlanHeadline) -> str:
    if not head.escalated:
        return ""
    return f" {counted(head.escalated, 'action')} slipped twice: the Steering Group decides."


def _open(found: Iterable[Action], today: date) -> Iterable[ReportTable]:
    rows = [one for one in found if not one.status.is_closed]
    if rows:
        yield ReportTable(
            "Open actions, what is due first on top",
            ("Ref", "Action", "Owner", "Due", "Status"),
            tuple(_action(one, today) for one in rows[:MOST_ACTIONS]),
            wide=(1, 2),
            note=_rest(len(rows), MOST_ACTIONS),
        )


def _action(one: Action, today: date) -> tuple[str, ...]:
    post = f", {one.row.owner_post}" if one.row.owner_post else ""
    status = one.status.label
    if one.escalates:
        status = f"{status}, escalated"
    due = due_words(one.due_on, one.days_late(today), one.closed_on)
    return one.row.ref, one.row.action, f"{one.owner}{post}", due, status


def _rest(of: int, most: int) -> str:
    return f"And {counted(of - most, 'other')}." if of > most else ""


def _judged(given: Given) -> Iterable[ReportTable]:
    rows: tuple[JudgementRow, ...] = given.shown.more.get("judgement", ())
    if rows:
        yield ReportTable(
            "How this edition judges earlier actions",
            ("Ref", "Finding", "At its baseline", "Now", "Judged"),
            tuple(
                (
                    row.ref,
                    cell_words(row.cell, given.names),
                    figures(row.cell.origin, row.baseline),
                    figures(row.cell.origin, row.now),
                    verdict_words(row.verdict),
                )
                for row in rows[:MOST_JUDGED]
            ),
            wide=(1, 2, 3),
            note=_rest(len(rows), MOST_JUDGED),
        )


def recommendations(given: Given) -> list[Recommendation]:
    """Findings that the default rules of C11 ask an action for and that have none yet, one line a
    subject, the earliest due first; then what the first priorities need; then weak topics."""
    frozen_on = given.edition.frozen_at.astimezone(LONDON).date()
    made = [one for one in given.beside.actions if one.row.audit_id == given.edition.id]
    found = _from_rules(given, proposals(given.opened, made))
    asked = {one.owner for one in found}
    for row in lines_of(given.shown):
        owner = _lead(given, row.agency)
        if row.ranked and row.band is not Band.ON_TRACK and owner not in asked:
            why = f"Place {row.ranked.volume.rank} by volume"
            what = advised(row.advice[0], given.names)
            found.append(Recommendation(what, why, owner, due_for_act(frozen_on)))
    for known in topics(given.shown):
        if known.band is Band.ACT:
            why = f"Mastered by {known.mastery:.1f}%" if known.mastery is not None else "Band Act"
            what = f"Teach {given.names.topic(known.topic)} again, and look at its content"
            found.append(Recommendation(what, why, COORDINATOR, due_for_act(frozen_on)))
    return found


def _from_rules(given: Given, found: Iterable[Proposal]) -> list[Recommendation]:
    """Safety-critical questions together, and one line an agency for all of its modules."""
    items = [one for one in found if one.cell.origin is Origin.ITEM]
    made = []
    if items:
        what = (
            f"Look at the content of {counted(len(items), 'safety-critical question')} "
            "(within 14 days)"
        )
        why = "Fewer than 90% right at a first attempt"
        made.append(Recommendation(what, why, COORDINATOR, items[0].due_on))
    agencies: dict[str, list[Proposal]] = {}
    for one in found:
        if one.cell.origin is not Origin.ITEM:
            agencies.setdefault(one.cell.agency, []).append(one)
    made += [_of_agency(given, agency, some) for agency, some in agencies.items()]
    return made


def _of_agency(given: Given, agency: str, some: list[Proposal]) -> Recommendation:
    modules = [given.names.module_code(one.cell.module) for one in some if one.cell.module]
    teams = sum(1 for one in some if one.cell.origin is Origin.COVER)
    advice = next((row.advice for row in lines_of(given.shown) if row.agency == agency), ())
    what = advised(advice[0], given.names) if advice else f"Train: {', '.join(modules)}"
    why = [f"Coverage in the band Act: {', '.join(modules)}"] if modules else []
    if teams:
        why.append(f"{counted(teams, 'team')} below minimum cover")
    return Recommendation(what, "; ".join(why), _lead(given, agency), some[0].due_on)


def _lead(given: Given, agency: str) -> str:
    return f"Lead of {given.names.agency(agency)}"


def recommendations_section(given: Given) -> ReportSection:
    """Recommendations with owner and date; what they cost is seats and time, and is said there."""
    if given.is_public:
        return said(RECOMMENDED, NOT_PUBLIC)
    found = recommendations(given)
    if not found:
        return said(RECOMMENDED, "Nothing in this edition asks for a new action.")
    return ReportSection(
        RECOMMENDED,
        paragraphs=(
            (
                "Coverage in the band Act asks for an action within 30 days of the freeze, a "
                "safety-critical question under 90% for a look at its content within 14. Cost: the "
                "seats that a live session needs stand with it; the record holds no other cost."
            ),
        ),
        tables=(
            ReportTable(
                "Recommended, the earliest first",
                ("Recommendation", "Because", "Owner", "Due"),
                tuple(
                    (one.what, one.why, one.owner, uk_date(one.due_on))
                    for one in found[:MOST_RECOMMENDED]
                ),
                wide=(0, 1, 2),
                note=_rest(len(found), MOST_RECOMMENDED),
            ),
        ),
    )
