"""Five questions months later: the page behind a letter's link, and what came of them. Nothing on
these pages says whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from elearn.content.document import ModuleDocument
from elearn.learning.forms import HOW_SURE
from elearn.learning.pages.marked import QuestionMarked
from elearn.learning.pages.questions import QuestionShown

WORDS = ("No", "One", "Two", "Three", "Four", "Five")


@dataclass(frozen=True, slots=True)
class AgainPage:
    """The questions, on one page."""

    title: str
    module: str
    token: str
    questions: tuple[QuestionShown, ...]
    errors: tuple[tuple[str, str], ...] = ()
    sure_words: tuple[tuple[str, str], ...] = HOW_SURE


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
        return "You get no more of these letters" if self.is_stopped else "Stop these letters?"


def again_page(
    document: ModuleDocument, token: str, questions: Sequence[QuestionShown]
) -> AgainPage:
    """The page of questions, with what is wrong about what was sent."""
    number = len(questions)
    words = WORDS[number] if number < len(WORDS) else str(number)
    return AgainPage(
        title=f"{words} {'question' if number == 1 else 'questions'} to keep what you know",
        module=document.title,
        token=token,
        questions=tuple(questions),
        errors=tuple(error for one in questions for error in one.errors),
    )


def again_result(
    document: ModuleDocument, slug: str, token: str, questions: Sequence[QuestionMarked]
) -> AgainResult:
    """The result, what was not right first."""
    right = sum(one.right for one in questions)
    lede = (
        "You still know it. Thank you for answering."
        if right == len(questions)
        else "Read why below: that alone makes it stay. Your training stays as it is."
    )
    return AgainResult(
        title=f"{right} of {len(questions)} right",
        lede=lede,
        module=document.title,
        slug=slug,
        token=token,
        questions=tuple(sorted(questions, key=lambda one: (one.right, one.place))),
    )


GONE = AgainMessage(
    "This link no longer works",
    (
        "It is too old, or a part of it is missing.",
        "You need do nothing: your training is as it was. In some months we ask again.",
    ),
)


def used_page(token: str) -> AgainMessage:
    """After the link was used."""
    return AgainMessage(
        "These questions are answered",
        ("The link in the letter works once, and it was used. Your answers are kept.",),
        result=token,
    )
