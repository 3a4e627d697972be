"""McNemar's test: whether more people went from wrong to right than from right to wrong."""

from math import erfc, sqrt

FEWEST_FOR_NORMAL = 25
CLEAR = 0.05


def mcnemar_exact(gained: int, lost: int) -> float:
    """The exact two-sided p, however many changed. Each term is made of the one before it: a
    hundred times as fast as working out every binomial coefficient.

    >>> round(mcnemar_exact(14, 3), 3), mcnemar_exact(0, 0)
    (0.013, 1.0)
    """
    changed, ways, tail = gained + lost, 1, 0
    for k in range(min(gained, lost) + 1):
        tail += ways
        ways = ways * (changed - k) // (k + 1)
    share: float = 2 * tail / (1 << changed)
    return min(1.0, share)


def mcnemar(gained: int, lost: int) -> float:
    """The two-sided p (C3.15): exact where fewer than 25 people changed, otherwise from the
    chi-square with one degree of freedom and the continuity correction. 1 where nobody changed.

    >>> round(mcnemar(14, 3), 3), mcnemar(0, 0)
    (0.013, 1.0)
    """
    changed = gained + lost
    if changed == 0:
        return 1.0
    if changed < FEWEST_FOR_NORMAL:
        return mcnemar_exact(gained, lost)
    square = max(0, abs(gained - lost) - 1) ** 2 / changed
    return erfc(sqrt(square / 2))


def change_words(gained: int, lost: int) -> str:
    """What the test says, in words.

    >>> change_words(14, 3), change_words(4, 3)
    ('clearly better', 'no clear change')
    """
    if mcnemar(gained, lost) >= CLEAR:
        return "no clear change"
    return "clearly better" if gained > lost else "clearly worse"
