"""Questions, calibration and gain as files: for machines, and for people with names."""

from collections.abc import Callable, Iterable
from typing import Any

from elearn.audit.items.shown import CheckRow, ChoiceRow, ItemRow
from elearn.audit.items.shown_calibration import CalibrationRow
from elearn.audit.items.shown_gain import GainRow
from elearn.audit.sheets import PURPOSE, Names, high, low, one_decimal
from elearn.audit.shown import Shown
from elearn.reporting.columns import Cell, Column, Report

Named = Callable[[str], str]
Table = tuple[str, Report[Any], Callable[[Names], Report[Any]], Callable[[Shown], Iterable[Any]]]


def percent(share: float | None) -> Cell:
    """A share of 0 to 1 in per cent, with one decimal."""
    return None if share is None else one_decimal(100 * share)


def three(value: float | None) -> Cell:
    return None if value is None else round(value, 3)


def _columns(pairs: Iterable[tuple[str, Callable[[Any], Cell]]]) -> tuple[Column[Any], ...]:
    return tuple(Column(heading, value) for heading, value in pairs)


def _report(title: str, pairs: Iterable[tuple[str, Callable[[Any], Cell]]]) -> Report[Any]:
    return Report(title=title, purpose=PURPOSE, columns=_columns(pairs))


def _same(code: str) -> str:
    return code


def _item_columns(module: Named, topic: Named, words: bool) -> list[tuple[str, Any]]:
    def head(machines: str, people: str) -> str:
        return people if words else machines

    return [
        (head("item", "Question"), lambda row: row.item),
        (head("module", "Module"), lambda row: module(row.module)),
        (head("topic", "Topic"), lambda row: topic(row.topic)),
        (head("level", "Level"), lambda row: row.level),
        (head("type", "Kind"), lambda row: row.type),
        (head("safety_critical", "Safety-critical"), lambda row: int(row.safety_critical)),
        (head("anchor", "Anchor"), lambda row: int(row.anchor)),
        (head("options", "Guessed among"), lambda row: row.options or None),
        (head("answers", "First answers"), lambda row: row.answers),
        (head("right", "Right"), lambda row: row.right),
        (head("facility", "Facility %"), lambda row: percent(row.facility)),
        (head("corrected", "Corrected for guessing %"), lambda row: percent(row.corrected)),
        (head("discrimination", "Discrimination"), lambda row: three(row.discrimination)),
        (head("confidence_asked", "With confidence"), lambda row: row.asked),
        (head("mean_confidence", "Mean confidence %"), lambda row: percent(row.mean_confidence)),
        (head("bias", "Bias, points"), lambda row: percent(row.bias)),
        (head("brier", "Brier"), lambda row: three(row.brier)),
        (head("sure", "Sure"), lambda row: row.sure),
        (head("sure_wrong", "Sure but wrong"), lambda row: row.sure_wrong),
        (
            head("verdict", "Verdict"),
            lambda row: row.verdict.label if words else row.verdict.value,
        ),
        (head("reasons", "Why"), lambda row: "; ".join(row.review.reasons)),
        (head("note", "Note"), lambda row: row.note),
        (head("text", "Text"), lambda row: row.text),
    ]


ITEMS_FILE: Report[ItemRow] = _report("Questions", _item_columns(_same, _same, words=False))


def items_table(names: Names) -> Report[ItemRow]:
    """Questions, for people."""
    return _report("Questions", _item_columns(names.module, names.topic, words=True))


CHOICES_FILE: Report[ChoiceRow] = _report(
    "Answers chosen",
    [
        ("item", lambda row: row.item),
        ("option", lambda row: row.option),
        ("right", lambda row: int(row.right)),
        ("chosen", lambda row: row.chosen),
        ("share", lambda row: percent(row.share)),
        ("note", lambda row: row.note),
        ("text", lambda row: row.text),
    ],
)


def choices_table(names: Names) -> Report[ChoiceRow]:
    """How often each answer was chosen, for people."""
    return _report(
        "Answers chosen",
        [
            ("Question", lambda row: row.item),
            ("Answer", lambda row: row.text),
            ("Right", lambda row: "yes" if row.right else "no"),
            ("Chosen", lambda row: row.chosen),
            ("Of first answers %", lambda row: percent(row.share)),
            ("Note", lambda row: row.note),
        ],
    )


CHECKS_FILE: Report[CheckRow] = _report(
    "Reliability",
    [
        ("module", lambda row: row.module),
        ("version", lambda row: row.version),
        ("items", lambda row: row.items),
        ("people", lambda row: row.people),
        ("kr20", lambda row: three(row.kr20)),
        ("note", lambda row: row.why_not),
    ],
)


