"""The hash of an edition: SHA-256 over the canonical CSV of its fact rows."""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import astuple, fields
from typing import Any

from elearn.audit.facts import AgencyFact, CoverageFact, Facts, KnowledgeFact

KINDS = (("agency", AgencyFact), ("coverage", CoverageFact), ("knowledge", KnowledgeFact))


def canonical_lines(facts: Facts) -> Iterator[str]:
    """The fact rows as CSV lines: a header a kind, rows in order, empty for None, ``\\n`` ends."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    for (kind, shape), rows in zip(KINDS, _parts(facts), strict=True):
        names = [field.name for field in fields(shape)]
        writer.writerow([kind, *(names if kind != "coverage" else _columns(names, facts))])
        for row in sorted(rows, key=lambda row: row[:4]):
            writer.writerow([kind, *("" if value is None else value for value in row)])
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _columns(names: list[str], facts: Facts) -> list[str]:
    """The columns of coverage: the last came later, and old editions keep the hash of then."""
    return names if _counts_since(facts) else names[:-1]


def _counts_since(facts: Facts) -> bool:
    return any(row.since_change is not None for row in facts.coverage)


def _parts(facts: Facts) -> tuple[list[tuple[Any, ...]], ...]:
    width = None if _counts_since(facts) else -1
    return (
        [astuple(row) for row in facts.agencies],
        [astuple(row)[:width] for row in facts.coverage],
        [astuple(row) for row in facts.knowledge],
    )


def digest(facts: Facts) -> str:
    """The SHA-256 of the canonical CSV, in hexadecimal."""
    sha = hashlib.sha256()
    for line in canonical_lines(facts):
        sha.update(line.encode())
    return sha.hexdigest()


def seal_holds(facts: Facts, *, manifest: Mapping[str, Any], sealed: str | None) -> bool:
    """Whether these rows are those that were frozen: as many, and with the hash of then."""
    rows = manifest["rows"]
    counts = (len(facts.agencies), len(facts.coverage), len(facts.knowledge))
    whole = counts == (rows["agencies"], rows["coverage"], rows["knowledge"])
    return whole and digest(facts) == sealed == manifest["sha256"]
