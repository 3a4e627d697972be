"""The boxes an author can open with ``::: name``: Say this, Not this, a note, details to unfold,
and the agency's own card."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import escape

from elearn.content.placeholders import AGENCY_CARD

if TYPE_CHECKING:
    from markdown_it.token import Token

_FENCE = re.compile(r" {0,3}:{3,}[ ]*(?P<name>[^\s:]*)[ ]*(?P<title>.*?)[ ]*:*$")


@dataclass(frozen=True, slots=True)
class Box:
    """What a box looks like. ``title`` is fixed; empty when the author gives one."""

    icon: str = ""
    css: str = "app-callout"
    title: str = ""
    titled: bool = False
    empty: bool = False


BOXES = {
    "say": Box("do", "app-callout app-callout--do", "Say this"),
    "not": Box("stop", "app-callout app-callout--stop", "Not this"),
    "note": Box("note", "app-callout", titled=True),
    "details": Box(css="govuk-details", titled=True),
    "my-agency": Box(css="app-agency-card", empty=True),
}
CALLOUTS = ("container_say_open", "container_not_open", "container_note_open")


def box_html(_self: object, tokens: "Sequence[Token]", at: int, *_: object) -> str:
    """The opening or closing HTML of a box. ``{icon:…}`` becomes its picture after cleaning."""
    token = tokens[at]
    name = token.type.removeprefix("container_").removesuffix("_open").removesuffix("_close")
    box = BOXES[name]
    if name == "my-agency":
        return f'<div class="{box.css}">{AGENCY_CARD}' if token.nesting == 1 else "</div>\n"
    title = escape(box.title or token.info.strip().removeprefix(name).strip(" :"))
    if name == "details":
        return (
            f'<details class="{box.css}"><summary class="govuk-details__summary">'
            f'<span class="govuk-details__summary-text">{title}</span></summary>\n'
            '<div class="govuk-details__text">\n'
            if token.nesting == 1
            else "</div></details>\n"
        )
    if token.nesting == -1:
        return "</section>\n"
    heading = f'<h2 class="app-callout__title">{{icon:{box.icon}}}{title}</h2>'
    return f'<section class="{box.css}">\n{heading}\n'


def box_faults(text: str) -> Iterator[tuple[int, str]]:
    """Lines, from 0, on which a box is opened or closed wrongly, with the remedy."""
    opened: tuple[int, str] | None = None
    filled = False
    for number, line in enumerate(text.split("\n")):
        fence = _FENCE.fullmatch(line.rstrip())
        if fence is None:
            filled = filled or bool(line.strip())
        elif not fence["name"]:
            if opened is None:
                yield number, "This ::: closes no box. Take it out, or write ::: say above."
            else:
                yield from _filling(opened, filled)
            opened = None
        else:
            if opened is not None:
                message = f"The box ::: {opened[1]} is still open. Close it first with a line :::."
                yield number, message
            opened, filled = (number, fence["name"]), False
            yield from _opening(number, fence["name"], fence["title"])
    if opened is not None:
        yield opened[0], f"The box ::: {opened[1]} is never closed. Write ::: on a line below it."


def _filling(opened: tuple[int, str], filled: bool) -> Iterator[tuple[int, str]]:
    line, name = opened
    box = BOXES.get(name)
    if box and box.empty and filled:
        yield line, f"::: {name} is filled in by the service: leave nothing before its closing :::."
    if box and not box.empty and not filled:
        yield line, f"The box ::: {name} is empty. Write something in it or take it out."


def _opening(line: int, name: str, title: str) -> Iterator[tuple[int, str]]:
    box = BOXES.get(name)
    if box is None:
        yield line, f"There is no box {name}. There are: {', '.join(BOXES)}."
    elif box.titled and not title:
        yield line, f"Give the box a title: ::: {name} What it is about."
    elif title and not box.titled:
        yield line, f"::: {name} has no title of its own. Write the text on the lines below it."
    elif "{" in title:
        yield line, "A title holds plain words only. Move {contact:…} into the text below it."
