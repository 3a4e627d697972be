"""What only this service knows of a question, carried unseen in the feedback of an export.

The formats of others have no place for a source or a topic. It stands in a comment in the HTML of
the general feedback, which Moodle keeps as it is, so that a question that comes back is the same.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from elearn.content.exchange.foreign import Rich
from elearn.content.item_schema import ItemEntry

KEYS = (
    *("id", "type", "level", "subtag", "setting", "safety_critical", "anchor", "reserve"),
    *("law_sensitive", "law_as_at", "review_by", "source", "read_again", "teaches", "scoring"),
    "typos",
)
LONGEST = 500
DASHES = "\\u002d\\u002d"  # as a comment holds no --
_NOTE = re.compile(r"<!--\s*elearn:\s*(\{.*?\})\s*-->", re.DOTALL)


def note_of(entry: ItemEntry, topic: str) -> str:
    """The comment to put at the end of a question's general feedback."""
    held = entry.model_dump(mode="json", include=set(KEYS), exclude_defaults=True)
    held["topic"] = topic
    if any(option.tag for option in entry.options or ()):
        held["tags"] = [option.tag for option in entry.options or ()]
    text = json.dumps(held, ensure_ascii=True, sort_keys=True)
    return f"<!-- elearn: {text.replace('--', DASHES)} -->"


def read_note(general: Rich) -> tuple[Rich, Mapping[str, Any]]:
    """The feedback without the comment, and what was in it; nothing where there is none."""
    found = _NOTE.search(general.text)
    if found is None:
        return general, {}
    rest = Rich(_NOTE.sub("", general.text), general.format)
    try:
        held = json.loads(found[1])
    except ValueError:
        return rest, {}
    return rest, {key: value for key, value in held.items() if _is_sound(key, value)}


def _is_sound(key: str, value: Any) -> bool:
    """Whether a value is of the shape that its key has; the rest is for ``modules check``."""
    if key == "tags":
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if key not in (*KEYS, "topic"):
        return False
    if isinstance(value, str):
        return len(value) <= LONGEST and value.isprintable()
    return isinstance(value, bool | int)
