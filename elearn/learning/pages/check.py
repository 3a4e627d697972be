"""The knowledge check: what it is for, and its result by topic."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from elearn.content.document import ModuleDocument
from elearn.content.items import Item
from elearn.domain.dates import london_today
from elearn.learning.check import Go, may_begin, opens_on, under_way
from elearn.learning.pages.marked import QuestionMarked
from elearn.learning.pages.quiz import moment
from elearn.learning.queries.attempts import AttemptRow
from elearn.web.languages import long_day, say


@dataclass(frozen=True, slots=True)
class GoRow:
    """A go that was handed in, in words."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class CheckIntro:
    """Before the knowledge check. ``action`` starts or carries on; without it ``opens`` says from
    which day another go may begin. ``notice`` says in which language it is asked, where that is
    not the learner's."""

    title: str
    why: str
    minutes: int
    questions: int
    one_a_page: bool
    action: str
    opens: str
    goes: tuple[GoRow, ...]
    notice: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A screen of a module that teaches what was not right."""

    title: str
    module: str
    minutes: int
    slug: str
    page: str


@dataclass(frozen=True, slots=True)
class TopicRow:
    """What was right of a topic, and what to read where something was not."""

    name: str
    right: int
    asked: int
    reading: tuple[Reading, ...]

    @property
    def is_whole(self) -> bool:
        return self.right == self.asked


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A go that was handed in: nobody passes or fails."""

    title: str
    check: str
    again: str
    topics: tuple[TopicRow, ...]
    questions: tuple[QuestionMarked, ...]
    already: str


def check_intro(
    document: ModuleDocument,
    goes: Sequence[Go],
    *,
    questions: int,
    one_a_page: bool,
    notice: str,
    today: date,
) -> CheckIntro:
    """The page before the check. ``questions`` is how many this learner is asked; ``notice`` is
    for who begins: one under way is asked in the language it began in."""
    begun, opens = under_way(goes), opens_on(goes)
    action = say("Carry on") if begun else (say("Start") if may_begin(goes, today) else "")
    return CheckIntro(
        title=document.title,
        why=document.why,
        minutes=document.minutes,
        questions=questions,
        one_a_page=one_a_page,
        action=action,
        opens=long_day(opens) if opens and not action else "",
        goes=tuple(_go_row(one) for one in reversed(goes) if one.submitted_at is not None),
        notice="" if begun or not action else notice,
    )


def _go_row(go: Go) -> GoRow:
    day = long_day(london_today(go.submitted_at or go.started_at))
    words = say(
        "%(day)s: %(right)s of %(out_of)s right", day=day, right=go.score or 0, out_of=go.out_of
    )
    return GoRow(words, f"/learn/attempts/{go.public_id}/result")


def check_result(
    attempt: AttemptRow,
    document: ModuleDocument,
    questions: Sequence[QuestionMarked],
    *,
    topics: Mapping[str, str],
    taught: Mapping[str, ModuleDocument],
    goes: Sequence[Go],
    already: bool,
    now: datetime,
) -> CheckResult:
    """The result by topic. ``taught`` are the modules that are open to the learner, by code."""
    opens = opens_on(goes)
    right = sum(one.right for one in questions)
    return CheckResult(
        title=say("%(right)s of %(out_of)s right", right=right, out_of=attempt.out_of),
        check=document.title,
        again=long_day(opens) if opens and opens > london_today(now) else "",
        topics=_topics(attempt, document, questions, topics, taught),
        questions=tuple(questions),
        already=moment(attempt.submitted_at or now, now) if already else "",
    )


def _topics(
    attempt: AttemptRow,
    document: ModuleDocument,
    questions: Sequence[QuestionMarked],
    names: Mapping[str, str],
    taught: Mapping[str, ModuleDocument],
) -> tuple[TopicRow, ...]:
    found: dict[str, list[tuple[Item, QuestionMarked]]] = defaultdict(list)
    for drawn, one in zip(attempt.drawn, questions, strict=True):
        item = document.items_by_key[drawn.key]
        found[item.topic].append((item, one))
    return tuple(
        TopicRow(
            name=names.get(topic, topic),
            right=sum(one.right for _, one in found[topic]),
            asked=len(found[topic]),
            reading=_reading([item for item, one in found[topic] if not one.right], taught),
        )
        for topic in sorted(found, key=lambda code: (len(code), code))
    )


def _reading(missed: Sequence[Item], taught: Mapping[str, ModuleDocument]) -> tuple[Reading, ...]:
    """The screens that teach these questions, each once, in modules that are there."""
    screens = []
    for item in missed:
        code, _, slug = item.teaches.partition("/")
        module = taught.get(code)
        page = module.page(slug) if module else None
        if module and page:
            screens.append(Reading(page.title, module.title, page.minutes, module.slug, page.slug))
    return tuple(dict.fromkeys(screens))
