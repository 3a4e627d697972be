"""Every letter that the product writes, found in the software and filled in with what is given."""

import inspect
import pkgutil
import types
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from importlib import import_module
from typing import Union, get_args, get_origin, get_type_hints

import elearn
from elearn.operations.invitations import Sender, Words

# Parts of an address that the product makes itself, by the names of parameters.
OURS = {"token": "t" * 32, "agency_slug": "an-agency", "slug": "an-agency", "place": "/agencies/x"}
DAY, MOMENT = date(2026, 11, 22), datetime(2026, 11, 22, 9, tzinfo=UTC)
MANY = (Sequence, Iterable, Collection, tuple, list)


def templates() -> Iterator[Callable[..., Words]]:
    """The public functions that give the words of a letter."""
    for found in pkgutil.walk_packages(elearn.__path__, "elearn."):
        for name, function in inspect.getmembers(import_module(found.name), inspect.isfunction):
            is_own = function.__module__ == found.name and not name.startswith("_")
            if is_own and inspect.signature(function).return_annotation is Words:
                yield function


def filled(function, sender: Sender, said: str) -> Words:
    """The letter with something said wherever it takes words. Raises TypeError for a parameter of
    a kind that nothing here knows how to make."""
    kinds = get_type_hints(function)
    given = {}
    for name, parameter in inspect.signature(function).parameters.items():
        kind = kinds[name]
        given[name] = sender if kind is Sender else value(name, kind, said)
        if parameter.kind is parameter.POSITIONAL_ONLY:
            raise TypeError(f"{function.__module__}.{function.__name__}: {name}")
    return function(**given)


def value(name: str, kind, said: str):
    """Something of a kind."""
    simple = {str: OURS.get(name, said), int: 3, bool: True, date: DAY, datetime: MOMENT}
    if kind in simple:
        return simple[kind]
    inside = [one for one in get_args(kind) if one not in (type(None), ...)]
    if get_origin(kind) in (Union, types.UnionType):
        return value(name, inside[0], said)
    if get_origin(kind) is tuple and ... not in get_args(kind):
        return tuple(value(name, one, said) for one in inside)
    if get_origin(kind) is Mapping:
        return {value(name, inside[0], said): value(name, inside[1], said)}
    if get_origin(kind) in MANY:
        return (value(name, inside[0], said),) * 2
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{one.name: value(one.name, hints[one.name], said) for one in fields(kind)})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    raise TypeError(f"how is a {kind} made, which {name} is?")
