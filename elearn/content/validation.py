"""A YAML text held to the shape of its file: pydantic's findings in an author's words."""

from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from elearn.content.faults import PathTo
from elearn.content.item_schema import KEYS_OF_QUESTIONS, QuestionsFile
from elearn.content.schema import KNOWN_KEYS
from elearn.content.yaml_text import Marked

F = TypeVar("F", bound=BaseModel)

_KEYS: dict[type[BaseModel], frozenset[str]] = {**KNOWN_KEYS, QuestionsFile: KEYS_OF_QUESTIONS}

MISSING = {
    "feedback": "Say what follows from this answer and why.",
    "source": "Say where the facts come from.",
    "read_again": "Name the screen that teaches this, by the words after its number.",
    "why": "Teach the point in one or two sentences.",
    "law_as_at": "Write the day on which the law was checked: 2026-11-01.",
    "review_by": "Write the day by which somebody has to check it again: 2027-05-01.",
}
NOT_THAT_TYPE = {
    "string_type": "should be text. Put it in quotes.",
    "int_type": "should be a whole number, without quotes.",
    "bool_type": "should be true or false, without quotes.",
    "list_type": "should be a list: lines that begin with a hyphen and a space.",
    "dict_type": "should have lines of its own below it, indented: `key: value`.",
    "model_type": "should have lines of its own below it, indented: `key: value`.",
}


def validated(model: type[F], marked: Marked) -> F | None:
    """The file as a model; None when something in it does not fit, each thing then a fault."""
    try:
        return model.model_validate(marked.data)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            path = _path(one["loc"])
            at_key = one["type"] == "extra_forbidden" or "[key]" in one["loc"]
            marked.fault(path, _message(model, path, one), at_key=at_key)
        return None


def _path(loc: tuple[int | str, ...]) -> PathTo:
    """pydantic's place without its own words for the type it tried."""
    return tuple(part for part in loc if part != "[key]" and not _is_type_name(part))


def _is_type_name(part: int | str) -> bool:
    return isinstance(part, str) and (part.startswith("constrained-") or "[" in part)


def _message(model: type[BaseModel], path: PathTo, error: Any) -> str:
    kind, said = error["type"], error.get("ctx", {})
    if kind == "missing":
        return f"is missing. {MISSING.get(str(path[-1]), 'Add it.')}"
    if kind == "extra_forbidden":
        return _unknown(str(path[-1]), model)
    if kind in NOT_THAT_TYPE:
        if error["input"] is None:
            return "is empty. Write something, or take the line out if it may be left out."
        return NOT_THAT_TYPE[kind]
    if kind == "value_error":
        return str(said["error"])
    return _measured(kind, said) or f"cannot be used: {error['msg']}."


def _measured(kind: str, said: Any) -> str | None:
    if kind == "literal_error":
        return f"should be {said['expected']}."
    if kind in ("too_short", "too_long"):
        word, limit = ("least", "min_length") if kind == "too_short" else ("most", "max_length")
        return f"has {said['actual_length']} of its parts. It takes at {word} {said[limit]}."
    if kind == "greater_than_equal":
        return f"should be {said['ge']} or more."
    if kind == "less_than_equal":
        return f"should be {said['le']} or less."
    return None


def _unknown(key: str, model: type[BaseModel]) -> str:
    close = get_close_matches(key, _KEYS.get(model, ()), 1)
    hint = f"Did you mean {close[0]}?" if close else "Check its spelling and indentation."
    return f"is no key that is used here. {hint}"
