"""A module in another language, as it is published with it: what of it may be shown."""

from dataclasses import dataclass
from datetime import date

from elearn.content.items import Item
from elearn.content.pages import Page


@dataclass(frozen=True, slots=True)
class Translation:
    """The signed translation of one version. ``pages`` are those that are whole and up to date;
    ``items`` are all questions or none, as a quiz is in one language. ``title`` and what follows it
    are empty where they are not; so is the summary."""

    language: str
    name: str
    direction: str
    translated_by: str
    translated_on: date
    title: str
    audience: str
    why: str
    outcomes: tuple[str, ...]
    pages: tuple[Page, ...]
    items: tuple[Item, ...]
    summary_title: str
    summary: str

    def has(self, slug: str) -> bool:
        """Whether it has that page."""
        return any(page.slug == slug for page in self.pages)
