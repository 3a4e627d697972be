"""Faultless parts made into a document, with every text rendered for good."""

from elearn.content.document import ModuleDocument
from elearn.content.items import Item, ItemOption
from elearn.content.loading import ModuleParts, ScenarioPart, ScreenPart
from elearn.content.markdown import render, render_inline
from elearn.content.pages import Check, CheckOption, Choice, Node, Page, Scenario, Screen
from elearn.content.schema import CheckEntry, ItemEntry, NodeEntry
from elearn.domain.quiz import BlueprintLine

LETTERS = "abcdef"


class UnbuildableError(ValueError):
    """Parts were built that still have faults: a slip of the reader, not of the author."""


def build(parts: ModuleParts) -> ModuleDocument:
    """The document of parts in which no fault was found."""
    head = parts.model
    if head is None or parts.summary is None:
        raise UnbuildableError(parts.file)
    pages: list[tuple[int, Page]] = [(part.number, _screen(part)) for part in parts.screens]
    pages += [(part.number, _scenario(part)) for part in parts.scenarios]
    blueprint = [(topic, line.items, line.safety) for topic, line in head.blueprint.items()]
    return ModuleDocument(
        slug=parts.slug,
        code=head.code,
        title=head.title,
        level=head.level,
        minutes=head.minutes,
        refresh_months=head.refresh_months,
        audience=head.audience,
        why=head.why,
        outcomes=tuple(head.outcomes),
        prerequisites=tuple(head.prerequisites),
        pass_share=head.pass_share,
        blueprint=tuple(BlueprintLine(*line) for line in blueprint),
        law_as_at=head.law_as_at,
        review_by=head.review_by,
        change_kind=head.change.kind,
        change_note=head.change.note,
        pages=tuple(page for _, page in sorted(pages, key=lambda numbered: numbered[0])),
        items=_items(parts),
        summary_title=parts.summary_title,
        summary=render(parts.summary.text).html,
    )


def _screen(part: ScreenPart) -> Screen:
    head = part.model
    if head is None:
        raise UnbuildableError(part.body.file)
    return Screen(
        slug=part.slug,
        title=head.title,
        minutes=head.minutes,
        html=render(part.body.text).html,
        source=tuple(head.source),
        law_sensitive=head.law_sensitive,
        check=_check(head.check) if head.check else None,
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


def _scenario(part: ScenarioPart) -> Scenario:
    entry = part.model
    if entry is None:
        raise UnbuildableError(part.marked.file)
    return Scenario(
        slug=part.slug,
        title=entry.title,
        minutes=entry.minutes,
        intro=render(entry.intro).html,
        start=entry.start,
        nodes=tuple(_node(name, node) for name, node in entry.nodes.items()),
        source=tuple(entry.source),
    )


def _node(name: str, entry: NodeEntry) -> Node:
    return Node(
        name=name,
        html=render(entry.text).html,
        choices=tuple(
            Choice(
                id=choice.id,
                text=render_inline(choice.text).html,
                tag=choice.tag,
                feedback=render(choice.feedback).html,
                next=choice.next,
            )
            for choice in entry.choices or ()
        ),
        ending=entry.ending,
    )


def _items(parts: ModuleParts) -> tuple[Item, ...]:
    """Every question, by topic (T2 before T10) and then as the author ordered them."""
    files = sorted(parts.questions, key=lambda part: (len(part.name), part.name))
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
        read_again=entry.read_again,
        text=render_inline(entry.text).html,
        options=tuple(
            ItemOption(
                id=letter,
                text=render_inline(option.text).html,
                correct=option.correct,
                feedback=render_inline(option.feedback).html,
            )
            for letter, option in zip(LETTERS, entry.options, strict=False)
        ),
        why=render_inline(entry.why).html,
    )
