"""What the pages about outside courses show: to leads who propose, and to the coordinator."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from elearn.domain.equivalence import Taught, missing_topics
from elearn.evidence.forms import ApprovalForm, ProposalForm, ReasonForm
from elearn.evidence.pages.words import Cell, LinkCell, StateCell, TextCell, day, day_of, many
from elearn.evidence.queries.catalogue import topic_words
from elearn.evidence.queries.courses import EquivalenceRow
from elearn.records.places import AgencyName

STATES: Mapping[str, tuple[str, str]] = {
    "proposed": ("watch", "Waits for the coordinator"),
    "approved": ("good", "Counts"),
    "refused": ("act", "Not approved"),
    "replaced": ("unknown", "Replaced"),
    "withdrawn": ("unknown", "No longer counts"),
}


@dataclass(frozen=True, slots=True)
class CoursesPage:
    """Outside courses as a lead sees them."""

    title: str
    agency: AgencyName
    lede: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class ModuleChoice:
    """A module that a course may count for."""

    slug: str
    words: str


@dataclass(frozen=True, slots=True)
class ProposePage:
    """The form to propose a course; first of all the module, where none is chosen yet."""

    title: str
    agency: AgencyName
    modules: tuple[ModuleChoice, ...]
    module: str
    slug: str
    level: str
    form: ProposalForm | None
    topics_error: str = ""
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EquivalencesPage:
    """All outside courses, for the coordinator."""

    title: str
    lede: str
    waiting: tuple[tuple[Cell, ...], ...]
    in_force: tuple[tuple[Cell, ...], ...]
    ended: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class EquivalencePage:
    """One of them, with its history and what can be decided."""

    title: str
    number: int
    state: str
    word: str
    facts: tuple[tuple[str, str], ...]
    effect: str
    history: tuple[str, ...]
    form: ApprovalForm
    reason: ReasonForm
    may_decide: bool
    may_end: bool
    errors: tuple[tuple[str, str], ...] = ()


def taught_words(taught: Iterable[Taught]) -> tuple[str, ...]:
    """What a course teaches, topic by topic."""
    pairs = list(taught)
    names = topic_words(one.topic for one in pairs)
    return tuple(f"{name} (level {one.level})" for name, one in zip(names, pairs, strict=True))


def effect(one: EquivalenceRow, topics: Sequence[str]) -> str:
    """What holding the course means for the module with these topics. ``topics`` is empty for a
    module that is not published."""
    if not topics:
        return "The module is not published, so nothing counts for it yet."
    missing = topic_words(missing_topics(topics, one.level, one.taught))
    if one.asks_quiz:
        return "Its holders pass the module’s quiz, and need not sit through the screens."
    if missing:
        return f"Its holders still need: {', '.join(missing)}."
    return "It covers the whole module: its holders need nothing more."


def lead_lede(rows: Sequence[EquivalenceRow]) -> str:
    """How many courses can be used."""
    good = sum(one.state == "approved" for one in rows)
    if good:
        verb = "counts" if good == 1 else "count"
        return f"{many(good, 'course')} {verb} here. The coordinator approves others."
    return "No outside course counts here yet. Propose one, and the coordinator decides."


def lead_cells(one: EquivalenceRow, topics: Sequence[str]) -> tuple[Cell, ...]:
    """A course in a lead's list."""
    state, word = STATES[one.state]
    said = one.decision if one.state == "refused" else one.end_reason
    return (
        TextCell(one.course, one.provider),
        f"{one.code} {one.title}",
        effect(one, topics),
        many(one.valid_months, "month"),
        StateCell(state, word),
        said or "",
    )


def coordinator_lede(rows: Sequence[EquivalenceRow]) -> str:
    """What needs the coordinator."""
    waiting = sum(one.state == "proposed" for one in rows)
    if waiting:
        return f"{many(waiting, 'proposal')} {'needs' if waiting == 1 else 'need'} your decision."
    return "No proposal needs your decision."


def coordinator_cells(one: EquivalenceRow, topics: Sequence[str], href: str) -> tuple[Cell, ...]:
    """A course in the coordinator's list."""
    ended = f"{STATES[one.state][1]}. " if one.state not in ("proposed", "approved") else ""
    return (
        LinkCell(one.course, href, one.provider),
        f"{one.code} {one.title}",
        f"{ended}{effect(one, topics)}",
        many(one.valid_months, "month"),
        one.agency,
        day_of(one.decided_at or one.proposed_at),
    )


def facts(one: EquivalenceRow) -> tuple[tuple[str, str], ...]:
    """What was proposed."""
    return (
        ("Course", one.course),
        ("Given by", one.provider),
        ("Content as of", day(one.content_date) or "Not said"),
        ("Counts towards", f"{one.code} {one.title} (level {one.level})"),
        ("Teaches", "; ".join(taught_words(one.taught)) or "None of the module’s topics"),
        ("Counts for", many(one.valid_months, "month")),
        ("Quiz besides", "Yes" if one.asks_quiz else "No"),
        ("Proposed by", f"{one.proposed_by}, {one.agency}, {day_of(one.proposed_at)}"),
        ("Why", one.reason),
    )


def history_lines(rows: Iterable[EquivalenceRow]) -> tuple[str, ...]:
    """Everything that was said about a course and module, the first thing first."""
    return tuple(line for one in rows for line in _history_of(one))


def _history_of(one: EquivalenceRow) -> list[str]:
    months = many(one.valid_months, "month")
    lines = [f"{day_of(one.proposed_at)}: proposed by {one.agency} for {months}."]
    if one.decided_at:
        word = "refused" if one.state == "refused" else "approved"
        said = f" {one.decision}" if one.decision else ""
        lines.append(f"{day_of(one.decided_at)}: {word} by {one.decided_by}.{said}")
    if one.ended_at:
        word = "replaced by a later one" if one.state == "replaced" else "ended"
        said = f" {one.end_reason}" if one.end_reason else ""
        lines.append(f"{day_of(one.ended_at)}: {word} by {one.ended_by}.{said}")
    return lines
