"""What the authoring templates are given."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from markupsafe import escape

from elearn.content.document import ModuleDocument
from elearn.content.items import Item
from elearn.content.placeholders import is_checked
from elearn.content.queries import ContactRow, PublishedModule
from elearn.domain.dates import uk_date

SOON_DAYS = 60
TYPES = {
    "single": "One answer",
    "multiple": "Several answers",
    "true-false": "True or false",
    "matching": "Matching",
    "ordering": "Putting in order",
    "short": "Typed answer",
    "decision": "Decision",
}


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """A published module and how it stands on its review date."""

    slug: str
    code: str
    title: str
    version: int
    law_as_at: str
    review_by: str
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A contact and whether its number may be shown to learners."""

    name: str
    number: str
    state: str
    word: str
    checked: str
    source: str


@dataclass(frozen=True, slots=True)
class ContentPage:
    title: str
    modules: tuple[ModuleLine, ...]
    contacts: tuple[ContactLine, ...]


@dataclass(frozen=True, slots=True)
class TopicBank:
    """The questions of a topic with what a quiz draws of them."""

    code: str
    name: str
    drawn: int
    questions: tuple["QuestionShown", ...]


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """An answer of a question: what it is ("Right", a decision's tag) and what is said to it."""

    mark: str
    text: str
    feedback: str


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """``situation`` are blocks, the other texts inline HTML, all with their placeholders."""

    key: str
    text: str
    situation: str
    answers: tuple[AnswerShown, ...]
    why: str
    marks: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ModulePage:
    title: str
    lede: str
    screens: tuple[tuple[int, str, str], ...]
    banks: tuple[TopicBank, ...]


def module_line(module: PublishedModule, today: date) -> ModuleLine:
    """How a module stands: overdue, due soon or fine."""
    left = (module.review_by - today).days
    if left < 0:
        state, word = "act", "Review overdue"
    elif left <= SOON_DAYS:
        state, word = "watch", "Review soon"
    else:
        state, word = "good", "In date"
    return ModuleLine(
        slug=module.slug,
        code=module.code,
        title=module.title,
        version=module.number,
        law_as_at=uk_date(module.law_as_at),
        review_by=uk_date(module.review_by),
        state=state,
        word=word,
    )


def contact_line(contact: ContactRow, today: date) -> ContactLine:
    """How a contact stands: a number that nobody checked, or not lately, is not shown."""
    checked = is_checked(contact, today)
    if contact.verified_on is None:
        state, word = "act", "Not checked: number not shown"
    elif not checked:
        state, word = "watch", "Check overdue: number not shown"
    else:
        state, word = "good", "Checked"
    who = f" by {contact.verified_by}" if contact.verified_by else ""
    return ContactLine(
        name=contact.name,
        number=contact.number or contact.url or "no number",
        state=state,
        word=word,
        checked=f"{uk_date(contact.verified_on)}{who}" if contact.verified_on else "never",
        source=contact.source,
    )


def module_page(document: ModuleDocument, number: int, names: dict[str, str]) -> ModulePage:
    """A version with all its questions, the right answers marked."""
    drawn = {line.topic: line.items for line in document.blueprint} or _in_use(document)
    return ModulePage(
        title=document.title,
        lede=_lede(document, number),
        screens=tuple(
            (place, page.title, "; ".join(page.source))
            for place, page in enumerate(document.pages, start=1)
        ),
        banks=tuple(
            TopicBank(
                code=topic,
                name=names[topic],
                drawn=drawn[topic],
                questions=tuple(_question(item) for item in document.items if item.topic == topic),
            )
            for topic in drawn
        ),
    )


def _in_use(document: ModuleDocument) -> dict[str, int]:
    """How many questions of each topic a knowledge check asks."""
    return Counter(item.topic for item in document.items if not item.reserve)


def _lede(document: ModuleDocument, number: int) -> str:
    law = f"Law as at {uk_date(document.law_as_at)}."
    begins = f"{document.code}, version {number}"
    if document.is_check:
        asked = sum(_in_use(document).values())
        return (
            f"{begins}, form {document.form}: {len(document.items)} questions, of which {asked} "
            f"are in use. Level C is asked of people whose work needs it. {law}"
        )
    return (
        f"{begins}: {len(document.pages)} pages, {document.minutes} minutes, "
        f"{len(document.items)} questions of which a quiz asks {document.quiz_length}. {law}"
    )


def _question(item: Item) -> QuestionShown:
    flags = (
        (TYPES.get(item.type, item.type), True),
        ("Part marks", item.is_partial),
        (f"Level {item.level}", True),
        ("Safety-critical", item.safety_critical),
        ("Confidence asked", item.anchor),
        ("In reserve", item.reserve),
        (f"Law as at {uk_date(item.law_as_at)}" if item.law_as_at else "", item.law_sensitive),
    )
    return QuestionShown(
        key=item.key,
        text=item.text,
        situation=item.situation,
        answers=_answers(item),
        why=item.why,
        marks=tuple(words for words, is_set in flags if is_set),
        source=item.source,
    )


def _answers(item: Item) -> tuple[AnswerShown, ...]:
    if item.pairs:
        return tuple(
            AnswerShown("", f"{one.left}: {one.right}", one.feedback) for one in item.pairs
        )
    if item.steps:
        return tuple(
            AnswerShown(f"Place {place}", one.text, one.feedback)
            for place, one in enumerate(item.steps, start=1)
        )
    if item.typed:
        accepted, slips = ", ".join(item.typed.accepted), item.typed.typos
        return (
            AnswerShown("Right", f"{escape(accepted)} (typing slips: {slips})", item.typed.right),
            AnswerShown("", "Anything else", item.typed.wrong),
        )
    return tuple(
        AnswerShown(
            ", ".join(filter(None, ("Right" if one.correct else "", one.tag))),
            one.text,
            one.feedback,
        )
        for one in item.options
    )
