"""Crude and standardised coverage side by side, as a section of the page of coverage."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from elearn.audit.editions import Opened
from elearn.audit.sheets import Names
from elearn.audit.standardised.shown import StandardRow, standard_rows
from elearn.audit.words import HIDDEN, counted, number, per_cent

TOO_SMALL = "a role is too small"
TOO_LITTLE = "too little is shown"
COLUMNS = (
    "Agency",
    ("In scope", True),
    ("As it is", True),
    ("Same mix of roles", True),
    ("In date for 100 expected", True),
    "Rests on",
)


@dataclass(frozen=True, slots=True)
class StandardSection:
    """The table with what it says first; no rows where nothing can be compared."""

    title: str
    answer: str
    columns: tuple[Any, ...]
    rows: tuple[tuple[Any, ...], ...]
    files: Mapping[str, str]


def standard_section(
    opened: Opened, chosen: Mapping[str, str], *, files: Mapping[str, str]
) -> StandardSection:
    """The agencies that the filters of the page leave; a role chosen limits nothing here."""
    module = chosen.get("module", "")
    names = Names(opened.edition, opened.shown)
    every = opened.keep(
        ("standardised", module), lambda: standard_rows(opened.shown, module=module)
    )
    rows = [row for row in chosen_rows(every, chosen) if row.figures or row.crude is not None]
    return StandardSection(
        title=f"As it is, and with the same mix of roles: {names.module(module).lower()}"
        if not module
        else f"As it is, and with the same mix of roles: {names.module(module)}",
        answer=answer(every, names),
        columns=COLUMNS,
        rows=tuple(_line(row, names) for row in sorted(rows, key=lambda row: _place(row))),
        files=files,
    )


def chosen_rows(
    rows: tuple[StandardRow, ...], chosen: Mapping[str, str]
) -> tuple[StandardRow, ...]:
    """The rows of the agency or area that is chosen."""
    area = chosen.get("area")
    return tuple(
        row
        for row in rows
        if chosen.get("agency") in (None, row.agency)
        and (area is None or row.area == area.removeprefix("-"))
    )


def answer(rows: tuple[StandardRow, ...], names: Names) -> str:
    """Whether the mix of roles changes who is ahead: the pair of agencies that changes places by
    most, where both have both figures (C8)."""
    known = [row for row in rows if row.crude is not None and row.is_enough]
    firm = [row for row in known if row.figures and row.figures.is_direct]
    turned = [
        (_gain(one) - _gain(other), one, other)
        for one in firm
        for other in firm
        if (one.crude or 0) < (other.crude or 0) and _direct(one) > _direct(other)
    ]
    if not turned:
        return "The mix of roles puts no agency before another that is ahead of it as it is."
    _, one, other = max(turned, key=lambda three: (three[0], three[1].agency, three[2].agency))
    return (
        f"{names.agency(other.agency)} looks better as it is ({per_cent(other.crude)} against "
        f"{per_cent(one.crude)}). With the same mix of roles {names.agency(one.agency)} is ahead: "
        f"{per_cent(_direct(one))} against {per_cent(_direct(other))}."
    )


def _direct(row: StandardRow) -> float:
    return 100 * row.figures.direct if row.figures else 0.0


def _gain(row: StandardRow) -> float:
    return _direct(row) - (row.crude or 0.0)


def _place(row: StandardRow) -> tuple[bool, float, str]:
    return row.crude is None, row.crude or 0.0, row.agency


def _line(row: StandardRow, names: Names) -> tuple[Any, ...]:
    found = row.figures
    return (
        names.agency(row.agency),
        number(row.in_scope),
        per_cent(row.crude),
        _direct_words(row),
        f"{found.ratio:.1f}" if found and row.is_enough and found.ratio is not None else _no(row),
        _base(row),
    )


def _direct_words(row: StandardRow) -> str:
    if row.figures is None or not row.is_enough:
        return _no(row)
    return per_cent(_direct(row)) if row.figures.is_direct else TOO_SMALL


def _no(row: StandardRow) -> str:
    return HIDDEN if row.figures is None else TOO_LITTLE


def _base(row: StandardRow) -> str:
    """How much of the scope the figures rest on, and why not on all of it."""
    if row.figures is None:
        return "no cell is shown"
    if not row.hidden:
        return "every role"
    share = row.rests_on
    part = f"{share:.0f}% of the scope" if share is not None else "part of the scope"
    return f"{part}; {counted(row.hidden, 'cell is', 'cells are')} hidden"
