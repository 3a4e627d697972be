"""The texts of a file by their place in it: what is translated, and nothing else of it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from elearn.content.faults import PathTo
from elearn.content.yaml_text import leaves

BODY: PathTo = ("body",)
# The keys under which a file has words for people; the rest is the author's alone.
KEYS: Mapping[str, frozenset[str]] = {
    "module": frozenset({"title", "audience", "why", "outcomes"}),
    "screens": frozenset({"title", "text", "feedback", "name", "alt", "caption", "transcript"}),
    "scenarios": frozenset({"title", "intro", "text", "feedback"}),
    "questions": frozenset(
        {"text", "why", "situation", "feedback", "left", "right", "wrong", "accepted"}
    ),
}
FREE_LISTS = frozenset({"accepted"})  # each language has as many words for it as it has
NAMES = frozenset({"id"})  # stand in a translation too, to be seen beside its words
ABOVE = frozenset({"change", "state", "when", "set", "next_when"})  # and no words below these


def texts_of(kind: str, data: Mapping[str, Any]) -> dict[PathTo, str]:
    """Every text of a file that is translated, by its path."""
    keys = KEYS[kind]
    return {
        path: text
        for path, text in leaves(data)
        if last_key(path) in keys and not ABOVE.intersection(path)
    }


def last_key(path: PathTo) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def lists_of(texts: Mapping[PathTo, str]) -> dict[PathTo, int]:
    """The lists that these texts stand in, with how many entries each has."""
    found: dict[PathTo, int] = {}
    for path in texts:
        for at, part in enumerate(path):
            if isinstance(part, int):
                found[path[:at]] = max(found.get(path[:at], 0), part + 1)
    return found


def digest_of(texts: Mapping[PathTo, str]) -> str:
    """Twelve hex digits that change when a word does, however the file is laid out."""
    told = sorted((json.dumps(list(path)), " ".join(text.split())) for path, text in texts.items())
    whole = json.dumps(told, ensure_ascii=False).encode()
    return hashlib.sha256(whole).hexdigest()[:12]


def with_texts(data: Mapping[str, Any], texts: Mapping[PathTo, str]) -> dict[str, Any]:
    """The file's values with other words in the places of these texts."""
    made: dict[str, Any] = deepcopy(dict(data))
    for path, text in texts.items():
        into: Any = made
        for part in path[:-1]:
            into = into[part]
        into[path[-1]] = text
    return made


def shape_of(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The file with nothing but its texts and the names beside them, to be translated."""
    wanted = set(texts_of(kind, data))
    kept: Any = _kept(data, (), wanted)
    return kept or {}


def _kept(value: Any, path: PathTo, wanted: set[PathTo]) -> Any:
    if isinstance(value, dict):
        inner = {key: _kept(each, (*path, key), wanted) for key, each in value.items()}
        kept = {key: each for key, each in inner.items() if each is not None}
        return None if set(kept) <= NAMES else kept
    if isinstance(value, list):
        items = [_kept(each, (*path, at), wanted) for at, each in enumerate(value)]
        return [each for each in items if each is not None] or None
    named = bool(path) and path[-1] in NAMES
    return value if path in wanted or named else None


def names_of(data: Any, path: PathTo = ()) -> Iterator[tuple[PathTo, str]]:
    """Every name that stands beside words, with its path."""
    return ((at, text) for at, text in leaves(data, path) if at and at[-1] in NAMES)
