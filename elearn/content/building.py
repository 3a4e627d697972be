"""Faultless parts made into a document, with every text rendered for good."""

from collections.abc import Iterable
from dataclasses import replace

from elearn.content.document import CHECK, ModuleDocument
from elearn.content.item_building import build_items
from elearn.content.items import Item
from elearn.content.loading import ModuleParts
from elearn.content.markdown import render
from elearn.content.page_building import build_pages
from elearn.content.schema import KnowledgeCheckFile
from elearn.content.translations.building import build_translation
from elearn.domain.quiz import BlueprintLine

IN_PARTS = "T10"


class UnbuildableError(ValueError):
    """Parts were built that still have faults: a slip of the reader, not of the author."""


def build_all(modules: Iterable[ModuleParts]) -> tuple[ModuleDocument, ...]:
    """The documents of parts in which no fault was found, by code. The knowledge check's questions
    in use go into every module that asks some of them."""
    built = sorted((build(parts) for parts in modules), key=lambda one: one.code)
    anchors = [item for one in built if one.is_check for item in one.items if not item.reserve]
    return tuple(replace(one, anchor_items=_borrowed(one, anchors)) for one in built)


def _borrowed(document: ModuleDocument, anchors: Iterable[Item]) -> tuple[Item, ...]:
    """The anchor questions that a module's quiz may ask: of its topics (and, in T10, of its own
    part of it), no higher than its level, and none about safety, as those the blueprint counts."""
    if not document.anchors:
        return ()
    topics = {line.topic for line in document.blueprint}
    parts = {_part(item) for item in document.items}
    return tuple(
        item
        for item in anchors
        if item.topic in topics
        and (item.topic != IN_PARTS or _part(item) in parts)
        and item.level <= document.level
        and not item.safety_critical
    )


def _part(item: Item) -> str:
    """The letter that T10's questions begin their subtag with: records, disruption, prevention."""
    return item.subtag.partition("-")[0] if item.topic == IN_PARTS else ""


def build(parts: ModuleParts) -> ModuleDocument:
    """The document of parts in which no fault was found."""
    return _check(parts, parts.check) if parts.check else _module(parts)


def _check(parts: ModuleParts, head: KnowledgeCheckFile) -> ModuleDocument:
    return ModuleDocument(
        slug=parts.slug,
        code=head.code,
        title=head.title,
        level=head.level,
        minutes=head.minutes,
        refresh_months=None,
        audience=head.audience,
        why=head.why,
        outcomes=(),
        prerequisites=(),
        pass_share=0,
        blueprint=(),
        law_as_at=head.law_as_at,
        review_by=head.review_by,
        change_kind=head.change.kind,
        change_note=head.change.note,
        pages=(),
        items=build_items(parts.questions),
        summary_title="",
        summary="",
        kind=CHECK,
        form=head.form,
    )


def _module(parts: ModuleParts) -> ModuleDocument:
    head = parts.model
    if head is None or parts.summary is None:
        raise UnbuildableError(parts.file)
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
        pages=build_pages(parts),
        items=build_items(parts.questions),
        summary_title=parts.summary_title,
        summary=render(parts.summary.text).html,
        anchors=head.anchors,
        what_changed=render(head.change.what_changed or "").html,
        change_items=tuple(head.change.items or ()),
        translations=tuple(build_translation(one) for one in parts.told),
    )
