"""The service's own classes on Markdown, and what is refused in it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from markupsafe import escape

from elearn.content.boxes import CALLOUTS

if TYPE_CHECKING:
    from markdown_it.token import Token

CLASSES = {
    "paragraph_open": "govuk-body",
    "bullet_list_open": "govuk-list govuk-list--bullet",
    "ordered_list_open": "govuk-list govuk-list--number",
    "thead_open": "govuk-table__head",
    "tbody_open": "govuk-table__body",
    "tr_open": "govuk-table__row",
    "th_open": "govuk-table__header",
    "td_open": "govuk-table__cell",
    "link_open": "govuk-link",
}
HEADINGS = {"h2": "govuk-heading-m", "h3": "govuk-heading-s"}
NO_HTML = "HTML is not used here. Write it with words, **bold**, lists, tables and ::: boxes."
REFUSED = {
    "html_block": NO_HTML,
    "html_inline": NO_HTML,
    "image": "A picture cannot stand in the text. Say in words what matters.",
    "fence": "Code is not used here. Take out the line with ``` or ~~~.",
    "code_block": "Four spaces before a line make it code. Take them out.",
    "code_inline": "Code is not used here. Take out the ` signs; use **bold** if it matters.",
    "blockquote_open": "Write a quotation in quote marks or in a ::: say box, without the > sign.",
    "hr": "A line of --- or *** does nothing here. Take it out.",
}


def dress(tokens: "Sequence[Token]") -> None:
    """Put the service's classes on parsed Markdown."""
    for token in tokens:
        name = HEADINGS.get(token.tag) if token.type == "heading_open" else None
        name = name or CLASSES.get(token.type)
        if name:
            token.attrSet("class", name)
        if token.type in ("th_open", "td_open"):
            _dress_cell(token)
        if token.children:
            dress(token.children)


def _dress_cell(token: "Token") -> None:
    """Alignment comes as a style, which the service's pages do not allow."""
    style = token.attrs.pop("style", None)
    if style == "text-align:right":
        base = CLASSES[token.type]
        token.attrSet("class", f"{base} {base}--numeric")
    if token.type == "th_open":
        token.attrSet("scope", "col")


def table_open(_self: object, tokens: "Sequence[Token]", at: int, *_: object) -> str:
    """A table scrolls in a region of its own where it is too wide; its columns name the region."""
    heads = []
    for number in range(at, len(tokens)):
        if tokens[number].type == "thead_close":
            break
        if tokens[number].type == "th_open":
            heads.append(_words_of(tokens[number + 1]).strip())
    label = escape("Table: " + ", ".join(filter(None, heads)).replace("{", "("))
    return (
        f'<div class="app-scroll" role="region" aria-label="{label}" tabindex="0">'
        '<table class="govuk-table">\n'
    )


def table_close(*_: object) -> str:
    return "</table></div>\n"


def token_faults(tokens: "Sequence[Token]", line: int = 0) -> Iterator[tuple[int, str]]:
    """What is refused in parsed Markdown, with its line from 0."""
    in_link = False
    for token in tokens:
        if token.map:
            line = token.map[0]
        if token.type in ("link_open", "link_close"):
            in_link = token.type == "link_open"
        for message in _refusals(token, in_link):
            yield line, message
        line += token.type in ("softbreak", "hardbreak")
        if token.children:
            yield from token_faults(token.children, line)


def _refusals(token: "Token", in_link: bool) -> Iterator[str]:
    if token.type in REFUSED:
        yield REFUSED[token.type]
    elif token.type == "heading_open" and token.tag not in HEADINGS:
        yield "Headings inside the text are ## or ###. The title is set elsewhere."
    elif token.type == "link_open":
        href = str(token.attrs.get("href", ""))
        if not href.startswith("https://"):
            yield f"A link starts with https://. This one goes to {href or 'nowhere'}."
    elif token.type == "text" and "](" in token.content:
        yield "This link cannot be used. Write it as [words](https://…), without spaces in it."
    elif token.type == "text" and in_link and "{" in token.content:
        yield "A contact is a link already: take {contact:…} out of the [words] of this one."


def words_outside_boxes(tokens: "Sequence[Token]") -> int:
    """How many words a reader meets without opening anything: not in boxes nor tables."""
    depth = count = 0
    for token in tokens:
        if token.type.startswith(("container_", "table_")):
            depth += token.nesting
        elif token.type == "inline" and depth == 0:
            count += len(_words_of(token).split())
    return count


def callouts(tokens: "Sequence[Token]") -> int:
    return sum(token.type in CALLOUTS for token in tokens)


def _words_of(token: "Token") -> str:
    return "".join(
        child.content if child.type == "text" else " "
        for child in token.children or ()
        if child.type in ("text", "softbreak", "hardbreak")
    )
