"""The short quiz after an outside course: what it asks, before it starts, and what it came to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from elearn.content.document import ModuleDocument
from elearn.content.topics import pages_teaching
from elearn.domain.dates import expires_on
from elearn.learning.pages.module import TryRow, try_rows
from elearn.learning.pages.result import ResultPage
from elearn.learning.tries import Try
from elearn.records.elsewhere import Waiting
from elearn.web.languages import long_day, say


@dataclass(frozen=True, slots=True)
class TopicToPass:
    """A topic in words, and the screens that teach it: title and slug."""

    words: str
    screens: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TopUpPage:
    """Before the short quiz."""

    title: str
    module: str
    slug: str
    course: str
    done: str
    until: str
    topics: tuple[TopicToPass, ...]
    questions: int
    tries: tuple[TryRow, ...]
    opens: str
    action: str
    notice: str = ""


def top_up_page(
    one: Waiting,
    document: ModuleDocument,
    topics: Sequence[tuple[str, str]],
    tries: Sequence[Try],
    *,
    questions: int,
    opens: str,
    begun: bool,
    notice: str = "",
) -> TopUpPage:
    """The page of one course; ``topics`` are codes with their words, ``notice``
    says in which language it asks where that is not the reader's."""
    ends = expires_on(one.done_on, one.valid_months)
    again = say("Start another try") if tries else say("Start the short quiz")
    return TopUpPage(
        title=say("Short quiz: %(title)s", title=document.title),
        module=document.title,
        slug=document.slug,
        course=one.course,
        done=long_day(one.done_on),
        until=long_day(ends) if ends else "",
        topics=tuple(
            TopicToPass(
                words, tuple((page.title, page.slug) for page in pages_teaching(document, {code}))
            )
            for code, words in topics
        ),
        questions=questions,
        tries=try_rows(tries),
        opens=opens,
        action=say("Carry on with the short quiz") if begun else again,
        notice=notice,
    )


def top_up_result_page(page: ResultPage, *, is_held: bool, again: str) -> ResultPage:
    """The result of a quiz in the words of a short one. ``is_held``: the module is in date."""
    if not page.passed:
        return replace(page, again=again, certificate=None)
    lede = (
        say("Together with your course this completes the module.")
        if is_held
        else say("Your course no longer counts, so this alone does not complete the module.")
    )
    return replace(page, lede=lede, again=again, certificate=None)
