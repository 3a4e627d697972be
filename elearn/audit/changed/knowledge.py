"""Knowledge in two editions: topics of the partnership by level, and of each agency."""

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.audit.changed.words import NO_CLEAR_CHANGE
from elearn.audit.editions import Opened
from elearn.audit.sheets import PURPOSE, Names
from elearn.audit.shown_knowledge import KnowledgeKey, KnowledgeRow
from elearn.audit.words import HIDDEN
from elearn.domain.intervals import newcombe_difference
from elearn.domain.suppression import policy_for
from elearn.domain.suppression.earlier import RERUN_DAYS
from elearn.reporting.columns import Column, Report

BETTER, WORSE, NOT_BOTH = "▲ better", "▼ worse", "in one edition only"
TOO_FEW = "too few to say"


@dataclass(frozen=True, slots=True)
class KnowledgeChange:
    """One topic of the partnership (blank ``agency``), at one level or at all (blank), or of one
    agency. Per cent then and now, the change in points and Newcombe's 95% interval of it; None is
    hidden, too few or not there, and ``reading`` says which."""

    agency: str
    topic: str
    level: str
    before: float | None
    now: float | None
    change: float | None
    low: float | None
    high: float | None
    reading: str

    @property
    def is_clear(self) -> bool:
        return self.reading in (BETTER, WORSE)


def knowledge_changes(before: Opened, after: Opened) -> tuple[KnowledgeChange, ...]:
    """What a reader sees of both editions, which the engine decided for each by itself. Roles are
    left out: few of them have people enough in both."""
    days = abs((after.edition.as_of - before.edition.as_of).days)
    old, new = before.shown.knowledge, after.shown.knowledge
    keys = {key for key in (*old, *new) if not key.role and not (key.agency and key.level)}
    ordered = sorted(keys, key=lambda key: (key.agency, len(key.topic), key.topic, key.level))
    return tuple(
        _change(key, old.get(key), new.get(key), after, is_rerun=days <= RERUN_DAYS)
        for key in ordered
    )


def _change(
    key: KnowledgeKey,
    old: KnowledgeRow | None,
    new: KnowledgeRow | None,
    after: Opened,
    *,
    is_rerun: bool,
) -> KnowledgeChange:
    place = (key.agency, key.topic, key.level)
    if old is None or new is None:
        return KnowledgeChange(*place, None, None, None, None, None, NOT_BOTH)
    counts = (old.masters, old.assessed, new.masters, new.assessed)
    then_right, then, right, base = (one or 0 for one in counts)
    if None in counts or (is_rerun and _tells(then_right, then, right, base, after)):
        return KnowledgeChange(*place, None, None, None, None, None, HIDDEN)
    if min(then, base) < after.edition.rules.min_base:
        return KnowledgeChange(*place, None, None, None, None, None, TOO_FEW)
    low, high = newcombe_difference(min(right, base), base, min(then_right, then), then).percent
    was, now = old.mastery or 0.0, new.mastery or 0.0
    reading = BETTER if low > 0 else WORSE if high < 0 else NO_CLEAR_CHANGE
    return KnowledgeChange(*place, was, now, now - was, low, high, reading)


def _tells(then_right: int, then: int, right: int, base: int, after: Opened) -> bool:
    """Whether the editions differ by few people: shortly after one another that is a count of
    people like any other (decision 23)."""
    few = policy_for(after.shown.audience, after.edition.rules).is_few
    return few(abs(right - then_right)) or few(abs(base - then))


def of_agencies(rows: Iterable[KnowledgeChange]) -> list[KnowledgeChange]:
    """Agencies whose knowledge of a topic clearly changed."""
    return [one for one in rows if one.agency and one.is_clear]


def _one(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def for_people(names: Names) -> Report[KnowledgeChange]:
    """Every comparison with names, hidden ones with their reason."""
    return Report(
        title="Knowledge then and now",
        purpose=PURPOSE,
        columns=(
            Column("Agency", lambda row: names.agency(row.agency) if row.agency else "All"),
            Column("Topic", lambda row: names.topic(row.topic)),
            Column("Level", lambda row: row.level or "All"),
            Column("Mastery then %", lambda row: _one(row.before), numeric=True),
            Column("Mastery now %", lambda row: _one(row.now), numeric=True),
            Column("Points", lambda row: _one(row.change), numeric=True),
            Column("Lower 95%", lambda row: _one(row.low), numeric=True),
            Column("Upper 95%", lambda row: _one(row.high), numeric=True),
            Column("Reading", lambda row: row.reading),
        ),
    )
