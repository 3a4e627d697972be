"""What one reader may see of an agency's training: what it said, what is on record, and the counts
of people in both through the engine."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from elearn.audit.facts import AgencyFact, Facts
from elearn.audit.returned.facts import RECORD, SAID, ProvisionFact, ReturnFact
from elearn.audit.returned.numbers import COUNTED, Counts, protect_numbers
from elearn.audit.shown import CoverageRow, Shown
from elearn.domain.assessment.details import DetailKind, detail, words_of
from elearn.domain.coverage import RuleSet
from elearn.domain.suppression import Audience, Cell, CoverageKey
from elearn.domain.suppression import Shown as Printed

Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """One agency. ``said`` are the values of its return by item, without counts of people, which
    are in ``numbers`` as the reader may see them; ``record`` are values on record. ``year`` is
    None where no return was signed."""

    agency: str
    on: date
    year: int | None
    signed_on: date | None
    said: Values
    numbers: Mapping[str, Cell]
    record: Values
    coverage: CoverageRow | None
    returned: str
    scores: Mapping[int, int | None] = field(default_factory=dict)

    def words(self, item: str) -> str:
        """An item of the return as people read it; blank where it was not said."""
        known, values = detail(item), self.said.get(item, ())
        if item in self.numbers:
            cell = self.numbers[item]
            return f"{cell.value:,}" if isinstance(cell, Printed) else cell.reason
        if known is None or not values:
            return ""
        return words_of(known, " ".join(values))

    def number(self, item: str) -> int | None:
        """A number of the return; None where it was not said or is hidden."""
        if item in self.numbers:
            cell = self.numbers[item]
            return cell.value if isinstance(cell, Printed) else None
        value = self.said.get(item)
        known = detail(item)
        is_number = known is not None and known.kind is DetailKind.NUMBER
        return int(value[0]) if value and is_number else None

    def day(self, item: str) -> date | None:
        """A day of the return, if it was said."""
        value = self.said.get(item)
        return date.fromisoformat(value[0]) if value else None


def show_provision(facts: Facts, shown: Shown, rules: RuleSet) -> tuple[ProvisionRow, ...]:
    """A row an agency, in the order of their slugs."""
    said, record = _by_agency(facts.of("provision"))
    counts = {agency: _counts(values) for agency, values in said.items()}
    numbers = protect_numbers(counts, audience=shown.audience, rules=rules)
    answers: dict[str, list[ReturnFact]] = defaultdict(list)
    for answer in facts.of("return"):
        answers[answer.agency].append(answer)
    return tuple(
        _row(
            agency,
            answers.get(agency.agency, []),
            said.get(agency.agency, {}),
            numbers.get(agency.agency, {}),
            record[agency.agency],
            shown,
        )
        for agency in facts.agencies
        if agency.agency in record
    )


def _row(
    agency: AgencyFact,
    given: list[ReturnFact],
    said: Values,
    numbers: Mapping[str, Cell],
    record: Values,
    shown: Shown,
) -> ProvisionRow:
    may_see_scores = shown.audience is not Audience.PUBLIC
    return ProvisionRow(
        agency=agency.agency,
        on=date.fromisoformat(record["as-at"][0]),
        year=given[0].year if given else None,
        signed_on=given[0].signed_on if given else None,
        said={item: values for item, values in said.items() if item not in COUNTED},
        numbers=numbers,
        record=record,
        coverage=shown.coverage.get(CoverageKey(agency.agency)),
        returned=agency.returned,
        scores={one.question: one.score for one in given} if may_see_scores else {},
    )


def _by_agency(
    rows: Iterable[ProvisionFact],
) -> tuple[dict[str, Values], dict[str, Values]]:
    """What was said and what is on record, by agency and item, values in their order."""
    found: dict[str, dict[str, dict[str, list[str]]]] = {SAID: {}, RECORD: {}}
    for row in rows:
        items = found[row.source].setdefault(row.agency, {})
        items.setdefault(row.item, []).append(row.value)
    said, record = (_fixed(found[side]) for side in (SAID, RECORD))
    return said, record


def _fixed(side: Mapping[str, Mapping[str, list[str]]]) -> dict[str, Values]:
    return {
        agency: {item: tuple(values) for item, values in items.items()}
        for agency, items in side.items()
    }


def _counts(values: Values) -> Counts:
    return {item: int(values[item][0]) for item in COUNTED if item in values}
