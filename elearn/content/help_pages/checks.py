"""What must be so of the help page's words before anybody is shown them."""

import re
from collections.abc import Mapping
from datetime import date

from elearn.content.faults import PathTo
from elearn.content.help_pages.schema import KEYS, LISTS, SourceFile, TranslationFile, is_key
from elearn.content.placeholders import CONTACT
from elearn.content.yaml_text import Marked

_BRACES = re.compile(r"\{[^{}]*\}")
_NUMBER = re.compile(r"\d+")
LONGEST_NUMBER = 3
DAY = "{date}"


def check_source(marked: Marked, source: SourceFile, contacts: Mapping[str, object]) -> None:
    """Every text that the page needs is there once, with contacts that there are."""
    for key in source.texts:
        if not is_key(key):
            marked.fault(("texts", key), "The page has no place for this text.", at_key=True)
    missing = [key for key in KEYS if key not in source.texts]
    missing += [f"{name}_1" for name in LISTS if f"{name}_1" not in source.texts]
    for key in missing:
        marked.fault(("texts",), f"{key} is missing. Add it: the page shows it.")
    for key, entry in source.texts.items():
        _check_tokens(marked, ("texts", key), entry.text, contacts)
        if (DAY in entry.text) != (key == "checked"):
            marked.fault(("texts", key), "{date} stands in the text `checked`, and only there.")


def _check_tokens(marked: Marked, path: PathTo, text: str, contacts: Mapping[str, object]) -> None:
    for token in _BRACES.findall(text):
        found = CONTACT.fullmatch(token)
        if token != DAY and (not found or found[1] not in contacts):
            marked.fault(path, f"{token} is no contact of contacts.yaml.")
    for number in _NUMBER.findall(text.replace(" ", "")):
        if len(number) > LONGEST_NUMBER:
            marked.fault(path, "Never type a telephone number here: write {contact:key}.")


def check_translation(
    marked: Marked, file: TranslationFile, source: SourceFile, *, today: date
) -> bool:
    """Whether the file may be shown: signed, complete, and true to placeholders and numbers.

    What is not done yet is a warning; what is wrong is a fault.
    """
    before = len(marked.findings.faults)
    signed = _is_signed(marked, file, today)
    complete = _is_complete(marked, file, source)
    for key, entry in file.texts.items():
        if key not in source.texts:
            marked.warning(("texts", key), "The English page has this text no more.", at_key=True)
        elif (entry.translation or "").strip():
            _check_like_english(marked, key, entry.english, entry.translation or "")
    return signed and complete and len(marked.findings.faults) == before


def stale(marked: Marked, file: TranslationFile, source: SourceFile) -> tuple[str, ...]:
    """The texts whose English has changed since they were translated, each a warning."""
    found = [
        key
        for key, entry in file.texts.items()
        if key in source.texts and entry.english.split() != source.texts[key].text.split()
    ]
    for key in found:
        message = f"is out of date. The English is now: {source.texts[key].text}"
        marked.warning(("texts", key, "english"), message)
    return tuple(found)


def _is_signed(marked: Marked, file: TranslationFile, today: date) -> bool:
    if file.translated_on and file.translated_on > today:
        marked.fault(("translated_on",), "has not come yet. Correct it.")
    signed = bool((file.translated_by or "").strip()) and file.translated_on is not None
    if not signed:
        at = "translated_on" if (file.translated_by or "").strip() else "translated_by"
        marked.warning((at,), "Nobody has signed this translation, so it is not shown. Whoever "
                       "translated it fills in translated_by and translated_on.")  # fmt: skip
    return signed


def _is_complete(marked: Marked, file: TranslationFile, source: SourceFile) -> bool:
    left = [
        key
        for key in source.texts
        if key not in file.texts or not (file.texts[key].translation or "").strip()
    ]
    if left:
        shown = ", ".join(left[:5]) + (" and more" if len(left) > 5 else "")
        marked.warning(("texts",), f"{len(left)} of {len(source.texts)} texts are not translated, "
                       f"so the page is not shown: {shown}.")  # fmt: skip
    return not left


def _check_like_english(marked: Marked, key: str, english: str, translation: str) -> None:
    path = ("texts", key, "translation")
    for pattern, what in ((_BRACES, "in braces"), (_NUMBER, "number")):
        wanted, found = sorted(pattern.findall(english)), sorted(pattern.findall(translation))
        if wanted != found:
            marked.fault(path, f"Keep what the English has {what}: it is {wanted or 'nothing'} "
                         f"there and {found or 'nothing'} here.")  # fmt: skip
