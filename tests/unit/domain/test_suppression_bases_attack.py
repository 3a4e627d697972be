"""Tables of shares against a reader who solves them, knowing every reason: bases and counts."""

from collections import defaultdict
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from elearn.domain.suppression import (
    Audience,
    Figure,
    Hidden,
    KnowledgePlace,
    ProtectedFigure,
    Reason,
    Shown,
    protect_knowledge,
    protect_table,
)
from tests.unit.domain.reading import READER, RULES, pinned_figures
from tests.unit.domain.reasons_attacker import ATTACKS

Place = tuple[str, str]
NOBODY = Figure(0, 0)

# The fourth row has 1 master of 38, said to be "fewer than 5"; of its 36 the reason says nobody, or
# 5 and more: so nobody, although how many they are is hidden.
SETTLED_BY_REASONS = (
    ((0, 0), (0, 2), (3, 6)),
    ((0, 3), (5, 18), (0, 0)),
    ((0, 2), (0, 0), (0, 0)),
    ((0, 1), (1, 1), (0, 36)),
    ((1, 1), (5, 40), (0, 0)),
)


def drawn(rows: int, columns: int, seed: int) -> dict[Place, Figure]:
    """Shares as agencies have them: many of few people, of nobody, of everybody."""
    draw = Random(seed)
    sizes = (0, draw.randint(1, 4), draw.randint(1, 12), draw.randint(5, 40), draw.randint(5, 90))
    cells = {}
    for row in range(rows):
        for column in range(columns):
            base = draw.choice(sizes) and draw.randint(0, draw.choice(sizes))
            count = draw.choice((0, base, draw.randint(0, base), draw.randint(0, base)))
            cells[f"r{row}", f"c{column}"] = Figure(count, base)
    return cells


def sums_of(cells: dict[Place, Figure]) -> list[tuple[Place, list[Place]]]:
    rows, columns = (sorted({place[side] for place in cells}) for side in (0, 1))
    return [
        *(((r, ""), [(r, c) for c in columns]) for r in (*rows, "")),
        *((("", c), [(r, c) for r in rows]) for c in (*columns, "")),
    ]


def attack(cells: dict[Place, Figure]) -> set[object]:
    shown = protect_table(cells, audience=Audience.PARTNERSHIP, rules=RULES)
    nobody = {place for place, figure in cells.items() if not figure.base}
    for total, parts in sums_of(cells):
        if all(part in nobody for part in parts):
            nobody.add(total)
    return pinned_figures(shown, sums_of(cells), nobody)


@settings(max_examples=ATTACKS, deadline=None)
@example(4, 4, 22)
@given(st.integers(2, 6), st.integers(2, 5), st.integers(0, 10**6))
def test_neither_base_nor_count_of_a_hidden_share_can_be_solved(
    rows: int, columns: int, seed: int
) -> None:
    assert attack(drawn(rows, columns, seed)) == set()


def test_reasons_that_settle_a_number_are_left_unsaid() -> None:
    cells = {
        (f"r{r}", f"c{c}"): Figure(*pair)
        for r, row in enumerate(SETTLED_BY_REASONS)
        for c, pair in enumerate(row)
    }
    assert attack(cells) == set()
    shown = protect_table(cells, audience=Audience.PARTNERSHIP, rules=RULES)
    notes = {figure.note for figure in shown.values()}
    assert READER.words(Reason.EITHER) in notes


def test_the_reader_does_solve_a_share_with_reasons_alone() -> None:
    few = Hidden(READER.words(Reason.FEWER))
    protects = Hidden(READER.words(Reason.PROTECTS))
    shown = {
        "whole": ProtectedFigure(few, Shown(38)),
        "a": ProtectedFigure(few, few),
        "b": ProtectedFigure(protects, protects),
    }
    assert pinned_figures(shown, [("whole", ["a", "b"])]) == {("b", "count")}


def topic(seed: int) -> dict[KnowledgePlace, Figure]:
    """Agency x role x level of one topic with the totals that the product prints."""
    draw = Random(seed)
    sizes = (0, draw.randint(1, 4), draw.randint(1, 12), draw.randint(5, 40), draw.randint(5, 90))
    rows: dict[KnowledgePlace, Figure] = defaultdict(lambda: NOBODY)
    agencies, levels = draw.randint(1, 4), draw.randint(1, 3)
    for agency in [f"a{n}" for n in range(agencies)]:
        for role in [f"R{n}" for n in range(draw.randint(1, 3))]:
            for level in "ABC"[:levels]:
                base = draw.choice(sizes) and draw.randint(0, draw.choice(sizes))
                figure = Figure(draw.choice((0, base, draw.randint(0, base))), base)
                for wider in ((agency, role), (agency, ""), ("", "")):
                    for each in (level, ""):
                        rows[KnowledgePlace(*wider, each)] += figure
    return dict(rows)


def sums_of_topic(rows: dict[KnowledgePlace, Figure]) -> list[tuple[object, list[object]]]:
    parts: dict[tuple[object, str], list[object]] = defaultdict(list)
    for place in rows:
        if place.level:
            parts[place._replace(level=""), "levels"].append(place)
        if place.role:
            parts[place._replace(role=""), "roles"].append(place)
        elif place.agency:
            parts[place._replace(agency=""), "agencies"].append(place)
    return [(total, found) for (total, _), found in parts.items()]


@settings(max_examples=ATTACKS, deadline=None)
@given(st.integers(0, 10**6))
def test_nor_those_of_knowledge_across_agencies_roles_and_levels(seed: int) -> None:
    rows = topic(seed)
    shown = protect_knowledge(rows, audience=Audience.PARTNERSHIP, rules=RULES)
    nobody = [place for place, figure in rows.items() if not figure.base]
    assert pinned_figures(shown, sums_of_topic(rows), nobody) == set()
