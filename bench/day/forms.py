"""Reads the forms of a page and fills them in, as cheaply as a load driver must."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
FIELD = re.compile(r"<(input|button|textarea)\b([^>]*)>")
SELECT = re.compile(r"<select\b([^>]*)>(.*?)</select>", re.DOTALL)
OPTION = re.compile(r"<option\b([^>]*)>")
NAMED = re.compile(r'([a-z-]+)="([^"]*)"')
LABEL = re.compile(r'<label\b[^>]*\bfor="([^"]*)"[^>]*>(.*?)</label>', re.DOTALL)
HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
LEGEND_CAPTION = re.compile(r"<span\b[^>]*caption[^>]*>.*?</span>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def plain(markup: str) -> str:
    """Words without markup, spaces made one.

    >>> plain("<p>Who <b>should</b>\\n you tell?</p>")
    'Who should you tell?'
    """
    return " ".join(html.unescape(TAG.sub(" ", markup)).split())


def heading(page: str) -> str:
    """The words of the page's heading; empty when there is none."""
    found = HEADING.search(page)
    return plain(LEGEND_CAPTION.sub("", found[1])) if found else ""


@dataclass(frozen=True, slots=True)
class Form:
    """One form: where it goes, its hidden fields, its choices by name, its buttons."""

    action: str
    hidden: tuple[tuple[str, str], ...]
    choices: Mapping[str, tuple[tuple[str, str], ...]]  # name -> (value, words of the label)
    texts: tuple[str, ...]
    buttons: tuple[tuple[str, str], ...]

    def filled(self, right: frozenset[str], button: str) -> list[tuple[str, str]]:
        """What a browser would send: the options whose words are ``right``, or the first."""
        sent = list(self.hidden)
        for name, options in self.choices.items():
            meant = [value for value, words in options if words in right]
            sent += [(name, value) for value in meant or [options[-1][0]]]
        sent += [(name, "a word") for name in self.texts]
        return [*sent, *((name, value) for name, value in self.buttons if value == button)]

    def offers(self, button: str) -> bool:
        return any(value == button for _, value in self.buttons)


def forms(page: str, here: str) -> Iterator[Form]:
    """The forms of a page but the one that signs out, in their order."""
    for attributes, inside in FORM.findall(page):
        action = html.unescape(dict(NAMED.findall(attributes)).get("action", here))
        if action != "/sign-out":
            yield _form(action.partition("#")[0], inside)


def _form(action: str, inside: str) -> Form:
    words = {name: plain(label) for name, label in LABEL.findall(inside)}
    hidden: list[tuple[str, str]] = []
    texts: list[str] = []
    buttons: list[tuple[str, str]] = []
    choices: dict[str, list[tuple[str, str]]] = {}
    for kind, attributes in FIELD.findall(inside):
        field = {name: html.unescape(value) for name, value in NAMED.findall(attributes)}
        name, value, type_ = field.get("name"), field.get("value", ""), field.get("type", "text")
        if name is None:
            continue
        if kind == "button":
            buttons.append((name, value))
        elif type_ in ("radio", "checkbox"):
            choices.setdefault(name, []).append((value, words.get(field.get("id", ""), "")))
        elif type_ == "hidden":
            hidden.append((name, value))
        else:
            texts.append(name)
    for attributes, options in SELECT.findall(inside):
        named = dict(NAMED.findall(attributes)).get("name", "")
        values = [dict(NAMED.findall(one)).get("value", "") for one in OPTION.findall(options)]
        choices[named] = [(value, "") for value in values]
    found = {name: tuple(options) for name, options in choices.items()}
    return Form(action, tuple(hidden), found, tuple(texts), tuple(buttons))
