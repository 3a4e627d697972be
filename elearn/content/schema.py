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


def matches(test: Callable[[str], bool], message: str) -> AfterValidator:
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
    return _is_numbered("M", value)


def _is_check_code(value: str) -> bool:
    return _is_numbered("K", value)


def _is_numbered(letter: str, value: str) -> bool:
    digits = value[1:]
    return len(value) == 3 and value[0] == letter and digits.isdecimal() and digits.isascii()


TOPICS = tuple(f"T{number}" for number in range(1, 11))


def is_topic(value: str) -> bool:
    """Whether a text is T1 to T10."""
    return value in TOPICS


def _is_https(value: str) -> bool:
    return value.startswith("https://") and " " not in value


Text = Annotated[str, AfterValidator(_filled)]
Day = Annotated[date, BeforeValidator(_day)]
Kebab = Annotated[
    str, matches(is_kebab, "should be small letters, digits and hyphens, such as who-to-tell.")
]
Code = Annotated[str, matches(_is_code, "should be a module code, such as M01.")]
CheckCode = Annotated[
    str, matches(_is_check_code, "should be the code of a knowledge check, such as K01.")
]
Topic = Annotated[str, matches(is_topic, "should be a topic, T1 to T10.")]
Https = Annotated[str, matches(_is_https, "should be a web address that starts with https://.")]
Minutes = Annotated[int, Field(ge=1, le=240)]
Sources = Annotated[list[Text], Field(min_length=1)]
Facts = Annotated[dict[Kebab, Text], Field(min_length=1, max_length=6)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class BlueprintEntry(Strict):
    items: Annotated[int, Field(ge=1, le=30)]
    safety: Annotated[int, Field(ge=0, le=30)] = 0


class ChangeEntry(Strict):
    """``what_changed`` (Markdown) and three ``items`` of the bank are for those who hold an older
    version: a material change needs them from the second version on."""

    kind: Literal["cosmetic", "clarified", "material"]
    note: Text
    what_changed: Text | None = None
    items: Annotated[list[Kebab], Field(min_length=3, max_length=3)] | None = None


class ModuleFile(Strict):
    kind: Literal["module"] = "module"
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
    anchors: Annotated[int, Field(ge=0, le=5)] = 0
    law_as_at: Day
    review_by: Day
    change: ChangeEntry


class KnowledgeCheckFile(Strict):
    """module.yaml of the partnership knowledge check: no screens, no summary, no blueprint."""

    kind: Literal["check"]
    code: CheckCode
    title: Text
    level: Literal["A"]
    minutes: Minutes
    audience: Text
    why: Text
    form: Kebab
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


class GroupEntry(Strict):
    id: Kebab
    name: Text


class CardEntry(Strict):
    text: Text
    group: str
    feedback: Text


class SortEntry(Strict):
    text: Text
    groups: Annotated[list[GroupEntry], Field(min_length=2, max_length=3)]
    cards: Annotated[list[CardEntry], Field(min_length=4, max_length=8)]


class PictureEntry(Strict):
    file: str
    alt: Text
    caption: Text | None = None


class MediaEntry(Strict):
    kind: Literal["audio", "video"]
    file: str
    captions: str | None = None
    transcript: Text


class ScreenHead(Strict):
    title: Text
    minutes: Minutes
    source: Sources
    law_sensitive: bool = False
    check: CheckEntry | None = None
    sort: SortEntry | None = None
    picture: PictureEntry | None = None
    media: MediaEntry | None = None


class TurnEntry(Strict):
    when: Facts
    next: str


class ChoiceEntry(Strict):
    id: Kebab
    text: Text
    tag: Tag
    feedback: Text
    next: str
    set: Facts | None = None
    when: Facts | None = None
    next_when: Annotated[list[TurnEntry], Field(min_length=1)] | None = None


class AlsoEntry(Strict):
    when: Facts
    text: Text


class NodeEntry(Strict):
    text: Text
    choices: Annotated[list[ChoiceEntry], Field(min_length=2, max_length=4)] | None = None
    ending: Literal["good", "mixed", "poor"] | None = None
    also: Annotated[list[AlsoEntry], Field(min_length=1)] | None = None


class ScenarioFile(Strict):
    title: Text
    minutes: Minutes
    source: Sources
    law_sensitive: bool = False
    intro: Text
    state: Facts | None = None
    start: str
    nodes: Annotated[dict[str, NodeEntry], Field(min_length=2)]


class ContactEntry(Strict):
    key: Kebab
    local: bool = False
    name: Text
    number: Text | None = None
    url: Https | None = None
    hours: Text
    what: Text
    source: Text = ""
    verified_on: Day | None = None
    verified_by: Text | None = None
    review_by: Day | None = None


class ContactsFile(Strict):
    contacts: Annotated[list[ContactEntry], Field(min_length=1)]


def fields_of(*models: type[BaseModel]) -> frozenset[str]:
    return frozenset(name for model in models for name in model.model_fields)


KNOWN_KEYS: dict[type[BaseModel], frozenset[str]] = {
    ModuleFile: fields_of(ModuleFile, BlueprintEntry, ChangeEntry),
    KnowledgeCheckFile: fields_of(KnowledgeCheckFile, ChangeEntry),
    ScreenHead: fields_of(
        ScreenHead,
        CheckEntry,
        OptionEntry,
        SortEntry,
        GroupEntry,
        CardEntry,
        PictureEntry,
        MediaEntry,
    ),
    ScenarioFile: fields_of(ScenarioFile, NodeEntry, ChoiceEntry, TurnEntry, AlsoEntry),
    ContactsFile: fields_of(ContactsFile, ContactEntry),
}
TAGS: frozenset[str] = frozenset(get_args(Tag))
