"""Why a question is kept, looked at again or retired (audit-method C3.6)."""

from dataclasses import dataclass

from elearn.domain.items import (
    FEWEST_FOR_A_VERDICT,
    KEEP_FROM,
    REVIEW_FROM,
    TOO_EASY,
    TOO_HARD,
    Verdict,
    item_verdict,
)

NEGATIVE = "People who do well elsewhere get it wrong more often: look for a wrong answer key"
FLAT = f"It does not tell who knows from who does not (discrimination below {REVIEW_FROM:.2f})"
WEAK = f"It tells little about who knows (discrimination below {KEEP_FROM:.2f})"
EASY = f"Too easy: over {100 * TOO_EASY:.0f}% right at the first try"
HARD = f"Too hard: under {100 * TOO_HARD:.0f}% right at the first try"
SAFE = "Nearly everybody is right, which is what a safety-critical question is for"
SOUND = "It is neither too easy nor too hard, and tells who knows"
SAME = "Everybody answered alike, so it cannot be told who knows"
HIDDEN = "Its figures are hidden: too few people, or they would give another question away"
FEW = f"Fewer than {FEWEST_FOR_A_VERDICT} first answers"


@dataclass(frozen=True, slots=True)
class Review:
    """A verdict with its reasons, the gravest first; always at least one."""

    verdict: Verdict
    reasons: tuple[str, ...]


def review(
    share: float | None, discrimination: float | None, answers: int, *, safety_critical: bool
) -> Review:
    """Judge a question from 50 first answers on. A share of 0 to 1.

    >>> review(0.97, 0.32, 80, safety_critical=False).reasons
    ('Too easy: over 95% right at the first try',)
    >>> review(0.6, -0.1, 80, safety_critical=True).verdict.label
    'Retire'
    """
    verdict = item_verdict(share, discrimination, answers, safety_critical)
    if answers < FEWEST_FOR_A_VERDICT or share is None:
        return Review(Verdict.UNKNOWN, (FEW,))
    reasons = [*_of_discrimination(discrimination), *_of_facility(share, safety_critical)]
    if discrimination is None:
        return _without_discrimination(share, safety_critical, reasons)
    if not reasons:
        reasons.append(SAFE if share > TOO_EASY else SOUND)
    return Review(verdict, tuple(reasons))


def _without_discrimination(share: float, safety_critical: bool, reasons: list[str]) -> Review:
    """Everybody right, or everybody wrong: too easy or too hard whatever the rest says."""
    if share > TOO_EASY and safety_critical:
        return Review(Verdict.KEEP, (SAFE,))
    flagged = share > TOO_EASY or share < TOO_HARD
    return Review(Verdict.REVIEW if flagged else Verdict.UNKNOWN, tuple(reasons) or (SAME,))


def _of_discrimination(discrimination: float | None) -> tuple[str, ...]:
    if discrimination is None or discrimination >= KEEP_FROM:
        return ()
    if round(discrimination, 2) < 0:
        return (NEGATIVE,)
    return (FLAT,) if discrimination < REVIEW_FROM else (WEAK,)


def _of_facility(share: float, safety_critical: bool) -> tuple[str, ...]:
    if share < TOO_HARD:
        return (HARD,)
    return (EASY,) if share > TOO_EASY and not safety_critical else ()
