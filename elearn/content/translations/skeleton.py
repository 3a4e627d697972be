"""The files for whoever translates a module: the English as remarks, and room below each text."""

from collections.abc import Iterator, Mapping
from typing import Any

from elearn.content.loading import ModuleParts
from elearn.content.translations.comparing import OF
from elearn.content.translations.reading import TITLE
from elearn.content.translations.texts import BODY, NAMES, digest_of, shape_of, texts_of


def skeleton(parts: ModuleParts, language: str) -> dict[str, str]:
    """Name of each file -> what stands in it, for a module without a fault."""
    files = {"module.yaml": _head(parts, language)}
    for one in parts.screens:
        digest = digest_of(texts_of("screens", one.head.data) | {BODY: one.body.text})
        files[_name(parts, one.body.file)] = _front(
            digest, shape_of("screens", one.head.data), one.body.text
        )
    for story in parts.scenarios:
        data = story.marked.data
        digest = digest_of(texts_of("scenarios", data))
        lines = [f"{OF}: '{digest}'", *_lines(shape_of("scenarios", data))]
        files[_name(parts, story.marked.file)] = _text(lines)
    for questions in parts.questions:
        files[_name(parts, questions.marked.file)] = _questions(questions.marked.data)
    if parts.summary:
        words = {TITLE: parts.summary_title, BODY: parts.summary.text}
        told = f"# {parts.summary_title}\n{parts.summary.text}"
        files["summary.md"] = _front(digest_of(words), {}, told)
    return files


def _name(parts: ModuleParts, file: str) -> str:
    return file.removeprefix(f"{parts.file}/")


def _head(parts: ModuleParts, language: str) -> str:
    data = parts.head.data if parts.head else {}
    lines = [
        f"language: {language}",
        'name: ""  # what the language calls itself',
        "direction: ltr  # or rtl",
        'translated_by: ""  # whoever stands for it with their name, when it is done',
        'translated_on: ""  # the day of that, year first',
        f"{OF}: '{digest_of(texts_of('module', data))}'",
        *_lines(shape_of("module", data)),
    ]
    return _text(lines)


def _questions(data: Mapping[str, Any]) -> str:
    lines = ["items:"]
    for item in data["items"]:
        lines += [
            "  -",
            f"    id: {item['id']}",
            f"    {OF}: '{digest_of(texts_of('questions', item))}'",
        ]
        shape = {key: value for key, value in shape_of("questions", item).items() if key != "id"}
        lines += _lines(shape, 4)
    return _text(lines)


def _front(digest: str, shape: Mapping[str, Any], body: str) -> str:
    below = [f"# {line}".rstrip() for line in body.strip().split("\n")]
    return _text(
        ["---", f"{OF}: '{digest}'", *_lines(shape), "# Below the next line:", *below, "---"]
    )


def _lines(value: Any, indent: int = 0) -> Iterator[str]:
    pad = " " * indent
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(inner, str):
                yield from _leaf(pad, f"{key}:", inner, named=key in NAMES)
            else:
                yield f"{pad}{key}:"
                yield from _lines(inner, indent + 2)
        return
    for inner in value:
        if isinstance(inner, str):
            yield from _leaf(pad, "-", inner, named=False)
        else:
            yield f"{pad}-"
            yield from _lines(inner, indent + 2)


def _leaf(pad: str, key: str, english: str, *, named: bool) -> Iterator[str]:
    if named:
        yield f"{pad}{key} {english}"
        return
    for line in english.strip().split("\n"):
        yield f"{pad}# {line}".rstrip()
    yield f'{pad}{key} ""'


def _text(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
