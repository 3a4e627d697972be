"""One action: finding, evidence and action as a chain, its facts, how it was judged, its log."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from elearn.audit.plan.forms import ActionForm, UpdateForm
from elearn.audit.plan.queries.listed import Action, Judged
from elearn.audit.plan.words import (
    STATES,
    VERDICT_STATES,
    due_words,
    figures,
    target_words,
)
from elearn.audit.words import counted
from elearn.domain.dates import uk_date
from elearn.domain.plan import SLIPS_TO_ESCALATE, Measure, Origin, Verdict


@dataclass(frozen=True, slots=True)
class Link:
    """A part of a chain: its words, its state if it has one, and where it leads."""

    title: str
    text: str
    state: str = ""
    word: str = ""
    href: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class OnePage:
    """An action. ``form`` adds to its log."""

    title: str
    caption: str
    lede: str
    chain: tuple[Link, ...]
    facts: tuple[tuple[str, str], ...]
    judged: tuple[str, str, str] | None
    judged_link: Link | None
    log: tuple[tuple[Any, ...], ...]
    form: UpdateForm
    escalated: str
    back: str
    people: str = ""


@dataclass(frozen=True, slots=True)
class NewPage:
    """The form of a new action, under what it comes from."""

    title: str
    number: int
    gap: str
    evidence: str
    form: ActionForm


def one_page(
    one: Action,
    *,
    baseline: Measure | None,
    form: UpdateForm,
    today: date,
    back: str,
    judged: tuple[str, str, str] | None = None,
    judged_link: Link | None = None,
    cell_href: str = "",
    people: str = "",
) -> OnePage:
    """The page as its reader may see it: ``baseline`` is what they may see of the numbers."""
    return OnePage(
        title=f"Action {one.row.ref}",
        caption=one.owner,
        lede=_lede(one, today),
        chain=(
            Link("Finding", one.row.gap),
            Link(
                "Evidence",
                f"{figures(one.cell.origin, baseline).capitalize()}, "
                f"{uk_date(one.row.baseline_on)} ({one.edition}).",
                href=cell_href,
                link="See the cells" if cell_href else "",
            ),
            Link(
                "Action",
                f"{one.row.action} Owner: {one.row.owner_post}.",
                STATES[one.status],
                one.status.label,
                people,
                "Choose the people" if people else "",
            ),
        ),
        facts=_facts(one, today),
        judged=judged,
        judged_link=judged_link,
        log=tuple(
            (
                uk_date(entry.step.on),
                {"text": "", "state": STATES[entry.step.status], "word": entry.step.status.label},
                uk_date(entry.step.due_on),
                entry.note or "",
            )
            for entry in reversed(one.log)
        ),
        form=form,
        escalated=(
            f"It has slipped {counted(one.slips, 'time')}. After {SLIPS_TO_ESCALATE} it goes to "
            "the Steering Group."
            if one.escalates
            else ""
        ),
        back=back,
        people=people,
    )


def _lede(one: Action, today: date) -> str:
    late = one.days_late(today)
    if one.closed_on:
        return f"{one.status.label}. Closed on {uk_date(one.closed_on)}."
    if late:
        return f"{counted(late, 'day')} late: it was due on {uk_date(one.due_on)}."
    return f"{one.status.label}. Due on {uk_date(one.due_on)}."


def _facts(one: Action, today: date) -> tuple[tuple[str, str], ...]:
    row = one.row
    said = (
        ("Type", row.type.label),
        ("Owner", f"{one.owner}: {row.owner_post}"),
        ("Sponsor", row.sponsor),
        ("Due", due_words(one.due_on, one.days_late(today), one.closed_on)),
        ("Seats", str(row.seats) if row.seats else ""),
        ("Target", target_words(row.target)),
        ("How success is seen", row.success_measure),
        ("Resource", row.resource),
        ("Confidence that it works", row.confidence.label),
        ("Linked risk", row.risk),
    )
    return tuple((name, words) for name, words in said if words)


def judgement_of(one: Action, found: Judged) -> tuple[str, str, str]:
    """State, word and reason of a verdict, for whoever may know its numbers."""
    fact = found.fact
    verdict = Verdict(fact.verdict)
    said = (
        f"{figures(Origin(fact.origin), fact.now).capitalize()} on {uk_date(found.on)}, after "
        f"{figures(one.cell.origin, fact.baseline)} on {uk_date(fact.baseline_on)}."
    )
    if fact.flows and verdict is not Verdict.NOT_KNOWN:
        said += (
            f" Of those in scope on both days {fact.flows.gained:,} came into date and "
            f"{fact.flows.lost:,} fell out."
        )
    return VERDICT_STATES[verdict], verdict.label, said
