"""The result of a try: what it came to, what to do next, and what to look at again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from elearn.content.document import ModuleDocument
from elearn.content.items import Item
from elearn.domain.dates import expires_on, london_today, uk_date
from elearn.domain.quiz import DrawnItem
from elearn.learning.forms import HOW_SURE
from elearn.learning.pages.quiz import moment
from elearn.learning.queries.attempts import AttemptRow, Given
from elearn.learning.words import Words

SURE = 4


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """The screen that teaches a question."""

    title: str
    minutes: int
    page: str


@dataclass(frozen=True, slots=True)
class OptionMarked:
    """An option with what it was: chosen, right, and why or why not."""

    text: Markup
    chosen: bool
    correct: bool
    feedback: Markup


@dataclass(frozen=True, slots=True)
class QuestionMarked:
    """A question as it was asked, the answer as it was given, and the right one."""

    place: int
    text: Markup
    right: bool
    safety: bool
    confidence: int
    note: str
    options: tuple[OptionMarked, ...]
    why: Markup
    read_again: ReadAgain | None

    @property
    def said(self) -> tuple[OptionMarked, ...]:
        return tuple(one for one in self.options if one.chosen)

    @property
    def answer(self) -> tuple[OptionMarked, ...]:
        return tuple(one for one in self.options if one.correct)


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A result. ``look_again`` are the questions that matter most, the first one first; ``screens``
    teach what was missed. ``opens`` says when the next try does, if it is not open."""

    title: str
    lede: str
    passed: bool
    needed: str
    module: str
    slug: str
    certificate: str | None
    opens: str
    look_again: tuple[QuestionMarked, ...]
    screens: tuple[ReadAgain, ...]
    questions: tuple[QuestionMarked, ...]
    already: str


def marked(
    attempt: AttemptRow,
    document: ModuleDocument,
    answers: Mapping[str, Given],
    now_on: ModuleDocument,
    fill: Words,
) -> tuple[QuestionMarked, ...]:
    """Every question with its answer. ``now_on`` is the version whose screens can be read again."""
    return tuple(
        _marked(
            place, drawn, document.items_by_key[drawn.key], answers.get(drawn.key), now_on, fill
        )
        for place, drawn in enumerate(attempt.drawn, start=1)
    )


def _marked(
    place: int,
    drawn: DrawnItem,
    item: Item,
    given: Given | None,
    now_on: ModuleDocument,
    fill: Words,
) -> QuestionMarked:
    chosen = given.chosen if given else frozenset[str]()
    confidence = given.confidence or 0 if given else 0
    right = bool(given and given.correct)
    by_id = {option.id: option for option in item.options}
    return QuestionMarked(
        place=place,
        text=fill.label(item.text),
        right=right,
        safety=item.safety_critical,
        confidence=confidence,
        note="" if right else _note(item.safety_critical, confidence),
        options=tuple(
            OptionMarked(
                text=fill.line(by_id[option].text),
                chosen=option in chosen,
                correct=by_id[option].correct,
                feedback=fill.line(by_id[option].feedback),
            )
            for option in drawn.options
        ),
        why=fill.line(item.why),
        read_again=_read_again(item.read_again, now_on),
    )


def _note(safety: bool, confidence: int) -> str:
    sure = dict(HOW_SURE).get(str(confidence), "").lower()
    parts = []
    if safety:
        parts.append("This is about keeping people safe.")
    if confidence >= SURE:
        parts.append(f"You were {sure}, so it matters most.")
    return " ".join(parts)


def _read_again(slug: str, document: ModuleDocument) -> ReadAgain | None:
    page = document.page(slug)
    return ReadAgain(page.title, page.minutes, page.slug) if page else None


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
) -> ResultPage:
    """The page of a try that was handed in."""
    wrong = [one for one in questions if not one.right]
    unsafe = [one for one in wrong if one.safety]
    passed, score = bool(attempt.passed), attempt.score or 0
    needed = -(-document.pass_share * attempt.out_of // 100)
    outcome = f"{score} out of {attempt.out_of}"
    handed_in = attempt.submitted_at or now
    if passed:
        lede = _passed_lede(questions, refresh_months, london_today(handed_in))
    else:
        lede = _not_yet_lede(score, needed, attempt.out_of, len(unsafe))
    return ResultPage(
        title=f"You passed with {outcome}" if passed else f"Not yet: {outcome}",
        lede=lede,
        passed=passed,
        needed=_needed(needed, attempt.out_of, sum(one.safety for one in questions)),
        module=document.title,
        slug=attempt.slug,
        certificate=certificate,
        opens=moment(opens, now) if opens else "",
        look_again=_look_again(wrong),
        screens=_screens(wrong),
        questions=tuple(questions),
        already=moment(handed_in, now) if already else "",
    )


def _look_again(wrong: Sequence[QuestionMarked]) -> tuple[QuestionMarked, ...]:
    """The one that matters most (sure but wrong first), and every other one about safety."""
    ranked = sorted(
        wrong, key=lambda one: (one.confidence < SURE, not one.safety, -one.confidence, one.place)
    )
    return tuple(ranked[:1] + [one for one in ranked[1:] if one.safety])


def _screens(wrong: Sequence[QuestionMarked]) -> tuple[ReadAgain, ...]:
    found = dict.fromkeys(one.read_again for one in wrong if one.read_again)
    return tuple(found)


def _passed_lede(questions: Sequence[QuestionMarked], refresh_months: int | None, on: date) -> str:
    safety = sum(one.safety for one in questions)
    words = {0: "", 1: "The safety question was right. ", 2: "Both safety questions were right. "}
    about = words.get(safety, f"All {safety} safety questions were right. ")
    ends = expires_on(on, refresh_months)
    if ends is None:
        return f"{about}Your training is in date, with no end date."
    return f"{about}Your training is in date until {uk_date(ends)}."


def _not_yet_lede(score: int, needed: int, out_of: int, unsafe: int) -> str:
    which = "1 safety question was" if unsafe == 1 else f"{unsafe} safety questions were"
    why = "These are about keeping people safe, so every one of them has to be right."
    if score >= needed:
        return f"You had enough right, but {which} not. {why}"
    short = f"You need {needed} out of {out_of}."
    return f"{short} {which[0].upper()}{which[1:]} not right. {why}" if unsafe else short


def _needed(needed: int, out_of: int, safety: int) -> str:
    also = {0: "", 1: " and the safety question", 2: " and both safety questions"}
    return f"You needed {needed} out of {out_of}" + also.get(
        safety, f" and all {safety} safety questions"
    )
