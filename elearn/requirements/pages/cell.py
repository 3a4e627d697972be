"""The page of one role and module, and the page before anything is set."""

from dataclasses import dataclass

from elearn.domain.dates import uk_date
from elearn.domain.requirements import Line, Need
from elearn.requirements.forms import LineForm
from elearn.requirements.pages.effect import EffectTable
from elearn.requirements.pages.words import RequirementLine, span

NOT_PUBLISHED = "This module is not published yet: nobody is due until it is."
HOLDS_ALREADY = "This is what holds on that day already, so nothing would change"


@dataclass(frozen=True, slots=True)
class CellPage:
    """What holds, the form to change it, and everything that held. ``form`` is None for who may
    only look; ``notes`` stand above it."""

    title: str
    lede: str
    notes: tuple[str, ...]
    form: LineForm | None
    legend: str
    check_at: str
    button: str
    back: tuple[str, str]
    history: tuple[tuple[str, ...], ...]
    own: tuple[tuple[str, ...], ...]
    csv: str
    xlsx: str


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What would change, in words and numbers. ``typed`` and ``seen`` are sent when it is done;
    without ``done_at`` nothing can be."""

    title: str
    about: str
    facts: tuple[tuple[str, str], ...]
    effect: EffectTable
    base: tuple[str, ...]
    typed: tuple[tuple[str, str], ...]
    done_at: str
    button: str
    back: str


def preview_base(line: Line, effect: EffectTable) -> tuple[str, ...]:
    """What the numbers rest on, and what becoming due means."""
    counted = (
        f"Counted as at {uk_date(line.start)}, with the people and completions that are on file "
        "today. A person counts once in each agency. People away for more than 90 days are not in "
        "it. Where an agency gives numbers only, its latest headcount of the role stands for its "
        "people: how many of them hold the module already is not known here."
    )
    if not (effect.makes_due and line.need is Need.REQUIRED and line.grace_days):
        return (counted,)
    due = (
        f"Those who become due count in audits from {uk_date(line.start)}, and their own page says "
        "the same day. Days of grace are for people who start in the role. To give time to those "
        "who are in it already, choose a later first day."
    )
    return (counted, due)


def planned(line: RequirementLine) -> str:
    """What is planned already, in a sentence."""
    return f"Planned already: {line.need}, {span(line.start, line.end)}."
