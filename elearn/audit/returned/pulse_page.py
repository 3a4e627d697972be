"""The page of the pulse: what staff said, what they used, and what they still knew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.audit.editions import Opened
from elearn.audit.queries.editions import Edition
from elearn.audit.returned.pages import is_counted
from elearn.audit.returned.sheets import answer_words
from elearn.audit.returned.shown import PulseRow
from elearn.audit.sheets import Names
from elearn.audit.words import counted, number, per_cent
from elearn.domain.dates import uk_date
from elearn.domain.gain import retained_share
from elearn.domain.survey import QUESTIONS

USED = ("told", "noticed")
Rows = tuple[tuple[Any, ...], ...]
By = dict[tuple[str, str, str, str], PulseRow]


@dataclass(frozen=True, slots=True)
class PulsePage:
    """Reaction, retention, use and the survey; each list is empty where too few answered."""

    title: str
    edition: Edition
    sealed: bool
    caption: str
    is_counted: bool
    reaction: Rows
    later: Rows
    use: Rows
    survey: tuple[tuple[str, Rows], ...]
    survey_base: str
    files: Mapping[str, str]


def pulse_page(opened: Opened, *, files: Mapping[str, str]) -> PulsePage:
    """The pulse of one edition."""
    edition, names = opened.edition, Names(opened.edition, opened.shown)
    rows: tuple[PulseRow, ...] = opened.shown.more.get("pulse", ())
    by = {(row.measure, row.module, row.question, row.answer): row for row in rows}
    survey, base = _survey(rows)
    return PulsePage(
        title=_title(rows, by, edition),
        edition=edition,
        sealed=opened.sealed,
        caption=f"{edition.name}, census date {uk_date(edition.as_of)}",
        is_counted=is_counted(edition),
        reaction=tuple(_reaction(module, by, names) for module in _modules(rows, "feedback")),
        later=tuple(_later(by, module, months, names) for module, months in _intervals(rows)),
        use=tuple(_use(module, by, names) for module in _modules(rows, "use")),
        survey=survey,
        survey_base=base,
        files=files,
    )


def _title(rows: tuple[PulseRow, ...], by: By, edition: Edition) -> str:
    if not is_counted(edition):
        return "The pulse was not counted in this edition"
    trained = by.get(("survey", "", "trained", "yes"))
    if trained is not None and trained.percent is not None:
        return f"{per_cent(trained.percent)} of staff who answered had training in 24 months"
    useful = [by["feedback", module, "useful", "yes"] for module in _modules(rows, "feedback")]
    shown = [row for row in useful if row.number is not None]
    if shown:
        share = 100 * sum(row.number or 0 for row in shown) / sum(row.people for row in shown)
        return f"{per_cent(share)} of those who answered found a module useful"
    return "Too few people have answered to say anything" if not rows else "What staff say"


def _modules(rows: Iterable[PulseRow], measure: str) -> list[str]:
    return sorted({row.module for row in rows if row.measure == measure})


def _reaction(module: str, by: By, names: Names) -> tuple[Any, ...]:
    of = [by["feedback", module, question, "yes"] for question in ("useful", "clear", "change")]
    return (names.module(module), number(of[0].people), *(_share(row) for row in of))


def _share(row: PulseRow) -> str:
    if row.number is None:
        return "hidden"
    return f"{number(row.number)} ({per_cent(row.percent)})"


def _use(module: str, by: By, names: Names) -> tuple[Any, ...]:
    rows = [by["use", module, "used", answer] for answer in ("told", "noticed", "no-occasion",
                                                              "stopped")]  # fmt: skip
    return (names.module(module), number(rows[0].people), *(_share(row) for row in rows))


def _intervals(rows: Iterable[PulseRow]) -> list[tuple[str, str]]:
    found = {(row.module, row.question) for row in rows if row.measure == "later"}
    return sorted(found, key=lambda pair: (int(pair[1]), pair[0]))


def _later(by: By, module: str, months: str, names: Names) -> tuple[Any, ...]:
    rows = {answer: by.get(("later", module, months, answer)) for answer in (
        "enough", "first", "later", "kept-before", "kept-after", "kept-later")}  # fmt: skip
    enough = rows["enough"]
    return (
        names.module(module),
        months,
        number(enough.people if enough else None),
        _mean(rows["first"]),
        _mean(rows["later"]),
        _share(enough) if enough else "hidden",
        _kept(*(rows[answer] for answer in ("kept-before", "kept-after", "kept-later"))),
    )


def _mean(row: PulseRow | None) -> str:
    return per_cent(row.percent if row else None)


def _kept(before: PulseRow | None, after: PulseRow | None, later: PulseRow | None) -> str:
    """The retained share (C3.15), of those who took a pre-check."""
    if before is None or after is None or later is None:
        return "too few"
    share = retained_share(before.percent or 0.0, after.percent or 0.0, later.percent or 0.0)
    if share is None:
        return "no gain"
    return f"{per_cent(100 * share)} of {number(before.people)} people's gain"


def _survey(rows: Iterable[PulseRow]) -> tuple[tuple[tuple[str, Rows], ...], str]:
    found = [row for row in rows if row.measure == "survey"]
    if not found:
        return (), ""
    last = next((row for row in found if row.answer == "last-day"), None)
    day = uk_date(date.fromordinal(last.number)) if last and last.number else ""
    said = {(row.question, row.answer): row for row in found}
    tables = tuple(
        (
            one.text,
            tuple(
                (answer_words(row), number(row.number), per_cent(row.percent))
                for answer in one.answers
                if (row := said.get((one.key, answer))) is not None
            ),
        )
        for one in QUESTIONS
    )
    return tables, f"{counted(found[0].people, 'person', 'people')} answered, until {day}."
