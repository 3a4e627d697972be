"""The shape of every file of a module, strict: a key nobody knows is a fault, ``"2"`` no number."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

Tag = Literal[
    "safe",
    "right-referral",
    "missed-sign",
    "unsafe-confrontation",
    "delay",
    "consent-error",
    "secrecy-promise",
    "wrong-interpreter",
]
LevelName = Literal["A", "B", "C"]


def _day(value: Any) -> date:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("should be a day, year first: 2026-11-01.")


def _filled(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty. Write something.")
    return value.strip()


def _matches(test: Callable[[str], bool], message: str) -> AfterValidator:
    def check(value: str) -> str:
        if not test(value):
            raise ValueError(message)
        return value

    return AfterValidator(check)


def is_kebab(value: str) -> bool:
    """Small letters and digits in parts joined by hyphens, 64 characters at most.

    >>> is_kebab("who-to-tell"), is_kebab("Who to tell"), is_kebab("-a")
    (True, False, False)
    """
    parts = value.split("-")
    right = all(part.isalnum() and part.isascii() and part == part.lower() for part in parts)
    return right and len(value) <= 64


def _is_code(value: str) -> bool:
    return len(value) == 3 and value[0] == "M" and value[1:].isdecimal()


def is_topic(value: str) -> bool:
    """Whether a text is T1 to T10."""
    return value in {f"T{number}" for number in range(1, 11)}


def _is_https(value: str) -> bool:
    return value.startswith("https://") and " " not in value


Text = Annotated[str, AfterValidator(_filled)]
Day = Annotated[date, BeforeValidator(_day)]
Kebab = Annotated[
    str, _matches(is_kebab, "should be small letters, digits and hyphens, such as who-to-tell.")
]
Code = Annotated[str, _matches(_is_code, "should be a module code, such as M01.")]
Topic = Annotated[str, _matches(is_topic, "should be a topic, T1 to T10.")]
Https = Annotated[str, _matches(_is_https, "should be a web address that starts with https://.")]
Minutes = Annotated[int, Field(ge=1, le=240)]
Sources = Annotated[list[Text], Field(min_length=1)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class BlueprintEntry(Strict):
    items: Annotated[int, Field(ge=1, le=30)]
    safety: Annotated[int, Field(ge=0, le=30)] = 0


class ChangeEntry(Strict):
    kind: Literal["cosmetic", "clarified", "material"]
    note: Text


class ModuleFile(Strict):
    code: Code
    title: Text
    level: LevelName
    minutes: Minutes
    refresh_months: Annotated[int, Field(ge=1, le=120)] | None
    audience: Text
    why: Text
    outcomes: Annotated[list[Text], Field(min_length=1)]
    prerequisites: list[Code]
    pass_share: Annotated[int, Field(ge=1, le=100)]
    blueprint: Annotated[dict[Topic, BlueprintEntry], Field(min_length=1)]
    law_as_at: Day
    review_by: Day
    change: ChangeEntry


class OptionEntry(Strict):
    text: Text
    correct: bool = False
    feedback: Text


class CheckEntry(Strict):
    text: Text
    options: Annotated[list[OptionEntry], Field(min_length=2, max_length=6)]


class ScreenHead(Strict):
    title: Text
    minutes: Minutes
    source: Sources
    law_sensitive: bool = False
    check: CheckEntry | None = None


class ItemEntry(Strict):
    id: Kebab
    type: Literal["single", "multiple", "true-false"]
    level: LevelName
    subtag: Kebab
    setting: Kebab
    safety_critical: bool = False
    anchor: bool = False
    law_sensitive: bool = False
    law_as_at: Day | None = None
    review_by: Day | None = None
    source: Text
    read_again: Kebab
    text: Text
    options: Annotated[list[OptionEntry], Field(min_length=2, max_length=6)]
    why: Text


class QuestionsFile(Strict):
    topic: Topic
    items: Annotated[list[ItemEntry], Field(min_length=1)]


class ChoiceEntry(Strict):
    id: Kebab
    text: Text
    tag: Tag
    feedback: Text
    next: str


class NodeEntry(Strict):
    text: Text
    choices: Annotated[list[ChoiceEntry], Field(min_length=2, max_length=4)] | None = None
    ending: Literal["good", "mixed", "poor"] | None = None


class ScenarioFile(Strict):
    title: Text
    minutes: Minutes
    source: Sources
    intro: Text
    start: str
    nodes: Annotated[dict[str, NodeEntry], Field(min_length=2)]


class ContactEntry(Strict):
    key: Kebab
    name: Text
    number: Text | None = None
    url: Https | None = None
    hours: Text
    what: Text
    source: Text
    verified_on: Day | None = None
    verified_by: Text | None = None
    review_by: Day | None = None


class ContactsFile(Strict):
    contacts: Annotated[list[ContactEntry], Field(min_length=1)]


def _fields_of(*models: type[BaseModel]) -> frozenset[str]:
    return frozenset(name for model in models for name in model.model_fields)


KNOWN_KEYS: dict[type[BaseModel], frozenset[str]] = {
    ModuleFile: _fields_of(ModuleFile, BlueprintEntry, ChangeEntry),
    ScreenHead: _fields_of(ScreenHead, CheckEntry, OptionEntry),
    QuestionsFile: _fields_of(QuestionsFile, ItemEntry, OptionEntry),
    ScenarioFile: _fields_of(ScenarioFile, NodeEntry, ChoiceEntry),
    ContactsFile: _fields_of(ContactsFile, ContactEntry),
}
TAGS: frozenset[str] = frozenset(get_args(Tag))
