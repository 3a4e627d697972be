"""Faultless questions made into the bank of a document, with every text rendered for good."""

from collections.abc import Iterable

from elearn.content.item_schema import ItemEntry, ItemOptionEntry, PairEntry, StepEntry
from elearn.content.items import Item, ItemOption, ItemPair, ItemStep, ItemTyped
from elearn.content.loading import QuestionsPart
from elearn.content.markdown import render, render_inline

LETTERS = "abcdef"
ALL_OR_NOTHING = "all-or-nothing"


def build_items(parts: Iterable[QuestionsPart]) -> tuple[Item, ...]:
    """Every question, by topic (T2 before T10) and then as the author ordered them."""
    files = sorted(parts, key=lambda part: (len(part.name), part.name))
    return tuple(
        _item(part.model.topic, entry)
        for part in files
        if part.model is not None
        for entry in part.model.items
    )


def _item(topic: str, entry: ItemEntry) -> Item:
    return Item(
        key=entry.id,
        topic=topic,
        type=entry.type,
        level=entry.level,
        subtag=entry.subtag,
        setting=entry.setting,
        safety_critical=entry.safety_critical,
        anchor=entry.anchor,
        law_sensitive=entry.law_sensitive,
        law_as_at=entry.law_as_at,
        review_by=entry.review_by,
        source=entry.source,
        read_again=entry.read_again or "",
        reserve=entry.reserve,
        teaches=entry.teaches or "",
        text=render_inline(entry.text).html,
        options=_options(entry.options or ()),
        why=render_inline(entry.why).html,
        situation=render(entry.situation).html if entry.situation else "",
        scoring=entry.scoring or ALL_OR_NOTHING,
        pairs=_pairs(entry.pairs or ()),
        steps=_steps(entry.steps or ()),
        typed=_typed(entry),
    )


def _options(entries: Iterable[ItemOptionEntry]) -> tuple[ItemOption, ...]:
    return tuple(
        ItemOption(
            id=letter,
            text=render_inline(option.text).html,
            correct=option.correct,
            feedback=render_inline(option.feedback).html,
            tag=option.tag or "",
        )
        for letter, option in zip(LETTERS, entries, strict=False)
    )


def _pairs(entries: Iterable[PairEntry]) -> tuple[ItemPair, ...]:
    return tuple(
        ItemPair(
            id=letter,
            left=render_inline(pair.left).html,
            right_id=str(number),
            right=render_inline(pair.right).html,
            feedback=render_inline(pair.feedback).html,
        )
        for number, (letter, pair) in enumerate(zip(LETTERS, entries, strict=False), start=1)
    )


def _steps(entries: Iterable[StepEntry]) -> tuple[ItemStep, ...]:
    return tuple(
        ItemStep(letter, render_inline(step.text).html, render_inline(step.feedback).html)
        for letter, step in zip(LETTERS, entries, strict=False)
    )


def _typed(entry: ItemEntry) -> ItemTyped | None:
    if not entry.accepted or entry.feedback is None:
        return None
    return ItemTyped(
        accepted=tuple(entry.accepted),
        typos=entry.typos or 0,
        right=render_inline(entry.feedback.right).html,
        wrong=render_inline(entry.feedback.wrong).html,
    )
