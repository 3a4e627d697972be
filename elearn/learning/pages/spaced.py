"""Five questions months later: the page behind a letter's link, and what came of them. Nothing on
these pages says whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from elearn.content.document import ModuleDocument
from elearn.learning.forms import how_sure
from elearn.learning.pages.marked import QuestionMarked
from elearn.learning.pages.questions import QuestionShown
from elearn.web.languages import N_, say

TITLES = {
    0: N_("No questions to keep what you know"),
    1: N_("One question to keep what you know"),
    2: N_("Two questions to keep what you know"),
    3: N_("Three questions to keep what you know"),
    4: N_("Four questions to keep what you know"),
    5: N_("Five questions to keep what you know"),
}


@dataclass(frozen=True, slots=True)
class AgainPage:
    """The questions, on one page."""

    title: str
    module: str
    token: str
    questions: tuple[QuestionShown, ...]
    errors: tuple[tuple[str, str], ...] = ()
    notice: str = ""
    sure_words: tuple[tuple[str, str], ...] = field(default_factory=how_sure)


@dataclass(frozen=True, slots=True)
class AgainResult:
    """What was right, what was not, and why; ``slug`` is the module's."""

    title: str
    lede: str
    module: str
    slug: str
    token: str
    questions: tuple[QuestionMarked, ...]


@dataclass(frozen=True, slots=True)
class AgainMessage:
    """A page that says one thing. ``result`` is the token of answers that can be read again."""

    title: str
    paragraphs: tuple[str, ...]
    result: str = ""


@dataclass(frozen=True, slots=True)
class StopPage:
    """Before the letters are stopped, and after."""

    token: str
    is_stopped: bool

    @property
    def title(self) -> str:
        return (
            say("You get no more of these letters")
            if self.is_stopped
            else say("Stop these letters?")
        )


def again_page(
    document: ModuleDocument, token: str, questions: Sequence[QuestionShown], notice: str = ""
) -> AgainPage:
    """The page of questions, with what is wrong about what was sent."""
    number = len(questions)
    return AgainPage(
        title=say(TITLES[number]) if number in TITLES else _title(number),
        module=document.title,
        token=token,
        questions=tuple(questions),
        errors=tuple(error for one in questions for error in one.errors),
        notice=notice,
    )


def _title(number: int) -> str:
    return say("%(number)s questions to keep what you know", number=number)


def again_result(
    document: ModuleDocument, slug: str, token: str, questions: Sequence[QuestionMarked]
) -> AgainResult:
    """The result, what was not right first."""
    right = sum(one.right for one in questions)
    lede = (
        say("You still know it. Thank you for answering.")
        if right == len(questions)
        else say("Read why below: that alone makes it stay. Your training stays as it is.")
    )
    return AgainResult(
        title=say("%(right)s of %(questions)s right", right=right, questions=len(questions)),
        lede=lede,
        module=document.title,
        slug=slug,
        token=token,
        questions=tuple(sorted(questions, key=lambda one: (one.right, one.place))),
    )


def gone_page() -> AgainMessage:
    """A link that is too old, or none of ours."""
    return AgainMessage(
        say("This link no longer works"),
        (
            say("It is too old, or a part of it is missing."),
            say("You need do nothing: your training is as it was. In some months we ask again."),
        ),
    )


def used_page(token: str) -> AgainMessage:
    """After the link was used."""
    return AgainMessage(
        say("These questions are answered"),
        (say("The link in the letter works once, and it was used. Your answers are kept."),),
        result=token,
    )
