"""Screens and scenarios made of faultless parts, with every text rendered for good."""

from collections.abc import Mapping

from elearn.content.activities import Check, CheckOption, Media, Picture, Sort, SortCard, SortGroup
from elearn.content.item_building import LETTERS
from elearn.content.loading import ModuleParts, ScenarioPart, ScreenPart
from elearn.content.markdown import render, render_inline
from elearn.content.pages import Also, Choice, Node, Page, Scenario, Screen, State, Turn
from elearn.content.schema import (
    CheckEntry,
    ChoiceEntry,
    MediaEntry,
    NodeEntry,
    PictureEntry,
    ScenarioFile,
    ScreenHead,
    SortEntry,
)


def build_pages(parts: ModuleParts) -> tuple[Page, ...]:
    """The pages in the order they are read; those that could not be read are left out."""
    pages: list[tuple[int, Page]] = [
        (part.number, _screen(parts, part, part.model))
        for part in parts.screens
        if part.model is not None
    ]
    pages += [
        (part.number, _scenario(part, part.model))
        for part in parts.scenarios
        if part.model is not None
    ]
    return tuple(page for _, page in sorted(pages, key=lambda numbered: numbered[0]))


def _screen(parts: ModuleParts, part: ScreenPart, head: ScreenHead) -> Screen:
    return Screen(
        slug=part.slug,
        title=head.title,
        minutes=head.minutes,
        html=render(part.body.text).html,
        source=tuple(head.source),
        law_sensitive=head.law_sensitive,
        check=_check(head.check) if head.check else None,
        sort=_sort(head.sort) if head.sort else None,
        picture=_picture(parts, head.picture) if head.picture else None,
        media=_media(parts, head.media) if head.media else None,
    )


def _check(entry: CheckEntry) -> Check:
    return Check(
        text=render_inline(entry.text).html,
        options=tuple(
            CheckOption(
                id=letter,
                text=render_inline(option.text).html,
                correct=option.correct,
                feedback=render_inline(option.feedback).html,
            )
            for letter, option in zip(LETTERS, entry.options, strict=False)
        ),
    )


def _sort(entry: SortEntry) -> Sort:
    return Sort(
        text=render_inline(entry.text).html,
        groups=tuple(SortGroup(group.id, group.name) for group in entry.groups),
        cards=tuple(
            SortCard(render_inline(card.text).html, card.group, render_inline(card.feedback).html)
            for card in entry.cards
        ),
    )


def _picture(parts: ModuleParts, entry: PictureEntry) -> Picture:
    drawing = parts.drawings[entry.file]
    return Picture(drawing.markup(entry.alt), entry.alt, entry.caption or "")


def _media(parts: ModuleParts, entry: MediaEntry) -> Media:
    recording = parts.recordings[entry.file]
    captions = parts.recordings[entry.captions].sha256 if entry.captions else ""
    return Media(
        kind=entry.kind,
        mime=recording.mime,
        sha256=recording.sha256,
        captions=captions,
        transcript=render(entry.transcript).html,
    )


def _scenario(part: ScenarioPart, entry: ScenarioFile) -> Scenario:
    return Scenario(
        slug=part.slug,
        title=entry.title,
        minutes=entry.minutes,
        intro=render(entry.intro).html,
        start=entry.start,
        nodes=tuple(_node(name, node) for name, node in entry.nodes.items()),
        source=tuple(entry.source),
        state=_state(entry.state),
        law_sensitive=entry.law_sensitive,
    )


def _node(name: str, entry: NodeEntry) -> Node:
    return Node(
        name=name,
        html=render(entry.text).html,
        choices=tuple(_choice(choice) for choice in entry.choices or ()),
        ending=entry.ending,
        also=tuple(Also(_state(one.when), render(one.text).html) for one in entry.also or ()),
    )


def _choice(entry: ChoiceEntry) -> Choice:
    return Choice(
        id=entry.id,
        text=render_inline(entry.text).html,
        tag=entry.tag,
        feedback=render(entry.feedback).html,
        next=entry.next,
        when=_state(entry.when),
        sets=_state(entry.set),
        turns=tuple(Turn(_state(turn.when), turn.next) for turn in entry.next_when or ()),
    )


def _state(facts: Mapping[str, str] | None) -> State:
    return tuple(sorted((facts or {}).items()))
