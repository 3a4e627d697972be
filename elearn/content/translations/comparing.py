"""A translated file beside the English one: the same texts, in the same places, none left over."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from elearn.content.faults import Fault, PathTo
from elearn.content.loading import Body
from elearn.content.translations.texts import (
    BODY,
    FREE_LISTS,
    NAMES,
    digest_of,
    last_key,
    lists_of,
    names_of,
)
from elearn.content.yaml_text import Marked, leaves

OF = "of"
_BRACES = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Pair:
    """The ``english`` texts by path, and the ``data`` of the translation, which stands in
    ``marked`` below ``at``; ``body`` is what follows a front matter. ``names`` is the English data
    whose names (ids) have to stand beside the words unchanged."""

    english: Mapping[PathTo, str]
    marked: Marked
    data: Mapping[str, Any]
    body: Body | None = None
    at: PathTo = ()
    names: Mapping[str, Any] | None = None

    def fault(self, path: PathTo, message: str, *, at_key: bool = False) -> None:
        if path == BODY and self.body:
            found = Fault(self.body.file, self.body.line, 1, "", message)
            self.marked.findings.faults.append(found)
        else:
            self.marked.fault((*self.at, *path), message, at_key=at_key)


def compared(pair: Pair, *, extra: Collection[str] = ()) -> dict[PathTo, str] | None:
    """The texts of the translation by their paths in the English; None where something is missing,
    wrong, or translated from other words than the English has now. Each of that is told."""
    before = len(pair.marked.findings.faults)
    texts = {path: text for path, text in leaves(dict(pair.data)) if text.strip()}
    _nothing_left_over(pair, texts, extra)
    _lists_as_long(pair)
    _names_as_they_are(pair)
    wanted = {path: text for path, text in texts.items() if _is_text(pair, path)}
    for path, text in wanted.items():
        if path in pair.english:
            _braces_as_they_are(pair, path, text)
    if len(pair.marked.findings.faults) > before:
        return None
    return wanted if _is_whole(pair, wanted) and _is_current(pair) else None


def _is_text(pair: Pair, path: PathTo) -> bool:
    free = last_key(path) in FREE_LISTS and any(last_key(one) == last_key(path)
                                                for one in pair.english)  # fmt: skip
    return path in pair.english or free


def _nothing_left_over(pair: Pair, texts: Mapping[PathTo, str], extra: Collection[str]) -> None:
    for path, value in _scalars(dict(pair.data)):
        key = last_key(path)
        if key in NAMES or (len(path) == 1 and (key == OF or key in extra)):
            continue
        if not _is_text(pair, path):
            pair.fault(path, "The English has no text here. Take it out.", at_key=True)
        elif value is not None and path not in texts and not isinstance(value, str):
            pair.fault(path, "should be text. Put it in quotes.")


def _scalars(value: Any, path: PathTo = ()) -> Iterator[tuple[PathTo, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _scalars(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _scalars(inner, (*path, at))
    else:
        yield path, value


def _lists_as_long(pair: Pair) -> None:
    for path, length in lists_of(pair.english).items():
        found = _at(pair.data, path)
        if last_key(path) in FREE_LISTS or found is None:
            continue
        if not isinstance(found, list) or len(found) != length:
            has = len(found) if isinstance(found, list) else "no list"
            pair.fault(path, f"The English has {length} here and this has {has}.")


def _names_as_they_are(pair: Pair) -> None:
    for path, name in names_of(dict(pair.names or {})):
        parent = _at(pair.data, path[:-1])
        if isinstance(parent, dict) and parent.get(path[-1]) not in (None, name):
            pair.fault(path, f"should be {name}, as in the English: the order counts.")


def _at(data: Any, path: PathTo) -> Any:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _braces_as_they_are(pair: Pair, path: PathTo, text: str) -> None:
    english, found = (sorted(_BRACES.findall(one)) for one in (pair.english[path], text))
    if english != found:
        message = (
            f"Keep what the English has in braces: it is {english or 'nothing'} there and "
            f"{found or 'nothing'} here."
        )
        pair.fault(path, message)


def _is_whole(pair: Pair, texts: Mapping[PathTo, str]) -> bool:
    left = [path for path in pair.english if path not in texts and last_key(path) not in FREE_LISTS]
    if left:
        message = f"{len(left)} of {len(pair.english)} texts are not translated: shown in English."
        pair.marked.warning(pair.at, message)
    return not left


def _is_current(pair: Pair) -> bool:
    now, made_of = digest_of(pair.english), str(pair.data.get(OF) or "")
    if made_of != now:
        message = f"is of other English than there is now, so it is shown in English. Now: {now}."
        pair.marked.warning((*pair.at, OF), message)
    return made_of == now