def checks_table(names: Names) -> Report[CheckRow]:
    """Reliability, for people."""
    return _report(
        "Reliability",
        [
            ("Quiz or check", lambda row: names.module(row.module)),
            ("Version", lambda row: row.version),
            ("Questions", lambda row: row.items),
            ("People", lambda row: row.people),
            ("KR-20", lambda row: three(row.kr20)),
            ("Why not quoted", lambda row: row.why_not),
        ],
    )


def _calibration_columns(names: Names | None) -> list[tuple[str, Any]]:
    words = names is not None

    def head(machines: str, people: str) -> str:
        return people if words else machines

    def named(kind: str, code: str) -> str:
        return str(getattr(names, kind)(code)) if names else code

    return [
        (head("agency", "Agency"), lambda row: named("agency", row.agency)),
        (head("role", "Role"), lambda row: named("role", row.role)),
        (head("topic", "Topic"), lambda row: named("topic", row.topic)),
        (head("level", "Level"), lambda row: named("level", row.level)),
        (head("facility", "Facility %"), lambda row: percent(row.facility)),
        (head("corrected", "Corrected for guessing %"), lambda row: percent(row.corrected)),
        (head("mean_confidence", "Mean confidence %"), lambda row: percent(row.mean_confidence)),
        (head("bias", "Bias, points"), lambda row: percent(row.bias)),
        (head("brier", "Brier"), lambda row: three(row.brier)),
        (head("confident_wrong", "Sure but wrong %"), lambda row: percent(row.confident_wrong)),
        (
            head("safety_facility", "Safety-critical right %"),
            lambda row: percent(row.safety_facility),
        ),
        (
            head("safety_band", "Safety band"),
            lambda row: row.safety_band.label if words else row.safety_band.value,
        ),
        (head("answers", "First answers"), lambda row: row.answers),
        (head("asked", "With confidence"), lambda row: row.asked),
        (head("sure", "Sure"), lambda row: row.sure),
        (head("safety", "Safety-critical"), lambda row: row.safety),
        (head("note", "Note"), lambda row: row.note),
    ]


CALIBRATION_FILE: Report[CalibrationRow] = _report("Calibration", _calibration_columns(None))


def calibration_table(names: Names) -> Report[CalibrationRow]:
    """How sure people were, for people."""
    return _report("Calibration", _calibration_columns(names))


def _gain_columns(names: Names | None) -> list[tuple[str, Any]]:
    words = names is not None

    def head(machines: str, people: str) -> str:
        return people if words else machines

    def module(code: str) -> str:
        return names.module(code) if names else code

    def topic(code: str) -> str:
        return names.topic(code) if names and code else code

    return [
        (head("months", "Months later"), lambda row: row.months),
        (head("module", "Module"), lambda row: module(row.module)),
        (head("topic", "Topic"), lambda row: topic(row.topic)),
        (head("item", "Question"), lambda row: row.item),
        (head("asked", "Could be paired"), lambda row: row.asked),
        (head("pairs", "Paired"), lambda row: row.pairs),
        (head("before", "Before %"), lambda row: one_decimal(row.before)),
        (head("after", "After %"), lambda row: one_decimal(row.after)),
        (head("later", "Later %"), lambda row: one_decimal(row.later)),
        (head("change", "Change, points"), lambda row: one_decimal(row.change)),
        (head("lower", "Low, points"), lambda row: low(row.interval)),
        (head("upper", "High, points"), lambda row: high(row.interval)),
        (head("hake", "Hake gain"), lambda row: three(row.hake)),
        (head("retained", "Kept %"), lambda row: percent(row.retained)),
        (head("p", "McNemar p"), lambda row: three(row.p)),
        (head("rose", "Did better"), lambda row: row.rose),
        (head("fell", "Did worse"), lambda row: row.fell),
        (head("verdict", "Change in words"), lambda row: row.verdict),
        (head("note", "Note"), lambda row: row.note),
    ]


GAIN_FILE: Report[GainRow] = _report("Gain", _gain_columns(None))


def gain_table(names: Names) -> Report[GainRow]:
    """What people gained, for people."""
    return _report("Gain", _gain_columns(names))


TABLES: tuple[Table, ...] = (
    ("items", ITEMS_FILE, items_table, lambda shown: shown.more.get("item", ())),
    ("choices", CHOICES_FILE, choices_table, lambda shown: shown.more.get("choice", ())),
    ("reliability", CHECKS_FILE, checks_table, lambda shown: shown.more.get("check", ())),
    (
        "calibration",
        CALIBRATION_FILE,
        calibration_table,
        lambda shown: shown.more.get("calibration", ()),
    ),
    ("gain", GAIN_FILE, gain_table, lambda shown: shown.more.get("gain", ())),
)
