"""What the shares of a mark that others give to answers come to here."""

from collections.abc import Sequence

WHOLE = 100.0
NEAR = 0.01  # shares are written with 5 decimals at most


class UntakableError(Exception):
    """A question that cannot be asked here; the message says why."""


def check_number(what: str, number: int, least: int, most: int) -> None:
    """Raises UntakableError when a question has too few or too many answers to be asked."""
    if not least <= number <= most:
        raise UntakableError(f"it has {number} {what}, and {least} to {most} can be asked")


def one_right(shares: Sequence[float], losses: list[str]) -> int:
    """Which answer is right where one is chosen, from 0. Shares of the others are lost."""
    right = [at for at, share in enumerate(shares) if share >= WHOLE - NEAR]
    if len(right) != 1:
        many = "no answer of it is" if not right else f"{len(right)} answers of it are"
        raise UntakableError(f"{many} wholly right, and exactly one has to be")
    for at, share in enumerate(shares):
        if at not in right and share:
            losses.append(f"option {at + 1} was worth {share:g}%, here it is wrong")
    return right[0]


def scoring_of(shares: Sequence[float], *, whole: bool, losses: list[str]) -> str:
    """How a question of several right answers is marked here: all-or-nothing, or partial as far as
    the shares are alike."""
    right = [share for share in shares if share > 0]
    wrong = [share for share in shares if share <= 0]
    if not right or not wrong:
        which = "right" if wrong else "wrong"
        raise UntakableError(f"none of its answers is {which}, and at least one has to be")
    if whole:
        return "all-or-nothing"
    part = WHOLE / len(right)
    if any(abs(share - part) > NEAR for share in right):
        losses.append("its right answers were worth different shares, here they are worth the same")
    if all(share <= -WHOLE + NEAR for share in wrong):
        losses.append("a part of the right answers was worth a part, here it is all or nothing")
        return "all-or-nothing"
    if any(abs(share + part) > NEAR for share in wrong):
        losses.append("a wrong answer took away less or more than a right one gave, here the same")
    return "partial"
