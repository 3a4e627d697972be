"""What is still to be passed before an outside course counts: the topics, and the screens that
teach them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from elearn.content.document import ModuleDocument
from elearn.content.topics import pages_teaching, topics_of
from elearn.domain.dates import expires_on
from elearn.domain.equivalence import topics_to_pass
from elearn.evidence.queries.catalogue import topic_words
from elearn.records.elsewhere import Waiting
from elearn.web.languages import long_day


@dataclass(frozen=True, slots=True)
class TopicShown:
    """A topic in words, and the pages of the module that teach it: title and slug."""

    words: str
    screens: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TopUp:
    """One course of one person, and what is missing for the module."""

    name: str
    course: str
    done: str
    module: str
    slug: str
    topics: tuple[TopicShown, ...]
    until: str

    @property
    def missing(self) -> str:
        """The topics in one line."""
        return ", ".join(topic.words for topic in self.topics)


def top_ups(rows: Iterable[Waiting], texts: Mapping[int, ModuleDocument]) -> tuple[TopUp, ...]:
    """The page's form of what waits; ``texts`` are the modules as they are now, by module id. A
    module that is no longer published is left out."""
    return tuple(_top_up(row, texts[row.module_id]) for row in rows if row.module_id in texts)


def _top_up(row: Waiting, text: ModuleDocument) -> TopUp:
    codes = topics_to_pass(topics_of(text), text.level, row.taught, asks_quiz=row.asks_quiz)
    ends = expires_on(row.done_on, row.valid_months)
    return TopUp(
        name=row.name,
        course=row.course,
        done=long_day(row.done_on),
        module=row.module,
        slug=row.slug,
        topics=tuple(
            TopicShown(
                words, tuple((page.title, page.slug) for page in pages_teaching(text, {code}))
            )
            for code, words in zip(codes, topic_words(codes), strict=True)
        ),
        until=long_day(ends) if ends else "",
    )
