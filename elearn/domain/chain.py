"""A chain of records in which nothing can be changed, removed or put in between unseen."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A stored record with its hash and the hash of the one before; ``key`` names it."""

    key: int
    record: Mapping[str, object]
    prev_hash: str
    hash: str


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError("an instant needs its time zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")


def canonical_json(record: Mapping[str, object]) -> str:
    """One spelling for one record: sorted keys, no spaces, ASCII, ISO dates, UTC instants.

    >>> canonical_json({"b": date(2026, 11, 22), "a": "é"})
    '{"a":"\\\\u00e9","b":"2026-11-22"}'
    """
    return json.dumps(
        record, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain
    )


def link(prev_hash: str | None, record: Mapping[str, object]) -> str:
    """The hash of a record that follows the one with ``prev_hash``; None for the first record.

    >>> link(None, {"act": "signed-in"})[:16]
    '6516bc76452ffc47'
    """
    text = f"{prev_hash or FIRST}\n{canonical_json(record)}"
    return sha256(text.encode("ascii")).hexdigest()


def first_broken(records: Iterable[ChainLink]) -> int | None:
    """The key of the first record that does not follow from the one before it, or None.

    >>> one = link(None, {"n": 1})
    >>> changed = ChainLink(2, {"n": 9}, one, link(one, {"n": 2}))
    >>> first_broken([ChainLink(1, {"n": 1}, FIRST, one), changed])
    2
    """
    previous = FIRST
    for each in records:
        if each.prev_hash != previous or each.hash != link(previous, each.record):
            return each.key
        previous = each.hash
    return None
