"""One person's way through a module, as a learner goes it: pages, scenarios, tries at the quiz."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from elearn.content.document import ModuleDocument
from elearn.content.items import Item
from elearn.content.pages import Scenario
from elearn.demo.guessing import wrong_answer
from elearn.demo.people import token
from elearn.domain.answers import Chosen
from elearn.domain.marking import Mark, mark
from elearn.domain.quiz import DrawnItem
from elearn.learning.drawing import draw_knowledge_check, draw_quiz
from elearn.learning.precheck import was_taken_first
from elearn.learning.tries import Try, asked_before, is_first
from elearn.learning.walk import GOOD_TAGS
from elearn.models import AttemptKind

EASE = 2.25  # log-odds of a right answer by somebody like everybody to a question like all
SAFETY_EASE = 1.2  # what keeps people safe is said on every page
LEARNT_FROM_A_TRY = 0.8
NOT_TAUGHT = -1.7  # in a pre-check, against the quiz after the pages
HARDER = {"T2": 1.0, "T7": 1.15}
WELL_SURE = {True: (2, 6, 20, 42, 30), False: (9, 22, 38, 22, 9)}  # weights of 1 to 5, by right
OFTEN_SURE = {True: (2, 6, 20, 42, 30), False: (4, 12, 26, 36, 22)}  # where people are misled
FREE_TRIES, MOST_TRIES = 3, 5
PASSABLE = (AttemptKind.QUIZ, AttemptKind.PRECHECK)
Anchors = Mapping[str, datetime]  # answered anchor questions, by key, with the first moment
GOOD_CHOICE = 4.0  # how much likelier than another one


def morning(day: date, rng: Random) -> datetime:
    """A moment of a working day, early enough that what follows ends on it in London too."""
    return datetime.combine(day, time(8), UTC) + timedelta(minutes=rng.randrange(330))


@dataclass(frozen=True, slots=True)
class PageRead:
    page: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChoiceMade:
    page: str
    step: int
    node: str
    choice: str
    tag: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerMade:
    """``confidence`` is said for anchor questions only."""

    key: str
    chosen: Chosen
    confidence: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Sitting:
    """A try at the quiz, or a go at the knowledge check. ``drawn_with`` is the seed its questions
    were drawn with; without ``submitted_at`` it was never handed in."""

    public_id: str
    number: int
    first: bool
    drawn_with: int
    drawn: tuple[DrawnItem, ...]
    started_at: datetime
    answers: tuple[AnswerMade, ...]
    submitted_at: datetime | None
    mark: Mark | None
    kind: AttemptKind = AttemptKind.QUIZ

    @property
    def passed(self) -> bool:
        return self.kind in PASSABLE and self.mark is not None and self.mark.passed


@dataclass(frozen=True, slots=True)
class Course:
    """A published version with what answering it depends on: how hard each question is here."""

    code: str
    module_id: int
    version_id: int
    document: ModuleDocument
    hard: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Mind:
    """How somebody answers: added to the log-odds, by topic besides, and to how sure they are."""

    skill: float
    of_topic: Mapping[str, float]
    sure: float = 0.0


@dataclass(slots=True)
class Way:
    """What one person did in one module so far; each method goes on from there. ``elsewhere`` are
    the anchor questions they answered in others."""

    course: Course
    mind: Mind
    rng: Random
    pages: list[PageRead] = field(default_factory=list)
    choices: list[ChoiceMade] = field(default_factory=list)
    sittings: list[Sitting] = field(default_factory=list)
    elsewhere: Anchors = field(default_factory=dict)

    def read(self, at: datetime, pages: int | None = None) -> datetime:
        """Go past the pages (or the first of them) not read yet; when that is done."""
        for page in self.course.document.pages[len(self.pages) : pages]:
            if isinstance(page, Scenario):
                at = self._walk(page, at)
            at += timedelta(seconds=page.minutes * self.rng.randrange(25, 60))
            self.pages.append(PageRead(page.slug, at))
        return at

    def _walk(self, scenario: Scenario, at: datetime) -> datetime:
        node = scenario.node(scenario.start)
        step = 0
        while node is not None and node.choices:
            weights = [GOOD_CHOICE if one.tag in GOOD_TAGS else 1.0 for one in node.choices]
            choice = self.rng.choices(node.choices, weights)[0]
            at += timedelta(seconds=self.rng.randrange(10, 40))
            made = ChoiceMade(scenario.slug, step, node.name, choice.id, choice.tag, at)
            self.choices.append(made)
            node, step = scenario.node(choice.next), step + 1
        return at

    def learn(self, at: datetime, *, check_first: bool = False) -> None:
        """Go past the pages and pass the quiz, unless a pre-check shows that there is no need."""
        if check_first:
            check = self._sit(at, NOT_TAUGHT, kind=AttemptKind.PRECHECK)
            if check.passed:
                return
            at = self._later(check, 1)
        self.take_until_passed(self.read(at))

    def take_until_passed(self, at: datetime) -> datetime:
        """Try, read what was wrong, and try again the same day; the last try succeeds."""
        for tried in range(MOST_TRIES):
            lift = LEARNT_FROM_A_TRY * tried + (20.0 if tried == MOST_TRIES - 1 else 0.0)
            sitting = self._sit(at, lift)
            if sitting.passed:
                break
            at = self._later(sitting, tried + 1)
        return at

    def fail(self, at: datetime, tries: int) -> datetime:
        """Try that often without success."""
        for tried in range(tries):
            sitting = self._sit(at, -1.0)
            while sitting.passed:
                self.sittings.pop()
                sitting = self._sit(at, -1.5)
            at = self._later(sitting, tried + 1)
        return at

    def begin(self, at: datetime, answers: int) -> datetime:
        """Start a try and leave it after some answers."""
        sitting = self._sit(at, 0.0)
        self.sittings[-1] = Sitting(
            public_id=sitting.public_id,
            number=sitting.number,
            first=sitting.first,
            drawn_with=sitting.drawn_with,
            drawn=sitting.drawn,
            started_at=sitting.started_at,
            answers=sitting.answers[:answers],
            submitted_at=None,
            mark=None,
        )
        return at

    def take_check(self, at: datetime, *, specialist: bool) -> None:
        """The knowledge check, from the first question to the last: some have learnt, some not."""
        self._sit(at, -LEARNT_FROM_A_TRY, kind=AttemptKind.ANCHOR, specialist=specialist)

    @property
    def anchors(self) -> Anchors:
        """The anchor questions answered on this way, and when first."""
        items = self.course.document.items_by_key
        found: dict[str, datetime] = {}
        for sitting in self.sittings:
            for answer in sitting.answers:
                if items[answer.key].anchor:
                    found.setdefault(answer.key, answer.at)
        return found

    def _later(self, sitting: Sitting, failed: int) -> datetime:
        minutes = self.rng.randrange(3, 20) + (10 if failed >= FREE_TRIES else 0)
        return (sitting.submitted_at or sitting.started_at) + timedelta(minutes=minutes)

    def _drawn(self, at: datetime, rng: Random, specialist: bool) -> tuple[DrawnItem, ...]:
        document = self.course.document
        if document.is_check:
            return draw_knowledge_check(document, rng, specialist=specialist)
        answered = {key for key, when in self.elsewhere.items() if when < at} | set(self.anchors)
        earlier = [_as_try(one) for one in self.sittings]
        return draw_quiz(document, rng, avoid=asked_before(earlier), answered=answered)

    def _of(self, kind: AttemptKind) -> list[Try]:
        return [_as_try(one) for one in self.sittings if one.kind is kind]

    def _is_first(self, kind: AttemptKind) -> bool:
        quizzes = self._of(AttemptKind.QUIZ)
        if kind is AttemptKind.QUIZ:
            checks = self._of(AttemptKind.PRECHECK)
            return is_first(quizzes) and not was_taken_first(checks, quizzes)
        return kind is AttemptKind.PRECHECK or is_first(self._of(kind))

    def _sit(
        self,
        at: datetime,
        lift: float,
        *,
        kind: AttemptKind = AttemptKind.QUIZ,
        specialist: bool = False,
    ) -> Sitting:
        """One try, handed in."""
        document, rng = self.course.document, self.rng
        public_id, drawn_with = token(rng), rng.getrandbits(48)
        again = Random(drawn_with)  # noqa: S311 - the same numbers again, not secrets
        drawn = self._drawn(at, again, specialist)
        answers = tuple(self.answers_to(drawn, at, lift))
        key = document.answer_key()
        result = mark(
            {answer.key: answer.chosen for answer in answers},
            {one.key: key[one.key] for one in drawn},
            document.pass_share,
        )
        sitting = Sitting(
            public_id=public_id,
            number=len(self._of(kind)) + 1,
            first=self._is_first(kind),
            drawn_with=drawn_with,
            drawn=drawn,
            started_at=at,
            answers=answers,
            submitted_at=answers[-1].at + timedelta(seconds=rng.randrange(5, 40)),
            mark=result,
            kind=kind,
        )
        self.sittings.append(sitting)
        return sitting

    def answers_to(
        self, drawn: Sequence[DrawnItem], at: datetime, lift: float, *, at_once: bool = False
    ) -> Iterator[AnswerMade]:
        """What this person says to questions, one after the other or sent together."""
        for one in drawn:
            item = self.course.document.items_by_key[one.key]
            right = self.rng.random() < self._chance(item, lift)
            chosen = item.correct if right else wrong_answer(item, self.rng)
            at += timedelta(seconds=0 if at_once else self.rng.randrange(9, 50))
            yield AnswerMade(one.key, chosen, self._sure(item, right), at)

    def _chance(self, item: Item, lift: float) -> float:
        ease = EASE + self.mind.skill + self.mind.of_topic.get(item.topic, 0.0) + lift
        ease += SAFETY_EASE if item.safety_critical else -HARDER.get(item.topic, 0.0)
        return 1 / (1 + math.exp(self.course.hard[item.key] - ease))

    def _sure(self, item: Item, right: bool) -> int | None:
        if not item.anchor:
            return None
        table = OFTEN_SURE if item.topic in HARDER else WELL_SURE
        weights = [w * math.exp(self.mind.sure * n) for n, w in enumerate(table[right])]
        return self.rng.choices((1, 2, 3, 4, 5), weights)[0]


def _as_try(sitting: Sitting) -> Try:
    return Try(
        public_id=sitting.public_id,
        number=sitting.number,
        started_at=sitting.started_at,
        submitted_at=sitting.submitted_at,
        score=sitting.mark.score if sitting.mark else None,
        out_of=len(sitting.drawn),
        passed=sitting.passed if sitting.mark else None,
        asked=frozenset(one.key for one in sitting.drawn),
    )
