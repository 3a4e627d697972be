"""The page of one question: its verdict and why, its figures, and what people chose."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from elearn.audit.drawings import ChartRow
from elearn.audit.editions import Opened
from elearn.audit.items.shown import ChoiceRow, ItemRow
from elearn.audit.items.shown_gain import GainRow
from elearn.audit.items.words import STATES, module_name, share, signed
from elearn.audit.queries.editions import Edition
from elearn.audit.sheets import Names
from elearn.audit.words import counted, number
from elearn.domain.dates import uk_date
from elearn.domain.items import Verdict
from elearn.domain.sums import bias_words, brier_words
from elearn.reporting.charts.shares import share_bar


@dataclass(frozen=True, slots=True)
class Stat:
    """A figure with its base."""

    label: str
    figure: str
    base: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One question: its verdict and why, its figures, and what was chosen."""

    title: str
    edition: Edition
    sealed: bool
    caption: str
    text: str
    reasons: tuple[str, ...]
    state: str
    word: str
    marks: tuple[str, ...]
    stats: tuple[Stat, ...]
    chart: tuple[ChartRow, ...]
    chart_note: str
    chosen: tuple[tuple[Any, ...], ...]
    say: str
    again: str
    read: str
    act: str
    around: bool


def item_page(opened: Opened, row: ItemRow, *, read: str, act: str, around: bool) -> ItemPage:
    """One question, with every answer that could be given."""
    edition, names = opened.edition, Names(opened.edition, opened.shown)
    choices = [one for one in opened.shown.more["choice"] if one.item == row.item]
    when = f"{edition.rules.knowledge_months} months to {uk_date(edition.as_of)}"
    return ItemPage(
        title=_title(row),
        edition=edition,
        sealed=opened.sealed,
        caption=f"{edition.name}, census date {uk_date(edition.as_of)}",
        text=row.text,
        reasons=row.review.reasons,
        state=STATES[row.verdict],
        word=row.verdict.label,
        marks=_marks(row, names),
        stats=_stats(row, when),
        chart=tuple(_bar(one, place) for place, one in enumerate(choices)),
        chart_note=f"Share of {number(row.answers)} first answers, {when}. Solid is right.",
        chosen=tuple(_choice(one) for one in choices),
        say=_unchosen(choices),
        again=_again(opened, row),
        read=read,
        act=act,
        around=around,
    )


def _title(row: ItemRow) -> str:
    verb = {
        Verdict.RETIRE: "Retire",
        Verdict.REVIEW: "Look again at",
        Verdict.KEEP: "Keep",
        Verdict.UNKNOWN: "Too few to say about",
    }
    return f"{verb[row.verdict]} question {row.item}"


def _marks(row: ItemRow, names: Names) -> tuple[str, ...]:
    marks = [module_name(names, row.module), names.topic(row.topic), names.level(row.level)]
    if row.safety_critical:
        marks.append("Safety-critical")
    if row.anchor:
        marks.append("Anchor")
    return tuple(marks)


def _stats(row: ItemRow, when: str) -> tuple[Stat, ...]:
    of = f"of {number(row.answers)} first answers"
    stats = [
        Stat("Right at first try", share(row.facility), of),
        Stat(
            "Corrected for guessing",
            share(row.corrected, none="hidden" if row.facility is None else "not corrected"),
            f"among {row.options} answers" if row.options else "not one answer of several",
        ),
        Stat(
            "Discrimination",
            signed(row.discrimination, none="hidden" if row.facility is None else "not known"),
            f"with the other questions, {when}",
        ),
    ]
    if row.bias is not None and row.brier is not None:
        asked = f"of {number(row.asked)} answers with a confidence"
        stats += [
            Stat(
                "How sure against how right", _points(row.bias), f"{bias_words(row.bias)}, {asked}"
            ),
            Stat(
                "Brier score",
                f"{row.brier:.2f}",
                f"{brier_words(row.brier).partition(', ')[2]}, {asked}",
            ),
            Stat(
                "Sure but wrong", share(row.confident_wrong), f"of {number(row.sure)} sure answers"
            ),
        ]
    return tuple(stats)


def _points(bias: float) -> str:
    return f"{round(100 * bias):+d} points".replace("-", "−")


def _bar(one: ChoiceRow, place: int) -> ChartRow:
    name = _name(one)
    word = "Right answer" if one.right else ""
    if one.share is None or one.chosen is None:
        return ChartRow(name, "", "", "unknown", word or "hidden", Markup(""), one.note)
    drawn = share_bar(name, 100 * one.share, id=f"choice-{place}", wanted=one.right)
    small = counted(one.chosen, "answer")
    return ChartRow(name, share(one.share), small, "good", word, drawn)


def _name(one: ChoiceRow) -> str:
    return f"{one.text} (in earlier words)" if one.is_gone else one.text


def _choice(one: ChoiceRow) -> tuple[Any, ...]:
    return (
        _name(one),
        "right" if one.right else "wrong",
        number(one.chosen),
        share(one.share),
    )


def _unchosen(choices: list[ChoiceRow]) -> str:
    """What the wrong answers say of the question."""
    idle = sum(one.chosen == 0 and not one.right and not one.is_gone for one in choices)
    if not idle:
        return ""
    return f"Nobody chose {idle} of the wrong answers. They tell nothing: write more likely ones."


def _again(opened: Opened, row: ItemRow) -> str:
    """What became of it between a pre-check and the quiz after."""
    found: list[GainRow] = [
        one for one in opened.shown.more.get("gain", ()) if one.item == row.item and one.verdict
    ]
    if not found:
        return ""
    one = found[0]
    exact = "" if one.p is None else f" (McNemar p = {one.p:.3f})"
    return (
        f"Of {number(one.pairs)} people who were asked it before and after the module, "
        f"{share((one.before or 0) / 100)} were right before and {share((one.after or 0) / 100)} "
        f"after: {one.verdict}{exact}."
    )
