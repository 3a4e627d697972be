"""The shape of a file of questions: what each key of a question may hold, whatever its type."""

from typing import Annotated, Literal, get_args

from pydantic import Field

from elearn.content.schema import (
    Day,
    Kebab,
    LevelName,
    OptionEntry,
    Strict,
    Tag,
    Text,
    Topic,
    fields_of,
    is_kebab,
    matches,
)

ItemType = Literal["single", "multiple", "true-false", "matching", "ordering", "short", "decision"]
Scoring = Literal["all-or-nothing", "partial"]
MOST_TYPOS = 2


def _is_teaching(value: str) -> bool:
    code, _, page = value.partition("/")
    return len(code) == 3 and code[0] == "M" and code[1:].isdecimal() and is_kebab(page)


Teaches = Annotated[
    str, matches(_is_teaching, "should be a module and a screen of it: M03/who-may-refer.")
]


class ItemOptionEntry(OptionEntry):
    tag: Tag | None = None


class PairEntry(Strict):
    left: Text
    right: Text
    feedback: Text


class StepEntry(Strict):
    text: Text
    feedback: Text


class ShortFeedbackEntry(Strict):
    right: Text
    wrong: Text


class ItemEntry(Strict):
    """A question of any type; ``answer_checks`` says which of the last keys its type has."""

    id: Kebab
    type: ItemType
    level: LevelName
    subtag: Kebab
    setting: Kebab
    safety_critical: bool = False
    anchor: bool = False
    reserve: bool = False
    law_sensitive: bool = False
    law_as_at: Day | None = None
    review_by: Day | None = None
    source: Text
    read_again: Kebab | None = None
    teaches: Teaches | None = None
    text: Text
    why: Text
    situation: Text | None = None
    options: Annotated[list[ItemOptionEntry], Field(min_length=2, max_length=6)] | None = None
    scoring: Scoring | None = None
    pairs: Annotated[list[PairEntry], Field(min_length=3, max_length=5)] | None = None
    steps: Annotated[list[StepEntry], Field(min_length=3, max_length=5)] | None = None
    accepted: Annotated[list[Text], Field(min_length=1, max_length=10)] | None = None
    typos: Annotated[int, Field(ge=0, le=MOST_TYPOS)] | None = None
    feedback: ShortFeedbackEntry | None = None


class QuestionsFile(Strict):
    topic: Topic
    items: Annotated[list[ItemEntry], Field(min_length=1)]


ITEM_TYPES: frozenset[str] = frozenset(get_args(ItemType))
KEYS_OF_QUESTIONS = fields_of(
    QuestionsFile, ItemEntry, ItemOptionEntry, PairEntry, StepEntry, ShortFeedbackEntry
)
