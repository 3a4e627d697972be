"""The table of the pages of a grown partnership, beside those of the demonstration."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from bench.grown.asking import Cost
from bench.report import PAGE, put

NAME = "grown"
KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
MUCH, SLOW = 3.0, 100.0  # times the demonstration, milliseconds


@dataclass(frozen=True, slots=True)
class Measured:
    """What one database took: the largest agency's ``people``, words on the freeze and the MiB it
    ``grew`` by, and the pages of the demonstration and of the grown partnership."""

    people: int
    freeze: str
    grew: float
    small: Mapping[tuple[str, str], Cost]
    large: Mapping[tuple[str, str], Cost]


def say(found: Mapping[str, Measured]) -> None:
    sys.stdout.write(table(found) + "\n")


def write(found: Mapping[str, Measured]) -> None:
    """Put the table between its markers."""
    PAGE.write_text(put(PAGE.read_text("utf-8"), NAME, table(found)), "utf-8")


def table(found: Mapping[str, Measured]) -> str:
    """Markdown: a line on each freeze, then a row a page. Times are processor time of the server
    and of the database in milliseconds; in bold what is over three times the demonstration's and
    over 100 ms."""
    lines = [
        f"{KINDS[name]}: freezing the audit took {one.freeze} and grew the process by "
        f"{one.grew:.0f} MiB; {one.people:,} people in the largest agency."
        for name, one in found.items()
    ]
    head = ["page", "opened by"]
    for name in found:
        kind = KINDS[name]
        head += [f"{kind}: demonstration", "grown", "after a change", "ratio", "statements", "kB"]
    lines += ["", _row(head), "|" + " --- |" * len(head)]
    keys = sorted({key for one in found.values() for key in one.large}, key=lambda key: key[::-1])
    for who, rule in keys:
        cells = [f"`{rule}`", who]
        for one in found.values():
            cells += _cells(one.small.get((who, rule)), one.large.get((who, rule)))
        lines.append(_row(cells))
    return "\n".join(lines)


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cells(small: Cost | None, large: Cost | None) -> list[str]:
    if large is None:
        return [""] * 6
    ratio = large.again / small.again if small and small.again else None
    return [
        _ms(small.again) if small else "",
        _marked(large.again, ratio),
        _marked(large.changed, large.changed / small.changed if small and small.changed else None),
        f"{ratio:.1f} ×" if ratio else "",
        str(large.statements),
        f"{large.size / 1000:,.0f}",
    ]


def _ms(value: float) -> str:
    return f"{value:,.0f}"


def _marked(value: float, ratio: float | None) -> str:
    is_much = value > SLOW and (ratio is None or ratio > MUCH)
    return f"**{_ms(value)}**" if is_much else _ms(value)
