"""A whole module as it is published: frozen, JSON safe, with its text already rendered.

Every ``html`` field and every text a learner reads is sanitised HTML made when the module was
read, so that an old version always looks as it did. ``{contact:key}`` and ``{agency-card}`` are
still in it: ``elearn.content.markdown.resolve_contacts`` fills them in when a page is shown.
"""

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property, lru_cache
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from elearn.domain.quiz import BankItem, BlueprintLine, ItemKey

__all__ = [
    "BlueprintLine",
    "Check",
    "CheckOption",
    "Choice",
    "ContactEntry",
    "Item",
    "ItemOption",
    "ModuleDocument",
    "Node",
    "Page",
    "Scenario",
    "Screen",
    "content_hash",
    "from_dict",
    "to_dict",
]


@dataclass(frozen=True, slots=True)
class CheckOption:
    """One answer of a practice question; ``text`` and ``feedback`` are inline HTML."""

    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Check:
    """A practice question on a screen: not marked, not stored. ``text`` is inline HTML."""

    text: str
    options: tuple[CheckOption, ...]

    @property
    def multiple(self) -> bool:
        """Whether more than one answer is right, so that it is asked with checkboxes."""
        return sum(option.correct for option in self.options) > 1


@dataclass(frozen=True, slots=True)
class Screen:
    """One idea. ``title`` is plain text, ``html`` the blocks below it."""

    slug: str
    title: str
    minutes: int
    html: str
    source: tuple[str, ...]
    law_sensitive: bool = False
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A way on from a node. ``text`` is inline HTML, ``feedback`` blocks; ``next`` is a node."""

    id: str
    text: str
    tag: str
    feedback: str
    next: str


@dataclass(frozen=True, slots=True)
class Node:
    """A moment of a scenario: it has either choices or an ending (good, mixed or poor)."""

    name: str
    html: str
    choices: tuple[Choice, ...] = ()
    ending: str | None = None

    def choice(self, choice_id: str) -> Choice | None:
        return next((one for one in self.choices if one.id == choice_id), None)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A story whose choices lead somewhere. ``title`` is plain text, ``intro`` blocks."""

    slug: str
    title: str
    minutes: int
    intro: str
    start: str
    nodes: tuple[Node, ...]
    source: tuple[str, ...]

    def node(self, name: str) -> Node | None:
        return next((one for one in self.nodes if one.name == name), None)


Page = Screen | Scenario


@dataclass(frozen=True, slots=True)
class ItemOption:
    """One answer to a question, ``id`` "a", "b"... in the author's order; the rest inline HTML."""

    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question of the bank. ``type`` is single, multiple or true-false; ``text`` and ``why``
    are inline HTML; ``read_again`` is the slug of the screen that teaches it."""

    key: str
    topic: str
    type: str
    level: str
    subtag: str
    setting: str
    safety_critical: bool
    anchor: bool
    law_sensitive: bool
    law_as_at: date | None
    review_by: date | None
    source: str
    read_again: str
    text: str
    options: tuple[ItemOption, ...]
    why: str

    @property
    def correct(self) -> frozenset[str]:
        """The ids of the right options."""
        return frozenset(option.id for option in self.options if option.correct)

    def option(self, option_id: str) -> ItemOption | None:
        return next((one for one in self.options if one.id == option_id), None)


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


def to_dict(document: ModuleDocument) -> dict[str, Any]:
    """The document in values that JSON has; ``from_dict`` gives the same document back."""
    packed: dict[str, Any] = _pack(document)
    return packed


def from_dict(raw: dict[str, Any]) -> ModuleDocument:
    """The document that ``to_dict`` packed. Raises TypeError when a needed field is missing."""
    return cast(ModuleDocument, _unpack(ModuleDocument, raw))


def content_hash(document: ModuleDocument) -> str:
    """SHA-256, as 64 hex digits, of the document as canonical JSON."""
    text = json.dumps(to_dict(document), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _pack(value: Any) -> Any:
    if is_dataclass(value):
        packed = {field.name: _pack(getattr(value, field.name)) for field in fields(value)}
        if isinstance(value, Screen | Scenario):
            packed["kind"] = type(value).__name__.lower()
        return packed
    if isinstance(value, tuple):
        return [_pack(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


@lru_cache
def _types(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _unpack(kind: Any, raw: dict[str, Any]) -> Any:
    """A dataclass from its packed form; what it does not know is left out."""
    known = _types(kind)
    return kind(**{name: _value(known[name], raw[name]) for name in known if name in raw})


def _value(kind: Any, raw: Any) -> Any:
    if raw is None:
        return None
    if kind == Page:
        return _unpack(Screen if raw["kind"] == "screen" else Scenario, raw)
    if get_origin(kind) in (Union, UnionType):  # X | None: None was answered above
        kind = get_args(kind)[0]
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_value(inner, one) for one in raw)
    if kind is date:
        return date.fromisoformat(raw)
    return _unpack(kind, raw) if is_dataclass(kind) else raw
