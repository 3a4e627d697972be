"""Parts that documents were given later: a document without them keeps the hash it always had."""

from dataclasses import Field, field
from typing import Any


def later(default: Any = None) -> Any:
    """A field of a document that is left out of its packed form while it holds ``default``, so
    that a module that does not use it is not published anew."""
    return field(default=default, metadata={"later": True})


def is_left_out(one: "Field[Any]", value: object) -> bool:
    """Whether a field goes unpacked: it came later and says nothing."""
    return bool(one.metadata.get("later")) and bool(value == one.default)
