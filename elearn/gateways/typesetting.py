"""Compiles our Typst templates, with our own fonts and to the standards for reading and keeping."""

import json
import logging
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import typst

Standard = Literal["ua-1", "a-2a"]

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
TEMPLATES = HERE / "typst"
# Read by screen readers (PDF/UA-1) and by the archives of the next decades (PDF/A-2a).
STANDARDS: tuple[Standard, ...] = ("ua-1", "a-2a")
UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"
_NO_FONT = re.compile(
    r'the text (?:`"(.*?)"` could not be displayed|contains the disallowed codepoint `"(.*?)"`)',
    re.DOTALL,
)
ROUNDS = 3  # the compiler may tell of other letters once the first are gone
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")

log = logging.getLogger(__name__)


class DocumentError(RuntimeError):
    """A document cannot be made; the message says which."""


class NoFontError(DocumentError):
    """Letters have no font, and the standards want one for each. ``texts`` are those letters."""

    def __init__(self, message: str, texts: tuple[str, ...]) -> None:
        super().__init__(message)
        self.texts = texts


@cache
def _fonts(with_system: bool) -> "typst.Fonts":
    """Our fonts, read once for all documents of the process; those of the machine if need be."""
    import typst  # noqa: PLC0415 - a large library that only documents need

    return typst.Fonts(
        include_system_fonts=with_system, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def typeset(template: str, words: Mapping[str, Any], day: date) -> bytes:
    """Compile a template. If a letter has no font of ours, the machine may have one. If it has
    none either, a sign of its own stands in its place, and the template is told so
    (``unprintable``): the reader sees that something is missing, not an empty box."""
    facts = {**words, "date": {"year": day.year, "month": day.month, "day": day.day}}
    with suppress(NoFontError):
        return compile_template(template, facts, with_system=False)
    for _ in range(ROUNDS):
        try:
            return compile_template(template, facts, with_system=True)
        except NoFontError as error:
            facts = replaced(facts, error.texts) | {"unprintable": True}
        # The letters are somebody's name: they do not belong in a log.
        log.warning("document_with_unprintable_letters", extra={"template": template})
    return compile_template(template, facts, with_system=True)


def replaced(words: Mapping[str, Any], texts: tuple[str, ...]) -> dict[str, Any]:
    """The words with a sign in the place of each text, at every depth; the longest texts first.

    >>> replaced({"name": "Ann X", "topics": ["X", 2]}, ("X",))
    {'name': 'Ann �', 'topics': ['�', 2]}
    """
    ordered = sorted(set(texts), key=lambda one: (-len(one), one))
    found = _replaced(dict(words), ordered)
    return dict(found)


def _replaced(value: Any, texts: list[str]) -> Any:
    if isinstance(value, str):
        for text in texts:
            value = value.replace(text, UNPRINTABLE)
        return value
    if isinstance(value, dict):
        return {key: _replaced(one, texts) for key, one in value.items()}
    return [_replaced(one, texts) for one in value] if isinstance(value, list | tuple) else value


def compile_template(template: str, facts: Mapping[str, Any], *, with_system: bool) -> bytes:
    """A template with its facts, to the standards. Raises NoFontError, or DocumentError."""
    import typst  # noqa: PLC0415 - as above

    try:
        made: bytes = typst.compile(
            TEMPLATES / template,
            root=TEMPLATES,
            font_paths=_fonts(with_system),
            sys_inputs={"data": json.dumps(facts)},
            pdf_standards=list(STANDARDS),
            timestamp=0,
        )
    except typst.TypstError as error:
        message = f"The document {template} cannot be set: {error}"
        if texts := _without_font(str(error.diagnostic)):
            raise NoFontError(message, texts) from error
        raise DocumentError(message) from error
    return made


def _without_font(told: str) -> tuple[str, ...]:
    """The letters that the compiler says it has no font for, out of their escapes."""
    return tuple(_ESCAPE.sub(_letter, one or other) for one, other in _NO_FONT.findall(told))


def _letter(escape: re.Match[str]) -> str:
    if escape[1]:
        return chr(int(escape[1], 16))
    return {"0": "\0", "n": "\n", "r": "\r", "t": "\t"}.get(escape[2], escape[2])
