"""A whole module as it is published: frozen, JSON safe, with its text already rendered.

Every ``html`` field and every text a learner reads is sanitised HTML made when the module was
read, so that an old version always looks as it did. ``{contact:key}`` and ``{agency-card}`` are
still in it: ``elearn.content.markdown.resolve_contacts`` fills them in when a page is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from elearn.content.items import Item
from elearn.content.later import later
from elearn.content.pages import Page, Scenario, Screen
from elearn.content.translations.document import Translation
from elearn.domain.marking import ItemKey
from elearn.domain.quiz import BankItem, BlueprintLine

CHECK = "check"


@dataclass(frozen=True)
class ModuleDocument:
    """A module, whole. ``pages`` are its screens and scenarios in the order they are read;
    ``pass_share`` is in per cent; ``summary`` is the printable page below ``summary_title``.

    ``kind`` is module or check. A check (the partnership's knowledge check) has questions only,
    and ``form`` names the set in use. A module's quiz replaces up to ``anchors`` of its questions
    by ``anchor_items``, which belong to the check and are kept here as they were then.
    ``what_changed`` (blocks) and ``change_items`` (keys of its questions) are for those who hold
    an older version. ``translations`` are signed and may be shown."""

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
    kind: str = later("module")
    form: str = later("")
    anchors: int = later(0)
    anchor_items: tuple[Item, ...] = later(())
    what_changed: str = later("")
    change_items: tuple[str, ...] = later(())
    translations: tuple[Translation, ...] = later(())

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
        return {item.key: item for item in (*self.items, *self.anchor_items)}

    def item(self, key: str) -> Item | None:
        return self.items_by_key.get(key)

    def bank(self) -> tuple[BankItem, ...]:
        """The questions as ``domain.quiz.draw`` wants them."""
        return self._bank

    @cached_property
    def _bank(self) -> tuple[BankItem, ...]:
        return tuple(item.to_draw() for item in self.items)

    def anchor_bank(self) -> tuple[BankItem, ...]:
        """The anchor questions that a quiz may take in, likewise."""
        return tuple(item.to_draw() for item in self.anchor_items)

    def answer_key(self) -> Mapping[str, ItemKey]:
        """What is right, as ``domain.marking.mark`` wants it, for every question."""
        return self._answer_key

    @cached_property
    def _answer_key(self) -> Mapping[str, ItemKey]:
        return {key: item.key_to_mark() for key, item in self.items_by_key.items()}

    @property
    def is_check(self) -> bool:
        return self.kind == CHECK

    def translation(self, language: str) -> Translation | None:
        return next((one for one in self.translations if one.language == language), None)

    def title_in(self, language: str) -> str:
        """Its title in a language; "" where that has none."""
        one = self.translation(language) or self.translation(language.partition("-")[0])
        return one.title if one else ""

    def told_in(self, language: str) -> "ModuleDocument":
        """The module in a language: English where that has no words for something. A quiz in
        another language borrows no questions of the knowledge check, which is in English."""
        one = self.translation(language)
        if one is None:
            return self
        if language not in self._told:
            self._told[language] = self._in(one)
        return self._told[language]

    @cached_property
    def _told(self) -> dict[str, "ModuleDocument"]:
        return {}

    def _in(self, one: Translation) -> "ModuleDocument":
        pages = {page.slug: page for page in one.pages}
        return replace(
            self,
            title=one.title or self.title,
            audience=one.audience or self.audience,
            why=one.why or self.why,
            outcomes=one.outcomes or self.outcomes,
            pages=tuple(pages.get(page.slug, page) for page in self.pages),
            items=one.items or self.items,
            anchor_items=() if one.items else self.anchor_items,
            summary_title=one.summary_title or self.summary_title,
            summary=one.summary or self.summary,
        )


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

    @property
    def agency_id(self) -> None:
        """The file holds contacts of the partnership; agencies enter their own in the service."""
        return None
