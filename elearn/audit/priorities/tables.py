"""Priorities as files, for machines as the contract names them and for people with names."""

from collections.abc import Callable

from elearn.audit.priorities.shown import PriorityRow
from elearn.audit.priorities.topics import TopicRow
from elearn.audit.priorities.words import action
from elearn.audit.sheets import PURPOSE, Names, one_decimal
from elearn.audit.shown import Shown
from elearn.domain.ranks import Place, Ranked
from elearn.reporting.columns import Cell, Column, Report

Value = Callable[[PriorityRow], Cell]


def _of(value: Callable[[Ranked], float | None], digits: int | None = 1) -> Value:
    """A figure of the rank, None for agencies that have none."""

    def found(row: PriorityRow) -> Cell:
        figure = value(row.ranked) if row.ranked else None
        return None if figure is None else round(figure, digits)

    return found


def _share(value: Callable[[Ranked], float | None]) -> Value:
    """A share of one as per cent."""

    def percent(ranked: Ranked) -> float | None:
        figure = value(ranked)
        return None if figure is None else 100 * figure

    return _of(percent)


def _places(which: Callable[[Ranked], Place]) -> tuple[tuple[str, Value], ...]:
    def of(value: Callable[[Place], Cell]) -> Value:
        return lambda row: value(which(row.ranked)) if row.ranked else None

    return (
        ("rank", of(lambda one: one.rank)),
        ("best", of(lambda one: one.best)),
        ("worst", of(lambda one: one.worst)),
        ("top_five", of(lambda one: round(one.top_share, 1))),
    )


def _volume(ranked: Ranked) -> Place:
    return ranked.volume


def _intensity(ranked: Ranked) -> Place:
    return ranked.intensity


FACTORS: tuple[tuple[str, str, Value], ...] = (
    ("in_scope", "In scope, people and modules", lambda row: row.in_scope),
    ("coverage", "Coverage %", lambda row: one_decimal(row.coverage)),
    ("mastery", "Mastery used %", _share(lambda one: one.score.mastery)),
    ("ready", "Ready %", _share(lambda one: one.score.ready)),
    ("unready", "Unready, people and modules", _of(lambda one: one.score.unready)),
    ("weight", "Exposure weight", _of(lambda one: one.score.weight, 2)),
    ("risk", "Risk multiplier", _of(lambda one: one.score.risk, 2)),
    ("volume", "Volume", _of(lambda one: one.score.volume)),
    ("volume_index", "Volume index", _of(lambda one: one.score.volume_index, None)),
    ("intensity", "Intensity", _of(lambda one: one.score.intensity)),
    ("intensity_index", "Intensity index", _of(lambda one: one.score.intensity_index, None)),
)
RANKS = tuple(
    (f"{name}_{key}", f"{name.capitalize()}: {words}", value)
    for name, which in (("volume", _volume), ("intensity", _intensity))
    for (key, value), words in zip(
        _places(which),
        ("rank", "best of 90% of draws", "worst of 90% of draws", "in top five, % of draws"),
        strict=True,
    )
)
DOING: tuple[tuple[str, str, Value], ...] = (
    ("action", "Recommended", lambda row: row.advice[0].act.value),
    ("action_module", "Module", lambda row: row.advice[0].module),
    ("action_topic", "Topic", lambda row: row.advice[0].topic),
    ("seats", "Seats", lambda row: row.advice[0].seats or None),
)

MACHINES: Report[PriorityRow] = Report(
    title="Priorities",
    purpose=PURPOSE,
    columns=(
        Column("agency", lambda row: row.agency),
        Column("area", lambda row: row.area),
        *(Column(key, value, numeric=True) for key, _, value in (*FACTORS, *RANKS)),
        *(Column(key, value, numeric=key == "seats") for key, _, value in DOING),
        Column("denominator_grade", lambda row: row.grade),
        Column("note", lambda row: row.note),
    ),
)


def for_people(names: Names) -> Report[PriorityRow]:
    """The same with names, and the action as a sentence."""
    return Report(
        title="Priorities",
        purpose=PURPOSE,
        columns=(
            Column("Agency", lambda row: names.agency(row.agency)),
            Column("Area", lambda row: names.area(row.area)),
            *(Column(words, value, numeric=True) for _, words, value in (*FACTORS, *RANKS)),
            Column("Recommended", lambda row: action(row.advice[0], names)),
            Column("Seats", lambda row: row.advice[0].seats or None, numeric=True),
            Column("Grade of headcount", lambda row: row.grade),
            Column("Note", lambda row: row.note),
        ),
    )


def lines_of(shown: Shown) -> tuple[PriorityRow, ...]:
    """Every agency as the reader may see it."""
    found: tuple[PriorityRow, ...] = shown.more.get("priority", ())
    return found


def _in_thousandths(row: TopicRow) -> float | None:
    return None if row.priority is None else round(row.priority, 3)


TOPIC_MACHINES: Report[TopicRow] = Report(
    title="Topic priorities",
    purpose=PURPOSE,
    columns=(
        Column("topic", lambda row: row.topic),
        Column("assessed", lambda row: row.assessed, numeric=True),
        Column("mastery", lambda row: one_decimal(row.mastery), numeric=True),
        Column("confident_wrong", lambda row: one_decimal(row.confident_wrong), numeric=True),
        Column("weight", lambda row: row.weight, numeric=True),
        Column("priority", _in_thousandths, numeric=True),
        Column("note", lambda row: row.note),
    ),
)


def topics_for_people(names: Names) -> Report[TopicRow]:
    """Topic priorities with names."""
    return Report(
        title="Topic priorities",
        purpose=PURPOSE,
        columns=(
            Column("Topic", lambda row: names.topic(row.topic)),
            Column("Assessed", lambda row: row.assessed, numeric=True),
            Column("Mastery %", lambda row: one_decimal(row.mastery), numeric=True),
            Column("Sure but wrong %", lambda row: one_decimal(row.confident_wrong), numeric=True),
            Column("Weight", lambda row: row.weight, numeric=True),
            Column("Priority", _in_thousandths, numeric=True),
            Column("Note", lambda row: row.note),
        ),
    )


def topic_lines_of(shown: Shown) -> tuple[TopicRow, ...]:
    """Every topic of the partnership."""
    found: tuple[TopicRow, ...] = shown.more.get("topic_priority", ())
    return found
