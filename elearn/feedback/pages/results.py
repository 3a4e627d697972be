"""The results of a staff survey: after its end, from ten answers on, by group where the engine
allows it."""

from collections.abc import Iterator, Mapping

from elearn.domain.coverage import RuleSet
from elearn.domain.feedback import FEWEST, Question
from elearn.domain.suppression import Cell
from elearn.domain.suppression.answers import ShownAnswers, protect_answers, together
from elearn.domain.survey import NOT_SAID, QUESTIONS, ROLE_GROUPS
from elearn.feedback.pages.figures import (
    AnswerTable,
    Breakdown,
    Line,
    figure,
    line,
    lines,
    table,
)
from elearn.feedback.queries.surveys import Counts
from elearn.reporting.table import Column, Report

Places = Mapping[str, Mapping[str, int]]
ROLE, AGENCY = "role", "agency"
GROUPINGS = {ROLE: "Work", AGENCY: "Kind of agency"}
THE_REST = "Smaller groups together"


def kinds(names: Mapping[str, str]) -> dict[str, str]:
    """The kinds of agency that can be chosen, with the choice not to say."""
    return {**names, NOT_SAID: ROLE_GROUPS[NOT_SAID]}


def number_of(counts: Counts) -> int:
    """How many people answered."""
    places = counts.get(QUESTIONS[0].key, {}).get(ROLE, {})
    return sum(sum(answers.values()) for answers in places.values())


def shown_of(counts: Counts, rules: RuleSet) -> dict[str, ShownAnswers]:
    """Question -> what may be shown; nothing of fewer than ten people."""
    if number_of(counts) < FEWEST:
        return {}
    names = {grouping: _names(counts, grouping) for grouping in GROUPINGS}
    shown = {one.key: _shown(one, counts[one.key], names, rules) for one in QUESTIONS}
    if all(len(one.groups) == sum(map(bool, names.values())) for one in shown.values()):
        return shown
    # One question whose groups cannot be told: the groups of the others would be known from it.
    return {one.key: _shown(one, counts[one.key], {}, rules) for one in QUESTIONS}


def _names(counts: Counts, grouping: str) -> dict[str, str]:
    places = counts[QUESTIONS[0].key][grouping]
    return together({place: sum(given.values()) for place, given in places.items()}, FEWEST)


def _shown(
    question: Question,
    places: Mapping[str, Places],
    names: Mapping[str, Mapping[str, str]],
    rules: RuleSet,
) -> ShownAnswers:
    overall = {
        answer: sum(given.get(answer, 0) for given in places[ROLE].values())
        for answer in question.answers
    }
    first, second = (
        _grouped(question, places[grouping], names.get(grouping, {})) for grouping in GROUPINGS
    )
    return protect_answers(overall, first, second, rules=rules, names=(ROLE, AGENCY))


def _grouped(question: Question, places: Places, names: Mapping[str, str]) -> Places:
    rows: dict[str, dict[str, int]] = {}
    for place, name in names.items():
        row = rows.setdefault(name, dict.fromkeys(question.answers, 0))
        for answer in row:
            row[answer] += places[place].get(answer, 0)
    return rows


def tables(
    counts: Counts, agency_kinds: Mapping[str, str], rules: RuleSet
) -> tuple[AnswerTable, ...]:
    """Every question with its breakdowns, for the page."""
    shown = shown_of(counts, rules)
    return tuple(
        table(one, shown[one.key], _breakdowns(one, shown[one.key], counts, agency_kinds))
        for one in QUESTIONS
        if one.key in shown
    )


def _breakdowns(
    question: Question, shown: ShownAnswers, counts: Counts, agency_kinds: Mapping[str, str]
) -> Iterator[Breakdown]:
    for grouping, rows in shown.groups.items():
        bases = _bases(counts, grouping)
        names = _words(grouping, agency_kinds)
        numbers = ((words, True) for words in ("People", *question.answers.values()))
        columns = (GROUPINGS[grouping], *numbers)
        yield Breakdown(
            f"{question.short}, by {GROUPINGS[grouping].lower()}",
            columns,
            tuple(
                (names.get(group, THE_REST), bases[group], *map(figure, cells.values()))
                for group, cells in _in_order(rows, names)
            ),
        )


def _bases(counts: Counts, grouping: str) -> dict[str, int]:
    """How many people are told of under each name."""
    places = counts[QUESTIONS[0].key][grouping]
    bases: dict[str, int] = {}
    for place, name in _names(counts, grouping).items():
        bases[name] = bases.get(name, 0) + sum(places[place].values())
    return bases


def _words(grouping: str, agency_kinds: Mapping[str, str]) -> Mapping[str, str]:
    return ROLE_GROUPS if grouping == ROLE else kinds(agency_kinds)


def _in_order(
    rows: Mapping[str, Mapping[str, Cell]], names: Mapping[str, str]
) -> list[tuple[str, Mapping[str, Cell]]]:
    """As the form offers them, the smaller ones together at the end."""
    order = {place: number for number, place in enumerate(names)}
    return sorted(rows.items(), key=lambda one: order.get(one[0], len(order)))


def all_lines(counts: Counts, agency_kinds: Mapping[str, str], rules: RuleSet) -> list[Line]:
    """The same as a file: over all, then by group."""
    shown = shown_of(counts, rules)
    found: list[Line] = []
    for question in QUESTIONS:
        if question.key not in shown:
            continue
        one = shown[question.key]
        found += list(lines(question, one))
        for grouping, rows in one.groups.items():
            names, bases = _words(grouping, agency_kinds), _bases(counts, grouping)
            found += [
                line(
                    question,
                    answer,
                    cell,
                    bases[group],
                    grouping=GROUPINGS[grouping],
                    group=names.get(group, THE_REST),
                )
                for group, cells in _in_order(rows, names)
                for answer, cell in cells.items()
            ]
    return found


RESULTS: Report[Line] = Report(
    title="Staff survey",
    purpose="OFFICIAL. Anonymous answers, by group only where the group is large enough.",
    columns=(
        Column("Question", lambda row: row.question, "question"),
        Column("By", lambda row: row.grouping, "grouping"),
        Column("Group", lambda row: row.group, "group"),
        Column("Answer", lambda row: row.answer, "answer"),
        Column("People", lambda row: row.people, "people", numeric=True),
        Column("Of", lambda row: row.base, "base", numeric=True),
        Column("Per cent", lambda row: row.share, "share", numeric=True),
        Column("Note", lambda row: row.note, "note"),
    ),
)
