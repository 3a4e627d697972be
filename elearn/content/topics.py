"""What a module teaches by topic: which topics it asks about, and the screens that teach them."""

from collections.abc import Collection

from elearn.content.document import ModuleDocument
from elearn.content.pages import Page
from elearn.domain.quiz import BlueprintLine


def topics_of(document: ModuleDocument) -> tuple[str, ...]:
    """The topics of the module's quiz, in the order of its blueprint."""
    return tuple(dict.fromkeys(line.topic for line in document.blueprint))


def blueprint_of(document: ModuleDocument, topics: Collection[str]) -> tuple[BlueprintLine, ...]:
    """The part of the module's blueprint that is about these topics."""
    return tuple(line for line in document.blueprint if line.topic in topics)


def pages_teaching(document: ModuleDocument, topics: Collection[str]) -> tuple[Page, ...]:
    """The pages that the questions of these topics send people back to, in the module's order."""
    named = {item.read_again for item in document.items if item.topic in topics}
    return tuple(page for page in document.pages if page.slug in named)
