"""The form that opens a run, and the list of runs that are under way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from elearn.audit.run.facts import Run
from elearn.audit.run.forms import OpenForm
from elearn.audit.run.words import state_of
from elearn.domain.dates import uk_date


@dataclass(frozen=True, slots=True)
class OpenPage:
    form: OpenForm
    title: str = "Ask agencies for a training audit"


def under_way_rows(runs: Sequence[Run], href: Callable[[int], str]) -> tuple[tuple[Any, ...], ...]:
    """The runs that are not frozen yet, as rows of a table."""
    return tuple(_row(run, href(run.id)) for run in runs)


def _row(run: Run, href: str) -> tuple[Any, ...]:
    state, word = state_of(run)
    until = f"Agencies answer by {uk_date(run.return_by)}" if run.return_by else ""
    return (
        {"text": run.name, "href": href, "note": until},
        uk_date(run.as_of),
        {"text": "", "state": state, "word": word},
    )
