"""A whole module as it is published: frozen, JSON safe, with its text already rendered.

Every ``html`` field and every text a learner reads is sanitised HTML made when the module was
read, so that an old version always looks as it did. ``{contact:key}`` and ``{agency-card}`` are
still in it: ``elearn.content.markdown.resolve_contacts`` fills them in when a page is shown.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from elearn.content.items import Item
from elearn.content.pages import Page, Scenario, Screen
from elearn.domain.quiz import BankItem, BlueprintLine, ItemKey


@dataclass(frozen=True)
class ModuleDocument:
    """A module, whole. ``pages`` are its screens and scenarios in the order they are read;
    ``pass_share`` is in per cent; ``summary`` is the printable page below ``summary_title``."""

    slug: str
    code: str
    title: str
    level: str
    minutes: int
    refresh_months: int | None
    audience: str
    why: str
    outcomes: tuple[str, ...]
    prerequisites: tuple[str, ...]
    pass_share: int
    blueprint: tuple[BlueprintLine, ...]
    law_as_at: date
    review_by: date
    change_kind: str
    change_note: str
    pages: tuple[Page, ...]
    items: tuple[Item, ...]
    summary_title: str
    summary: str

    @property
    def screens(self) -> tuple[Screen, ...]:
        return tuple(page for page in self.pages if isinstance(page, Screen))

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        return tuple(page for page in self.pages if isinstance(page, Scenario))

    @property
    def quiz_length(self) -> int:
        """How many questions one quiz asks."""
        return sum(line.items for line in self.blueprint)

    def page(self, slug: str) -> Page | None:
        return next((page for page in self.pages if page.slug == slug), None)

    def page_number(self, slug: str) -> int:
        """The page's place, from 1. KeyError when the module has no such page."""
        for number, page in enumerate(self.pages, start=1):
            if page.slug == slug:
                return number
        raise KeyError(slug)

    @cached_property
    def items_by_key(self) -> dict[str, Item]:
        return {item.key: item for item in self.items}

    def item(self, key: str) -> Item | None:
        return self.items_by_key.get(key)

    def bank(self) -> tuple[BankItem, ...]:
        """The questions as ``domain.quiz.draw`` wants them."""
        return tuple(
            BankItem(
                key=item.key,
                topic=item.topic,
                safety_critical=item.safety_critical,
                options=tuple(option.id for option in item.options),
                fixed_order=item.type == "true-false",
            )
            for item in self.items
        )

    def answer_key(self) -> dict[str, ItemKey]:
        """What is right, as ``domain.quiz.mark`` wants it, for every question of the bank."""
        return {item.key: ItemKey(item.correct, item.safety_critical) for item in self.items}


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """A contact as contacts.yaml gives it; it is no part of a document."""

    key: str
    name: str
    number: str | None
    url: str | None
    hours: str
    what: str
    source: str
    verified_on: date | None
    verified_by: str | None
    review_by: date | None
