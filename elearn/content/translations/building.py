"""Faultless translated parts made into what is published with the English."""

from datetime import date

from elearn.content.item_building import build_items
from elearn.content.markdown import render
from elearn.content.page_building import build_pages
from elearn.content.translations.document import Translation
from elearn.content.translations.reading import Told


def build_translation(told: Told) -> Translation:
    """The translation with every text rendered for good. It must be signed."""
    head, parts = told.head, told.parts
    model = parts.model if told.has_head else None
    return Translation(
        language=head.language,
        name=head.name,
        direction=head.direction,
        translated_by=head.translated_by,
        translated_on=head.translated_on or date.min,
        title=model.title if model else "",
        audience=model.audience if model else "",
        why=model.why if model else "",
        outcomes=tuple(model.outcomes) if model else (),
        pages=build_pages(parts),
        items=build_items(parts.questions) if told.has_quiz else (),
        summary_title=parts.summary_title if parts.summary else "",
        summary=render(parts.summary.text).html if parts.summary else "",
    )
