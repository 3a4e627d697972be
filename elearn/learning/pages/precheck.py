"""The pre-check of a module: before it starts, and when it was not enough."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from elearn.content.document import ModuleDocument
from elearn.learning.pages.marked import QuestionMarked, ReadAgain
from elearn.learning.pages.precheck_offer import PrecheckOffer
from elearn.learning.pages.quiz import Intro, moment
from elearn.learning.pages.result import ResultPage
from elearn.learning.precheck import Case
from elearn.learning.queries.attempts import AttemptRow
from elearn.web.languages import say


@dataclass(frozen=True, slots=True)
class PrecheckPage:
    """Before the pre-check. ``every`` says how often it may be taken."""

    title: str
    module: str
    slug: str
    rules: Intro
    every: str
    offer: PrecheckOffer


@dataclass(frozen=True, slots=True)
class TopicRead:
    """What was right of a topic, and the screens that teach what was not."""

    name: str
    right: int
    asked: int
    screens: tuple[ReadAgain, ...]

    @property
    def is_whole(self) -> bool:
        return self.right == self.asked


@dataclass(frozen=True, slots=True)
class NotEnoughPage:
    """A pre-check that was not passed: which screens to read. No answer stands on it, as the quiz
    that follows draws on the same questions."""

    title: str
    lede: str
    needed: str
    module: str
    slug: str
    topics: tuple[TopicRead, ...]
    already: str


def precheck_page(
    case: Case, document: ModuleDocument, offer: PrecheckOffer, *, slug: str, rules: Intro
) -> PrecheckPage:
    """The page before it."""
    months = case.refresh_months
    return PrecheckPage(
        title=say("Pre-check: %(title)s", title=document.title),
        module=document.title,
        slug=slug,
        rules=rules,
        every=say("once in %(months)s months", months=months) if months else say("once"),
        offer=offer,
    )


def not_enough_page(
    attempt: AttemptRow,
    document: ModuleDocument,
    page: ResultPage,
    *,
    names: Mapping[str, str],
    already: bool,
    now: datetime,
) -> NotEnoughPage:
    """The page of one that was handed in and not passed, made of its result."""
    unsafe = any(one.safety and not one.right for one in page.questions)
    about = say("A question about keeping people safe was among what was not right.")
    lede = say(
        "Take the module as usual: read its screens, then its quiz. "
        "The screens below teach what was not right."
    )
    return NotEnoughPage(
        title=page.title,
        lede=f"{about} {lede}" if unsafe else lede,
        needed=page.needed,
        module=document.title,
        slug=attempt.slug,
        topics=_topics(attempt, document, page.questions, names),
        already=moment(attempt.submitted_at or now, now) if already else "",
    )


def _topics(
    attempt: AttemptRow,
    document: ModuleDocument,
    questions: Sequence[QuestionMarked],
    names: Mapping[str, str],
) -> tuple[TopicRead, ...]:
    found: dict[str, list[QuestionMarked]] = defaultdict(list)
    for drawn, one in zip(attempt.drawn, questions, strict=True):
        found[document.items_by_key[drawn.key].topic].append(one)
    return tuple(
        TopicRead(
            name=names.get(topic, topic),
            right=sum(one.right for one in found[topic]),
            asked=len(found[topic]),
            screens=_screens(found[topic]),
        )
        for topic in sorted(found, key=lambda code: (len(code), code))
    )


def _screens(questions: Sequence[QuestionMarked]) -> tuple[ReadAgain, ...]:
    """The screens that teach what was not right, each once."""
    missed = (one.read_again for one in questions if not one.right)
    return tuple(dict.fromkeys(one for one in missed if one))
