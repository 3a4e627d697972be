"""What the pages about people show: the list, and one person. Never a score or an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from elearn.agency.pages.completion import Option, ends_note
from elearn.agency.pages.words import (
    Cell,
    LinkCell,
    StateCell,
    day,
    many,
    standing_cell,
)
from elearn.agency.queries.people import PersonRow, Show
from elearn.agency.queries.person import CompletionRow, PersonInFull, PostingRow
from elearn.agency.queries.rules import Rule
from elearn.domain.coverage import Counts
from elearn.domain.dates import expires_on, uk_date
from elearn.domain.evidence import evidence_label
from elearn.domain.standing import Standing, standing
from elearn.domain.undelivered import meaning
from elearn.records.asked import LONG_ABSENCE_DAYS

LIST_COLUMNS = ("Name", "Team", "Role", "Standing", "Here since")
SHOW_WORDS: Mapping[Show, str] = {
    Show.EVERYBODY: "Everybody",
    Show.OUT_OF_DATE: "People who are out of date",
    Show.DUE_SOON: "People with something due soon",
    Show.NO_EMAIL: "People without an e-mail address",
    Show.NEW: "People in their first weeks",
}
UNKNOWN = StateCell("unknown", "Not asked")


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The list of people."""

    title: str
    slug: str
    agency: str
    lede: str
    words: str
    options: tuple[Option, ...]
    is_filtered: bool
    kept: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    nothing: str
    previous_href: str | None
    next_href: str | None
    csv: str
    xlsx: str
    roster: str | None
    may_manage: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person."""

    title: str
    slug: str
    agency: str
    lede: str
    facts: tuple[tuple[str, str], ...]
    asked: tuple[tuple[Cell, ...], ...]
    postings: tuple[tuple[Cell, ...], ...]
    completions: tuple[tuple[Cell, ...], ...]
    manage: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A module that is asked of a person for one of their postings, and where they stand."""

    rule: Rule
    since: date
    in_grace: bool
    completed_on: date | None
    standing: Standing


def list_lede(people: int, agency: str, *, is_whole: bool) -> str:
    """How many there are; a team lead is told that it is their own people only."""
    whose = "" if is_whole else " of yours"
    return f"{many(people, 'person', 'people')}{whose} at {agency} today."


def list_line(row: PersonRow, counts: Counts, href: str) -> tuple[Cell, ...]:
    """A person in the list."""
    return (
        LinkCell(row.name, href, "" if row.email else "no e-mail address"),
        row.team or "No team",
        row.role,
        state_of(counts),
        uk_date(row.since),
    )


def state_of(counts: Counts) -> StateCell:
    """The worst a person stands in, and how much of what is asked they hold."""
    if not counts.in_scope:
        return UNKNOWN
    held = f"{counts.in_date} of {counts.in_scope} in date"
    if counts.expired:
        return standing_cell(Standing.EXPIRED, held)
    if counts.never:
        return standing_cell(Standing.NEVER, held)
    if counts.due_soon:
        return standing_cell(Standing.DUE_SOON, held)
    return standing_cell(Standing.IN_DATE, held)


def asked_of(person: PersonInFull, rules: Sequence[Rule], today: date) -> tuple[Asked, ...]:
    """Everything that is asked of a person for the postings they hold today, by module. A module
    that two postings ask for stands once, as the stricter of the two asks it."""
    found: dict[int, Asked] = {}
    for posting in person.postings:
        if posting.start <= today and (posting.end is None or posting.end > today):
            for one in _for_posting(posting, person, rules, today):
                held = found.get(one.rule.module_id)
                if held is None or _strictness(one) > _strictness(held):
                    found[one.rule.module_id] = one
    return tuple(sorted(found.values(), key=lambda one: one.rule.module_code))


def _for_posting(
    posting: PostingRow, person: PersonInFull, rules: Sequence[Rule], today: date
) -> list[Asked]:
    asked = []
    for rule in rules:
        if rule.role_id != posting.role_id:
            continue
        counted_from = posting.start + timedelta(days=rule.grace_days)
        done = _latest(person, rule.module_id, today)
        asked.append(
            Asked(
                rule,
                max(counted_from, rule.start),
                counted_from > today,
                done,
                standing(done, rule.refresh_months, today),
            )
        )
    return asked


def _strictness(one: Asked) -> tuple[bool, int]:
    return not one.in_grace, list(Standing).index(one.standing)


def _latest(person: PersonInFull, module_id: int, today: date) -> date | None:
    return max(
        (
            one.completed_on
            for one in person.completions
            if one.module_id == module_id
            and one.completed_on <= today
            and (one.revoked_on is None or one.revoked_on > today)
        ),
        default=None,
    )


def asked_cells(one: Asked) -> tuple[Cell, ...]:
    """Module, where they stand, and why it is asked."""
    ends = expires_on(one.completed_on, one.rule.refresh_months) if one.completed_on else None
    state = standing_cell(one.standing, ends_note(one.standing, ends))
    if one.in_grace and not one.standing.counts:
        state = StateCell("unknown", "In grace", f"asked from {uk_date(one.since)}")
    return one.rule.module_title, state, why(one)


def why(one: Asked) -> str:
    """Why a module is asked of somebody."""
    own = f" Your agency’s own rule: {one.rule.reason}" if one.rule.reason else ""
    again = one.rule.refresh_months
    refresh = f" Again every {again} months." if again else " Once."
    return f"{one.rule.role_name}: required since {uk_date(one.since)}.{refresh}{own}"


def posting_cells(one: PostingRow) -> tuple[Cell, ...]:
    return one.role, one.team or "No team", uk_date(one.start), day(one.end) or "still here"


def completion_cells(one: CompletionRow) -> tuple[Cell, ...]:
    """A line of the record, with how it is evidenced in words."""
    source = one.source
    if one.revoked_on == one.completed_on:
        source = f"{source}. Does not count: {one.reason}"
    elif one.revoked_on:
        source = f"{source}. Taken out of the record on {uk_date(one.revoked_on)}: {one.reason}"
    return one.module, uk_date(one.completed_on), evidence_label(one.grade), source


def person_lede(asked: Sequence[Asked]) -> str:
    """The answer of the page."""
    counted = [one for one in asked if not one.in_grace]
    missing = sum(not one.standing.counts for one in counted)
    if not asked:
        return "Nothing is asked of this person today."
    if missing:
        return f"{missing} of {many(len(counted), 'module')} still to do."
    if not counted:
        return "In their first weeks: nothing is due yet."
    everything = "the one module" if len(counted) == 1 else f"all {len(counted)} modules"
    return f"In date for {everything} that their role needs."


def person_facts(person: PersonInFull) -> tuple[tuple[str, str], ...]:
    """What the list says of the person."""
    facts = [
        ("E-mail address", person.email or "None: they hear nothing from us"),
        ("Staff number", ", ".join(person.staff_numbers) or "None"),
    ]
    if person.refused:
        facts.insert(1, ("Letters do not arrive", meaning(person.refused).words))
    if person.manager_email:
        facts.append(("Manager", person.manager_email))
    if person.away_since:
        facts.append(("Away", _away(person.away_since, person.back_on)))
    return tuple(facts)


def _away(since: date, back_on: date | None) -> str:
    """An absence that covers today, and from when on it takes the person out of the count."""
    uncounted = since + timedelta(days=LONG_ABSENCE_DAYS + 1)
    until = f"back on {uk_date(back_on)}" if back_on else "no day of return yet"
    if back_on and back_on <= uncounted:
        return f"since {uk_date(since)}, {until}"
    return f"since {uk_date(since)}, {until}; not counted from {uk_date(uncounted)}"
