"""How likely it is that something happened so often by chance alone."""

from collections.abc import Iterable


def at_least(count: int, chances: Iterable[float]) -> float:
    """The probability of ``count`` successes or more in trials with these chances of their own.

    The tail of the Poisson binomial distribution, exactly, by adding trial after trial; with equal
    chances it is the tail of the binomial one.

    >>> round(at_least(2, [0.5, 0.5, 0.5]), 3), at_least(0, [])
    (0.5, 1.0)
    """
    exactly = [1.0]
    for chance in chances:
        after = [0.0] * (len(exactly) + 1)
        for number, probability in enumerate(exactly):
            after[number] += probability * (1 - chance)
            after[number + 1] += probability * chance
        exactly = after
    return sum(exactly[max(count, 0) :])
