"""What a change would do, in numbers that this reader may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from elearn.domain.coverage import RuleSet
from elearn.domain.requirements import Effect
from elearn.domain.suppression import (
    Audience,
    Figure,
    Hidden,
    ProtectedFigure,
    Shown,
    protect_table,
)
from elearn.requirements.pages.words import people
from elearn.requirements.queries.effect import Counted, Touched

ALL = "All agencies"
TOTAL = "Together"


@dataclass(frozen=True, slots=True)
class EffectTable:
    """The answer in a sentence, and the table behind it: agencies by what happens to their
    people. Without rows nobody with a name on file is touched; ``more`` tells of the people of
    agencies that give numbers only."""

    headline: str
    columns: tuple[object, ...]
    rows: tuple[tuple[str, ...], ...]
    makes_due: bool
    more: str = ""


def effect_table(
    found: Sequence[Touched],
    counted: Sequence[Counted],
    audience: Audience,
    *,
    rules: RuleSet,
) -> EffectTable:
    """Put it through the one engine that decides which counts a reader may see."""
    few = rules.partnership_hidden_to + 1
    if not found:
        makes_due = any(one.effect is Effect.DUE for one in counted)
        return EffectTable(_nobody(counted), (), (), makes_due, _more(counted, few))
    effects = [one for one in Effect if any(row.effect is one for row in found)]
    names = {row.slug: row.agency for row in found}
    exact = {(row.slug, row.effect.value): row.people for row in found}
    places = [(slug, effect.value) for slug in names for effect in effects]
    shown = protect_table(
        {place: Figure(exact.get(place, 0)) for place in places},
        audience=audience,
        rules=rules,
    )
    lines = [*names.items(), *([("", ALL)] if len(names) > 1 else [])]
    headings = [*(effect.value for effect in effects), ""]
    rows = [(name, *(words(shown[slug, column]) for column in headings)) for slug, name in lines]
    return EffectTable(
        headline=headline(shown, effects, len(names)),
        columns=("Agency", *((effect.value, True) for effect in effects), (TOTAL, True)),
        rows=tuple(rows),
        makes_due=Effect.DUE in effects or any(one.effect is Effect.DUE for one in counted),
        more=_more(counted, few),
    )


def _nobody(counted: Sequence[Counted]) -> str:
    if counted:
        return "This touches nobody with a name on file on that day"
    return "This changes nothing for anybody on that day"


def _more(counted: Sequence[Counted], few: int) -> str:
    """The people of agencies that give numbers only, in a sentence; empty for none."""
    said = []
    for one in counted:
        number = f"about {one.people:,}" if one.people >= few else f"fewer than {few}"
        where = "1 agency that gives" if one.agencies == 1 else f"{one.agencies} agencies that give"
        what = "" if one.effect is Effect.DUE else ", who would be asked no longer"
        said.append(f"And {number} more in {where} numbers only{what}.")
    return " ".join(said)


def words(figure: ProtectedFigure) -> str:
    """A number that may be shown, or why it is not."""
    cell = figure.count
    return f"{cell.value:,}" if isinstance(cell, Shown) else cell.reason


def headline(
    shown: Mapping[tuple[str, str], ProtectedFigure], effects: Iterable[Effect], agencies: int
) -> str:
    """Who becomes due, in grace, and how many agencies; or else who is asked no longer."""
    numbers = {effect: _number(shown["", effect.value]) for effect in effects}
    where = "in 1 agency" if agencies == 1 else f"in {agencies} agencies"
    if Effect.DUE in numbers:
        grace = f", {_bare(numbers[Effect.GRACE])} in grace" if Effect.GRACE in numbers else ""
        return f"This makes {numbers[Effect.DUE]} due{grace}, {where}"
    if Effect.GRACE in numbers:
        return f"This puts {numbers[Effect.GRACE]} in their days of grace, {where}"
    if Effect.HELD in numbers:
        return f"This asks {numbers[Effect.HELD]} who are in date already, {where}"
    if Effect.RELIEVED in numbers:
        return f"This makes {numbers[Effect.RELIEVED]} due no longer, {where}"
    return f"This asks {numbers[Effect.RELEASED]} no longer, {where}"


def _number(figure: ProtectedFigure) -> str:
    cell = figure.count
    return "a hidden number of people" if isinstance(cell, Hidden) else people(cell.value)


def _bare(number: str) -> str:
    return number.removesuffix(" people").removesuffix(" person").replace(" of people", "")
