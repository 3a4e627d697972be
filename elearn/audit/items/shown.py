"""What a reader may see of questions: first answers, right ones, and what was chosen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from elearn.audit.facts import Facts
from elearn.audit.items.facts import CheckFact, ChoiceFact, ItemFact, sure_sums
from elearn.audit.shown import Shown
from elearn.domain.coverage import RuleSet
from elearn.domain.item_review import FEW, HIDDEN, Review, review
from elearn.domain.items import Verdict
from elearn.domain.sums import SureSums
from elearn.domain.suppression import (
    Audience,
    Cell,
    Figure,
    Policy,
    ProtectedFigure,
    Reason,
    policy_for,
)
from elearn.domain.suppression import Shown as Printed
from elearn.domain.suppression.questions import (
    Answers,
    Asked,
    protect_choices,
    protect_items,
)

GONE = "@"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One question as one reader may see it; shares are 0 to 1, and None is hidden, not asked or
    not to be worked out. ``note`` says what is hidden. The figures of confidence are of the
    answers that came with one."""

    item: str
    module: str
    topic: str
    level: str
    type: str
    safety_critical: bool
    anchor: bool
    options: int
    text: str
    answers: int | None
    right: int | None
    facility: float | None
    corrected: float | None
    discrimination: float | None
    asked: int | None
    mean_confidence: float | None
    bias: float | None
    brier: float | None
    sure: int | None
    sure_wrong: int | None
    confident_wrong: float | None
    review: Review
    note: str

    @property
    def verdict(self) -> Verdict:
        return self.review.verdict


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One answer to a question as one reader may see it; ``share`` is of the first answers, 0 to
    1. ``is_gone``: the question no longer has it in these words."""

    item: str
    option: str
    text: str
    right: bool
    chosen: int | None
    share: float | None
    is_gone: bool
    note: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """The reliability of one version of a quiz or check; where it is None, ``why_not`` says why.
    ``people`` is None where they are few."""

    module: str
    version: int
    items: int
    people: int | None
    kr20: float | None
    why_not: str


def item_rows(facts: Facts, shown: Shown, rules: RuleSet) -> tuple[ItemRow, ...]:
    """Every question by its key."""
    audience = shown.audience
    rows: tuple[ItemFact, ...] = facts.of("item")
    decided = _decided(rows, audience, rules)
    return tuple(_row(fact, decided[fact.item], audience, rules) for fact in rows)


def _decided(
    rows: Iterable[ItemFact], audience: Audience, rules: RuleSet
) -> dict[str, ProtectedFigure]:
    figures = {
        Asked(row.item, row.topic, row.level): Figure(row.right, row.answers) for row in rows
    }
    decided = protect_items(figures, audience=audience, rules=rules)
    return {asked.item: figure for asked, figure in decided.items()}


def _row(fact: ItemFact, figure: ProtectedFigure, audience: Audience, rules: RuleSet) -> ItemRow:
    answers, right = _number(figure.base), _number(figure.count)
    known = answers is not None and right is not None
    share = right / answers if known and answers and right is not None else None
    discrimination = fact.sums.discrimination if share is not None else None
    said = _Said.of(sure_sums(fact), audience, rules) if known else _Said()
    return ItemRow(
        item=fact.item,
        module=fact.module,
        topic=fact.topic,
        level=fact.level,
        type=fact.type,
        safety_critical=bool(fact.safety_critical),
        anchor=bool(fact.anchor),
        options=fact.options,
        text=fact.text,
        answers=answers,
        right=right,
        facility=share,
        corrected=fact.sums.corrected(fact.options) if share is not None else None,
        discrimination=discrimination,
        asked=said.asked,
        mean_confidence=said.mean,
        bias=said.bias,
        brier=said.brier,
        sure=said.sure,
        sure_wrong=said.sure_wrong,
        confident_wrong=said.wrong,
        review=_review(fact, figure, share, policy_for(audience, rules)),
        note=figure.note,
    )


def _review(fact: ItemFact, figure: ProtectedFigure, share: float | None, policy: Policy) -> Review:
    """The verdict. Where the number of right answers is hidden because it, or what is left, is
    few, it is taken as the most that can be: so the verdict tells no more than that reason."""
    answers = _number(figure.base)
    if answers is not None and share is None and answers:
        at_most = policy.hidden_to / answers
        share = {
            policy.words(Reason.FEWER): at_most,
            policy.words(Reason.COMPLEMENT): 1 - at_most,
        }.get(figure.note)
    if answers is None or share is None:
        return Review(Verdict.UNKNOWN, (HIDDEN if figure.note else FEW,))
    return review(
        share, fact.sums.discrimination, answers, safety_critical=bool(fact.safety_critical)
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """The figures of confidence that may be told."""

    asked: int | None = None
    mean: float | None = None
    bias: float | None = None
    brier: float | None = None
    sure: int | None = None
    sure_wrong: int | None = None
    wrong: float | None = None

    @classmethod
    def of(cls, sums: SureSums, audience: Audience, rules: RuleSet) -> "_Said":
        """Shares from ten answers on; counts where neither they nor what is left are few."""
        policy = policy_for(audience, rules)
        if sums.asked < max(policy.min_base, 1):
            return cls()
        few = policy.is_few(sums.sure_wrong) or policy.is_few(sums.sure - sums.sure_wrong)
        some = sums.sure >= max(policy.min_base, 1) and not few
        return cls(
            asked=policy.rounded(sums.asked),
            mean=sums.mean_confidence,
            bias=sums.bias,
            brier=sums.brier,
            sure=policy.rounded(sums.sure) if some else None,
            sure_wrong=policy.rounded(sums.sure_wrong) if some else None,
            wrong=sums.confident_wrong if some else None,
        )


def choice_rows(facts: Facts, shown: Shown, rules: RuleSet) -> tuple[ChoiceRow, ...]:
    """Every answer to every question, in the order of both."""
    items: tuple[ItemFact, ...] = facts.of("item")
    decided = _decided(items, shown.audience, rules)
    chosen: dict[str, list[ChoiceFact]] = defaultdict(list)
    for choice in facts.of("choice"):
        chosen[choice.item].append(choice)
    found: list[ChoiceRow] = []
    for item in items:
        options = chosen[item.item]
        answers = Answers(
            {one.option: one.chosen for one in options},
            frozenset(one.option for one in options if one.right),
            item.answers,
            exclusive=sum(one.chosen for one in options) == item.answers and item.options > 0,
        )
        cells = protect_choices(answers, decided[item.item], audience=shown.audience, rules=rules)
        found += _choices(item, options, cells)
    return tuple(found)


def _choices(
    item: ItemFact, options: Iterable[ChoiceFact], cells: Mapping[str, Cell]
) -> Iterable[ChoiceRow]:
    for one in options:
        cell = cells[one.option]
        number = _number(cell)
        yield ChoiceRow(
            item.item,
            one.option,
            one.text,
            bool(one.right),
            number,
            min(1.0, number / item.answers) if number is not None and item.answers else None,
            GONE in one.option,
            "" if isinstance(cell, Printed) else cell.reason,
        )


def check_rows(facts: Facts, shown: Shown, rules: RuleSet) -> tuple[CheckRow, ...]:
    """Every version of a quiz or check that was answered. A reliability says nothing of anybody;
    it is quoted from 100 people on in any case."""
    policy = policy_for(shown.audience, rules)
    rows: tuple[CheckFact, ...] = facts.of("check")
    return tuple(
        CheckRow(
            row.module,
            row.version,
            row.items,
            policy.rounded(row.people) if row.people >= max(policy.min_base, 1) else None,
            None if row.sums.why_not else row.sums.kr20,
            row.sums.why_not,
        )
        for row in rows
    )


def _number(cell: Cell | None) -> int | None:
    return cell.value if isinstance(cell, Printed) else None
