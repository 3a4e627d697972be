"""The sentences in a text of Markdown, without headings, tables and what is no sentence."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from elearn.content.markdown import parse
from elearn.content.placeholders import CONTACT

if TYPE_CHECKING:
    from markdown_it.token import Token

ENDS = (".", "!", "?")
_CLOSING = "\"'”’)"


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a text, in words alone; of the points of a list those that are sentences.

    >>> list(paragraphs("Look at **two** things:\\n\\n- the hands\\n- Ask who pays.\\n\\n## Then"))
    ['Look at two things:', 'Ask who pays.']
    """
    tokens = parse(text)
    in_list = in_table = 0
    for at, token in enumerate(tokens):
        in_list += token.nesting if token.type.startswith("list_item_") else 0
        in_table += token.nesting if token.type.startswith("table_") else 0
        if token.type != "inline" or in_table or tokens[at - 1].type == "heading_open":
            continue
        words = _words(token)
        if words and (not in_list or is_sentence(words)):
            yield words


def is_sentence(words: str) -> bool:
    """Whether a text ends as a sentence does.

    >>> is_sentence('He said, "No."'), is_sentence("Fear, or shame")
    (True, False)
    """
    return words.rstrip(_CLOSING).endswith(ENDS)


def words_of(text: str) -> int:
    """How many words somebody reads who reads all of a text, lists and tables too."""
    return sum(len(_words(token).split()) for token in parse(text) if token.type == "inline")


def _words(token: "Token") -> str:
    """What is read of a line of text; a contact is read as a name of one word."""
    children: Sequence[Token] = token.children or ()
    text = "".join(
        child.content if child.type in ("text", "code_inline") else " "
        for child in children
        if child.type in ("text", "code_inline", "softbreak", "hardbreak")
    )
    return " ".join(CONTACT.sub("them", text).split())
