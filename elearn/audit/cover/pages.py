"""The pages of minimum cover: every rule for the coordinator, an agency's own with names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.audit.cover.forms import CoverForm
from elearn.audit.cover.queries import Held, Rule
from elearn.audit.words import counted
from elearn.domain.dates import uk_date
from elearn.reporting.table import Column, Report

NEVER = "nothing expires"


@dataclass(frozen=True, slots=True)
class Line:
    """A rule as the coordinator sees it: met or not, no numbers of people."""

    rule: Rule
    is_met: bool
    words: str


@dataclass(frozen=True, slots=True)
class CoverPage:
    """Every rule in force, those not met first, and the form of another."""

    title: str
    lede: str
    lines: tuple[Line, ...]
    form: CoverForm
    end_form: Any


@dataclass(frozen=True, slots=True)
class TeamCover:
    """A rule of the agency's own team, with who stands behind it."""

    title: str
    state: str
    word: str
    said: str
    why: str
    people: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class OwnPage:
    title: str
    caption: str
    lede: str
    teams: tuple[TeamCover, ...]


def about(rule: Rule) -> str:
    """What a rule asks for."""
    people = counted(rule.number, "person", "people")
    return f"{people} in date with {rule.module_name or f'level {rule.level}'}"


def lines(held: Sequence[Held]) -> tuple[Line, ...]:
    """The rules, those that are not met first."""
    found = [Line(one.rule, one.cover.is_met, about(one.rule)) for one in held]
    return tuple(sorted(found, key=lambda line: line.is_met))


def title_of(held: Sequence[Held]) -> str:
    """
    >>> title_of([])
    'No minimum cover is set'
    """
    if not held:
        return "No minimum cover is set"
    broken = sum(1 for one in held if not one.cover.is_met)
    if broken:
        return f"{counted(broken, 'team is', 'teams are')} below minimum cover"
    return "Every team has its minimum cover"


COVER: Report[Line] = Report(
    title="Minimum cover",
    purpose="Minimum cover of teams. OFFICIAL.",
    columns=(
        Column("Agency", lambda line: line.rule.agency_name, key="agency"),
        Column("Team", lambda line: line.rule.team_name, key="team"),
        Column("Module", lambda line: line.rule.module, key="module"),
        Column("Level", lambda line: line.rule.level, key="level"),
        Column("Needed", lambda line: line.rule.number, key="needed", numeric=True),
        Column("From", lambda line: line.rule.start, key="start"),
        Column("Why", lambda line: line.rule.why, key="why"),
        Column("Met today", lambda line: "yes" if line.is_met else "no", key="met"),
    ),
)


def team_cover(
    held: Held, names: Mapping[int, tuple[str, str]], href: Callable[[str], str]
) -> TeamCover:
    """A rule with the names behind it, the first to expire first."""
    rule, now = held.rule, held.cover
    if not now.is_met:
        said = f"{now.in_date:,} of {now.needed:,} in date."
    elif now.until:
        said = f"{now.in_date:,} in date. It holds until {uk_date(now.until)} if nobody trains."
    else:
        said = f"{now.in_date:,} in date. It holds: {NEVER}."
    return TeamCover(
        title=f"{rule.team_name}: {about(rule)}",
        state="good" if now.is_met else "act",
        word="Met" if now.is_met else "Not met",
        said=said,
        why=rule.why,
        people=tuple(
            ({"text": names[person][1], "href": href(names[person][0])}, _end(end))
            for person, end in held.people
            if person in names
        ),
    )


def _end(day: date) -> str:
    return NEVER if day == date.max else uk_date(day)
