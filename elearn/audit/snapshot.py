"""The hash of an edition: SHA-256 over the canonical CSV of its fact rows."""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from elearn.audit.facts import Facts, values_of
from elearn.audit.kinds import FIRST, KINDS, Kind


def canonical_lines(facts: Facts) -> Iterator[str]:
    """The fact rows as CSV lines: a header a kind, rows in order, empty for None, ``\\n`` ends.
    Kinds after the first three are left out where they have no rows, so that an edition frozen
    before a kind was counted keeps its hash."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    for kind in KINDS:
        rows = _rows(kind, facts)
        if not rows and kind not in FIRST:
            continue
        writer.writerow([kind.name, *_columns(kind, facts)])
        for row in sorted(rows, key=lambda row: row[:4]):
            writer.writerow([kind.name, *("" if value is None else value for value in row)])
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


# The last columns of these came later, and editions without them keep the hash of then.
CAME_LATER = {"coverage": 1, "area": 2}


def _columns(kind: Kind, facts: Facts) -> list[str]:
    names = [field.name for field in fields(kind.shape)]
    return names[: _width(kind, facts)]


def _rows(kind: Kind, facts: Facts) -> list[tuple[Any, ...]]:
    width = _width(kind, facts)
    return [values_of(row)[:width] for row in facts.of(kind.name)]


def _width(kind: Kind, facts: Facts) -> int | None:
    """How many columns of a kind are written; None: all of them."""
    late = CAME_LATER.get(kind.name, 0)
    if not late or any(value is not None for row in facts.of(kind.name)
                       for value in values_of(row)[-late:]):  # fmt: skip
        return None
    return -late


def digest(facts: Facts) -> str:
    """The SHA-256 of the canonical CSV, in hexadecimal."""
    sha = hashlib.sha256()
    for line in canonical_lines(facts):
        sha.update(line.encode())
    return sha.hexdigest()


def seal_holds(facts: Facts, *, manifest: Mapping[str, Any], sealed: str | None) -> bool:
    """Whether these rows are those that were frozen: as many, and with the hash of then."""
    rows = manifest["rows"]
    whole = all(len(facts.of(kind.name)) == rows.get(kind.counted_as, 0) for kind in KINDS)
    return whole and digest(facts) == sealed == manifest["sha256"]


def numbers_of_rows(facts: Facts) -> dict[str, int]:
    """How many rows of each kind, as the manifest keeps them."""
    return {kind.counted_as: len(facts.of(kind.name)) for kind in KINDS}
