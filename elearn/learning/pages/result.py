"""The result of a try: what it came to, what to do next, and what to look at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from elearn.content.curriculum import topics
from elearn.content.document import ModuleDocument
from elearn.domain.dates import expires_on, london_today, uk_date
from elearn.domain.marking import is_enough
from elearn.domain.quiz import FREE_TRIES, PAUSE_MINUTES
from elearn.learning.pages.by_topic import TopicResult, by_topic
from elearn.learning.pages.marked import SURE, QuestionMarked
from elearn.learning.pages.points import amount, needed
from elearn.learning.pages.quiz import moment
from elearn.learning.queries.attempts import AttemptRow


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A result. ``look_again`` are the questions that matter most, the first one first. ``opens``
    says when the next try does, if it is not open; ``again`` is where it starts, if not at the
    module's quiz; ``retry`` says what the rules of another try are. ``withdrawn``: the certificate
    that it led to was, so it no longer counts."""

    title: str
    lede: str
    passed: bool
    needed: str
    module: str
    slug: str
    certificate: str | None
    opens: str
    look_again: tuple[QuestionMarked, ...]
    topics: tuple[TopicResult, ...]
    questions: tuple[QuestionMarked, ...]
    already: str
    again: str = ""
    retry: str = ""
    withdrawn: bool = False


def result_page(
    attempt: AttemptRow,
    document: ModuleDocument,
    questions: Sequence[QuestionMarked],
    *,
    refresh_months: int | None,
    certificate: str | None,
    opens: datetime | None,
    already: bool,
    now: datetime,
    failed: int | None = None,
    withdrawn: bool = False,
) -> ResultPage:
    """The page of a try that was handed in. ``failed`` counts the tries since the last pass."""
    wrong = [one for one in questions if not one.right]
    unsafe = [one for one in wrong if one.safety]
    passed, points = bool(attempt.passed), sum((one.credit for one in questions), Fraction(0))
    partial = any(document.items_by_key[drawn.key].is_partial for drawn in attempt.drawn)
    fewest = needed(document.pass_share, attempt.out_of, partial)
    outcome = f"{amount(points)} out of {attempt.out_of}"
    handed_in = attempt.submitted_at or now
    if passed and withdrawn:
        lede = "Its certificate was withdrawn, so it no longer counts. My certificates says why."
    elif passed:
        lede = _passed_lede(questions, refresh_months, london_today(handed_in))
    else:
        enough = is_enough(points, attempt.out_of, document.pass_share)
        lede = _not_yet_lede(enough, f"{fewest} out of {attempt.out_of}", len(unsafe))
    return ResultPage(
        title=f"You passed with {outcome}" if passed else f"Not yet: {outcome}",
        lede=lede,
        passed=passed,
        needed=_needed(f"{fewest} out of {attempt.out_of}", sum(one.safety for one in questions)),
        module=document.title,
        slug=attempt.slug,
        certificate=certificate,
        opens=moment(opens, now) if opens else "",
        look_again=_look_again(wrong),
        topics=by_topic(attempt.drawn, questions, document, topics()),
        questions=tuple(questions),
        already=moment(handed_in, now) if already else "",
        retry="" if passed or failed is None else _retry(failed),
        withdrawn=withdrawn,
    )


def _retry(failed: int) -> str:
    """The rules of another try, and how many are left before there is a pause (curriculum.md B2,
    Rules)."""
    if not failed:
        return "You have passed this quiz since."
    said = "You can try as often as you need, with fresh questions each time."
    pause = f"there is a pause of {PAUSE_MINUTES} minutes, to read again."
    left = FREE_TRIES - failed
    if left > 1:
        return f"{said} After {left} more tries {pause}"
    if left == 1:
        return f"{said} After one more try {pause}"
    return f"{said} From the third try on {pause}"


def _look_again(wrong: Sequence[QuestionMarked]) -> tuple[QuestionMarked, ...]:
    """The one that matters most (sure but wrong first), and every other one about safety."""
    ranked = sorted(
        wrong, key=lambda one: (one.confidence < SURE, not one.safety, -one.confidence, one.place)
    )
    return tuple(ranked[:1] + [one for one in ranked[1:] if one.safety])


def _passed_lede(questions: Sequence[QuestionMarked], refresh_months: int | None, on: date) -> str:
    safety = sum(one.safety for one in questions)
    words = {0: "", 1: "The safety question was right. ", 2: "Both safety questions were right. "}
    about = words.get(safety, f"All {safety} safety questions were right. ")
    ends = expires_on(on, refresh_months)
    if ends is None:
        return f"{about}Your training is in date, with no end date."
    return f"{about}Your training is in date until {uk_date(ends)}."


def _not_yet_lede(enough: bool, fewest: str, unsafe: int) -> str:
    which = "1 safety question was" if unsafe == 1 else f"{unsafe} safety questions were"
    why = "These are about keeping people safe, so every one of them has to be right."
    if enough:
        return f"You had enough right, but {which} not. {why}"
    short = f"You need {fewest}."
    return f"{short} {which[0].upper()}{which[1:]} not right. {why}" if unsafe else short


def _needed(fewest: str, safety: int) -> str:
    also = {0: "", 1: " and the safety question", 2: " and both safety questions"}
    return f"You needed {fewest}" + also.get(safety, f" and all {safety} safety questions")
