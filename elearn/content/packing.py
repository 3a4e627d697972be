"""A module document in values that JSON has, and back."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from elearn.content.document import ModuleDocument
from elearn.content.later import is_left_out
from elearn.content.pages import Page, Scenario, Screen


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
        held = {one.name: getattr(value, one.name) for one in fields(value)}
        packed = {
            one.name: _pack(held[one.name])
            for one in fields(value)
            if not is_left_out(one, held[one.name])
        }
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
