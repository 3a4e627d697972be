"""The result of a try: what it came to, what to do next, and what to look at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from elearn.content.curriculum import topics
from elearn.content.document import ModuleDocument
from elearn.domain.dates import expires_on, london_today
from elearn.domain.marking import is_enough
from elearn.domain.quiz import FREE_TRIES, PAUSE_MINUTES
from elearn.learning.pages.by_topic import TopicResult, by_topic
from elearn.learning.pages.marked import SURE, QuestionMarked
from elearn.learning.pages.points import amount, needed
from elearn.learning.pages.quiz import moment
from elearn.learning.queries.attempts import AttemptRow
from elearn.web.languages import N_, long_day, say, say_number

PASSED = N_("You passed with %(points)s out of %(out_of)s")
NOT_YET = N_("Not yet: %(points)s out of %(out_of)s")


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
    handed_in = attempt.submitted_at or now
    if passed and withdrawn:
        lede = say(
            "Its certificate was withdrawn, so it no longer counts. My certificates says why."
        )
    elif passed:
        lede = _passed_lede(questions, refresh_months, london_today(handed_in))
    else:
        enough = is_enough(points, attempt.out_of, document.pass_share)
        lede = _not_yet_lede(enough, fewest, attempt.out_of, len(unsafe))
    return ResultPage(
        title=say(PASSED if passed else NOT_YET, points=amount(points), out_of=attempt.out_of),
        lede=lede,
        passed=passed,
        needed=_needed(fewest, attempt.out_of, sum(one.safety for one in questions)),
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
        return say("You have passed this quiz since.")
    said = say("You can try as often as you need, with fresh questions each time.")
    left = FREE_TRIES - failed
    if left > 0:
        pause = say_number(
            "After one more try there is a pause of %(minutes)s minutes, to read again.",
            "After %(number)s more tries there is a pause of %(minutes)s minutes, to read again.",
            left,
            minutes=PAUSE_MINUTES,
        )
    else:
        pause = say(
            "From the third try on there is a pause of %(minutes)s minutes, to read again.",
            minutes=PAUSE_MINUTES,
        )
    return f"{said} {pause}"


def _look_again(wrong: Sequence[QuestionMarked]) -> tuple[QuestionMarked, ...]:
    """The one that matters most (sure but wrong first), and every other one about safety."""
    ranked = sorted(
        wrong, key=lambda one: (one.confidence < SURE, not one.safety, -one.confidence, one.place)
    )
    return tuple(ranked[:1] + [one for one in ranked[1:] if one.safety])


def _passed_lede(questions: Sequence[QuestionMarked], refresh_months: int | None, on: date) -> str:
    ends = expires_on(on, refresh_months)
    until = (
        say("Your training is in date, with no end date.")
        if ends is None
        else say("Your training is in date until %(day)s.", day=long_day(ends))
    )
    return f"{_safety_right(sum(one.safety for one in questions))} {until}".lstrip()


def _safety_right(safety: int) -> str:
    words = {
        0: "",
        1: N_("The safety question was right."),
        2: N_("Both safety questions were right."),
    }
    if safety in words:
        return say(words[safety])
    return say("All %(number)s safety questions were right.", number=safety)


def _not_yet_lede(enough: bool, fewest: str, out_of: int, unsafe: int) -> str:
    if not unsafe:
        return say("You need %(fewest)s out of %(out_of)s.", fewest=fewest, out_of=out_of)
    why = say("These are about keeping people safe, so every one of them has to be right.")
    if enough:
        short = say_number(
            "You had enough right, but 1 safety question was not.",
            "You had enough right, but %(number)s safety questions were not.",
            unsafe,
        )
    else:
        short = say_number(
            "You need %(fewest)s out of %(out_of)s. 1 safety question was not right.",
            "You need %(fewest)s out of %(out_of)s. %(number)s safety questions were not right.",
            unsafe,
            fewest=fewest,
            out_of=out_of,
        )
    return f"{short} {why}"


def _needed(fewest: str, out_of: int, safety: int) -> str:
    words = {
        0: N_("You needed %(fewest)s out of %(out_of)s"),
        1: N_("You needed %(fewest)s out of %(out_of)s and the safety question"),
        2: N_("You needed %(fewest)s out of %(out_of)s and both safety questions"),
    }
    every = N_("You needed %(fewest)s out of %(out_of)s and all %(number)s safety questions")
    return say(words.get(safety, every), fewest=fewest, out_of=out_of, number=safety)
