"""Why questions are kept, looked at again or retired."""

import pytest

from elearn.domain import item_review as words
from elearn.domain.item_review import review


@pytest.mark.parametrize(
    ("share", "tells", "n", "safety", "verdict", "reasons"),
    [
        (0.7, 0.3, 50, False, "keep", (words.SOUND,)),
        (0.97, 0.3, 50, True, "keep", (words.SAFE,)),
        (0.97, 0.3, 50, False, "review", (words.EASY,)),
        (0.2, 0.3, 50, False, "review", (words.HARD,)),
        (0.7, 0.15, 50, False, "review", (words.WEAK,)),
        (0.7, 0.05, 50, False, "retire", (words.FLAT,)),
        (0.7, -0.05, 50, True, "retire", (words.NEGATIVE,)),
        (0.98, 0.05, 50, False, "retire", (words.FLAT, words.EASY)),
        (0.7, 0.3, 49, False, "unknown", (words.FEW,)),
        (1.0, None, 50, True, "keep", (words.SAFE,)),
        (1.0, None, 50, False, "review", (words.EASY,)),
        (0.5, None, 50, False, "unknown", (words.SAME,)),
    ],
)
def test_every_verdict_has_its_reasons(share, tells, n, safety, verdict, reasons) -> None:
    found = review(share, tells, n, safety_critical=safety)
    assert (found.verdict.value, found.reasons) == (verdict, reasons)
