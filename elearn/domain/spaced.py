"""Asking again months later: when a check falls due, and which five questions it asks
(product.md L10, evidence.md "Spacing")."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random

from elearn.domain.dates import add_months
from elearn.domain.quiz import BankItem, DrawnItem, in_shown_order

MONTHS = (3, 9)
QUESTIONS = 5
FEWEST_MONTHS, MOST_MONTHS, MOST_CHECKS = 1, 24, 2
LATEST = timedelta(days=60)  # after it fell due; later it would no longer measure that interval
LINK_LIFE = timedelta(days=30)
A_LETTER_EVERY = timedelta(days=7)


def months_fault(months: Sequence[int]) -> str:
    """What is wrong with intervals, in a sentence; empty if nothing is.

    >>> months_fault((3, 9)), months_fault(())
    ('', '')
    >>> months_fault((9, 3))
    'The second check comes after the first: give it more months.'
    """
    if len(months) > MOST_CHECKS:
        return f"Give {MOST_CHECKS} intervals or fewer."
    if any(not FEWEST_MONTHS <= one <= MOST_MONTHS for one in months):
        return f"Give whole months from {FEWEST_MONTHS} to {MOST_MONTHS}."
    if list(months) != sorted(set(months)):
        return "The second check comes after the first: give it more months."
    return ""


def due_now(completed_on: date, months: Iterable[int], today: date) -> int | None:
    """After how many months a completion's check is to be sent on that day; None for no check.
    What was missed for more than 60 days is left out.

    >>> due_now(date(2026, 8, 22), (3, 9), date(2026, 11, 21)) is None
    True
    >>> due_now(date(2026, 8, 22), (3, 9), date(2026, 11, 22))
    3
    >>> due_now(date(2026, 8, 22), (3, 9), date(2027, 2, 1)) is None
    True
    """
    called_for = [
        one
        for one in months
        if add_months(completed_on, one) <= today <= add_months(completed_on, one) + LATEST
    ]
    return max(called_for, default=None)


def draw_spaced(
    anchors: Iterable[BankItem],
    bank: Iterable[BankItem],
    rng: Random,
    *,
    answered: frozenset[str],
    topics: Iterable[str],
    questions: int = QUESTIONS,
) -> tuple[DrawnItem, ...]:
    """The questions of one check: anchors first, as they compare people over time, and what the
    person has never answered before what they have; of these as many topics as there are. Only
    questions on the module's own ``topics``; fewer than five where there are fewer.

    >>> q = [BankItem(f"q{n}", "T1", False, ("a", "b")) for n in range(9)]
    >>> drawn = draw_spaced(q[:2], q, Random(1), answered=frozenset({"q0"}), topics=["T1"])
    >>> drawn[0].key, drawn[1].key, len({one.key for one in drawn})
    ('q1', 'q0', 5)
    """
    first = {item.key: item for item in anchors}
    wanted = set(topics)
    every = sorted({**{item.key: item for item in bank}, **first}.items())
    left = [item for _, item in every if item.topic in wanted]
    rng.shuffle(left)
    taken: list[BankItem] = []
    asked: Counter[str] = Counter()
    while left and len(taken) < questions:
        best = min(
            left,
            key=lambda item: (item.key not in first, item.key in answered, asked[item.topic]),
        )
        left.remove(best)
        taken.append(best)
        asked[best.topic] += 1
    return tuple(DrawnItem(item.key, in_shown_order(item, rng)) for item in taken)
