"""Points in words: how many there are, and how many a quiz needs."""

from fractions import Fraction

HUNDREDTHS = 100


def amount(points: Fraction) -> str:
    """Points with two decimals at most, rounded down, so that nobody reads more than they have.

    >>> amount(Fraction(8)), amount(Fraction(15, 2)), amount(Fraction(22, 3))
    ('8', '7.5', '7.33')
    """
    whole, rest = divmod(int(points * HUNDREDTHS), HUNDREDTHS)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else str(whole)


def needed(pass_share: int, out_of: int, partial: bool) -> str:
    """The fewest points that pass: a whole number, unless a question may earn part of one.

    >>> needed(80, 9, partial=False), needed(80, 9, partial=True), needed(80, 10, partial=True)
    ('8', '7.2', '8')
    """
    exactly = Fraction(pass_share * out_of, 100)
    return amount(exactly) if partial else str(-(-exactly // 1))
