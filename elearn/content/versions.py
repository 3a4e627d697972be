"""What kind of change a new version is to those who hold an older one, and what it must say."""

from dataclasses import dataclass, replace

from elearn.content.document import ModuleDocument
from elearn.content.foundations import PublishError
from elearn.content.packing import content_hash

ANCHORS_ONLY = "Its questions of the knowledge check were brought up to date."
TRANSLATIONS_ONLY = "Its translations were brought up to date."
COSMETIC, MATERIAL = "cosmetic", "material"


@dataclass(frozen=True, slots=True)
class Change:
    """The kind (cosmetic, clarified or material) and the note of a version."""

    kind: str
    note: str


def change_of(document: ModuleDocument, previous: ModuleDocument | None) -> Change:
    """What a document changes against the version before it.

    A module in which nothing but borrowed anchor questions differ has not changed for anybody,
    whatever its file says. Raises PublishError when the document does not say enough.
    """
    said = Change(document.change_kind, document.change_note)
    if previous is None:
        return said
    if _without_anchors(document) == _without_anchors(previous):
        return Change(COSMETIC, ANCHORS_ONLY)
    if _english_alone(document) == _english_alone(previous):
        return Change(COSMETIC, TRANSLATIONS_ONLY)
    if document.is_check:
        _check_form(document, previous)
    elif said.kind == MATERIAL:
        _check_said(document, previous)
    return said


def _without_anchors(document: ModuleDocument) -> str:
    return content_hash(replace(document, anchor_items=()))


def _english_alone(document: ModuleDocument) -> str:
    return content_hash(replace(document, anchor_items=(), translations=()))


def _check_form(document: ModuleDocument, previous: ModuleDocument) -> None:
    """First answers are compared within a form, so another set is another form."""
    in_use, before = (
        {item.key for item in one.items if not item.reserve} for one in (document, previous)
    )
    if in_use != before and document.form == previous.form:
        raise PublishError(
            f"{document.slug}: other questions are in use than before. Give form another name "
            f"than {document.form} in module.yaml."
        )


def _check_said(document: ModuleDocument, previous: ModuleDocument) -> None:
    """Whoever holds the old version reads what changed and answers three questions."""
    if not (document.what_changed and document.change_items):
        raise PublishError(
            f"{document.slug}: a material change says what_changed and names three items, for "
            "those who hold an older version. Add them to change in module.yaml, or call the "
            "change clarified or cosmetic."
        )
    told = (document.change_note, document.what_changed)
    if told == (previous.change_note, previous.what_changed):
        raise PublishError(
            f"{document.slug}: change in module.yaml still says what the last version changed. "
            "Say what this one changes, or call it clarified or cosmetic."
        )
