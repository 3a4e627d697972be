"""The fact rows of the action plan: how an edition judges the actions of earlier ones."""

from dataclasses import dataclass
from datetime import date

from elearn.domain.plan import Flows, Measure


def measure_of(count: int | None, base: int | None) -> Measure | None:
    """The two numbers together; None where one is not known."""
    return None if count is None or base is None else Measure(count, base)


@dataclass(frozen=True, slots=True)
class JudgementFact:
    """An action, the cell it comes from, its numbers at its baseline and now, and the verdict.
    ``gained`` and ``lost`` are the flows of coverage between the two days, None for what has none;
    ``baseline_shown`` is 1 where the partnership could see the baseline."""

    ref: str
    origin: str
    agency: str
    area: str
    role: str
    module: str
    topic: str
    level: str
    subject: str
    status: str
    target: float | None
    baseline_on: date
    baseline_count: int | None
    baseline_base: int | None
    baseline_shown: int
    now_count: int | None
    now_base: int | None
    gained: int | None
    lost: int | None
    verdict: str

    @property
    def baseline(self) -> Measure | None:
        return measure_of(self.baseline_count, self.baseline_base)

    @property
    def now(self) -> Measure | None:
        return measure_of(self.now_count, self.now_base)

    @property
    def flows(self) -> Flows | None:
        return None if self.gained is None or self.lost is None else Flows(self.gained, self.lost)
