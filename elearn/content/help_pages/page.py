"""The help page in one language, as it may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class HelpText:
    """The words of the page by key. ``stale`` names the texts whose English has changed since
    ``translated_on``."""

    language: str
    name: str
    direction: str
    words: Mapping[str, str]
    translated_by: str = ""
    translated_on: date | None = None
    stale: tuple[str, ...] = field(default=())

    def points(self, name: str) -> tuple[str, ...]:
        """The keys of the points of a list, in order: ("ask_1", "ask_2")."""
        return tuple(sorted(key for key in self.words if key.startswith(f"{name}_")
                            and key.rpartition("_")[2].isdecimal()))  # fmt: skip


@dataclass(frozen=True, slots=True)
class HelpPages:
    """The page in English, and in every language in which somebody has signed it."""

    english: HelpText
    translated: tuple[HelpText, ...]

    def of(self, language: str) -> HelpText | None:
        """The page in a language, if it may be shown in it."""
        return next((one for one in self.translated if one.language == language), None)
