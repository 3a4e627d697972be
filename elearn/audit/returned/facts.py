"""The fact rows of returns, of provision and of the pulse."""

from dataclasses import dataclass
from datetime import date

SAID, RECORD = "return", "record"


@dataclass(frozen=True, slots=True)
class ReturnFact:
    """One answer as signed off by the census date. ``score`` is None where the question does not
    ``apply``; ``moderated`` is the coordinator's, by the census date, of this same answer. A
    reason, evidence and notes in words are not frozen."""

    agency: str
    question: int
    theme: str
    score: int | None
    applies: bool
    confidence: str
    has_evidence: bool
    is_moderated: bool
    moderated: int | None
    year: int
    signed_on: date


@dataclass(frozen=True, slots=True)
class ProvisionFact:
    """One figure, date or tick: of the return (``source`` return, items as in
    ``domain.assessment.details``), or on record here (``source`` record): as-at, first-responder,
    duty-to-notify, role, interval and briefing, one row each."""

    agency: str
    source: str
    item: str
    value: str


@dataclass(frozen=True, slots=True)
class PulseFact:
    """How many of ``people`` gave one answer. ``measure`` is feedback, use, later or survey;
    ``module`` is blank for the survey. Of ``later`` some rows are sums of tenths of a per cent
    over ``people``; its ``question`` is the months that had passed. Only whole tens of people are
    counted, as on the pages where their answers are told."""

    measure: str
    module: str
    question: str
    answer: str
    number: int
    people: int
