"""The figures, dates and ticks of the invented self-assessments: most fit the records, some not."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

Row = dict[str, Any]
TYPES = ("general", "labour", "sexual", "criminal", "children", "nrm", "domestic", "law")
EXTRA = ("culture", "trauma", "legal-help", "supply-chain")
INTERVALS = ("24", "24", "24", "24", "24", "24", "36")


def details_of(
    rng: Random, answers: Mapping[int, Row], *, signed_on: date, people: int, trained: float
) -> Iterator[tuple[int, str, str]]:
    """Question, key and value for the answers of one return. ``people`` are in scope, of whom a
    share of about ``trained`` did their training."""
    for question, details in _all(rng, answers, signed_on, people, trained).items():
        row = answers.get(question)
        if row is None or row["score"] is None:
            continue
        for key, value in details.items():
            if value:
                yield question, key, value


def _all(
    rng: Random, answers: Mapping[int, Row], signed_on: date, people: int, trained: float
) -> dict[int, dict[str, str]]:
    score = {number: row["score"] or 0 for number, row in answers.items()}

    def ago(months: int) -> str:
        return (signed_on - timedelta(days=30 * months)).isoformat()

    in_24 = min(
        people, round(people * min(1.0, trained + rng.choice((-0.1, -0.1, -0.05, -0.05, 0.2))))
    )
    given = ("none", "part", "alone", "both")[score.get(5, 0)]
    return {
        2: {"policy-day": ago(rng.choice((3, 6, 9, 14, 20, 30)) if score.get(2, 0) > 1 else 40)},
        5: {"given": "part" if given == "none" and trained > 0 else given},
        6: {"types": " ".join((*TYPES[: 2 + 2 * score.get(6, 0)], *EXTRA[: score.get(6, 0)]))},
        7: {"law-day": ago(rng.choice((2, 4, 6, 8, 10, 17))), "version": f"{signed_on.year}.1"},
        8: {
            "formats": "e-learning live" if score.get(8, 0) > 1 else "e-learning",
            "minutes-a": str(rng.choice((25, 30, 45))),
            "minutes-b": str(rng.choice((60, 90))),
            "days": f"{ago(15)} {ago(5)}" if score.get(8, 0) > 1 else "",
            "assessed": ("none", "some", "some", "all")[score.get(8, 0)],
            "examined": "quiz discussion" if score.get(8, 0) == 3 else "quiz",
            "attendance": "system" if score.get(12, 0) > 1 else "manager",
        },
        9: {"open-to": ("employees", "employees", "employees agency",
                        "employees agency bank contracted volunteers")[score.get(9, 0)]},
        11: {"people": str(people), "not-employed": str(rng.choice((0, *[people // 8] * 4)))},
        12: {"trained-24": str(in_24), "trained-12": str(in_24 * 5 // 8),
             "trained-of": str(people)},
        13: {"interval": rng.choice(INTERVALS) if score.get(13, 0) else "0"},
        16: {"referrers": str(rng.choice((0, 6, 6, 8, 8, 12))), "referrers-day": ago(9)},
    }  # fmt: skip
