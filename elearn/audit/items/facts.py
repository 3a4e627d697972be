"""The fact rows about questions, calibration and gain: flat whole numbers and names."""

from dataclasses import dataclass

from elearn.domain.sums import CheckSums, ItemSums, PairSums, SureSums


@dataclass(frozen=True, slots=True)
class ItemFact:
    """First answers to one question over the partnership, each counted once. ``options``: how
    many it can be guessed among, 0 where its kind is not corrected for guessing."""

    item: str
    module: str
    topic: str
    level: str
    type: str
    safety_critical: int
    anchor: int
    options: int
    answers: int
    right: int
    others: int
    others_right: int
    rest: int
    rest_squares: int
    rest_right: int
    asked: int
    asked_right: int
    confidence: int
    confidence_squares: int
    confidence_right: int
    sure: int
    sure_wrong: int
    text: str

    @property
    def sums(self) -> ItemSums:
        return ItemSums(
            self.answers,
            self.right,
            self.others,
            self.others_right,
            self.rest,
            self.rest_squares,
            self.rest_right,
        )


@dataclass(frozen=True, slots=True)
class ChoiceFact:
    """How often one answer to a question was chosen at first attempts."""

    item: str
    option: str
    right: int
    chosen: int
    text: str


@dataclass(frozen=True, slots=True)
class CheckFact:
    """People who were asked as many questions in one version of a quiz or check."""

    module: str
    version: int
    items: int
    drawn: int
    people: int
    spread: int
    total: int
    squares: int

    @property
    def sums(self) -> CheckSums:
        return CheckSums(self.people, self.items, self.drawn, self.spread, self.total, self.squares)


@dataclass(frozen=True, slots=True, order=True)
class CalibrationFact:
    """One topic at the place of a row of knowledge: blank ``role`` and ``level`` are all of them,
    blank ``agency`` is the partnership. ``guess`` is in 60ths of an answer."""

    agency: str
    role: str
    topic: str
    level: str
    people: int
    answers: int
    right: int
    guess: int
    asked: int
    asked_right: int
    confidence: int
    confidence_squares: int
    confidence_right: int
    sure: int
    sure_wrong: int
    safety: int
    safety_right: int


@dataclass(frozen=True, slots=True)
class GainFact:
    """Paired people: ``months`` 0 from a pre-check to the quiz after it, otherwise on to the
    questions so many months later. Blank ``module``: all; blank ``topic`` and ``item``: all of
    the module. Sums are in 27,720ths."""

    months: int
    module: str
    topic: str
    item: str
    asked: int
    pairs: int
    before: int
    after: int
    later: int
    change_squares: int
    rose: int
    fell: int

    @property
    def sums(self) -> PairSums:
        return PairSums(
            self.pairs,
            self.before,
            self.after,
            self.later,
            self.change_squares,
            self.rose,
            self.fell,
        )


def sure_sums(fact: ItemFact | CalibrationFact) -> SureSums:
    """The answers of a row that came with a confidence."""
    return SureSums(
        fact.asked,
        fact.asked_right,
        fact.confidence,
        fact.confidence_squares,
        fact.confidence_right,
        fact.sure,
        fact.sure_wrong,
    )
