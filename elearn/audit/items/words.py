"""How questions, calibration and gain are put into words; and what their terms mean."""

from elearn.audit.items.shown import ItemRow
from elearn.audit.items.shown_gain import GainRow
from elearn.audit.queries.editions import Edition
from elearn.audit.sheets import Names
from elearn.audit.words import counted
from elearn.domain.items import FEWEST_FOR_A_VERDICT, KEEP_FROM, REVIEW_FROM, Verdict

STATES = {
    Verdict.KEEP: "good",
    Verdict.REVIEW: "watch",
    Verdict.RETIRE: "act",
    Verdict.UNKNOWN: "unknown",
}
BEFORE_QUESTIONS = "This edition was frozen before questions were counted."
BEFORE_CALIBRATION = (
    "This edition was frozen before it was counted how sure people were and what they gained."
)
TERMS = (
    ("Right at first try", "The share of first answers that were right (facility)."),
    (
        "Corrected for guessing",
        (
            "The same less what guessing would give, for questions with one right answer. It is "
            "reported and decides nothing."
        ),
    ),
    (
        "Discrimination",
        (
            "Whether people who do well at the other questions are right at this one: the "
            f"point-biserial correlation. Keep from {KEEP_FROM:.2f}, review from "
            f"{REVIEW_FROM:.2f}, retire below, once {FEWEST_FOR_A_VERDICT} people answered."
        ),
    ),
    (
        "Sure but wrong",
        "The share of answers given with confidence 4 or 5 of 5 that were wrong.",
    ),
    (
        "Reliability",
        (
            "KR-20: how far another set of such questions would give the same order of people. "
            "Quoted from 20 questions and 100 people on; 0.70 is aimed at."
        ),
    ),
)


def was_counted(edition: Edition, kind: str) -> bool:
    """Whether the edition was frozen after a kind, by its name in the manifest, was counted."""
    return kind in edition.manifest.get("rows", {})


def module_name(names: Names, slug: str) -> str:
    """A module; the knowledge check, which is in no edition's list, by its slug in words."""
    name = names.module(slug)
    return slug.replace("-", " ").capitalize() if name == slug else name


def share(value: float | None, *, none: str = "hidden") -> str:
    """A share of 0 to 1 in words.

    >>> share(0.6134), share(None)
    ('61.3%', 'hidden')
    """
    return none if value is None else f"{100 * value:.1f}%"


def signed(value: float | None, *, none: str = "not known") -> str:
    """A correlation, with a real minus.

    >>> signed(-0.084)
    '−0.08'
    """
    return none if value is None else f"{round(value, 2) + 0.0:.2f}".replace("-", "−")


def headline(rows: tuple[ItemRow, ...]) -> str:
    """The answer about the questions of an edition, in a sentence."""
    retire = sum(row.verdict is Verdict.RETIRE for row in rows)
    review = sum(row.verdict is Verdict.REVIEW for row in rows)
    judged = sum(row.verdict is not Verdict.UNKNOWN for row in rows)
    if not rows:
        return "Nobody has answered a question yet"
    if not judged:
        return "Too few first answers to judge any question"
    if retire and review:
        return f"Retire {counted(retire, 'question')} and look again at {review}"
    if retire:
        return f"Retire {counted(retire, 'question')}, keep the other {judged - retire}"
    if review:
        return f"Look again at {counted(review, 'question')}, none has to be retired"
    return f"All {counted(judged, 'question')} that can be judged are worth keeping"


def base_words(row: GainRow) -> str:
    """The base of a row of gain, and who is missing from it."""
    if row.pairs is None:
        return row.note
    said = counted(row.pairs, "paired person", "paired people")
    if row.asked is None or not row.asked:
        return said
    return f"{said} of {row.asked:,}, {100 * row.pairs / row.asked:.0f}%"
