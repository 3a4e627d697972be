"""A result topic by topic: what was right, and where the rest can be read again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from elearn.content.document import ModuleDocument
from elearn.domain.quiz import DrawnItem
from elearn.learning.pages.marked import QuestionMarked, ReadAgain
from elearn.learning.pages.points import amount
from elearn.web.languages import N_, say

_ALL_RIGHT = {1: N_("Right"), 2: N_("Both right")}


@dataclass(frozen=True, slots=True)
class TopicResult:
    """How one topic went; ``safety`` counts its questions about safety that were not right, and
    ``screens`` teach what was missed."""

    name: str
    state: str
    word: str
    safety: int
    screens: tuple[ReadAgain, ...]


def by_topic(
    asked: Sequence[DrawnItem],
    questions: Sequence[QuestionMarked],
    document: ModuleDocument,
    names: Mapping[str, str],
) -> tuple[TopicResult, ...]:
    """The topics of a try in the order of the module's blueprint; ``questions`` as asked."""
    found: dict[str, list[QuestionMarked]] = defaultdict(list)
    for drawn, question in zip(asked, questions, strict=True):
        found[document.items_by_key[drawn.key].topic].append(question)
    order = [line.topic for line in document.blueprint]
    return tuple(
        _topic(names.get(topic, topic), found[topic])
        for topic in [*order, *sorted(set(found) - set(order))]
        if topic in found
    )


def _topic(name: str, questions: Sequence[QuestionMarked]) -> TopicResult:
    wrong = [one for one in questions if not one.right]
    points = amount(sum((one.credit for one in questions), Fraction(0)))
    if not wrong:
        word = _all_right(len(questions))
    elif len(questions) == 1:
        word = wrong[0].state
    else:
        word = say("%(points)s of %(questions)s right", points=points, questions=len(questions))
    return TopicResult(
        name=name,
        state="watch" if wrong else "good",
        word=word,
        safety=sum(one.safety for one in wrong),
        screens=tuple(dict.fromkeys(one.read_again for one in wrong if one.read_again)),
    )


def _all_right(questions: int) -> str:
    if questions in _ALL_RIGHT:
        return say(_ALL_RIGHT[questions])
    return say("All %(questions)s right", questions=questions)
