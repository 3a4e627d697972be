"""What one reader may see of returns, of where they disagree with the records, and of the pulse."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from elearn.audit.facts import Facts
from elearn.audit.returned.facts import PulseFact, ReturnFact
from elearn.audit.returned.provided import ProvisionRow, show_provision
from elearn.audit.shown import CoverageRow, Shown
from elearn.domain.assessment.disagreement import (
    Disagreement,
    OnRecord,
    Stated,
    disagreements,
)
from elearn.domain.coverage import RuleSet
from elearn.domain.feedback import FEWEST
from elearn.domain.suppression import Audience, Hidden
from elearn.domain.suppression import Shown as Printed
from elearn.domain.suppression.answers import protect_answers

NOT_FOR_THE_PUBLIC = (Audience.PUBLIC,)
A_FIGURE = "later"  # means and not answers: the rule of retention has decided of them


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """One disagreement of one agency."""

    agency: str
    found: Disagreement


@dataclass(frozen=True, slots=True)
class PulseRow:
    """One answer, or of ``later`` one figure; ``number`` is None where it is hidden, for the reason
    in ``note``."""

    measure: str
    module: str
    question: str
    answer: str
    number: int | None
    people: int
    note: str = ""

    @property
    def percent(self) -> float | None:
        """Per cent of those who answered, or the mean in per cent."""
        if self.number is None or not self.people or self.answer == "last-day":
            return None
        if self.measure == A_FIGURE and self.answer != "enough":
            return self.number / 10
        return 100 * self.number / self.people


def show_returns(facts: Facts, shown: Shown, _rules: RuleSet) -> tuple[ReturnFact, ...]:
    """Scores are no counts of people; they are for the partnership and not for the public."""
    return () if shown.audience in NOT_FOR_THE_PUBLIC else facts.of("return")


def show_disagreements(facts: Facts, shown: Shown, rules: RuleSet) -> tuple[DisagreementRow, ...]:
    """From what this reader is shown of both sides, so that a flag tells nothing that is hidden."""
    if shown.audience in NOT_FOR_THE_PUBLIC:
        return ()
    return tuple(
        DisagreementRow(row.agency, one)
        for row in show_provision(facts, shown, rules)
        if row.year is not None
        for one in disagreements(stated(row), on_record(row))
    )


def stated(row: ProvisionRow) -> Stated:
    """The agency's side."""
    return Stated(
        scores=row.scores,
        trained_24=row.number("trained-24"),
        trained_of=row.number("trained-of"),
        not_employed=row.number("not-employed"),
        referrers=row.number("referrers"),
        interval=row.number("interval"),
        policy_day=row.day("policy-day"),
        law_day=row.day("law-day"),
        given=row.said.get("given", ("",))[0],
        open_to=row.said.get("open-to", ()),
    )


def on_record(row: ProvisionRow) -> OnRecord:
    """The other side."""
    coverage: CoverageRow | None = row.coverage
    return OnRecord(
        on=row.on,
        returned=row.returned,
        in_scope=coverage.in_scope if coverage else None,
        in_date=coverage.in_date if coverage else None,
        is_first_responder="first-responder" in row.record,
        must_notify="duty-to-notify" in row.record,
        intervals=[int(months) for months in row.record.get("interval", ())],
        roles=row.record.get("role", ()),
    )


def show_pulse(facts: Facts, shown: Shown, rules: RuleSet) -> tuple[PulseRow, ...]:
    """Every question through the engine, for whoever reads: people were promised that nothing is
    told of fewer than ten of them. Not for the public."""
    if shown.audience in NOT_FOR_THE_PUBLIC:
        return ()
    groups: dict[tuple[str, str, str], list[PulseFact]] = defaultdict(list)
    for fact in facts.of("pulse"):
        groups[fact.measure, fact.module, fact.question].append(fact)
    return tuple(row for group in groups.values() for row in _answers(group, rules))


def _answers(group: list[PulseFact], rules: RuleSet) -> Iterable[PulseRow]:
    first = group[0]
    if first.measure == A_FIGURE or first.answer == "last-day":
        return [_row(fact, fact.number) for fact in group]
    if first.people < FEWEST:
        return [_row(fact, None, f"hidden: fewer than {FEWEST} people") for fact in group]
    cells = protect_answers({fact.answer: fact.number for fact in group}, rules=rules).overall
    rows = []
    for fact in group:
        cell = cells[fact.answer]
        if isinstance(cell, Printed):
            rows.append(_row(fact, cell.value))
        elif isinstance(cell, Hidden):
            rows.append(_row(fact, None, cell.reason))
    return rows


def _row(fact: PulseFact, number: int | None, note: str = "") -> PulseRow:
    return PulseRow(
        fact.measure, fact.module, fact.question, fact.answer, number, fact.people, note
    )
